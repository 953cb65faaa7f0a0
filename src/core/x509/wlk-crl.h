/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-crl-entry.h"
#include "x509/wlk-distribution-points.h"

G_BEGIN_DECLS

#define WLK_TYPE_CRL (wlk_crl_get_type ())
G_DECLARE_FINAL_TYPE (WlkCrl, wlk_crl, WLK, CRL, GObject)

/* A certificate revocation list (RFC 5280 §5), immutable. */

WlkCrl *wlk_crl_new (GBytes  * der,
                     GError **error);
WlkName *wlk_crl_get_issuer (WlkCrl *self);
gint64 wlk_crl_get_this_update (WlkCrl *self);
gint64 wlk_crl_get_next_update (WlkCrl *self);
GBytes *wlk_crl_get_number (WlkCrl *self);
gboolean wlk_crl_has_critical_number (WlkCrl *self);
GBytes *wlk_crl_get_base_number (WlkCrl *self);
GBytes *wlk_crl_get_authority_key_id (WlkCrl *self);
const WlkCrlScope *wlk_crl_get_scope (WlkCrl *self);
GPtrArray *wlk_crl_get_freshest (WlkCrl *self);
gboolean wlk_crl_has_same_scope (WlkCrl *self,
                                 WlkCrl *other);
const char *wlk_crl_get_unknown_critical (WlkCrl *self);
const char *wlk_crl_get_unknown_critical_of_entry (WlkCrl *self);
gboolean wlk_crl_find (WlkCrl         *self,
                       WlkCertificate *certificate,
                       WlkCrlEntry    *entry);
int wlk_crl_number_compare (GBytes *first,
                            GBytes *second);
gboolean wlk_crl_verify_signature (WlkCrl       *self,
                                   WlkPublicKey *key,
                                   GError      **error);

G_END_DECLS
