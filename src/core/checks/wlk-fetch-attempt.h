/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fetch/wlk-fetch.h"
#include "report/wlk-step.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

/**
 * WlkFetchAttempt:
 * @step: %WLK_STEP_ISSUER_FETCH, %WLK_STEP_OCSP_FETCH or %WLK_STEP_CRL_FETCH
 * @certificate: the certificate that contains @address
 * @address: (nullable): the address as encoded; %NULL without one
 * @fetch: (nullable): the fetch; %NULL when no request was made
 * @is_cached: whether @fetch is from the cache
 * @outcome: the outcome of the step
 * @cause: (nullable): id of a cause
 * @summary: an N_() template; “{1}” is the address, and “{2}” is @detail
 * @detail: (nullable): the reason, or what was found instead; untrusted text
 *
 * One attempt to fetch data for one certificate.
 */
typedef struct
{
  WlkStepId       step;
  WlkCertificate *certificate;
  char           *address;
  WlkFetch       *fetch;
  gboolean        is_cached;
  WlkOutcome      outcome;
  const char     *cause;
  const char     *summary;
  char           *detail;
} WlkFetchAttempt;

WlkFetchAttempt *wlk_fetch_attempt_new (WlkStepId       step,
                                        WlkCertificate *certificate,
                                        const char     *address);
void wlk_fetch_attempt_free (WlkFetchAttempt *self);
void wlk_fetch_attempt_conclude (WlkFetchAttempt *self,
                                 WlkOutcome       outcome,
                                 const char      *cause,
                                 const char      *detail,
                                 const char      *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkFetchAttempt, wlk_fetch_attempt_free)

G_END_DECLS
