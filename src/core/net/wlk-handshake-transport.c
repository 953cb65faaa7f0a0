/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-handshake-transport.h"

#include "base/wlk-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_RECEIVED_BYTES (2 * 1024 * 1024) /* bytes; twice the largest list of certificates */
#define MAX_STEP_BYTES     (64 * 1024)       /* bytes read before other sources are dispatched */

static gssize
stop (WlkHandshakeTransport *self,
      GError                *error,
      int                    code)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  gnutls_transport_set_errno (self->session, code);

  return -1;
}

static gssize
fail (WlkHandshakeTransport *self,
      GError                *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      g_error_free (error);
      gnutls_transport_set_errno (self->session, EAGAIN);
      return -1;
    }

  return stop (self, error, ECONNRESET);
}

static void
note_received (WlkHandshakeTransport *self,
               const guint8          *bytes,
               gsize                  length)
{
  gsize n_kept = MIN (length, sizeof self->first_bytes - self->n_first_bytes);

  memcpy (self->first_bytes + self->n_first_bytes, bytes, n_kept);
  self->n_first_bytes += n_kept;
  self->n_received += length;
  self->n_step_received += length;
}

static gssize
pull (gnutls_transport_ptr_t data,
      void                  *buffer,
      size_t                 size)
{
  WlkHandshakeTransport *self = data;
  GError *error = NULL;
  gssize length;

  if (self->n_received >= MAX_RECEIVED_BYTES)
    return stop (self, g_error_new (WLK_ERROR, WLK_ERROR_LIMIT,
                                    _("The server sends more in its handshake than this program "
                                      "reads.")), EIO);
  if (self->n_step_received >= MAX_STEP_BYTES)
    {
      gnutls_transport_set_errno (self->session, EAGAIN);
      return -1;
    }

  length = g_pollable_input_stream_read_nonblocking (self->input, buffer, size, NULL, &error);
  if (length < 0)
    return fail (self, error);
  self->is_closed = length == 0;
  note_received (self, buffer, length);

  return length;
}

static gssize
push (gnutls_transport_ptr_t data,
      const void            *buffer,
      size_t                 size)
{
  WlkHandshakeTransport *self = data;
  GError *error = NULL;
  gssize length;

  length = g_pollable_output_stream_write_nonblocking (self->output, buffer, size, NULL, &error);

  return length < 0 ? fail (self, error) : length;
}

/**
 * wlk_handshake_transport_open:
 * @self: a zero-initialised transport
 * @stream: an open connection
 *
 * Reads from @stream and writes to it.
 */
void
wlk_handshake_transport_open (WlkHandshakeTransport *self,
                              GIOStream             *stream)
{
  g_return_if_fail (G_IS_IO_STREAM (stream));

  self->input = G_POLLABLE_INPUT_STREAM (g_object_ref (g_io_stream_get_input_stream (stream)));
  self->output = G_POLLABLE_OUTPUT_STREAM (g_object_ref (g_io_stream_get_output_stream (stream)));
}

/**
 * wlk_handshake_transport_serve:
 * @self: an open transport
 * @session: a session, which the transport outlives
 *
 * Lets GnuTLS read and write through it.
 */
void
wlk_handshake_transport_serve (WlkHandshakeTransport *self,
                               gnutls_session_t       session)
{
  self->session = session;
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_pull_function (session, pull);
  gnutls_transport_set_push_function (session, push);
}

/**
 * wlk_handshake_transport_clear:
 * @self: a transport
 *
 * Releases the stream.
 */
void
wlk_handshake_transport_clear (WlkHandshakeTransport *self)
{
  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_clear_error (&self->error);
}

/**
 * wlk_handshake_transport_begin_step:
 * @self: a transport
 *
 * Resets the limit of a step, after other sources of the main context were dispatched.
 */
void
wlk_handshake_transport_begin_step (WlkHandshakeTransport *self)
{
  self->n_step_received = 0;
}

/**
 * wlk_handshake_transport_give_up:
 * @self: a transport
 * @error: (transfer full): the local reason to abort the handshake
 */
void
wlk_handshake_transport_give_up (WlkHandshakeTransport *self,
                                 GError                *error)
{
  stop (self, error, EIO);
}

/**
 * wlk_handshake_transport_create_source:
 * @self: a transport
 * @cancellable: (nullable): also makes it ready
 *
 * Returns: (transfer full): a source that is ready when GnuTLS can continue
 */
GSource *
wlk_handshake_transport_create_source (WlkHandshakeTransport *self,
                                       GCancellable          *cancellable)
{
  if (gnutls_record_get_direction (self->session) == 0)
    return g_pollable_input_stream_create_source (self->input, cancellable);

  return g_pollable_output_stream_create_source (self->output, cancellable);
}

/**
 * wlk_handshake_transport_read_banner:
 * @self: a transport
 *
 * Reads the rest of a banner that is not TLS, after the few bytes that GnuTLS read.
 */
void
wlk_handshake_transport_read_banner (WlkHandshakeTransport *self)
{
  gssize length;

  if (wlk_plaintext_is_tls (self->first_bytes, self->n_first_bytes) ||
      self->n_first_bytes == sizeof self->first_bytes)
    return;
  length = g_pollable_input_stream_read_nonblocking (self->input,
                                                     self->first_bytes + self->n_first_bytes,
                                                     sizeof self->first_bytes -
                                                     self->n_first_bytes, NULL, NULL);
  if (length > 0)
    self->n_first_bytes += length;
}
