/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/abstract.h>

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CLIENT_CREDENTIAL (wlk_client_credential_get_type ())
G_DECLARE_FINAL_TYPE (WlkClientCredential, wlk_client_credential, WLK, CLIENT_CREDENTIAL, GObject)

/**
 * WlkClientCredential:
 * @name: its file or URI, for display
 * @chain: (element-type WlkCertificate): the client's certificate, then its issuers
 * @pcerts: (array length=n_pcerts): the same for GnuTLS to send
 * @n_pcerts: how many
 * @key: the private key
 *
 * A client certificate with its issuers and its private key. Immutable. The key is used only for
 * signing, and wiped when the last reference is released.
 */
struct _WlkClientCredential
{
  GObject          parent_instance;

  char            *name;
  GPtrArray       *chain;
  gnutls_pcert_st *pcerts;
  guint            n_pcerts;
  gnutls_privkey_t key;
};

WlkClientCredential *wlk_client_credential_new (const char      *name,
                                                GPtrArray       *chain,
                                                gnutls_privkey_t key,
                                                GError         **error);
WlkCertificate *wlk_client_credential_get_certificate (WlkClientCredential *self);

G_END_DECLS
