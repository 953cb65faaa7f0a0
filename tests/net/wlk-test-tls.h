/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>
#include "wlk-test-ca.h"

G_BEGIN_DECLS

/**
 * WlkTestTls:
 * @priorities: a GnuTLS priority string
 * @chain: (element-type WlkCertificate): what to send, in order
 * @key: the key of the first
 * @request: whether to ask for a client certificate, and require one
 * @accepted: (nullable): an issuer of client certificates to name
 * @warning: a warning alert to send after the ClientHello, or 0
 * @resets: whether it resets the connection after the handshake, without a word
 * @server_name: what the client asked for; free it with g_free()
 *
 * How a TLS server in this process behaves.
 */
typedef struct
{
  const char                  *priorities;
  GPtrArray                   *chain;
  WlkTestKey                   key;
  gnutls_certificate_request_t request;
  WlkCertificate              *accepted;
  gnutls_alert_description_t   warning;
  gboolean                     resets;
  char                        *server_name;
} WlkTestTls;

void wlk_test_tls_serve (GSocket      *socket,
                         gconstpointer data);
GPtrArray *wlk_test_tls_make_chain (guint n_certificates);

G_END_DECLS
