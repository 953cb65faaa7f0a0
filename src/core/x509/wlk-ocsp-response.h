/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_OCSP_RESPONSE (wlk_ocsp_response_get_type ())
G_DECLARE_FINAL_TYPE (WlkOcspResponse, wlk_ocsp_response, WLK, OCSP_RESPONSE, GObject)

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
 * @hash_oid: of the algorithm by which @name_hash and @key_hash were made
 * @name_hash: of the issuer's name
 * @key_hash: of the issuer's key
 * @serial: the content octets of the serial number
 * @status: what the responder says
 * @revocation_date: seconds since 1970, for %WLK_OCSP_REVOKED
 * @reason: CRLReason, for %WLK_OCSP_REVOKED
 * @this_update: seconds since 1970
 * @next_update: seconds since 1970; %G_MAXINT64 when it does not say
 * @unknown_critical: (nullable): a critical extension that is not known here
 * @timestamps: (nullable): a SignedCertificateTimestampList
 *
 * What a response says of one certificate.
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

/* An OCSP response (RFC 6960 §4.2), immutable. */

WlkOcspResponse *wlk_ocsp_response_new (GBytes  *der,
                                        GError **error);
int wlk_ocsp_response_get_status (WlkOcspResponse *self);
WlkName *wlk_ocsp_response_get_responder_name (WlkOcspResponse *self);
GBytes *wlk_ocsp_response_get_responder_key_hash (WlkOcspResponse *self);
gint64 wlk_ocsp_response_get_produced_at (WlkOcspResponse *self);
GBytes *wlk_ocsp_response_get_nonce (WlkOcspResponse *self);
const char *wlk_ocsp_response_get_unknown_critical (WlkOcspResponse *self);
GPtrArray *wlk_ocsp_response_get_certificates (WlkOcspResponse *self);
GPtrArray *wlk_ocsp_response_get_singles (WlkOcspResponse *self);
GBytes *wlk_ocsp_response_dup_timestamps (WlkOcspResponse *self);
const WlkOcspSingle *wlk_ocsp_response_find (WlkOcspResponse *self,
                                             WlkCertificate  *certificate,
                                             WlkCertificate  *issuer);
gboolean wlk_ocsp_response_is_responder (WlkOcspResponse *self,
                                         WlkCertificate  *certificate);
gboolean wlk_ocsp_response_verify_signature (WlkOcspResponse *self,
                                             WlkPublicKey    *key,
                                             GError         **error);
const char *wlk_ocsp_status_get_name (int status);

G_END_DECLS
