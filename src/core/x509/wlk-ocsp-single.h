/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

/**
 * WlkOcspStatus:
 *
 * CertStatus, numbered as its tags are (RFC 6960 §4.2.1).
 */
typedef enum {
  WLK_OCSP_GOOD = 0,
  WLK_OCSP_REVOKED = 1,
  WLK_OCSP_UNKNOWN = 2,
} WlkOcspStatus;

/**
 * WlkOcspSingle:
 * @hash_oid: of the algorithm of @name_hash and @key_hash
 * @name_hash: of the issuer's name
 * @key_hash: of the issuer's key
 * @serial: the content octets of the serial number
 * @status: the status
 * @revocation_date: seconds since 1970, for %WLK_OCSP_REVOKED
 * @reason: CRLReason, for %WLK_OCSP_REVOKED
 * @this_update: seconds since 1970
 * @next_update: seconds since 1970; %G_MAXINT64 when there is none
 * @unknown_critical: (nullable): an unrecognized critical extension
 * @timestamps: (nullable): a SignedCertificateTimestampList
 *
 * The status of one certificate in a response.
 */
typedef struct
{
  char         *hash_oid;
  GBytes       *name_hash;
  GBytes       *key_hash;
  GBytes       *serial;
  WlkOcspStatus status;
  gint64        revocation_date;
  int           reason;
  gint64        this_update;
  gint64        next_update;
  char         *unknown_critical;
  GBytes       *timestamps;
} WlkOcspSingle;

WlkOcspSingle *wlk_ocsp_single_new (WlkDerReader *responses,
                                    GError      **error);
void wlk_ocsp_single_free (WlkOcspSingle *self);
gboolean wlk_ocsp_single_is_for (const WlkOcspSingle *self,
                                 WlkCertificate      *certificate,
                                 WlkCertificate      *issuer);
GBytes *wlk_ocsp_hash_key (WlkCertificate           *certificate,
                           gnutls_digest_algorithm_t digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkOcspSingle, wlk_ocsp_single_free)

G_END_DECLS
