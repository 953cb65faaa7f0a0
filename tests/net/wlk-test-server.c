/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-server.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-probe.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_HELLO     4096 /* bytes; a ClientHello has some hundred */
#define PROBE_TIMEOUT 10 /* seconds; a test that needs it has failed */

struct _WlkTestServer
{
  GSocketListener *listener;
  GCancellable    *cancellable;
  GThread         *thread;
  WlkTestHandler   handler;
  gconstpointer    data;
  guint16          port;
};

static gpointer
serve (gpointer data)
{
  WlkTestServer *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr(GSocketConnection) connection =
        g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

      if (connection == NULL)
        continue;
      g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY,
                           TRUE, NULL);
      self->handler (g_socket_connection_get_socket (connection), self->data);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }

  return NULL;
}

WlkTestServer *
wlk_test_server_new (const char    *address,
                     WlkTestHandler handler,
                     gconstpointer  data)
{
  WlkTestServer *self = g_new0 (WlkTestServer, 1);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  self->handler = handler;
  self->data = data;
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("test-server", serve, self);

  return self;
}

void
wlk_test_server_free (WlkTestServer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint16
wlk_test_server_get_port (WlkTestServer *self)
{
  return self->port;
}

gboolean
wlk_test_has_ipv6 (void)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", 0);

  return socket != NULL && g_socket_bind (socket, address, TRUE, NULL);
}

/* A port on which nothing listens. Another program may take it at once, so who needs it for a
 * server tries again. */
guint16
wlk_test_find_free_port (void)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) address =
    g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/* The client may be gone already; that is the client's test, not an error here. */
void
wlk_test_send (GSocket      *socket,
               gconstpointer bytes,
               gsize         length)
{
  for (gsize sent = 0; sent < length;)
    {
      gssize n = g_socket_send (socket, (const char *) bytes + sent, length - sent, NULL, NULL);

      if (n <= 0)
        return;
      sent += n;
    }
}

static gboolean
receive_all (GSocket *socket,
             guint8  *buffer,
             gsize    length)
{
  for (gsize received = 0; received < length;)
    {
      gssize n = g_socket_receive (socket, (char *) buffer + received, length - received,
                                   NULL, NULL);

      if (n <= 0)
        return FALSE;
      received += n;
    }

  return TRUE;
}

/* Reads one record, so that closing afterwards does not reset the connection. */
void
wlk_test_receive_client_hello (GSocket *socket)
{
  guint8 header[5];
  guint8 body[0xFFFF];

  if (receive_all (socket, header, sizeof header))
    receive_all (socket, body, header[3] << 8 | header[4]);
}

/* Returns whether the record that comes next has these bytes, and leaves it where it is. */
gboolean
wlk_test_peek_client_hello (GSocket      *socket,
                            gconstpointer bytes,
                            gsize         length)
{
  guint8 hello[MAX_HELLO];
  gssize n;

  do
    {
      g_socket_condition_wait (socket, G_IO_IN, NULL, NULL);
      n = recv (g_socket_get_fd (socket), hello, sizeof hello, MSG_PEEK | MSG_DONTWAIT);
    }
  while (n > 0 && (n < 5 || n < 5 + (hello[3] << 8 | hello[4])));

  return n > 0 && memmem (hello, (gsize) n, bytes, length) != NULL;
}

/* Keeps the connection open until the client closes it. */
void
wlk_test_wait_for_end (GSocket *socket)
{
  char buffer[4096];

  while (g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL) > 0)
    ;
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  WlkConnection **connection = user_data;
  g_autoptr(GError) error = NULL;

  *connection = wlk_connection_probe_finish (result, &error);
  g_assert_no_error (error);
}

/* Tries once: without another try after a failure. */
WlkConnection *
wlk_test_probe (const char *host,
                guint16     port,
                guint       timeout)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionOptions) options = NULL;

  fields.is_diagnosed = FALSE;
  fields.proxy = "none";
  fields.timeout = timeout;
  options = wlk_connection_options_new (&fields);
  return wlk_test_probe_with (host, port, options);
}

WlkConnection *
wlk_test_probe_with (const char           *host,
                     guint16               port,
                     WlkConnectionOptions *options)
{
  g_autofree char *text = g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u",
                                           host, port);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse (text, &error);
  WlkConnection *connection = NULL;

  g_assert_no_error (error);
  wlk_connection_probe_async (target, options, NULL, probe_cb, &connection);
  while (connection == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return connection;
}

WlkConnection *
wlk_test_probe_server (WlkTestServer *server)
{
  return wlk_test_probe (WLK_TEST_LOOPBACK, server->port, PROBE_TIMEOUT);
}

/* Asserts which stage failed first, how, and that it says so in a sentence. */
void
wlk_test_assert_failed (WlkConnection     *connection,
                        WlkConnectionStage stage,
                        int                code,
                        const char        *cause)
{
  const WlkStageRecord *record = &connection->stages[stage];

  g_assert_cmpint (wlk_connection_get_failed_stage (connection), ==, stage);
  g_assert_true (record->is_reached);
  g_assert_error (record->error, WLK_ERROR, code);
  g_assert_cmpstr (connection->cause, ==, cause);
  g_assert_cmpint (record->duration, >=, 0);
  g_assert_false (wlk_connection_is_complete (connection));
}

/* Asserts that the sentence about a failed stage has these words. */
void
wlk_test_assert_says (WlkConnection     *connection,
                      WlkConnectionStage stage,
                      const char        *words)
{
  const GError *error = connection->stages[stage].error;

  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}
