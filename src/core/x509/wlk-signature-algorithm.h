/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-values.h"
#include "x509/wlk-public-key.h"

G_BEGIN_DECLS

/**
 * WlkSignatureAlgorithm:
 * @oid: dotted
 * @text: for display, like “RSA with SHA-256”; the OID of an unknown algorithm
 * @gnutls: the GnuTLS algorithm, or %GNUTLS_SIGN_UNKNOWN
 * @salt_length: of RSA-PSS, in bytes
 * @has_wrong_parameters: whether its parameters are not those that its standard requires
 * @reason: (nullable): an N_() sentence: why GnuTLS cannot verify it, if @text does not show it
 *
 * The AlgorithmIdentifier of a signature. Clear it after use.
 */
typedef struct
{
  char                   *oid;
  char                   *text;
  gnutls_sign_algorithm_t gnutls;
  guint                   salt_length;
  gboolean                has_wrong_parameters;
  const char             *reason;
} WlkSignatureAlgorithm;

/**
 * WlkSignedData:
 * @der: (nullable): the bytes that contain it; %NULL before it is read
 * @tbs: the signed part, within @der
 * @algorithm: the algorithm
 * @signature: the signature
 *
 * The signed data of a CRL or an OCSP response. Clear it after use.
 */
typedef struct
{
  GBytes               *der;
  WlkSpan               tbs;
  WlkSignatureAlgorithm algorithm;
  WlkDerBits            signature;
} WlkSignedData;

gboolean wlk_signature_algorithm_init (WlkSignatureAlgorithm *self,
                                       const guint8          *der,
                                       gsize                  length,
                                       GError               **error);
void wlk_signature_algorithm_clear (WlkSignatureAlgorithm *self);
gboolean wlk_signature_algorithm_verify (const WlkSignatureAlgorithm *self,
                                         WlkPublicKey                *key,
                                         const guint8                *data,
                                         gsize                        length,
                                         const WlkDerBits            *signature,
                                         GError                     **error);
const char *wlk_signature_algorithm_find_fault (const WlkSignatureAlgorithm *self,
                                                const WlkDerBits            *signature);
gboolean wlk_signature_algorithm_fits_key (const char   *oid,
                                           WlkPublicKey *key);
gboolean wlk_signed_data_read (WlkSignedData *self,
                               GBytes        *der,
                               WlkDerReader  *reader,
                               const char    *what,
                               WlkDerElement *tbs,
                               GError       **error);
gboolean wlk_signed_data_verify (const WlkSignedData *self,
                                 WlkPublicKey        *key,
                                 GError             **error);
void wlk_signed_data_clear (WlkSignedData *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkSignatureAlgorithm, wlk_signature_algorithm_clear)

G_END_DECLS
