/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "load/wlk-bundle.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkCertificatePool, wlk_certificate_pool);

#define WLK_UNREACHABLE G_MAXUINT /* the distance of a name from which no anchor is reached */

/**
 * WlkIssuerCandidate:
 * @certificate: a certificate whose subject is the issuer in question; borrowed
 * @is_anchor: whether it is a trust anchor
 * @index: its index in the trust store, or in the bundle
 * @distance: certificates from it to the nearest anchor; 0 for an anchor
 */
typedef struct
{
  WlkCertificate *certificate;
  gboolean        is_anchor;
  guint           index;
  guint           distance;
} WlkIssuerCandidate;

WlkCertificatePool *wlk_certificate_pool_new (WlkCertificate *leaf,
                                              WlkBundle      *bundle,
                                              WlkTrustStore  *trust);
GArray *wlk_certificate_pool_find_issuers (WlkCertificatePool *self,
                                           WlkCertificate     *certificate,
                                           guint              *n_comparisons);
char *wlk_certificate_pool_dup_origin (WlkCertificatePool       *self,
                                       const WlkIssuerCandidate *candidate);

G_END_DECLS
