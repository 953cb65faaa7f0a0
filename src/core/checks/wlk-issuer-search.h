/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"

G_BEGIN_DECLS

/**
 * WlkIssuerMatch:
 * @certificate: (nullable): a certificate whose subject is the issuer that was looked for
 * @origin: where it was found
 * @is_trusted: whether it is in the trust store
 */
typedef struct
{
  WlkCertificate *certificate;
  char           *origin;
  gboolean        is_trusted;
} WlkIssuerMatch;

void wlk_issuer_search_other_key (const WlkCheckContext *context,
                                  WlkCertificate        *certificate,
                                  WlkIssuerMatch        *match);
void wlk_issuer_search_signer (const WlkCheckContext *context,
                               WlkCertificate        *certificate,
                               WlkIssuerMatch        *match);
void wlk_issuer_match_clear (WlkIssuerMatch *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkIssuerMatch, wlk_issuer_match_clear)

G_END_DECLS
