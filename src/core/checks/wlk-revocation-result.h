/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

/* Seconds by which a list or a response may be newer than the time of the request: what is fetched
 * was often made only then, by another clock. OpenSSL allows as much. */
#define WLK_REVOCATION_CLOCK_SKEW 300

/**
 * WlkRevocationObstacle:
 * @step: the step that it did not pass, the later, the nearer it was to an answer; %WLK_STEP_NONE
 *   when it passed all
 * @cause: id of a cause
 * @summary: an N_() template; “{1}” is who issued the CRL, or who answered
 * @crl: (nullable): the CRL; borrowed
 * @response: (nullable): the response; borrowed
 * @signer: (nullable): the certificate with the key that signed it; borrowed
 * @detail: (nullable): an OID, or names; owned
 *
 * Why the best CRL, or the best response, does not do.
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
} WlkRevocationObstacle;

/**
 * WlkRevocation:
 * @is_revoked: whether a CRL or a response says so
 * @is_known: whether one says for all reasons whether it is
 * @covered: for which reasons CRLs say it, as in ReasonFlags
 * @n_crls: how many CRLs are from the right issuer
 * @n_responses: how many responses are about the certificate, or no answer at all
 * @crl: (nullable): the CRL that decides; borrowed
 * @entry: what @crl says of the certificate, if it is revoked
 * @response: (nullable): the response that decides; borrowed
 * @single: (nullable): what @response says of the certificate
 * @delegate: (nullable): the certificate of the responder, when that is not the issuer; borrowed
 * @misnumbered: (nullable): a CRL that was asked and is not numbered as it must be; borrowed
 * @crl_obstacle: why the CRLs do not do
 * @ocsp_obstacle: why the responses do not do
 * @staple_obstacle: why the one that the server sent along does not do, whatever the others say
 *
 * What is known of the revocation of one certificate.
 */
typedef struct _WlkRevocation
{
  gboolean              is_revoked;
  gboolean              is_known;
  guint                 covered;
  guint                 n_crls;
  guint                 n_responses;
  WlkCrl               *crl;
  WlkCrlEntry           entry;
  WlkOcspResponse      *response;
  const WlkOcspSingle  *single;
  WlkCertificate       *delegate;
  WlkCrl               *misnumbered;
  WlkRevocationObstacle crl_obstacle;
  WlkRevocationObstacle ocsp_obstacle;
  WlkRevocationObstacle staple_obstacle;
} WlkRevocation;

void wlk_revocation_free (WlkRevocation *self);
void wlk_revocation_obstruct (WlkRevocationObstacle       *self,
                              const WlkRevocationObstacle *other);

G_END_DECLS
