/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-gatherer.h"

#include "inspect/wlk-fetch-findings.h"
#include "inspect/wlk-gather-answer.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-ocsp-request.h"

#include <glib/gi18n-lib.h>

/*
 * What the best path lacks, one thing at a time, the first that brings something ending the round:
 *
 *  1. An issuer, as long as the path reaches no anchor, or breaks at a CA of which another
 *     certificate may do. One hop a round, so that a chain of several is climbed and judged.
 *  2. OCSP responses for the certificates of the path whose status is not known.
 *  3. CRLs, and their deltas, for those of which no responder had anything to say.
 *
 * No address is asked twice for the same, which is what ends loops. Everything that comes is only
 * one candidate more.
 */

#define MAX_ADDRESSES 4 /* of one kind in one certificate; real ones have one or two */

#define STEP_ISSUER "issuer-fetch"
#define STEP_OCSP   "ocsp-fetch"
#define STEP_CRL    "crl-fetch"

struct _WlkGatherer
{
  GObject        parent_instance;

  WlkRequest    *request;
  WlkBundle     *received;
  WlkBundle     *fetched;
  WlkFetcher    *fetcher;
  WlkFetchCache *cache;
  GHashTable    *asked;    /* (element-type char): what and where */
  GPtrArray     *attempts; /* (element-type WlkFetchAttempt), in the order in which they were */
};

G_DEFINE_FINAL_TYPE (WlkGatherer, wlk_gatherer, G_TYPE_OBJECT)

/* One round. A function that brings something says so; @error ends the round, too. */
typedef struct
{
  WlkGatherer  *gatherer;
  WlkReport    *report;
  WlkPath      *path;
  GCancellable *cancellable;
  GError       *error;
} Round;

static void
wlk_gatherer_finalize (GObject *object)
{
  WlkGatherer *self = WLK_GATHERER (object);

  g_clear_object (&self->request);
  g_clear_object (&self->received);
  g_clear_object (&self->fetched);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);

  G_OBJECT_CLASS (wlk_gatherer_parent_class)->finalize (object);
}

static void
wlk_gatherer_class_init (WlkGathererClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_gatherer_finalize;
}

static void
wlk_gatherer_init (WlkGatherer *self)
{
  self->fetched = wlk_bundle_new ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_fetch_attempt_free);
}

/* The clock of the cache alone: what is judged is judged at the time of the request. */
static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Whether this is the first time. Responders are asked about each certificate, the others once. */
static gboolean
begin_asking (WlkGatherer    *self,
              const char     *step,
              const char     *address,
              WlkCertificate *certificate)
{
  g_autofree char *about = certificate != NULL
                           ? wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256)
                           : g_strdup ("");

  return g_hash_table_add (self->asked, g_strconcat (step, " ", about, " ", address, NULL));
}

/* Concludes a try without asking anybody, where the rules say so. */
static gboolean
is_refused (Round           *round,
            WlkFetchAttempt *attempt)
{
  if (!wlk_fetcher_is_fetchable (attempt->address))
    wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_NOTE, NULL, NULL,
                                N_("“{1}” is no address of HTTP or HTTPS, and nothing else is "
                                   "fetched."));
  else if (wlk_fetcher_get_n_left (round->gatherer->fetcher) == 0)
    wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_WARNING, NULL, NULL,
                                N_("“{1}” was not asked, since this inspection has fetched as "
                                   "often as it may."));
  else
    return FALSE;

  return TRUE;
}

/* Asks the cache and then the network, and adds the try to the list. Without a fetch in it, it is
 * concluded already. */
static WlkFetchAttempt *
ask (Round          *round,
     const char     *step,
     WlkCertificate *certificate,
     const char     *address,
     const char     *final_address,
     GBytes         *body,
     const char     *key)
{
  WlkGatherer *self = round->gatherer;
  WlkFetchAttempt *attempt = wlk_fetch_attempt_new (step, certificate, address);

  attempt->fetch = wlk_fetch_cache_find (self->cache, key, get_now ());
  attempt->is_cached = attempt->fetch != NULL;
  if (!attempt->is_cached && !is_refused (round, attempt))
    {
      attempt->fetch = wlk_fetcher_fetch (self->fetcher, final_address, body,
                                          "application/ocsp-request", round->cancellable,
                                          &round->error);
      if (attempt->fetch == NULL)
        {
          wlk_fetch_attempt_free (attempt);
          return NULL;
        }
    }

  g_ptr_array_add (self->attempts, attempt);
  return attempt;
}

static void
keep (Round                 *round,
      const WlkFetchAttempt *attempt,
      WlkCertificate        *issuer,
      const char            *key)
{
  gint64 now = get_now ();

  if (!attempt->is_cached)
    wlk_fetch_cache_add (round->gatherer->cache, key, attempt->fetch,
                         wlk_gather_answer_get_expiry (attempt, issuer, now), now);
}

/* The addresses of one method in authorityInfoAccess. */
static GPtrArray *
list_access (WlkCertificate *certificate,
             const char     *method)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) descriptions = NULL;

  wlk_extensions_read_authority_access (certificate, &descriptions, NULL);
  for (guint i = 0; descriptions != NULL && i < descriptions->len; i++)
    {
      const WlkAccessDescription *description = descriptions->pdata[i];

      if (g_str_equal (description->method, method) &&
          description->location->kind == WLK_GENERAL_NAME_URI && addresses->len < MAX_ADDRESSES)
        g_ptr_array_add (addresses, g_strdup (description->location->text));
    }

  return addresses;
}

/* Below which certificate an issuer is missing: where the path ends without an anchor, or breaks
 * at a CA. */
static WlkCertificate *
find_orphan (Round *round)
{
  WlkPath *path = round->path;
  WlkCertificate *top = wlk_path_get_certificate (path, 0);
  WlkFinding *decisive = wlk_report_get_decisive (round->report);
  int position;

  if (!wlk_path_has_anchor (path))
    return wlk_certificate_is_self_issued (top) ? NULL : top;
  if (decisive == NULL || wlk_finding_get_step (decisive)->phase > WLK_PHASE_PREPARE)
    return NULL;

  position = wlk_finding_get_position (decisive);
  if (!g_str_equal (wlk_finding_get_step_id (decisive), "signature"))
    position++;

  return position >= 1 && position < (int) wlk_path_get_length (path)
         ? wlk_path_get_certificate (path, (guint) position)
         : NULL;
}

static gboolean
gather_issuer_from (Round          *round,
                    WlkCertificate *orphan,
                    const char     *address)
{
  WlkGatherer *self = round->gatherer;
  g_autofree char *key = wlk_fetch_cache_make_key ("GET", address, NULL);
  WlkFetchAttempt *attempt;
  gboolean is_taken;

  if (!begin_asking (self, STEP_ISSUER, address, NULL))
    return FALSE;
  attempt = ask (round, STEP_ISSUER, orphan, address, address, NULL, key);
  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_issuers (attempt, self->received, self->fetched);
  keep (round, attempt, NULL, key);

  return is_taken;
}

static gboolean
gather_issuer (Round *round)
{
  WlkCertificate *orphan = find_orphan (round);
  g_autoptr(GPtrArray) addresses = NULL;

  if (orphan == NULL)
    return FALSE;

  addresses = list_access (orphan, WLK_OID_ACCESS_CA_ISSUERS);
  for (guint i = 0; i < addresses->len && round->error == NULL; i++)
    if (gather_issuer_from (round, orphan, addresses->pdata[i]))
      return TRUE;

  return FALSE;
}

/* By GET, which needs no nonce, since what answers it may be a cache; its dates show its age. */
static gboolean
gather_response_by_get (Round          *round,
                        WlkCertificate *certificate,
                        WlkCertificate *issuer,
                        const char     *responder,
                        const char     *address,
                        gboolean       *is_reached)
{
  g_autofree char *key = wlk_fetch_cache_make_key ("GET", address, NULL);
  WlkFetchAttempt *attempt = ask (round, STEP_OCSP, certificate, responder, address, NULL, key);
  gboolean is_taken;

  *is_reached = attempt != NULL && attempt->fetch != NULL && attempt->fetch->status != 0;
  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_response (attempt, issuer, NULL,
                                              wlk_request_get_time (round->gatherer->request),
                                              round->gatherer->fetched);
  keep (round, attempt, issuer, key);

  return is_taken;
}

static gboolean
gather_response_by_post (Round          *round,
                         WlkCertificate *certificate,
                         WlkCertificate *issuer,
                         const char     *responder,
                         GBytes         *plain)
{
  g_autofree char *key = wlk_fetch_cache_make_key ("POST", responder, plain);
  g_autoptr(GBytes) nonce = wlk_ocsp_request_make_nonce ();
  g_autoptr(GBytes) question = wlk_ocsp_request_make (certificate, issuer, nonce);
  WlkFetchAttempt *attempt = ask (round, STEP_OCSP, certificate, responder, responder, question,
                                  key);
  gboolean is_taken;

  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_response (attempt, issuer, attempt->is_cached ? NULL : nonce,
                                              G_MININT64, round->gatherer->fetched);
  keep (round, attempt, issuer, key);

  return is_taken;
}

/* RFC 5019 §5 wants GET wherever the question is short. What knows only POST, or has nothing
 * current to say by GET, is asked that way. */
static gboolean
gather_response_from (Round          *round,
                      WlkCertificate *certificate,
                      WlkCertificate *issuer,
                      const char     *responder)
{
  g_autoptr(GBytes) plain = wlk_ocsp_request_make (certificate, issuer, NULL);
  g_autofree char *address = NULL;
  gboolean is_reached = TRUE;

  if (plain == NULL || !begin_asking (round->gatherer, STEP_OCSP, responder, certificate))
    return FALSE;

  address = wlk_ocsp_request_dup_address (plain, responder);
  if (address != NULL &&
      gather_response_by_get (round, certificate, issuer, responder, address, &is_reached))
    return TRUE;

  return is_reached && round->error == NULL &&
         gather_response_by_post (round, certificate, issuer, responder, plain);
}

static gboolean
gather_response (Round *round,
                 guint  position)
{
  WlkCertificate *certificate = wlk_path_get_certificate (round->path, position);
  WlkCertificate *issuer = wlk_path_get_certificate (round->path, position - 1);
  g_autoptr(GPtrArray) responders = list_access (certificate, WLK_OID_ACCESS_OCSP);

  for (guint i = 0; i < responders->len && round->error == NULL; i++)
    if (gather_response_from (round, certificate, issuer, responders->pdata[i]))
      return TRUE;

  return FALSE;
}

static WlkCrl *
gather_crl_from (Round          *round,
                 WlkCertificate *certificate,
                 const char     *address)
{
  g_autofree char *key = wlk_fetch_cache_make_key ("GET", address, NULL);
  WlkFetchAttempt *attempt;
  WlkCrl *crl;

  if (!begin_asking (round->gatherer, STEP_CRL, address, NULL))
    return NULL;
  attempt = ask (round, STEP_CRL, certificate, address, address, NULL, key);
  if (attempt == NULL || attempt->fetch == NULL)
    return NULL;

  crl = wlk_gather_answer_take_crl (attempt, round->gatherer->fetched);
  keep (round, attempt, NULL, key);

  return crl;
}

/* The names of one point all lead to the same CRL. */
static WlkCrl *
gather_crl_at (Round                      *round,
               WlkCertificate             *certificate,
               const WlkDistributionPoint *point)
{
  WlkCrl *crl = NULL;

  for (guint i = 0; point->names != NULL && i < MIN (point->names->len, MAX_ADDRESSES); i++)
    {
      const WlkGeneralName *name = point->names->pdata[i];

      if (name->kind == WLK_GENERAL_NAME_URI && crl == NULL && round->error == NULL)
        crl = gather_crl_from (round, certificate, name->text);
    }

  return crl;
}

static void
gather_deltas (Round          *round,
               WlkCertificate *certificate,
               GPtrArray      *points)
{
  for (guint i = 0; points != NULL && i < MIN (points->len, MAX_ADDRESSES); i++)
    gather_crl_at (round, certificate, points->pdata[i]);
}

static gboolean
gather_crls (Round *round,
             guint  position)
{
  WlkCertificate *certificate = wlk_path_get_certificate (round->path, position);
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GPtrArray) freshest = NULL;
  gboolean is_found = FALSE;

  wlk_distribution_points_read (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, NULL);
  for (guint i = 0; points != NULL && i < MIN (points->len, MAX_ADDRESSES); i++)
    {
      WlkCrl *crl = gather_crl_at (round, certificate, points->pdata[i]);

      if (crl == NULL)
        continue;
      is_found = TRUE;
      gather_deltas (round, certificate, wlk_crl_get_freshest (crl));
    }

  wlk_distribution_points_read (certificate, WLK_OID_FRESHEST_CRL, &freshest, NULL);
  if (is_found)
    gather_deltas (round, certificate, freshest);

  return is_found;
}

static gboolean
is_status_known (Round *round,
                 guint  position)
{
  WlkFinding *finding = wlk_report_find (round->report, "revocation-known", (int) position);

  return finding != NULL && wlk_finding_get_outcome (finding) == WLK_OUTCOME_PASSED;
}

/* The end entity first, since it is the one most likely to be revoked. */
static gboolean
gather_for_path (Round      *round,
                 gboolean ( *gather ) (Round *round,
                                       guint  position))
{
  gboolean is_found = FALSE;

  if (wlk_request_get_revocation (round->gatherer->request) == WLK_REVOCATION_OFF)
    return FALSE;

  for (guint position = wlk_path_get_length (round->path); position-- > 1;)
    if (round->error == NULL && !is_status_known (round, position) && gather (round, position))
      is_found = TRUE;

  return is_found;
}

/**
 * wlk_gatherer_new:
 * @request: what is asked
 * @received: what was received
 * @fetcher: a fetcher for this inspection alone
 * @cache: where to look first
 *
 * Returns: (transfer full): a gatherer for one inspection
 */
WlkGatherer *
wlk_gatherer_new (WlkRequest    *request,
                  WlkBundle     *received,
                  WlkFetcher    *fetcher,
                  WlkFetchCache *cache)
{
  WlkGatherer *self;

  g_return_val_if_fail (WLK_IS_REQUEST (request) && WLK_IS_BUNDLE (received), NULL);
  g_return_val_if_fail (WLK_IS_FETCHER (fetcher) && WLK_IS_FETCH_CACHE (cache), NULL);

  self = g_object_new (WLK_TYPE_GATHERER, NULL);
  self->request = g_object_ref (request);
  self->received = g_object_ref (received);
  self->fetcher = g_object_ref (fetcher);
  self->cache = g_object_ref (cache);

  return self;
}

/**
 * wlk_gatherer_gather:
 * @self: a gatherer
 * @best: the report on the best path that there is so far
 * @cancellable: (nullable): ends it at once
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Fetches what @best lacks next.
 *
 * Returns: whether there is more than before, so that another round is worth it; also %FALSE with
 *   @error
 */
gboolean
wlk_gatherer_gather (WlkGatherer  *self,
                     WlkReport    *best,
                     GCancellable *cancellable,
                     GError      **error)
{
  Round round = { self, best, wlk_report_get_path (best), cancellable, NULL };
  gboolean is_found;

  g_return_val_if_fail (WLK_IS_GATHERER (self) && WLK_IS_REPORT (best), FALSE);
  g_return_val_if_fail (round.path != NULL, FALSE);

  is_found = gather_issuer (&round) || gather_for_path (&round, gather_response) ||
             gather_for_path (&round, gather_crls);
  if (round.error == NULL)
    return is_found;

  g_propagate_error (error, round.error);
  return FALSE;
}

/**
 * wlk_gatherer_get_fetched:
 * @self: a gatherer
 *
 * Returns: what was fetched so far
 */
WlkBundle *
wlk_gatherer_get_fetched (WlkGatherer *self)
{
  g_return_val_if_fail (WLK_IS_GATHERER (self), NULL);

  return self->fetched;
}

/**
 * wlk_gatherer_get_attempts:
 * @self: a gatherer
 *
 * Returns: (element-type WlkFetchAttempt): what was tried so far
 */
GPtrArray *
wlk_gatherer_get_attempts (WlkGatherer *self)
{
  g_return_val_if_fail (WLK_IS_GATHERER (self), NULL);

  return self->attempts;
}
