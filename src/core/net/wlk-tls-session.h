/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/**
 * WlkTlsSession:
 * @protocol: (nullable): the version, like “TLS 1.3”
 * @answered: (nullable): the version in the ServerHello, which is “TLS 1.2” for TLS 1.3, too
 * @cipher_suite: (nullable): its name in the TLS registry
 * @group: (nullable): the key exchange group
 * @signature: (nullable): the algorithm of the server's signature
 * @alpn: (nullable): the application protocol that the server chose
 * @prime_bits: size of a Diffie-Hellman group in a finite field, or 0
 * @is_forward_secret: whether the key exchange is ephemeral
 * @is_renegotiation_safe: whether the server supports RFC 5746, or the version does not need it
 * @has_extended_master_secret: whether RFC 7627 is in use, or the version includes it
 * @is_resumption_offered: whether the server sent a ticket or a session id
 * @is_name_unrecognized: whether the server sent the warning alert “unrecognized_name”
 * @has_spoken: whether the server sent application data first, after the handshake
 *
 * The negotiated parameters, as far as the handshake went.
 */
typedef struct
{
  char       *protocol;
  const char *answered;
  char       *cipher_suite;
  char       *group;
  char       *signature;
  char       *alpn;
  guint       prime_bits;
  gboolean    is_forward_secret;
  gboolean    is_renegotiation_safe;
  gboolean    has_extended_master_secret;
  gboolean    is_resumption_offered;
  gboolean    is_name_unrecognized;
  gboolean    has_spoken;
} WlkTlsSession;

void wlk_tls_session_read (WlkTlsSession   *self,
                           gnutls_session_t session);
void wlk_tls_session_read_server_hello (WlkTlsSession *self,
                                        const guint8  *message,
                                        gsize          length);
void wlk_tls_session_copy (WlkTlsSession       *self,
                           const WlkTlsSession *other);
void wlk_tls_session_clear (WlkTlsSession *self);

G_END_DECLS
