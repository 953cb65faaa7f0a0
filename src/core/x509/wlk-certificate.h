/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <gnutls/x509.h>
#include "base/wlk-span.h"
#include "x509/wlk-name.h"
#include "x509/wlk-public-key.h"

G_BEGIN_DECLS

#define WLK_TYPE_CERTIFICATE (wlk_certificate_get_type ())
G_DECLARE_FINAL_TYPE (WlkCertificate, wlk_certificate, WLK, CERTIFICATE, GObject)

/**
 * WlkCertificateField:
 *
 * The parts of a certificate in the order of RFC 5280 §4.1. Each span covers the whole element,
 * tag and length included.
 */
typedef enum {
  WLK_CERTIFICATE_TBS,
  WLK_CERTIFICATE_VERSION,
  WLK_CERTIFICATE_SERIAL_NUMBER,
  WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM, /* tbsCertificate.signature */
  WLK_CERTIFICATE_ISSUER,
  WLK_CERTIFICATE_NOT_BEFORE,
  WLK_CERTIFICATE_NOT_AFTER,
  WLK_CERTIFICATE_SUBJECT,
  WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO,
  WLK_CERTIFICATE_ISSUER_UNIQUE_ID,
  WLK_CERTIFICATE_SUBJECT_UNIQUE_ID,
  WLK_CERTIFICATE_EXTENSIONS,
  WLK_CERTIFICATE_SIGNATURE_ALGORITHM,
  WLK_CERTIFICATE_SIGNATURE_VALUE,
  WLK_CERTIFICATE_N_FIELDS
} WlkCertificateField;

/**
 * WlkExtension:
 * @oid: the dotted extnID
 * @is_critical: the critical flag
 * @span: the whole Extension
 * @value: the content of extnValue's OCTET STRING, that is, the DER of the extension itself
 * @list: (nullable): what wlk-extension-reader.c remembers of it
 * @is_readable: the same
 */
typedef struct
{
  char    *oid;
  gboolean is_critical;
  WlkSpan  span;
  WlkSpan  value;
  gpointer list;
  gint     is_readable;
} WlkExtension;

#define WLK_CERTIFICATE_MAX_LENGTH     (1 << 20) /* bytes; the largest in use have some 100 KiB */
#define WLK_CERTIFICATE_MAX_EXTENSIONS 1024      /* per certificate; real ones have about 10 */

WlkCertificate *wlk_certificate_new (GBytes  *der,
                                     GError **error);
WlkCertificate *wlk_certificate_new_from_slice (GBytes  *owner,
                                                gsize    offset,
                                                gsize    length,
                                                GError **error);
const guint8 *wlk_certificate_get_der (WlkCertificate *self,
                                       gsize          *length);
const guint8 *wlk_certificate_get_bytes (WlkCertificate *self,
                                         WlkSpan         span);
gboolean wlk_certificate_equal (WlkCertificate *self,
                                WlkCertificate *other);
guint wlk_certificate_hash (WlkCertificate *self);
WlkSpan wlk_certificate_get_span (WlkCertificate     *self,
                                  WlkCertificateField field);
guint wlk_certificate_get_version (WlkCertificate *self);
gint64 wlk_certificate_get_not_before (WlkCertificate *self);
gint64 wlk_certificate_get_not_after (WlkCertificate *self);
WlkName *wlk_certificate_get_subject (WlkCertificate *self);
WlkName *wlk_certificate_get_issuer (WlkCertificate *self);
guint wlk_certificate_hash_subject (WlkCertificate *self);
guint wlk_certificate_hash_issuer (WlkCertificate *self);
const char *wlk_certificate_get_title (WlkCertificate *self);
char *wlk_certificate_dup_serial (WlkCertificate *self);
char *wlk_certificate_dup_fingerprint (WlkCertificate *self,
                                       GChecksumType   algorithm);
char *wlk_certificate_dup_key_pin (WlkCertificate *self);
char *wlk_certificate_dup_pem (WlkCertificate *self);
WlkPublicKey *wlk_certificate_get_public_key (WlkCertificate *self);
const char *wlk_certificate_get_signature_oid (WlkCertificate *self);
const char *wlk_certificate_get_signature_text (WlkCertificate *self);
guint wlk_certificate_get_n_extensions (WlkCertificate *self);
const WlkExtension *wlk_certificate_get_extension (WlkCertificate *self,
                                                   guint           index);
const WlkExtension *wlk_certificate_find_extension (WlkCertificate *self,
                                                    const char     *oid);
gboolean wlk_certificate_is_self_issued (WlkCertificate *self);
gboolean wlk_certificate_is_ca (WlkCertificate *self);
gboolean wlk_certificate_has_same_key (WlkCertificate *self,
                                       WlkCertificate *other);
gboolean wlk_certificate_verify_signature (WlkCertificate *self,
                                           WlkPublicKey   *key,
                                           GError        **error);
gnutls_x509_crt_t wlk_certificate_get_gnutls (WlkCertificate *self,
                                              GError        **error);

G_END_DECLS
