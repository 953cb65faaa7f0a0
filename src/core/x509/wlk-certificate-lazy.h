/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate-layout.h"
#include "x509/wlk-signature-algorithm.h"

G_BEGIN_DECLS

/**
 * WlkCertificateLazy:
 *
 * What is made of a certificate when somebody looks at it, each part on its first use and by
 * whichever thread comes first; then it never changes. It borrows the certificate's bytes.
 */
typedef struct _WlkCertificateLazy WlkCertificateLazy;

WlkCertificateLazy *wlk_certificate_lazy_new (GBytes                     *owner,
                                              const guint8               *der,
                                              gsize                       length,
                                              const WlkCertificateLayout *layout);
void wlk_certificate_lazy_free (WlkCertificateLazy *self);
WlkName *wlk_certificate_lazy_get_subject (WlkCertificateLazy *self);
WlkName *wlk_certificate_lazy_get_issuer (WlkCertificateLazy *self);
WlkPublicKey *wlk_certificate_lazy_get_public_key (WlkCertificateLazy *self);
GArray *wlk_certificate_lazy_get_extensions (WlkCertificateLazy *self);
const WlkSignatureAlgorithm *wlk_certificate_lazy_get_signature (WlkCertificateLazy *self);
gnutls_x509_crt_t wlk_certificate_lazy_get_gnutls (WlkCertificateLazy *self,
                                                   GError            **error);
const char *wlk_certificate_lazy_get_title (WlkCertificateLazy *self,
                                            WlkCertificate     *certificate);

G_END_DECLS
