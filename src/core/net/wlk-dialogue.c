/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-dialogue.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"
#include "net/wlk-plaintext.h"
#include "net/wlk-starttls-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Runs the exchanges of a row of the STARTTLS table, and records them. A reply is read to its end;
 * bytes after the last one are plain text that may not come from the server, and are discarded (RFC
 * 3207 §4.2).
 */

typedef struct
{
  WlkConnection     *connection;
  const WlkStarttls *protocol;
  GIOStream         *stream;
  gsize              exchange;  /* index of the one under way */
  WlkReply           reply;     /* the result so far */
  GByteArray        *received;  /* of its reply, so far */
  char              *request;
  guint8             buffer[1024];
} Dialogue;

static void begin_exchange (GTask *task);
static void read_more (GTask *task);

static void
dialogue_free (Dialogue *self)
{
  g_clear_pointer (&self->connection, wlk_connection_unref);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->received);
  g_free (self->request);
  g_free (self);
}

/* After cancellation, the probe reports the failure. */
static void
fail (GTask      *task,
      const char *cause,
      GError     *error)
{
  Dialogue *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_error_free (error);
      return;
    }
  wlk_connection_fail_stage (self->connection, WLK_STAGE_STARTTLS, cause, error);
  g_task_return_boolean (task, TRUE);
}

static char *
dup_refusal (Dialogue *self,
             gsize     length)
{
  return wlk_starttls_reply_dup_refusal (&self->protocol->exchanges[self->exchange],
                                         self->received->data, length);
}

static void
fail_refused (GTask *task,
              gsize  length)
{
  Dialogue *self = g_task_get_task_data (task);
  g_autofree char *text = dup_refusal (self, length);

  fail (task, "starttls_refused",
        g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                     _("The server speaks %s and refuses to change to TLS. It says “%s”."),
                     self->protocol->title, text));
}

static void
fail_strange (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);
  const guint8 *bytes = self->received->data;
  gsize length = self->received->len;
  const WlkPlaintext *other = wlk_plaintext_recognize (bytes, length);
  g_autofree char *line = wlk_plaintext_dup_first_line (bytes, length);

  g_free (self->connection->first_line);
  self->connection->first_line = g_strdup (line);
  if (other != NULL)
    self->connection->plaintext_protocol = other->protocol;
  if (other != NULL && strcmp (other->protocol, self->protocol->title) != 0)
    fail (task, "starttls_other_protocol",
          g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                       _("The server speaks %s on this port, and not %s. It says “%s”."),
                       other->protocol, self->protocol->title, line));
  else
    fail (task, "starttls_other_protocol",
          g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                       _("The server does not speak %s on this port. It says “%s”."),
                       self->protocol->title, line));
}

static void
fail_closed (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);

  fail (task, "eof",
        g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                     _("The server closed the connection before it agreed to change from %s to "
                       "TLS."), self->protocol->title));
}

static void
fail_broken (GTask        *task,
             const GError *error)
{
  gboolean is_reset = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  fail (task, is_reset ? "reset" : NULL,
        g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                     _("The connection broke before TLS began: %s."), error->message));
}

static void
end_exchange (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);

  self->exchange++;
  if (self->exchange < self->protocol->n_exchanges)
    {
      begin_exchange (task);
      return;
    }
  self->connection->has_surplus = self->received->len > 0;
  wlk_connection_end_stage (self->connection, WLK_STAGE_STARTTLS);
  g_task_return_boolean (task, TRUE);
}

static void
note_reply (Dialogue *self,
            gsize     length)
{
  const WlkExchange *exchange = &self->protocol->exchanges[self->exchange];
  gboolean is_text = exchange->read != wlk_starttls_reply_ldap &&
                     exchange->read != wlk_starttls_reply_mysql;
  gboolean is_error = exchange->read == wlk_starttls_reply_postgres &&
                      self->reply != WLK_REPLY_YES && self->reply != WLK_REPLY_STRANGE;
  g_autofree char *summary = NULL;

  if (is_error)
    summary = dup_refusal (self, length);
  else if (!is_text)
    summary = g_strdup_printf (ngettext ("a message of %u byte", "a message of %u bytes",
                                         (guint) length), (guint) length);
  wlk_connection_add_dialogue (self->connection,
                               summary == NULL ? (const char *) self->received->data : summary,
                               summary == NULL ? length : strlen (summary), TRUE);
}

/* Parses the reply received so far. */
static void
check_reply (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);
  const WlkExchange *exchange = &self->protocol->exchanges[self->exchange];
  gsize n_used = self->received->len;
  WlkReply reply = exchange->read (exchange, self->received->data, self->received->len, &n_used);

  self->reply = reply;
  if ((reply == WLK_REPLY_MORE || reply == WLK_REPLY_REFUSING) &&
      self->received->len < WLK_STARTTLS_MAX_REPLY)
    {
      read_more (task);
      return;
    }
  if (reply == WLK_REPLY_MORE || reply == WLK_REPLY_REFUSING)
    n_used = self->received->len;
  note_reply (self, n_used);
  switch (reply)
    {
    case WLK_REPLY_YES:
      g_byte_array_remove_range (self->received, 0, (guint) n_used);
      end_exchange (task);
      break;

    case WLK_REPLY_REFUSING:
    case WLK_REPLY_NO:
      fail_refused (task, n_used);
      break;

    case WLK_REPLY_NOT_OFFERED:
      fail (task, "starttls_not_offered",
            g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                         _("The server speaks %s and does not offer to change to TLS."),
                         self->protocol->title));
      break;

    case WLK_REPLY_MORE:
    case WLK_REPLY_STRANGE:
      fail_strange (task);
      break;
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Dialogue *self = g_task_get_task_data (task);
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (length < 0)
    {
      fail_broken (task, error);
    }
  else if (length == 0 && self->received->len > 0)
    {
      note_reply (self, self->received->len);
      if (self->reply == WLK_REPLY_REFUSING)
        fail_refused (task, self->received->len);
      else
        fail_strange (task);
    }
  else if (length == 0)
    {
      fail_closed (task);
    }
  else
    {
      g_byte_array_append (self->received, self->buffer, (guint) length);
      check_reply (task);
    }
}

static void
read_more (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);

  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer,
                             sizeof self->buffer, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
await_reply (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);

  if (self->protocol->exchanges[self->exchange].read == NULL)
    end_exchange (task);
  else if (self->received->len > 0)
    check_reply (task);
  else
    read_more (task);
}

static void
write_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    fail_broken (task, error);
  else
    await_reply (task);
}

static void
begin_exchange (GTask *task)
{
  Dialogue *self = g_task_get_task_data (task);
  const WlkExchange *exchange = &self->protocol->exchanges[self->exchange];
  gsize length = exchange->send_length;
  const char *shown = exchange->shown;
  const char *bytes = exchange->send;

  if (exchange->send == NULL)
    {
      await_reply (task);
      return;
    }
  if (length == 0)
    {
      const char *host = self->connection->target->display_host;
      g_auto(GStrv) parts = g_strsplit (exchange->send, "{host}", -1);

      g_free (self->request);
      self->request = g_strjoinv (host, parts);
      bytes = shown = self->request;
      length = strlen (bytes);
    }
  wlk_connection_add_dialogue (self->connection, shown, strlen (shown), FALSE);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), bytes, length,
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task), write_cb,
                                   g_object_ref (task));
}

/**
 * wlk_dialogue_run_async:
 * @connection: the record to write into
 * @protocol: the protocol
 * @stream: an open connection to its target
 * @cancellable: (nullable): cancels it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Writes the stage %WLK_STAGE_STARTTLS, with its failure.
 */
void
wlk_dialogue_run_async (WlkConnection      *connection,
                        const WlkStarttls  *protocol,
                        GIOStream          *stream,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Dialogue *self;

  g_return_if_fail (connection != NULL);
  g_return_if_fail (protocol != NULL);
  g_return_if_fail (G_IS_IO_STREAM (stream));

  self = g_new0 (Dialogue, 1);
  self->connection = wlk_connection_ref (connection);
  self->protocol = protocol;
  self->stream = g_object_ref (stream);
  self->received = g_byte_array_new ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_dialogue_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) dialogue_free);

  connection->starttls = protocol;
  wlk_connection_begin_stage (connection, WLK_STAGE_STARTTLS);
  begin_exchange (task);
}

/**
 * wlk_dialogue_run_finish:
 * @result: the result passed to the callback
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Returns: %TRUE unless it was cancelled, also when it failed
 */
gboolean
wlk_dialogue_run_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_dialogue_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
