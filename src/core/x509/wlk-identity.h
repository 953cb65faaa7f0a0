/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_IDENTITY (wlk_identity_get_type ())
G_DECLARE_FINAL_TYPE (WlkIdentity, wlk_identity, WLK, IDENTITY, GObject)

/* A certificate with its issuers and its private key: what a client shows to a server. Immutable.
 * The key is used for signing alone, and wiped when the last reference goes. */

WlkIdentity *wlk_identity_new (const char *name,
                               GPtrArray       * chain,
                               gnutls_privkey_t key,
                               GError **error);
const char *wlk_identity_get_name (WlkIdentity *self);
GPtrArray *wlk_identity_get_chain (WlkIdentity *self);
WlkCertificate *wlk_identity_get_certificate (WlkIdentity *self);
gnutls_privkey_t wlk_identity_get_key (WlkIdentity *self);
gnutls_pcert_st *wlk_identity_get_pcerts (WlkIdentity *self,
                                          guint       *n_pcerts);

G_END_DECLS
