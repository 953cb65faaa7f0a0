/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-revocation-ocsp.h"

#include "checks/wlk-checks.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * RFC 6960 §3.2, with the available responses: one for the certificate is accepted if its signature
 * is valid, its signer is authorised by the issuer, and it is current.
 */

#define MAX_CRLS 64 /* searched for a responder's certificate; a CA has a few */

static void
reject (WlkRevocation   *self,
        WlkCheckContext *context,
        WlkStepId        step,
        WlkOcspResponse *response,
        const char      *cause,
        const char      *detail,
        const char      *summary)
{
  WlkRevocationFailure failure = {
    .step = step, .cause = cause, .summary = summary, .response = response,
    .detail = g_strdup (detail),
  };

  wlk_revocation_keep_failure (&self->ocsp_failure, &failure);
  if (response != context->received->staple)
    return;

  failure.detail = g_strdup (detail);
  wlk_revocation_keep_failure (&self->staple_failure, &failure);
}

static gboolean
has_purpose (WlkCertificate *certificate)
{
  g_auto(GStrv) purposes = NULL;

  return wlk_extensions_read_extended_key_usage (certificate, &purposes, NULL) == WLK_PRESENT &&
         g_strv_contains ((const char * const *) purposes, WLK_OID_PURPOSE_OCSP_SIGNING);
}

/* §4.2.2.2.1: without id-pkix-ocsp-nocheck, the responder's certificate is looked up in the
 * issuer's available CRLs. An expired CRL still lists revoked certificates. */
static gboolean
is_revoked (WlkCheckContext *context,
            WlkCertificate  *responder)
{
  GPtrArray *crls = context->received->crls;
  WlkName *issuer = wlk_certificate_get_subject (context->issuer);

  if (wlk_certificate_find_extension (responder, WLK_OID_OCSP_NO_CHECK) != NULL)
    return FALSE;

  for (guint i = 0; i < MIN (crls->len, MAX_CRLS); i++)
    {
      const WlkCrl *crl = crls->pdata[i];
      WlkCrlEntry entry = { 0 };

      if (wlk_name_equal (crl->issuer, issuer) && wlk_crl_find (crl, responder, &entry) &&
          (entry.reason != WLK_CRL_REASON_REMOVE_FROM_CRL || crl->base_number == NULL) &&
          wlk_signature_cache_verify_data (context->signatures, &crl->signed_data, context->issuer))
        return TRUE;
    }

  return FALSE;
}

/* RFC 5280 §4.2.1.3: signatures on data other than certificates and CRLs. */
static gboolean
may_sign (WlkCertificate *certificate)
{
  WlkKeyUsage usage = 0;

  return wlk_extensions_read_key_usage (certificate, &usage, NULL) == WLK_ABSENT ||
         (usage & WLK_KEY_USAGE_DIGITAL_SIGNATURE) != 0;
}

static gboolean
is_permanently_revoked (const WlkOcspSingle *single)
{
  return single->status == WLK_OCSP_REVOKED && wlk_revocation_is_permanent (single->reason);
}

/* §4.2.2.2: a delegated responder's certificate is issued directly by the issuer, with
 * id-kp-OCSPSigning. What it signed while it was valid, about a revocation that is permanent, stays
 * true after it expired. */
static const char *
find_delegation_problem (WlkCheckContext     *context,
                         const WlkOcspSingle *single,
                         WlkCertificate      *responder)
{
  gint64 time = wlk_query_get (context->query)->time;
  gint64 last = is_permanently_revoked (single) ? MIN (time, single->this_update) : time;

  if (!wlk_name_equal (wlk_certificate_get_issuer (responder),
                       wlk_certificate_get_subject (context->issuer)) ||
      !wlk_signature_cache_verify (context->signatures, responder, context->issuer, NULL))
    return N_("“{1}” signed the OCSP response, but “{issuer}” has not issued its certificate.");
  if (!has_purpose (responder))
    return N_("“{1}” signed the OCSP response, but its certificate is not for signing those.");
  if (!may_sign (responder))
    return N_("“{1}” signed the OCSP response, but the key usage of its certificate does not "
              "allow that.");
  if (time < wlk_certificate_get_not_before (responder) ||
      last > wlk_certificate_get_not_after (responder))
    return N_("“{1}” signed the OCSP response, but its certificate is not valid at this time.");
  if (wlk_checks_extensions_find_unknown (responder, WLK_OID_OCSP_NO_CHECK) != NULL)
    return N_("“{1}” signed the OCSP response, but its certificate has a critical extension that "
              "is not known here.");
  if (is_revoked (context, responder))
    return N_("“{1}” signed the OCSP response, but its certificate was revoked.");

  return NULL;
}

static gboolean
is_signed_by (WlkCheckContext *context,
              WlkOcspResponse *response,
              WlkCertificate  *responder)
{
  return wlk_ocsp_response_is_responder (response, responder) &&
         wlk_signature_cache_verify_data (context->signatures, &response->signed_data, responder);
}

/* A renewed responder may have two certificates for one key, of which one is sufficient. */
static gboolean
is_authorized (WlkRevocation       *self,
               WlkCheckContext     *context,
               WlkOcspResponse     *response,
               const WlkOcspSingle *single,
               WlkCertificate     **delegate)
{
  GPtrArray *certificates = response->certificates;
  const char *objection = NULL;

  *delegate = NULL;
  if (is_signed_by (context, response, context->issuer))
    return TRUE;

  for (guint i = 0; i < certificates->len; i++)
    {
      const char *found;

      if (!is_signed_by (context, response, certificates->pdata[i]))
        continue;
      *delegate = certificates->pdata[i];
      found = find_delegation_problem (context, single, *delegate);
      if (found == NULL)
        return TRUE;
      if (objection == NULL)
        objection = found;
    }

  if (objection == NULL)
    objection = N_("The OCSP response of “{1}” was signed neither by “{issuer}” nor by a "
                   "responder whose certificate is in it.");
  reject (self, context, WLK_STEP_OCSP_RESPONDER, response, "ocsp_not_authorized", NULL,
          objection);
  return FALSE;
}

static gboolean
is_current (WlkRevocation       *self,
            WlkCheckContext     *context,
            WlkOcspResponse     *response,
            const WlkOcspSingle *single)
{
  gint64 time = wlk_query_get (context->query)->time;

  if (single->next_update < time)
    reject (self, context, WLK_STEP_OCSP_DATES, response, "ocsp_expired", NULL,
            N_("The OCSP response of “{1}” is out of date: a newer one should be there."));
  else if (single->this_update > time + WLK_REVOCATION_CLOCK_SKEW)
    reject (self, context, WLK_STEP_OCSP_DATES, response, "status_from_future", NULL,
            N_("The OCSP response of “{1}” is from the future."));
  else if (time > wlk_revocation_get_end (context, single->this_update, single->next_update))
    reject (self, context, WLK_STEP_OCSP_DATES, response, "ocsp_expired", NULL,
            N_("The OCSP response of “{1}” does not say when the next one is due, and is too "
               "old."));
  else
    return TRUE;

  /* A permanent revocation does not go out of date. */
  return is_permanently_revoked (single) &&
         single->this_update <= time + WLK_REVOCATION_CLOCK_SKEW;
}

static void
take_answer (WlkRevocation       *self,
             WlkCheckContext     *context,
             WlkOcspResponse     *response,
             const WlkOcspSingle *single,
             WlkCertificate      *delegate)
{
  const char *unknown = response->unknown_critical;

  if (unknown == NULL)
    unknown = single->unknown_critical;
  if (unknown != NULL)
    {
      reject (self, context, WLK_STEP_OCSP_STATUS, response, "ocsp_unknown", unknown,
              N_("The OCSP response of “{1}” has a critical extension that is not known here, "
                 "so it must not be used."));
      return;
    }
  if (single->status == WLK_OCSP_UNKNOWN)
    {
      reject (self, context, WLK_STEP_OCSP_STATUS, response, "ocsp_unknown", NULL,
              N_("The OCSP responder “{1}” does not know “{certificate}”."));
      return;
    }

  self->is_known = TRUE;
  if (self->single == NULL || single->status == WLK_OCSP_REVOKED)
    {
      self->response = response;
      self->single = single;
      self->delegate = delegate;
    }
  if (single->status == WLK_OCSP_REVOKED)
    self->is_revoked = TRUE;
}

static void
ask (WlkRevocation   *self,
     WlkCheckContext *context,
     WlkOcspResponse *response)
{
  const WlkOcspSingle *single;
  WlkCertificate *delegate;
  int status = response->status;

  if (status != 0)
    {
      self->n_responses++;
      reject (self, context, WLK_STEP_OCSP_RESPONDER, response, "ocsp_unknown",
              wlk_ocsp_status_get_name (status),
              N_("The OCSP responder gave no answer, but an error."));
      return;
    }

  single = wlk_ocsp_response_find (response, context->certificate, context->issuer);
  if (single == NULL)
    {
      if (self->sibling == NULL)
        self->sibling = wlk_ocsp_response_find_sibling (response, context->certificate,
                                                        context->issuer);
      return;
    }

  self->n_responses++;
  if (is_authorized (self, context, response, single, &delegate) &&
      is_current (self, context, response, single))
    take_answer (self, context, response, single, delegate);
}

/**
 * wlk_revocation_ask_responders:
 * @self: a result
 * @context: a context, moved to a certificate
 *
 * Determines the status from the available OCSP responses.
 *
 * Source: RFC 6960 §3.2, §4.2.2.
 */
void
wlk_revocation_ask_responders (WlkRevocation   *self,
                               WlkCheckContext *context)
{
  GPtrArray *responses = context->received->responses;

  for (guint i = 0; context->issuer != NULL && i < responses->len; i++)
    ask (self, context, responses->pdata[i]);
}
