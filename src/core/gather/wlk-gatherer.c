/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather/wlk-gatherer.h"

#include "gather/wlk-gather-answer.h"
#include "gather/wlk-gather-issuers.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-ocsp-request.h"

/*
 * Fetches what the best path lacks. The first fetch that finds something ends the round:
 *
 *  1. An issuer (wlk-gather-issuers.c).
 *  2. OCSP responses for the certificates of the path whose status is not known.
 *  3. CRLs, and their deltas, for those without a usable response.
 *
 * Fetched data is an additional candidate, and is validated like the others.
 */

static void
gatherer_clear (WlkGatherer *self)
{
  g_clear_pointer (&self->query, wlk_query_unref);
  g_clear_pointer (&self->received, wlk_bundle_unref);
  g_clear_pointer (&self->fetched, wlk_bundle_unref);
  g_clear_pointer (&self->fetcher, wlk_fetcher_unref);
  g_clear_pointer (&self->cache, wlk_fetch_cache_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
}

WLK_DEFINE_REF_COUNTED (WlkGatherer, wlk_gatherer, gatherer_clear)

/* A responder need not support GET: if POST follows, the failure is not a warning. */
static void
downgrade_to_note (WlkFetchAttempt *attempt)
{
  if (attempt->cause == NULL)
    return;

  attempt->outcome = WLK_OUTCOME_NOTE;
  attempt->cause = NULL;
}

/* By GET without a nonce, since a cache may respond; the dates of the response show its age. */
static gboolean
gather_response_by_get (WlkGatherRound *round,
                        WlkCertificate *certificate,
                        WlkCertificate *issuer,
                        const char     *responder,
                        const char     *address,
                        gboolean       *is_reached)
{
  g_autofree char *key = wlk_gather_round_make_key (round, "GET", address, NULL);
  WlkFetchAttempt *attempt = wlk_gather_round_ask (round, WLK_STEP_OCSP_FETCH, certificate,
                                                   responder,
                                                   address, NULL, key);
  gboolean is_taken;

  *is_reached = attempt != NULL && attempt->fetch != NULL && attempt->fetch->status != 0;
  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_response (attempt, issuer, NULL,
                                              wlk_query_get (round->query)->time,
                                              round->fetched);
  wlk_gather_round_keep (round, attempt, issuer, key);
  if (!is_taken && *is_reached)
    downgrade_to_note (attempt);

  return is_taken;
}

static gboolean
gather_response_by_post (WlkGatherRound *round,
                         WlkCertificate *certificate,
                         WlkCertificate *issuer,
                         const char     *responder,
                         GBytes         *plain)
{
  g_autofree char *key = wlk_gather_round_make_key (round, "POST", responder, plain);
  g_autoptr(GBytes) nonce = wlk_ocsp_request_make_nonce ();
  g_autoptr(GBytes) question = wlk_ocsp_request_make (certificate, issuer, nonce);
  WlkFetchAttempt *attempt = wlk_gather_round_ask (round, WLK_STEP_OCSP_FETCH, certificate,
                                                   responder,
                                                   responder, question, key);
  gboolean is_taken;

  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_response (attempt, issuer, attempt->is_cached ? NULL : nonce,
                                              G_MININT64, round->fetched);
  wlk_gather_round_keep (round, attempt, issuer, key);

  return is_taken;
}

/* RFC 5019 §5 requires GET for a short request. POST follows if the responder does not support GET
 * or returns an old response. */
static gboolean
gather_response_from (WlkGatherRound *round,
                      WlkCertificate *certificate,
                      WlkCertificate *issuer,
                      const char     *responder)
{
  g_autoptr(GBytes) plain = wlk_ocsp_request_make (certificate, issuer, NULL);
  g_autofree char *address = NULL;
  gboolean is_reached = TRUE;

  if (plain == NULL || !wlk_gather_round_begin (round, WLK_STEP_OCSP_FETCH, responder, certificate))
    return FALSE;

  address = wlk_ocsp_request_dup_address (plain, responder);
  if (address != NULL &&
      gather_response_by_get (round, certificate, issuer, responder, address, &is_reached))
    return TRUE;

  return is_reached && round->error == NULL &&
         gather_response_by_post (round, certificate, issuer, responder, plain);
}

static gboolean
gather_response (WlkGatherRound *round,
                 guint           position)
{
  WlkCertificate *certificate = wlk_path_get_certificate (round->path, position);
  WlkCertificate *issuer = wlk_path_get_certificate (round->path, position - 1);
  g_autoptr(GPtrArray) responders = wlk_gather_round_list_access (certificate, WLK_OID_ACCESS_OCSP);

  for (guint i = 0; i < responders->len && round->error == NULL; i++)
    if (gather_response_from (round, certificate, issuer, responders->pdata[i]))
      return TRUE;

  return FALSE;
}

static WlkCrl *
gather_crl_from (WlkGatherRound *round,
                 WlkCertificate *certificate,
                 const char     *address)
{
  g_autofree char *key = wlk_gather_round_make_key (round, "GET", address, NULL);
  WlkFetchAttempt *attempt;
  WlkCrl *crl;

  if (!wlk_gather_round_begin (round, WLK_STEP_CRL_FETCH, address, NULL))
    return NULL;
  attempt = wlk_gather_round_ask (round, WLK_STEP_CRL_FETCH, certificate, address, address, NULL,
                                  key);
  if (attempt == NULL || attempt->fetch == NULL)
    return NULL;

  crl = wlk_gather_answer_take_crl (attempt, round->fetched);
  wlk_gather_round_keep (round, attempt, NULL, key);

  return crl;
}

/* All names of one distribution point refer to the same CRL. */
static WlkCrl *
gather_crl_at (WlkGatherRound             *round,
               WlkCertificate             *certificate,
               const WlkDistributionPoint *point)
{
  WlkCrl *crl = NULL;
  guint n_names = point->names != NULL ? point->names->len : 0;

  for (guint i = 0; i < MIN (n_names, WLK_GATHER_MAX_ADDRESSES); i++)
    {
      const WlkGeneralName *name = point->names->pdata[i];

      if (name->kind == WLK_GENERAL_NAME_URI && crl == NULL && round->error == NULL)
        crl = gather_crl_from (round, certificate, name->text);
    }

  return crl;
}

static void
gather_deltas (WlkGatherRound *round,
               WlkCertificate *certificate,
               GPtrArray      *points)
{
  for (guint i = 0; points != NULL && i < MIN (points->len, WLK_GATHER_MAX_ADDRESSES); i++)
    gather_crl_at (round, certificate, points->pdata[i]);
}

static gboolean
gather_crls (WlkGatherRound *round,
             guint           position)
{
  WlkCertificate *certificate = wlk_path_get_certificate (round->path, position);
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GPtrArray) freshest = NULL;
  gboolean is_found = FALSE;

  wlk_extensions_read_list (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, NULL);
  for (guint i = 0; points != NULL && i < MIN (points->len, WLK_GATHER_MAX_ADDRESSES); i++)
    {
      WlkCrl *crl = gather_crl_at (round, certificate, points->pdata[i]);

      if (crl == NULL)
        continue;
      is_found = TRUE;
      gather_deltas (round, certificate, crl->freshest);
    }

  wlk_extensions_read_list (certificate, WLK_OID_FRESHEST_CRL, &freshest, NULL);
  if (is_found)
    gather_deltas (round, certificate, freshest);

  return is_found;
}

static gboolean
is_status_known (WlkReport *report,
                 int        position)
{
  WlkFinding *finding = wlk_report_find (report, WLK_STEP_REVOCATION_KNOWN, position);

  return finding != NULL && finding->record->outcome == WLK_OUTCOME_PASSED;
}

/* The end entity first, since it is the one most likely to be revoked. */
static gboolean
gather_for_path (WlkGatherRound *round,
                 gboolean (     *gather ) (WlkGatherRound *round,
                                           guint           position))
{
  gboolean is_found = FALSE;

  if (wlk_query_get (round->query)->revocation == WLK_REVOCATION_OFF)
    return FALSE;

  for (guint position = round->path->certificates->len; position-- > 1;)
    if (round->error == NULL &&
        !is_status_known (round->report, (int) position) && gather (round, position))
      is_found = TRUE;

  return is_found;
}

/**
 * wlk_gatherer_new:
 * @query: the query
 * @received: the received data
 * @fetcher: a fetcher for this inspection only
 * @cache: the cache, used first
 *
 * Returns: (transfer full): a gatherer for one inspection
 */
WlkGatherer *
wlk_gatherer_new (WlkQuery      *query,
                  WlkBundle     *received,
                  WlkFetcher    *fetcher,
                  WlkFetchCache *cache)
{
  WlkGatherer *self;

  g_return_val_if_fail (query != NULL && received != NULL, NULL);
  g_return_val_if_fail (fetcher != NULL && cache != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkGatherer);
  self->fetched = wlk_bundle_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_fetch_attempt_free);
  self->query = wlk_query_ref (query);
  self->received = wlk_bundle_ref (received);
  self->fetcher = wlk_fetcher_ref (fetcher);
  self->cache = wlk_fetch_cache_ref (cache);

  return self;
}

/**
 * wlk_gatherer_gather:
 * @self: a gatherer
 * @best: the report on the best path so far
 * @cancellable: (nullable): cancels it
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Fetches the next data that @best lacks.
 *
 * Returns: whether new data was fetched, so that another round is useful; %FALSE also with @error
 */
gboolean
wlk_gatherer_gather (WlkGatherer  *self,
                     WlkReport    *best,
                     GCancellable *cancellable,
                     GError      **error)
{
  WlkGatherRound round = {
    .query = self->query, .received = self->received, .fetched = self->fetched,
    .fetcher = self->fetcher, .cache = self->cache, .asked = self->asked,
    .attempts = self->attempts, .report = best, .path = best->path,
    .progress = self->progress, .progress_data = self->progress_data,
    .cancellable = cancellable,
  };
  gboolean is_found;

  g_return_val_if_fail (self != NULL && WLK_IS_REPORT (best), FALSE);
  g_return_val_if_fail (round.path != NULL, FALSE);

  is_found = wlk_gather_issuers_run (&round) || gather_for_path (&round, gather_response) ||
             gather_for_path (&round, gather_crls);
  if (round.error == NULL)
    return is_found;

  g_propagate_error (error, round.error);
  return FALSE;
}
