/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather/wlk-gather-answer.h"

#include "fetch/wlk-fetch-cache.h"
#include "load/wlk-loader.h"
#include "x509/wlk-ocsp-request.h"

#include <glib/gi18n-lib.h>

/*
 * Parses a response to a fetch, which is untrusted: data that does not match the request is
 * reported and dropped. Certificates, OCSP responses and CRLs are validated later, like all
 * received data.
 */

#define MAX_CERTIFICATES 64 /* of one response; a PKCS#7 with the CA's chain has two or three */

static gboolean
reject (WlkFetchAttempt *attempt,
        const char      *cause,
        const char      *detail,
        const char      *summary)
{
  wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_WARNING, cause, detail, summary);

  return FALSE;
}

static gboolean
accept_as (WlkFetchAttempt *attempt,
           const char      *summary)
{
  wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_PASSED, NULL, NULL, summary);

  return TRUE;
}

static gboolean
has_answer (const WlkFetchAttempt *attempt)
{
  return attempt->fetch != NULL && attempt->fetch->error == NULL;
}

/* In any form: DER, PEM, or the certs-only PKCS#7 of RFC 5280 §4.2.2.1. */
static WlkBundle *
load (const WlkFetchAttempt *attempt,
      GError               **error)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  if (!wlk_loader_load_bytes (bundle, attempt->fetch->body, attempt->address, error))
    return NULL;

  return g_steal_pointer (&bundle);
}

static gboolean
contains (WlkBundle      *bundle,
          WlkCertificate *certificate)
{
  for (guint i = 0; i < bundle->certificates->len; i++)
    if (wlk_certificate_equal (wlk_bundle_get_certificate (bundle, i), certificate))
      return TRUE;

  return FALSE;
}

/* Whether @issuer made the signature, or may have, if it cannot be verified. */
static gboolean
may_have_signed (WlkCertificate *issuer,
                 WlkCertificate *certificate)
{
  g_autoptr(GError) error = NULL;

  return wlk_certificate_verify_signature (certificate, wlk_certificate_get_public_key (issuer),
                                           &error) || error != NULL;
}

/* The certificates with the issuer's name, those with its key first. */
static WlkCertificate *
find_issuer_of (WlkBundle      *bundle,
                WlkCertificate *certificate,
                gboolean       *has_key)
{
  WlkName *name = wlk_certificate_get_issuer (certificate);
  WlkCertificate *found = NULL;

  *has_key = FALSE;
  for (guint i = 0; i < MIN (bundle->certificates->len, MAX_CERTIFICATES); i++)
    {
      WlkCertificate *candidate = wlk_bundle_get_certificate (bundle, i);

      if (!wlk_name_equal (wlk_certificate_get_subject (candidate), name))
        continue;
      found = candidate;
      *has_key = may_have_signed (candidate, certificate);
      if (*has_key)
        break;
    }

  return found;
}

static guint
add_new_certificates (WlkBundle  *loaded,
                      const char *address,
                      WlkBundle  *received,
                      WlkBundle  *fetched)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FETCH, address);
  guint n_added = 0;

  for (guint i = 0; i < MIN (loaded->certificates->len, MAX_CERTIFICATES); i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (loaded, i);

      if (wlk_certificate_get_problem (certificate) != NULL ||
          contains (received, certificate) || contains (fetched, certificate))
        continue;
      wlk_bundle_add_certificate (fetched, certificate, origin, 0);
      n_added++;
    }

  return n_added;
}

/**
 * wlk_gather_answer_take_issuers:
 * @attempt: an attempt with its fetch, not concluded
 * @received: what was received
 * @fetched: the bundle to add new data to
 *
 * Adds the certificates of a caIssuers address.
 *
 * Source: RFC 5280 §4.2.2.1.
 *
 * Returns: whether the issuer's certificate was among them, and any of them is new
 */
gboolean
wlk_gather_answer_take_issuers (WlkFetchAttempt *attempt,
                                WlkBundle       *received,
                                WlkBundle       *fetched)
{
  g_autoptr(WlkBundle) loaded = NULL;
  g_autoptr(GError) error = NULL;
  gboolean has_key;

  if (!has_answer (attempt))
    return reject (attempt, "issuer_not_fetched", attempt->fetch->error->message,
                   N_("The issuer of “{certificate}” could not be fetched from “{1}”. {2}"));

  loaded = load (attempt, &error);
  if (loaded == NULL || loaded->certificates->len == 0)
    return reject (attempt, "issuer_not_fetched", error != NULL ? error->message : NULL,
                   N_("“{1}” did not return a certificate, and should return that of the issuer "
                      "of “{certificate}”."));
  if (find_issuer_of (loaded, attempt->certificate, &has_key) == NULL)
    return reject (attempt, "issuer_not_fetched",
                   wlk_certificate_get_title (wlk_bundle_get_certificate (loaded, 0)),
                   N_("What “{1}” holds is the certificate of “{2}”, which is not the issuer of "
                      "“{certificate}”."));
  if (!has_key)
    return reject (attempt, "issuer_not_fetched", NULL,
                   N_("What “{1}” holds has the name of the issuer of “{certificate}”, but not the "
                      "key that signed it."));
  if (add_new_certificates (loaded, attempt->address, received, fetched) > 0)
    return accept_as (attempt, N_("The issuer of “{certificate}” was fetched from “{1}”."));

  wlk_fetch_attempt_conclude (attempt, WLK_OUTCOME_NOTE, NULL, NULL,
                              N_("“{1}” holds an issuer of “{certificate}” that was there "
                                 "already."));
  return FALSE;
}

/**
 * wlk_gather_answer_take_response:
 * @attempt: an attempt with its fetch, not concluded
 * @issuer: issuer of the certificate in the request
 * @nonce: (nullable): the nonce that was sent; %NULL for a cached response
 * @fresh_at: seconds since 1970: the time at which the response must be current, or %G_MININT64 to
 *   leave that to validation
 * @fetched: where to add the response
 *
 * Adds the response of an OCSP responder.
 *
 * Source: RFC 6960 §3.2 (1), §4.2.1, §4.4.1.
 *
 * Returns: whether it matches the request
 */
gboolean
wlk_gather_answer_take_response (WlkFetchAttempt *attempt,
                                 WlkCertificate  *issuer,
                                 GBytes          *nonce,
                                 gint64           fresh_at,
                                 WlkBundle       *fetched)
{
  g_autoptr(WlkOcspResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  const WlkOcspSingle *single;

  if (!has_answer (attempt))
    return reject (attempt, "ocsp_unreachable", attempt->fetch->error->message,
                   N_("The OCSP responder “{1}” could not be asked about “{certificate}”. {2}"));

  response = wlk_ocsp_response_new (attempt->fetch->body, &error);
  if (response == NULL)
    return reject (attempt, "ocsp_unreachable", error->message,
                   N_("What “{1}” answered about “{certificate}” is no OCSP response."));
  if (response->status != 0)
    return reject (attempt, "ocsp_unreachable",
                   wlk_ocsp_status_get_name (response->status),
                   N_("The OCSP responder “{1}” answered with the error “{2}” when it was asked "
                      "about “{certificate}”."));
  single = wlk_ocsp_response_find (response, attempt->certificate, issuer);
  if (single == NULL)
    return reject (attempt, "ocsp_unreachable", NULL,
                   N_("What the OCSP responder “{1}” answered is not about “{certificate}”."));
  if (nonce != NULL && !wlk_ocsp_request_is_answered (nonce, response))
    return reject (attempt, "ocsp_nonce", NULL,
                   N_("The OCSP response from “{1}” is for another request: its nonce is not the "
                      "one that was sent."));
  if (single->next_update < fresh_at)
    return reject (attempt, NULL, NULL,
                   N_("What “{1}” answered about “{certificate}” is out of date, so it is asked "
                      "again by POST."));

  wlk_bundle_add_ocsp_response (fetched, response);
  return accept_as (attempt, N_("The OCSP responder “{1}” answered about “{certificate}”."));
}

/**
 * wlk_gather_answer_take_crl:
 * @attempt: an attempt with its fetch, not concluded
 * @fetched: where to add the CRL
 *
 * Adds the CRL of a distribution point.
 *
 * Source: RFC 5280 §4.2.1.13.
 *
 * Returns: (transfer none) (nullable): the CRL
 */
WlkCrl *
wlk_gather_answer_take_crl (WlkFetchAttempt *attempt,
                            WlkBundle       *fetched)
{
  g_autoptr(WlkBundle) loaded = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *crls;

  if (!has_answer (attempt))
    {
      reject (attempt, "crl_not_fetched", attempt->fetch->error->message,
              N_("The CRL for “{certificate}” could not be fetched from “{1}”. {2}"));
      return NULL;
    }

  loaded = load (attempt, &error);
  crls = loaded != NULL ? loaded->crls : NULL;
  if (crls == NULL || crls->len == 0)
    {
      reject (attempt, "crl_not_fetched", error != NULL ? error->message : NULL,
              N_("What “{1}” holds is no CRL, and should be that for “{certificate}”."));
      return NULL;
    }

  wlk_bundle_add_crl (fetched, crls->pdata[0]);
  accept_as (attempt, N_("The CRL for “{certificate}” was fetched from “{1}”."));
  return crls->pdata[0];
}

/* When a response or a CRL should be fetched again, or %G_MAXINT64 without nextUpdate. */
static gint64
find_next_update (const WlkFetchAttempt *attempt,
                  WlkCertificate        *issuer)
{
  gint64 next_update = G_MAXINT64;

  if (attempt->step == WLK_STEP_OCSP_FETCH)
    {
      g_autoptr(WlkOcspResponse) response = wlk_ocsp_response_new (attempt->fetch->body, NULL);
      const WlkOcspSingle *single = NULL;

      if (response != NULL)
        single = wlk_ocsp_response_find (response, attempt->certificate, issuer);
      next_update = single != NULL ? single->next_update : G_MAXINT64;
    }
  else
    {
      g_autoptr(WlkBundle) loaded = load (attempt, NULL);

      if (loaded != NULL && loaded->crls->len > 0)
        next_update = ((WlkCrl *) loaded->crls->pdata[0])->next_update;
    }

  return next_update;
}

/**
 * wlk_gather_answer_get_expiry:
 * @attempt: a concluded attempt, with its fetch
 * @issuer: (nullable): issuer of the certificate in an OCSP request
 * @now: seconds since 1970
 *
 * Returns: the time until which to cache the response
 */
gint64
wlk_gather_answer_get_expiry (const WlkFetchAttempt *attempt,
                              WlkCertificate        *issuer,
                              gint64                 now)
{
  gint64 soon = now + WLK_FETCH_CACHE_FAILURE_SECONDS;
  gint64 next_update;

  if (attempt->outcome == WLK_OUTCOME_WARNING)
    return soon;
  if (attempt->step == WLK_STEP_ISSUER_FETCH)
    return now + WLK_FETCH_CACHE_ISSUER_SECONDS;

  next_update = find_next_update (attempt, issuer);

  /* Without nextUpdate, newer data may be available at any time (RFC 6960 §4.2.2.1); after it, it
   * should be. */
  return next_update == G_MAXINT64 || next_update <= now ? soon : next_update;
}
