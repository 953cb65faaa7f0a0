/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

GBytes *wlk_ocsp_request_make_nonce (void);
GBytes *wlk_ocsp_request_make (WlkCertificate *certificate,
                               WlkCertificate *issuer,
                               GBytes         *nonce);
char *wlk_ocsp_request_dup_address (GBytes     *request,
                                    const char *responder);
gboolean wlk_ocsp_request_is_answered (GBytes          *nonce,
                                       WlkOcspResponse *response);

G_END_DECLS
