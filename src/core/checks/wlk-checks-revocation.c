/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "checks/wlk-revocation.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Revocation. wlk-revocation.c examines the CRLs and responses once; each step reports a piece of
 * the result. An unknown status is reported at the first step that the best CRL or response did not
 * pass. It affects the verdict if revocation checking is required, and is a warning otherwise.
 */

#define MAX_ADDRESSES 4 /* of CRLs and responders in evidence */

static void
add_crl (WlkDraft *draft,
         WlkCrl   *crl)
{
  wlk_draft_name (draft, N_("CRL of"), crl->issuer);
  if (crl->number != NULL)
    wlk_draft_bytes (draft, N_("CRL number"), crl->number);
  wlk_draft_time (draft, N_("Issued"), crl->this_update);
  if (crl->next_update != G_MAXINT64)
    wlk_draft_time (draft, N_("Next update"), crl->next_update);
}

static void
add_responder (WlkCheckContext *context,
               WlkDraft        *draft,
               WlkOcspResponse *response)
{
  WlkName *name = response->responder_name;
  GBytes *key_hash = response->responder_key_hash;
  GPtrArray *certificates = response->certificates;

  for (guint i = 0; name == NULL && i < certificates->len; i++)
    if (wlk_ocsp_response_is_responder (response, certificates->pdata[i]))
      name = wlk_certificate_get_subject (certificates->pdata[i]);
  if (name == NULL && wlk_ocsp_response_is_responder (response, context->issuer))
    name = wlk_certificate_get_subject (context->issuer);

  if (name != NULL)
    wlk_draft_name (draft, N_("Responder"), name);
  else if (key_hash != NULL)
    wlk_draft_bytes (draft, N_("Responder"), key_hash);
}

static void
add_response (WlkCheckContext *context,
              WlkDraft        *draft,
              WlkOcspResponse *response)
{
  const WlkOcspSingle *single = wlk_ocsp_response_find (response, context->certificate,
                                                        context->issuer);
  GBytes *nonce = response->nonce;

  add_responder (context, draft, response);
  if (single == NULL)
    return;

  wlk_draft_time (draft, N_("Produced"), response->produced_at);
  wlk_draft_time (draft, N_("Issued"), single->this_update);
  if (single->next_update != G_MAXINT64)
    wlk_draft_time (draft, N_("Next update"), single->next_update);
  if (nonce != NULL)
    wlk_draft_bytes (draft, N_("Nonce"), nonce);
}

/* If another source already gives the status, report a note; otherwise the severity follows the
 * request's revocation mode. */
static void
report_failure (WlkCheckContext            *context,
                WlkDraft                   *draft,
                const WlkRevocation        *revocation,
                const WlkRevocationFailure *failure)
{
  if (failure->crl != NULL)
    add_crl (draft, failure->crl);
  else
    add_response (context, draft, failure->response);
  if (failure->detail != NULL)
    wlk_draft_text (draft, N_("Found"), failure->detail);
  if (failure->signer != NULL)
    wlk_draft_text (draft, N_("Signed by"), wlk_certificate_get_title (failure->signer));

  if (revocation->is_known)
    wlk_draft_note (draft, failure->summary);
  else if (wlk_query_get (context->query)->revocation == WLK_REVOCATION_REQUIRE)
    wlk_draft_unknown (draft, failure->cause, failure->summary);
  else
    wlk_draft_warn (draft, failure->cause, failure->summary);
}

/* The summary of a step that passes. */
static const struct
{
  WlkStepId   step;
  const char *summary;
} passed[] = {
  { WLK_STEP_OCSP_RESPONDER,
    N_("The OCSP response about “{certificate}” is signed by an authorised responder of "
       "“{issuer}”.") },
  { WLK_STEP_OCSP_DATES, N_("The OCSP response about “{certificate}” is current.") },
  { WLK_STEP_OCSP_STATUS, N_("The OCSP responder knows “{certificate}”.") },
  { WLK_STEP_CRL_ISSUER, N_("The CRL is from the issuer of CRLs for “{certificate}”.") },
  { WLK_STEP_CRL_SCOPE, N_("The CRL is for certificates like “{certificate}”.") },
  { WLK_STEP_CRL_DELTA, N_("A complete CRL for “{certificate}” was received.") },
  { WLK_STEP_CRL_DATES, N_("The CRL for “{certificate}” is current.") },
  { WLK_STEP_CRL_EXTENSIONS,
    N_("The CRL for “{certificate}” has no critical extension that is not known here.") },
  { WLK_STEP_CRL_SIGNATURE,
    N_("The CRL for “{certificate}” is signed by its issuer, which is trusted.") },
  { WLK_STEP_CRL_ISSUER_KEY_USAGE, N_("The issuer of the CRL for “{certificate}” may sign CRLs.") },
};

static const char *
get_summary (WlkStepId step)
{
  guint i = 0;

  while (passed[i].step != step)
    i++;

  return passed[i].summary;
}

/* The sources are examined once; each step reports the progress of the best one. */
static void
check_progress (WlkCheckContext            *context,
                WlkDraft                   *draft,
                const WlkRevocationFailure *failure,
                guint                       n_sources)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  if (n_sources == 0)
    wlk_draft_skip (draft, N_("Nothing received is about “{certificate}”."));
  else if (failure->step == context->step)
    report_failure (context, draft, revocation, failure);
  else if (failure->step != WLK_STEP_NONE && failure->step < context->step &&
           !revocation->is_known)
    wlk_draft_skip (draft, N_("The revocation data that was received failed an earlier step."));
  else
    wlk_draft_pass (draft, get_summary (context->step));
}

/**
 * wlk_check_crl:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The CRL passes the running step: it is from the right issuer, includes this certificate in its
 * scope, is complete or the base of a received delta, is current, has no unknown critical
 * extensions, is signed by its trusted issuer, or that issuer may sign CRLs.
 *
 * Source: RFC 5280 §6.3.3 (a) to (h), §5.1.2.4, §5.1.2.5, §5.2, §5.3.
 */
void
wlk_check_crl (WlkCheckContext *context,
               WlkDraft        *draft)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  check_progress (context, draft, &revocation->crl_failure, revocation->n_crls);
}

/**
 * wlk_check_ocsp:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The response passes the running step: it is current, or its status is “good” or “revoked”.
 *
 * Source: RFC 6960 §2.2, §3.2 (5) and (6), §4.2.2.1, §4.4.
 */
void
wlk_check_ocsp (WlkCheckContext *context,
                WlkDraft        *draft)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  check_progress (context, draft, &revocation->ocsp_failure, revocation->n_responses);
}

/* RFC 6960 §4.2.2.2.1: a delegated responder's certificate can itself be revoked, unless it carries
 * id-pkix-ocsp-nocheck. */
static void
report_delegate (WlkDraft       *draft,
                 WlkCertificate *delegate)
{
  wlk_draft_text (draft, N_("Signed by"), wlk_certificate_get_title (delegate));
  if (wlk_certificate_find_extension (delegate, WLK_OID_OCSP_NO_CHECK) == NULL)
    wlk_draft_note (draft,
                    N_("“{1}” is an authorised responder of “{issuer}”. Its own certificate lacks "
                       "id-pkix-ocsp-nocheck. No CRL that was received lists it as revoked; no "
                       "responder was asked."));
}

/**
 * wlk_check_ocsp_responder:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The response was signed by the issuer or by a delegated responder.
 *
 * Source: RFC 6960 §3.2 (2) to (4), §4.2.2.2.
 */
void
wlk_check_ocsp_responder (WlkCheckContext *context,
                          WlkDraft        *draft)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  wlk_check_ocsp (context, draft);
  if (draft->outcome == WLK_OUTCOME_PASSED && revocation->delegate != NULL)
    report_delegate (draft, revocation->delegate);
}

/* RFC 7633 §4.2.3: a server must staple a response if its certificate requires one; a response
 * without a status for the certificate does not satisfy this. */
static void
reject_staple (WlkCheckContext *context,
               WlkDraft        *draft,
               const char      *cause,
               const char      *summary)
{
  if (wlk_extensions_demands_staple (context->certificate))
    wlk_draft_fail (draft, "must_staple", summary);
  else
    wlk_draft_warn (draft, cause, summary);
}

/**
 * wlk_check_staple_good:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The stapled response is usable by a client. So is one with the status “revoked”, which the
 * revocation step reports.
 *
 * Source: RFC 6066 §8, RFC 7633 §4.2.3.
 */
void
wlk_check_staple_good (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  const WlkRevocationFailure *failure = &wlk_revocation_get (context)->staple_failure;
  WlkOcspResponse *staple = context->received->staple;
  int status = staple->status;

  add_response (context, draft, staple);
  if (status != 0)
    {
      wlk_draft_text (draft, N_("Answer"), wlk_ocsp_status_get_name (status));
      reject_staple (context, draft, "ocsp_unknown",
                     N_("The OCSP response that the server sent along reports an error."));
    }
  else if (wlk_ocsp_response_find (staple, context->certificate, context->issuer) == NULL)
    {
      reject_staple (context, draft, "ocsp_other_certificate",
                     N_("The OCSP response that the server sent along is about another "
                        "certificate."));
    }
  else if (failure->step != WLK_STEP_NONE)
    {
      if (failure->detail != NULL)
        wlk_draft_text (draft, N_("Found"), failure->detail);
      wlk_draft_fail (draft, failure->cause, failure->summary);
    }
  else
    {
      wlk_draft_pass (draft, N_("The OCSP response that the server sent along is good."));
    }
}

static void
add_uris (WlkDraft   *draft,
          const char *label,
          GPtrArray  *names,
          guint      *n_added)
{
  for (guint i = 0; names != NULL && i < names->len && *n_added < MAX_ADDRESSES; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      if (name->kind != WLK_GENERAL_NAME_URI && name->kind != WLK_GENERAL_NAME_DIRECTORY)
        continue;
      wlk_draft_text (draft, label, name->text);
      wlk_draft_at (draft, name->span);
      (*n_added)++;
    }
}

/* Where a usable CRL or response is available, or at least its issuer. */
static void
add_needed (WlkCheckContext *context,
            WlkDraft        *draft)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GPtrArray) descriptions = NULL;
  guint n_added = 0;

  wlk_extensions_read_list (context->certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, NULL);
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const WlkDistributionPoint *point = points->pdata[i];

      add_uris (draft, N_("CRL needed"), point->names, &n_added);
      add_uris (draft, N_("CRL issuer"), point->issuers, &n_added);
    }

  wlk_extensions_read_list (context->certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &descriptions,
                            NULL);
  for (guint i = 0; descriptions != NULL && i < descriptions->len && n_added < MAX_ADDRESSES; i++)
    {
      const WlkAccessDescription *description = descriptions->pdata[i];

      if (!g_str_equal (description->method, WLK_OID_ACCESS_OCSP))
        continue;
      wlk_draft_text (draft, N_("OCSP responder"), description->location->text);
      wlk_draft_at (draft, description->location->span);
      n_added++;
    }
  if (n_added == 0)
    {
      wlk_draft_name (draft, N_("CRL needed, of"),
                      wlk_certificate_get_issuer (context->certificate));
      wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_ISSUER));
    }
}

static void
report_unknown (WlkCheckContext *context,
                WlkDraft        *draft,
                const char      *cause,
                const char      *summary)
{
  gboolean is_required = wlk_query_get (context->query)->revocation == WLK_REVOCATION_REQUIRE;

  add_needed (context, draft);
  wlk_draft_unknown (draft, is_required ? cause : NULL, summary);
}

static void
report_sibling (WlkCheckContext     *context,
                WlkDraft            *draft,
                const WlkOcspSingle *sibling)
{
  WlkDerElement serial = wlk_certificate_get_element (context->certificate,
                                                      WLK_CERTIFICATE_SERIAL_NUMBER);
  g_autoptr(GBytes) expected = g_bytes_new (serial.bytes, serial.content.length);

  wlk_draft_bytes (draft, N_("Serial number in the response"), sibling->serial);
  wlk_draft_expect_bytes (draft, expected);
  report_unknown (context, draft, "ocsp_other_certificate",
                  N_("The OCSP response that was received is about another certificate of "
                     "“{issuer}”, with the serial number {1}. It does not give the revocation "
                     "status of “{certificate}”."));
}

/**
 * wlk_check_revocation_known:
 * @context: the check context
 * @draft: the finding to fill
 *
 * An available CRL or response determines the revocation status, for all reasons. Otherwise the
 * evidence lists what is needed.
 *
 * Source: RFC 5280 §6.3.3, RFC 6960 §3.2.
 */
void
wlk_check_revocation_known (WlkCheckContext *context,
                            WlkDraft        *draft)
{
  const WlkRevocation *revocation;

  if (wlk_query_get (context->query)->revocation == WLK_REVOCATION_OFF)
    {
      wlk_draft_skip (draft, N_("Revocation checking is turned off."));
      return;
    }

  revocation = wlk_revocation_get (context);
  if (revocation->is_known && revocation->single != NULL)
    {
      add_response (context, draft, revocation->response);
      wlk_draft_pass (draft,
                      N_("The OCSP responder “{1}” gives the revocation status of "
                         "“{certificate}”."));
    }
  else if (revocation->is_known)
    {
      add_crl (draft, revocation->crl);
      wlk_draft_pass (draft,
                      N_("The CRL of “{1}” gives the revocation status of “{certificate}”."));
    }
  else if (revocation->covered != 0)
    {
      g_autofree char *missing = wlk_reasons_dup_text (WLK_ALL_REASONS & ~revocation->covered);

      wlk_draft_text (draft, N_("Reasons"), missing);
      report_unknown (context, draft, "crl_reasons",
                      N_("The CRLs that were received cover only some reasons. Whether "
                         "“{certificate}” is revoked for {1} is not known."));
    }
  else if (revocation->n_crls + revocation->n_responses > 0)
    report_unknown (context, draft, "crl_unavailable",
                    N_("The revocation data that was received does not give the revocation "
                       "status of “{certificate}”."));
  else if (revocation->sibling != NULL)
    report_sibling (context, draft, revocation->sibling);
  else
    report_unknown (context, draft, "crl_unavailable",
                    N_("No CRL and no OCSP response that was received gives the revocation "
                       "status of “{certificate}”."));
}

static gboolean
is_outdated (WlkCheckContext     *context,
             const WlkRevocation *revocation)
{
  gboolean is_by_response = revocation->single != NULL &&
                            revocation->single->status == WLK_OCSP_REVOKED;
  gint64 this_update = is_by_response ? revocation->single->this_update
                                      : revocation->crl->this_update;
  gint64 next_update = is_by_response ? revocation->single->next_update
                                      : revocation->crl->next_update;

  return wlk_query_get (context->query)->time >
         wlk_revocation_get_end (context, this_update, next_update);
}

static void
fail_revoked (WlkCheckContext     *context,
              WlkDraft            *draft,
              const WlkRevocation *revocation)
{
  gboolean is_by_response = revocation->single != NULL &&
                            revocation->single->status == WLK_OCSP_REVOKED;
  gint64 date = is_by_response ? revocation->single->revocation_date : revocation->entry.date;
  int reason = is_by_response ? revocation->single->reason : revocation->entry.reason;

  wlk_draft_time (draft, N_("Revoked"), date);
  wlk_draft_text (draft, N_("Reason"), wlk_crl_reason_get_name (reason));
  if (is_by_response)
    add_response (context, draft, revocation->response);
  else
    add_crl (draft, revocation->crl);
  wlk_draft_fail (draft, is_by_response ? "revoked_ocsp" : "revoked_crl",
                  is_outdated (context, revocation)
                  ? N_("“{certificate}” was revoked on {1}, for the reason “{2}”. The data that "
                       "says so is out of date, but a revocation for that reason is permanent.")
                  : N_("“{certificate}” was revoked on {1}, for the reason “{2}”."));
}

/**
 * wlk_check_revocation:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The issuer has not revoked the certificate.
 *
 * Source: RFC 5280 §6.1.3 (a)(3), §6.3.3 (i) to (l), RFC 6960 §2.2.
 */
void
wlk_check_revocation (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  if (revocation->is_revoked)
    fail_revoked (context, draft, revocation);
  else
    wlk_draft_pass (draft, N_("“{certificate}” is not revoked."));
}

/**
 * wlk_check_crl_number:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The CRL has a non-critical CRL number. The CRL is used even without one, so this step comes after
 * its result.
 *
 * Source: RFC 5280 §5.2.3.
 */
void
wlk_check_crl_number (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  const WlkRevocation *revocation = wlk_revocation_get (context);

  if (revocation->crl == NULL)
    {
      wlk_draft_skip (draft, N_("No CRL gives the revocation status of “{certificate}”."));
      return;
    }

  add_crl (draft, revocation->misnumbered != NULL ? revocation->misnumbered : revocation->crl);
  if (revocation->misnumbered == NULL)
    wlk_draft_pass (draft, N_("The CRL of “{1}” has a number."));
  else if (revocation->misnumbered->is_number_critical)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The number of the CRL of “{1}” is critical, and must not be."));
  else
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The CRL of “{1}” has no number, which every CRL must have."));
}
