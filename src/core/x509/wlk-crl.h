/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-distribution-points.h"
#include "x509/wlk-signature-algorithm.h"

G_BEGIN_DECLS

/* Values of CRLReason (RFC 5280 §5.3.1) that rules use. */
#define WLK_CRL_REASON_UNSPECIFIED      0
#define WLK_CRL_REASON_CERTIFICATE_HOLD 6
#define WLK_CRL_REASON_REMOVE_FROM_CRL  8

/**
 * WlkCrlEntry:
 * @date: revocationDate, seconds since 1970
 * @reason: CRLReason; %WLK_CRL_REASON_UNSPECIFIED when there is none
 *
 * The revocation of one certificate by a CRL.
 */
typedef struct
{
  gint64 date;
  int    reason;
} WlkCrlEntry;

#define WLK_TYPE_CRL (wlk_crl_get_type ())
WLK_DECLARE_REF_COUNTED (WlkCrl, wlk_crl);

/**
 * WlkCrl:
 * @signed_data: its DER and signature
 * @entries: content of revokedCertificates; empty if absent
 * @issuer: the issuer
 * @this_update: the time of issue, in seconds since 1970
 * @next_update: when the next CRL is issued at the latest, in seconds since 1970; %G_MAXINT64 if
 *   absent
 * @number: (nullable): the CRL number, big-endian (§5.2.3), for wlk_crl_number_compare()
 * @is_number_critical: whether that extension is critical, which §5.2.3 forbids
 * @base_number: (nullable): the BaseCRLNumber of a delta CRL (§5.2.4)
 * @authority_key_id: (nullable): the identifier of the key that signed the CRL (§5.2.1)
 * @scope: (nullable): the issuing distribution point (§5.2.5); %NULL if the CRL covers all
 *   certificates of its issuer
 * @scope_der: (nullable): its DER
 * @freshest: (nullable) (element-type WlkDistributionPoint): freshestCRL (§5.2.6)
 * @unknown_critical: (nullable): the first unrecognized critical extension (§5.2)
 * @unknown_critical_of_entry: (nullable): the same of an entry (§5.3)
 * @has_stray_issuer: whether it is not indirect, but names the issuer of an entry, which §5.3.3
 *   forbids, since programs differ in the certificates that such entries are about
 *
 * A certificate revocation list (RFC 5280 §5), immutable.
 */
struct _WlkCrl
{
  WlkSignedData signed_data;
  WlkSpan       entries;
  WlkName      *issuer;
  gint64        this_update;
  gint64        next_update;
  GBytes       *number;
  gboolean      is_number_critical;
  GBytes       *base_number;
  GBytes       *authority_key_id;
  WlkCrlScope  *scope;
  GBytes       *scope_der;
  GPtrArray    *freshest;
  char         *unknown_critical;
  char         *unknown_critical_of_entry;
  gboolean      has_stray_issuer;
};

WlkCrl *wlk_crl_new (GBytes  *der,
                     GError **error);
gboolean wlk_crl_has_same_scope (const WlkCrl *self,
                                 const WlkCrl *other);
gboolean wlk_crl_find (const WlkCrl   *self,
                       WlkCertificate *certificate,
                       WlkCrlEntry    *entry);
int wlk_crl_number_compare (GBytes *first,
                            GBytes *second);
const char *wlk_crl_reason_get_name (int reason);

G_END_DECLS
