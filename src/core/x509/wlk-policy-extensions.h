/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

/**
 * WlkPolicy:
 * @oid: dotted; owned
 * @span: its position in the certificate
 * @unknown_qualifier: (nullable): dotted; the first qualifier that RFC 5280 does not define; owned
 * @has_bad_qualifiers: whether the list of qualifiers is empty or malformed
 *
 * Qualifiers do not affect path validation, unless the extension is critical.
 */
typedef struct
{
  char    *oid;
  WlkSpan  span;
  char    *unknown_qualifier;
  gboolean has_bad_qualifiers;
} WlkPolicy;

/**
 * WlkPolicyMapping:
 * @issuer_policy: dotted issuerDomainPolicy; owned
 * @subject_policy: dotted subjectDomainPolicy; owned
 * @span: its position in the certificate
 */
typedef struct
{
  char   *issuer_policy;
  char   *subject_policy;
  WlkSpan span;
} WlkPolicyMapping;

/**
 * WlkPolicyConstraints:
 * @require_explicit_policy: certificates that may follow before a policy is required; -1 for never
 * @inhibit_policy_mapping: certificates that may follow before mapping is inhibited; -1 for never
 */
typedef struct
{
  int require_explicit_policy;
  int inhibit_policy_mapping;
} WlkPolicyConstraints;

/* Lists of WlkPolicy and of WlkPolicyMapping. */
extern const WlkExtensionList wlk_policy_list;
extern const WlkExtensionList wlk_policy_mapping_list;

WlkPresence wlk_policy_extensions_read_constraints (WlkCertificate       *certificate,
                                                    WlkPolicyConstraints *constraints,
                                                    GError              **error);
WlkPresence wlk_policy_extensions_read_inhibit_any (WlkCertificate *certificate,
                                                    int            *skip_certificates,
                                                    GError        **error);

G_END_DECLS
