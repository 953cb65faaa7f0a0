/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-extension.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

/* Values of CRLReason (RFC 5280 §5.3.1) that rules use. */
#define WLK_CRL_REASON_UNSPECIFIED     0
#define WLK_CRL_REASON_REMOVE_FROM_CRL 8

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

/**
 * WlkCrlListEntry:
 * @serial: the serial number
 * @entry: date and reason
 * @issuer: (nullable): certificateIssuer, for this entry and those that follow; owned
 * @unknown_critical: (nullable): an unrecognized critical extension; owned
 *
 * An entry of revokedCertificates. Start with zeros, and clear it after use.
 */
typedef struct
{
  WlkDerElement serial;
  WlkCrlEntry   entry;
  WlkName      *issuer;
  char         *unknown_critical;
} WlkCrlListEntry;

gboolean wlk_crl_list_entry_read (WlkCrlListEntry *self,
                                  WlkDerReader    *entries,
                                  GError         **error);
void wlk_crl_list_entry_clear (WlkCrlListEntry *self);
const char *wlk_crl_reason_get_name (int reason);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCrlListEntry, wlk_crl_list_entry_clear)

G_END_DECLS
