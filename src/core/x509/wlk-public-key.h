/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <gnutls/abstract.h>

#include "base/wlk-ref-counted.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkPublicKey, wlk_public_key);

/**
 * WlkKeyAlgorithm:
 *
 * The algorithm of a subjectPublicKeyInfo (RFC 3279, RFC 5480, RFC 8410).
 */
typedef enum {
  WLK_KEY_ALGORITHM_UNKNOWN,
  WLK_KEY_ALGORITHM_RSA,
  WLK_KEY_ALGORITHM_RSA_PSS,
  WLK_KEY_ALGORITHM_DSA,
  WLK_KEY_ALGORITHM_EC,
  WLK_KEY_ALGORITHM_ED25519,
  WLK_KEY_ALGORITHM_ED448,
  WLK_KEY_ALGORITHM_X25519,
  WLK_KEY_ALGORITHM_X448,
} WlkKeyAlgorithm;

/**
 * WlkPublicKey:
 * @spki: the SubjectPublicKeyInfo in DER
 * @algorithm: the algorithm
 * @bits: the size of an RSA modulus, of a DSA prime or of a curve's field, in bits; 0 if unknown
 * @is_oversized: whether its numbers are larger than any in use, so that computing with them could
 *   take hours
 * @has_explicit_curve: whether an EC key describes its curve instead of naming it, which RFC 5480
 *   §2.1.1 forbids
 * @curve: (nullable): the name of the curve, like “P-256”; static
 * @oid: the dotted object identifier of the algorithm
 * @text: algorithm and size for people, like “RSA 4096”, “EC P-256” or “Ed25519”; the object
 *   identifier for an unknown algorithm
 * @gnutls: private; wlk_public_key_get_gnutls()
 *
 * A subjectPublicKeyInfo, immutable.
 */
struct _WlkPublicKey
{
  GBytes         *spki;
  WlkKeyAlgorithm algorithm;
  guint           bits;
  gboolean        is_oversized;
  gboolean        has_explicit_curve;
  const char     *curve;
  char           *oid;
  char           *text;
  gnutls_pubkey_t gnutls;
};

WlkPublicKey *wlk_public_key_new (GBytes  *spki,
                                  GError **error);
gboolean wlk_public_key_lacks_parameters (WlkPublicKey *self);
WlkPublicKey *wlk_public_key_new_inheriting (WlkPublicKey *self,
                                             WlkPublicKey *from);
gnutls_pubkey_t wlk_public_key_import (WlkPublicKey *self,
                                       GError      **error);
gnutls_pubkey_t wlk_public_key_get_gnutls (WlkPublicKey *self,
                                           GError      **error);

G_END_DECLS
