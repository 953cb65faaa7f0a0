/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

/* CRLReason (RFC 5280 §5.3.1), where a rule looks at it. */
#define WLK_CRL_REASON_UNSPECIFIED     0
#define WLK_CRL_REASON_REMOVE_FROM_CRL 8

/**
 * WlkCrlEntry:
 * @date: revocationDate, seconds since 1970
 * @reason: CRLReason; %WLK_CRL_REASON_UNSPECIFIED when it does not say
 *
 * What a CRL says of one certificate.
 */
typedef struct
{
  gint64 date;
  int    reason;
} WlkCrlEntry;

/**
 * WlkCrlListEntry:
 * @serial: the serial number
 * @entry: what it says
 * @issuer: (nullable): certificateIssuer, for this entry and those that follow; owned
 * @unknown_critical: (nullable): a critical extension that is not known here; owned
 *
 * An entry of revokedCertificates. Begin with zeros, and clear it when it is done with.
 */
typedef struct
{
  WlkDerElement serial;
  WlkCrlEntry   entry;
  WlkName      *issuer;
  char         *unknown_critical;
} WlkCrlListEntry;

gboolean wlk_crl_has_time (const WlkDerReader *reader);
gboolean wlk_crl_read_time (WlkDerReader *reader,
                            const char   *what,
                            gint64       *seconds,
                            GError      **error);
gboolean wlk_crl_read_number (const WlkDerElement *value,
                              GBytes             **number,
                              GError             **error);
gboolean wlk_crl_read_key_id (const WlkDerElement *value,
                              GBytes             **key_id,
                              GError             **error);
int wlk_crl_number_compare (GBytes *first,
                            GBytes *second);
gboolean wlk_crl_read_entry (WlkDerReader    *entries,
                             WlkCrlListEntry *entry,
                             GError         **error);
void wlk_crl_list_entry_clear (WlkCrlListEntry *self);
const char *wlk_crl_reason_get_name (int reason);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCrlListEntry, wlk_crl_list_entry_clear)

G_END_DECLS
