/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CLIENT_CREDENTIAL (wlk_client_credential_get_type ())
G_DECLARE_FINAL_TYPE (WlkClientCredential, wlk_client_credential, WLK, CLIENT_CREDENTIAL, GObject)

/* A client certificate with its issuers and its private key. Immutable. The key is used only for
 * signing, and wiped when the last reference is released. */

WlkClientCredential *wlk_client_credential_new (const char *name,
                                                GPtrArray       * chain,
                                                gnutls_privkey_t key,
                                                GError **error);
const char *wlk_client_credential_get_name (WlkClientCredential *self);
GPtrArray *wlk_client_credential_get_chain (WlkClientCredential *self);
WlkCertificate *wlk_client_credential_get_certificate (WlkClientCredential *self);
gnutls_privkey_t wlk_client_credential_get_key (WlkClientCredential *self);
gnutls_pcert_st *wlk_client_credential_get_pcerts (WlkClientCredential *self,
                                                   guint               *n_pcerts);

G_END_DECLS
