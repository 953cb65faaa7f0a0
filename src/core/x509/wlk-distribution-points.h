/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-general-name.h"

G_BEGIN_DECLS

/* The bits of ReasonFlags (RFC 5280 §4.2.1.13); bit 0 of the BIT STRING is 1 << 0, and unused. */
#define WLK_ALL_REASONS 0x1FEu

/**
 * WlkDistributionPoint:
 * @names: (nullable) (element-type WlkGeneralName): distributionPoint, with the whole name in place
 *   of nameRelativeToCRLIssuer
 * @reasons: reasons covered by its CRL; %WLK_ALL_REASONS if absent
 * @issuers: (nullable) (element-type WlkGeneralName): cRLIssuer
 *
 * A source of a CRL for a certificate.
 */
typedef struct
{
  GPtrArray *names;
  guint      reasons;
  GPtrArray *issuers;
} WlkDistributionPoint;

/**
 * WlkCrlScope:
 * @names: (nullable) (element-type WlkGeneralName): distributionPoint
 * @only_user_certificates: onlyContainsUserCerts
 * @only_authorities: onlyContainsCACerts
 * @only_attribute_certificates: onlyContainsAttributeCerts
 * @is_indirect: indirectCRL
 * @reasons: onlySomeReasons; %WLK_ALL_REASONS if absent
 *
 * The issuing distribution point of a CRL: the certificates in its scope.
 */
typedef struct
{
  GPtrArray *names;
  gboolean   only_user_certificates;
  gboolean   only_authorities;
  gboolean   only_attribute_certificates;
  gboolean   is_indirect;
  guint      reasons;
} WlkCrlScope;

/* A list of WlkDistributionPoint. */
extern const WlkExtensionList wlk_distribution_point_list;

WlkDistributionPoint *wlk_distribution_point_new_implied (WlkCertificate *certificate);
void wlk_distribution_point_free (WlkDistributionPoint *self);
WlkCrlScope *wlk_crl_scope_new (WlkDerReader *reader,
                                WlkName      *issuer,
                                GError      **error);
void wlk_crl_scope_free (WlkCrlScope *self);
gboolean wlk_general_names_overlap (GPtrArray *first,
                                    GPtrArray *second);
char *wlk_reasons_dup_text (guint reasons);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkDistributionPoint, wlk_distribution_point_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkCrlScope, wlk_crl_scope_free)

G_END_DECLS
