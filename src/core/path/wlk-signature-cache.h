/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-signature-algorithm.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkSignatureCache, wlk_signature_cache);

/* Caches, for one inspection, which key signed which certificate, and counts the checks. */

WlkSignatureCache *wlk_signature_cache_new (guint max_checks);
gboolean wlk_signature_cache_verify (WlkSignatureCache *self,
                                     WlkCertificate    *certificate,
                                     WlkCertificate    *issuer,
                                     GError           **error);
gboolean wlk_signature_cache_verify_data (WlkSignatureCache   *self,
                                          const WlkSignedData *data,
                                          WlkCertificate      *issuer);
void wlk_signature_cache_leave (WlkSignatureCache *self,
                                guint              n_checks);
void wlk_signature_cache_leave_all (WlkSignatureCache *self);
guint wlk_signature_cache_get_n_checks (WlkSignatureCache *self);

G_END_DECLS
