/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

#include "net/wlk-plaintext.h"

G_BEGIN_DECLS

/**
 * WlkHandshakeTransport:
 * @session: what reads and writes; borrowed
 * @input: where from
 * @output: where to
 * @error: (nullable): what ended it on our side
 * @first_bytes: (array length=n_first_bytes): what the server said first
 * @n_first_bytes: how many bytes
 * @n_received: bytes in all
 * @n_step_received: bytes since other sources had a turn
 * @is_closed: whether the server closed the connection
 *
 * How GnuTLS reads and writes, so that neither ever waits, and within limits.
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
