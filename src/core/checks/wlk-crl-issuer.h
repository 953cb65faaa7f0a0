/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "x509/wlk-crl.h"

G_BEGIN_DECLS

/**
 * WlkCrlIssuer:
 * @WLK_CRL_ISSUER_GOOD: its key signed the CRL, its key usage allows that, and it is trusted
 * @WLK_CRL_ISSUER_UNKNOWN: no certificate of its name has the key that signed the CRL
 * @WLK_CRL_ISSUER_UNTRUSTED: it has no valid path to the same trust anchor
 * @WLK_CRL_ISSUER_NO_CRL_SIGN: its key usage does not allow it to sign CRLs
 *
 * The result of the search for a CRL's issuer, in ascending order of progress.
 */
typedef enum {
  WLK_CRL_ISSUER_UNKNOWN,
  WLK_CRL_ISSUER_UNTRUSTED,
  WLK_CRL_ISSUER_NO_CRL_SIGN,
  WLK_CRL_ISSUER_GOOD,
} WlkCrlIssuer;

WlkCrlIssuer wlk_crl_issuer_find (WlkCheckContext *context,
                                  WlkCrl          *crl,
                                  WlkCertificate **issuer,
                                  char           **reason);

G_END_DECLS
