/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather/wlk-gather-round.h"

#include "gather/wlk-gather-answer.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/* Requests to addresses: each once, from the cache if possible, and within limits. */

/* Wall-clock time, used only for cache expiry. Validation always uses the query's time. */
static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Concludes an attempt without a request, if it is not allowed. */
static gboolean
is_refused (WlkGatherRound  *self,
            WlkFetchAttempt *attempt)
{
  if (!wlk_fetcher_is_fetchable (attempt->address))
    wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_NOTE, NULL, NULL,
                                N_("“{1}” is not an HTTP or HTTPS address, and was not fetched."));
  else if (self->fetcher->n_left == 0)
    wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_WARNING, "fetch_budget", NULL,
                                N_("“{1}” was not asked, since this inspection has fetched as "
                                   "often as it may."));
  else
    return FALSE;

  return TRUE;
}

static void
report_progress (WlkGatherRound *self,
                 const char     *address)
{
  if (self->progress != NULL)
    self->progress (address, self->progress_data);
}

/**
 * wlk_gather_round_make_key:
 * @self: a round
 * @method: “GET” or “POST”
 * @address: the requested address
 * @body: (nullable): the request, without its nonce
 *
 * Separates inspections that may fetch from private addresses from those that may not, so that
 * their cached results are not shared.
 *
 * Returns: (transfer full): the cache key of a response
 */
char *
wlk_gather_round_make_key (WlkGatherRound *self,
                           const char     *method,
                           const char     *address,
                           GBytes         *body)
{
  g_autofree char *key = wlk_fetch_cache_make_key (method, address, body);

  return g_strconcat (self->fetcher->allow_private ? "private " : "", key, NULL);
}

/**
 * wlk_gather_round_begin:
 * @self: a round
 * @step: id of a step
 * @address: (nullable): the address
 * @certificate: (nullable): the certificate for which it is requested, if that matters
 *
 * Returns: whether it was not requested before
 */
gboolean
wlk_gather_round_begin (WlkGatherRound *self,
                        WlkStepId       step,
                        const char     *address,
                        WlkCertificate *certificate)
{
  g_autofree char *about = certificate != NULL
                           ? wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256)
                           : g_strdup ("");

  return g_hash_table_add (self->asked, g_strconcat (wlk_step_get (step)->name, " ", about, " ",
                                                     address != NULL ? address : "", NULL));
}

/**
 * wlk_gather_round_ask:
 * @self: a round
 * @step: id of a step
 * @certificate: the certificate that contains @address
 * @address: the address as encoded
 * @final_address: the address including an OCSP request
 * @body: (nullable): a request to send by POST
 * @key: from wlk_gather_round_make_key()
 *
 * Uses the cache or fetches, and adds the attempt to the list.
 *
 * Returns: (transfer none) (nullable): the attempt, already concluded when it has no fetch; %NULL
 *   with an error in @self
 */
WlkFetchAttempt *
wlk_gather_round_ask (WlkGatherRound *self,
                      WlkStepId       step,
                      WlkCertificate *certificate,
                      const char     *address,
                      const char     *final_address,
                      GBytes         *body,
                      const char     *key)
{
  WlkFetchAttempt *attempt = wlk_fetch_attempt_new (step, certificate, address);

  attempt->fetch = wlk_fetch_cache_find (self->cache, key, get_now ());
  attempt->is_cached = attempt->fetch != NULL;
  if (!attempt->is_cached && !is_refused (self, attempt))
    {
      report_progress (self, address);
      attempt->fetch = wlk_fetcher_fetch (self->fetcher, final_address, body,
                                          "application/ocsp-request", self->cancellable,
                                          &self->error);
      report_progress (self, NULL);
      if (attempt->fetch == NULL)
        {
          wlk_fetch_attempt_free (attempt);
          return NULL;
        }
    }

  g_ptr_array_add (self->attempts, attempt);
  return attempt;
}

/**
 * wlk_gather_round_keep:
 * @self: a round
 * @attempt: a concluded attempt, with its fetch
 * @issuer: (nullable): issuer of the certificate in an OCSP request
 * @key: from wlk_gather_round_make_key()
 *
 * Caches the response until it expires.
 */
void
wlk_gather_round_keep (WlkGatherRound        *self,
                       const WlkFetchAttempt *attempt,
                       WlkCertificate        *issuer,
                       const char            *key)
{
  gint64 now = get_now ();

  if (!attempt->is_cached)
    wlk_fetch_cache_add (self->cache, key, attempt->fetch,
                         wlk_gather_answer_get_expiry (attempt, issuer, now), now);
}

/* (transfer full) (element-type char): its addresses of one access method, up to a limit (RFC
 * 5280 §4.2.2.1). */
GPtrArray *
wlk_gather_round_list_access (WlkCertificate *certificate,
                              const char     *method)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) descriptions = NULL;

  wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &descriptions, NULL);
  for (guint i = 0; descriptions != NULL && i < descriptions->len; i++)
    {
      const WlkAccessDescription *description = descriptions->pdata[i];

      if (g_str_equal (description->method, method) &&
          description->location->kind == WLK_GENERAL_NAME_URI &&
          addresses->len < WLK_GATHER_MAX_ADDRESSES)
        g_ptr_array_add (addresses, g_strdup (description->location->text));
    }

  return addresses;
}
