/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <gnutls/abstract.h>

G_BEGIN_DECLS

#define WLK_TYPE_PUBLIC_KEY (wlk_public_key_get_type ())
G_DECLARE_FINAL_TYPE (WlkPublicKey, wlk_public_key, WLK, PUBLIC_KEY, GObject)

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

WlkPublicKey *wlk_public_key_new (GBytes  *spki,
                                  GError **error);
gboolean wlk_public_key_lacks_parameters (WlkPublicKey *self);
WlkPublicKey *wlk_public_key_new_inheriting (WlkPublicKey *self,
                                             WlkPublicKey *from);
WlkKeyAlgorithm wlk_public_key_get_algorithm (WlkPublicKey *self);
guint wlk_public_key_get_bits (WlkPublicKey *self);
gboolean wlk_public_key_is_oversized (WlkPublicKey *self);
const char *wlk_public_key_get_curve (WlkPublicKey *self);
gboolean wlk_public_key_has_explicit_curve (WlkPublicKey *self);
const char *wlk_public_key_get_oid (WlkPublicKey *self);
const char *wlk_public_key_get_text (WlkPublicKey *self);
GBytes *wlk_public_key_get_spki (WlkPublicKey *self);
gnutls_pubkey_t wlk_public_key_import (WlkPublicKey *self,
                                       GError      **error);
gnutls_pubkey_t wlk_public_key_get_gnutls (WlkPublicKey *self,
                                           GError      **error);

G_END_DECLS
