/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <gnutls/x509.h>

#include "x509/wlk-certificate-layout.h"
#include "x509/wlk-extension.h"
#include "x509/wlk-name.h"
#include "x509/wlk-public-key.h"

G_BEGIN_DECLS

#define WLK_TYPE_CERTIFICATE (wlk_certificate_get_type ())
G_DECLARE_FINAL_TYPE (WlkCertificate, wlk_certificate, WLK, CERTIFICATE, GObject)

WlkCertificate *wlk_certificate_new (GBytes  * der,
                                     GError **error);
WlkCertificate *wlk_certificate_new_from_slice (GBytes  *owner,
                                                gsize    offset,
                                                gsize    length,
                                                GError **error);
WlkCertificate *wlk_certificate_new_unreadable (GBytes     *bytes,
                                                const char *problem);
const char *wlk_certificate_get_problem (WlkCertificate *self);
const guint8 *wlk_certificate_get_der (WlkCertificate *self,
                                       gsize          *length);
const guint8 *wlk_certificate_get_bytes (WlkCertificate *self,
                                         WlkSpan         span);
WlkDerElement wlk_certificate_get_element (WlkCertificate     *self,
                                           WlkCertificateField field);
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
guint wlk_certificate_get_n_extensions (WlkCertificate *self);
const WlkExtension *wlk_certificate_get_extension (WlkCertificate *self,
                                                   guint           index);
const WlkExtension *wlk_certificate_find_extension (WlkCertificate *self,
                                                    const char     *oid);
WlkPresence wlk_certificate_read_list (WlkCertificate         *self,
                                       const char             *oid,
                                       const WlkExtensionList *kind,
                                       GPtrArray             **list,
                                       GError                **error);
gboolean wlk_certificate_is_known_readable (WlkCertificate *self,
                                            guint           index);
void wlk_certificate_note_readable (WlkCertificate *self,
                                    guint           index);
const char *wlk_certificate_get_title (WlkCertificate *self);
char *wlk_certificate_dup_serial (WlkCertificate *self);
char *wlk_certificate_dup_fingerprint (WlkCertificate *self,
                                       GChecksumType   algorithm);
char *wlk_certificate_dup_key_pin (WlkCertificate *self);
char *wlk_certificate_dup_pem (WlkCertificate *self);
WlkPublicKey *wlk_certificate_get_public_key (WlkCertificate *self);
const char *wlk_certificate_get_signature_oid (WlkCertificate *self);
const char *wlk_certificate_get_signature_text (WlkCertificate *self);
gboolean wlk_certificate_has_wrong_signature_parameters (WlkCertificate *self);
const char *wlk_certificate_find_signature_fault (WlkCertificate *self);
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
