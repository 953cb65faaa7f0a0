/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

#define WLK_CERTIFICATE_REQUEST_MAX_ISSUERS 1000 /* names; there are about 150 public roots */

/**
 * WlkCertificateRequest:
 * @issuers: (element-type WlkName): the CAs that the server accepts; none means any
 * @schemes: (element-type guint16): the signature algorithms that it accepts, by TLS's numbers;
 *   none in TLS 1.1 and before
 * @key_types: bits of %WLK_CLIENT_KEY_RSA and %WLK_CLIENT_KEY_ECDSA and %WLK_CLIENT_KEY_DSA
 * @n_unreadable: number of names that are unreadable or beyond the limit
 * @is_tls13: whether an algorithm also fixes the curve and the padding (RFC 8446 §4.2.3)
 *
 * A parsed CertificateRequest.
 */
typedef struct
{
  GPtrArray *issuers;
  GArray    *schemes;
  guint      key_types;
  guint      n_unreadable;
  gboolean   is_tls13;
} WlkCertificateRequest;

#define WLK_CLIENT_KEY_RSA   (1u << 0)
#define WLK_CLIENT_KEY_DSA   (1u << 1)
#define WLK_CLIENT_KEY_ECDSA (1u << 2)

WlkCertificateRequest *wlk_certificate_request_read (const guint8 *message,
                                                     gsize         length,
                                                     gboolean      is_tls13,
                                                     gboolean      has_schemes);
void wlk_certificate_request_free (WlkCertificateRequest *self);
gboolean wlk_certificate_request_accepts_issuer (WlkCertificateRequest *self,
                                                 GPtrArray             *chain);
gboolean wlk_certificate_request_accepts_key (WlkCertificateRequest *self,
                                              WlkCertificate        *certificate);
char *wlk_certificate_request_dup_schemes (WlkCertificateRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkCertificateRequest, wlk_certificate_request_free)

G_END_DECLS
