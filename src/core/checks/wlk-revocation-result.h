/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

/* Seconds by which a CRL or response may be newer than the validation time: fetched data is often
 * created on request, by another clock. OpenSSL allows the same. */
#define WLK_REVOCATION_CLOCK_SKEW 300

/**
 * WlkRevocationFailure:
 * @step: the step that it did not pass; %WLK_STEP_NONE when it passed all
 * @cause: id of a cause
 * @summary: an N_() template; “{1}” is the issuer of the CRL, or the responder
 * @crl: (nullable): the CRL; borrowed
 * @response: (nullable): the response; borrowed
 * @signer: (nullable): the certificate with the key that signed it; borrowed
 * @detail: (nullable): an OID, or names; owned
 *
 * Why the best CRL or response is not usable.
 */
typedef struct
{
  WlkStepId        step;
  const char      *cause;
  const char      *summary;
  WlkCrl          *crl;
  WlkOcspResponse *response;
  WlkCertificate  *signer;
  char            *detail;
} WlkRevocationFailure;

/**
 * WlkRevocation:
 * @is_revoked: whether a CRL or a response lists it as revoked
 * @is_known: whether the status is known for all reasons
 * @covered: the reasons covered by CRLs, as in ReasonFlags
 * @n_crls: number of CRLs from the right issuer
 * @n_responses: number of responses for the certificate, including error responses
 * @crl: (nullable): the CRL that decides; borrowed
 * @entry: the entry of @crl for the certificate, if it is revoked
 * @response: (nullable): the response that decides; borrowed
 * @single: (nullable): the SingleResponse of @response for the certificate
 * @sibling: (nullable): a SingleResponse for another certificate of the issuer, in a response
 *   without one for the certificate
 * @delegate: (nullable): the certificate of the responder, when that is not the issuer; borrowed
 * @misnumbered: (nullable): a searched CRL without a valid CRL number; borrowed
 * @crl_failure: why the best CRL is not usable
 * @ocsp_failure: why the best response is not usable
 * @staple_failure: why the stapled response is not usable, regardless of the others
 *
 * The revocation status of one certificate.
 */
typedef struct _WlkRevocation
{
  gboolean             is_revoked;
  gboolean             is_known;
  guint                covered;
  guint                n_crls;
  guint                n_responses;
  WlkCrl              *crl;
  WlkCrlEntry          entry;
  WlkOcspResponse     *response;
  const WlkOcspSingle *single;
  const WlkOcspSingle *sibling;
  WlkCertificate      *delegate;
  WlkCrl              *misnumbered;
  WlkRevocationFailure crl_failure;
  WlkRevocationFailure ocsp_failure;
  WlkRevocationFailure staple_failure;
} WlkRevocation;

gint64 wlk_revocation_get_end (const WlkCheckContext *context,
                               gint64                 this_update,
                               gint64                 next_update);
gboolean wlk_revocation_is_permanent (int reason);
void wlk_revocation_free (WlkRevocation *self);
void wlk_revocation_keep_failure (WlkRevocationFailure       *self,
                                  const WlkRevocationFailure *other);

G_END_DECLS
