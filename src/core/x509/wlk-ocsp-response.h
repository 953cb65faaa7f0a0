/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-signature-algorithm.h"

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

#define WLK_TYPE_OCSP_RESPONSE (wlk_ocsp_response_get_type ())
WLK_DECLARE_REF_COUNTED (WlkOcspResponse, wlk_ocsp_response);

/**
 * WlkOcspResponse:
 * @status: the responseStatus; 0 for a successful response
 * @signed_data: the signature of the BasicOCSPResponse; without bytes if @status is an error
 * @responder_name: (nullable): the responder's name, if it identifies itself by name
 * @responder_key_hash: (nullable): the SHA-1 hash of its key, if it identifies itself by key
 * @produced_at: the time of signing, in seconds since 1970
 * @singles: (element-type WlkOcspSingle): the status of each certificate
 * @certificates: (element-type WlkCertificate): the certificates in the response
 * @nonce: (nullable): the nonce (RFC 6960 §4.4.1)
 * @unknown_critical: (nullable): the first unrecognized critical extension
 *
 * An OCSP response (RFC 6960 §4.2), immutable.
 */
struct _WlkOcspResponse
{
  int           status;
  WlkSignedData signed_data;
  WlkName      *responder_name;
  GBytes       *responder_key_hash;
  gint64        produced_at;
  GPtrArray    *singles;
  GPtrArray    *certificates;
  GBytes       *nonce;
  char         *unknown_critical;
};

WlkOcspResponse *wlk_ocsp_response_new (GBytes  *der,
                                        GError **error);
GBytes *wlk_ocsp_response_dup_timestamps (const WlkOcspResponse *self);
const WlkOcspSingle *wlk_ocsp_response_find (const WlkOcspResponse *self,
                                             WlkCertificate        *certificate,
                                             WlkCertificate        *issuer);
const WlkOcspSingle *wlk_ocsp_response_find_sibling (const WlkOcspResponse *self,
                                                     WlkCertificate        *certificate,
                                                     WlkCertificate        *issuer);
gboolean wlk_ocsp_response_is_responder (const WlkOcspResponse *self,
                                         WlkCertificate        *certificate);
GBytes *wlk_ocsp_hash_key (WlkCertificate           *certificate,
                           gnutls_digest_algorithm_t digest);
const char *wlk_ocsp_status_get_name (int status);

G_END_DECLS
