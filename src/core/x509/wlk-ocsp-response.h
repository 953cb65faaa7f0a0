/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-ocsp-single.h"

G_BEGIN_DECLS

#define WLK_TYPE_OCSP_RESPONSE (wlk_ocsp_response_get_type ())
G_DECLARE_FINAL_TYPE (WlkOcspResponse, wlk_ocsp_response, WLK, OCSP_RESPONSE, GObject)

/* An OCSP response (RFC 6960 §4.2), immutable. */

WlkOcspResponse *wlk_ocsp_response_new (GBytes  * der,
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
