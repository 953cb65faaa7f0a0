/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

#include "net/wlk-plaintext.h"

G_BEGIN_DECLS

/**
 * WlkHandshakeTransport:
 * @session: the session; borrowed
 * @input: the stream to read
 * @output: the stream to write
 * @error: (nullable): the local reason why it was aborted
 * @first_bytes: (array length=n_first_bytes): the first bytes from the server
 * @n_first_bytes: how many bytes
 * @n_received: bytes in all
 * @n_step_received: bytes since other sources were dispatched
 * @is_closed: whether the server closed the connection
 *
 * A non-blocking, limited transport for GnuTLS.
 */
typedef struct
{
  gnutls_session_t       session;
  GPollableInputStream  *input;
  GPollableOutputStream *output;
  GError                *error;
  guint8                 first_bytes[WLK_PLAINTEXT_MAX_BYTES];
  gsize                  n_first_bytes;
  gsize                  n_received;
  gsize                  n_step_received;
  gboolean               is_closed;
} WlkHandshakeTransport;

void wlk_handshake_transport_open (WlkHandshakeTransport *self,
                                   GIOStream             *stream);
void wlk_handshake_transport_serve (WlkHandshakeTransport *self,
                                    gnutls_session_t       session);
void wlk_handshake_transport_clear (WlkHandshakeTransport *self);
void wlk_handshake_transport_begin_step (WlkHandshakeTransport *self);
void wlk_handshake_transport_give_up (WlkHandshakeTransport *self,
                                      GError                *error);
GSource *wlk_handshake_transport_create_source (WlkHandshakeTransport *self,
                                                GCancellable          *cancellable);
void wlk_handshake_transport_read_banner (WlkHandshakeTransport *self);

G_END_DECLS
