/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-http.h"

#include <string.h>

#define MAX_THREADS 8     /* connections at a time */
#define MAX_HEADERS 65536 /* bytes of a request before its body */
#define CHUNK_BYTES 65536
#define N_CHUNKS    32768 /* which are 2 GiB */
#define N_DRIPS     1000
#define DRIP_TIME   50000 /* µs between two bytes */

struct _WlkTestHttp
{
  GSocketService   *service;
  GMainContext     *context;
  GMainLoop        *loop;
  GThread          *thread;
  GTlsCertificate  *certificate; /* nullable: plain HTTP */
  GInetAddress     *address;
  guint16           port;
  WlkTestHttpAnswer answer;
  gpointer          data;
  gint              n_requests;
  GMutex            mutex;
  GCond             idle;
  guint             n_active;    /* connections that are being answered */
  char             *last_headers;
};

/* Reads up to the empty line and then as many bytes as Content-Length says. */
static gboolean
read_request (GInputStream *stream,
              GString      *headers,
              GByteArray   *body)
{
  const char *length_header;
  gsize length = 0;
  char byte;

  while (headers->len < MAX_HEADERS && !g_str_has_suffix (headers->str, "\r\n\r\n"))
    {
      if (g_input_stream_read (stream, &byte, 1, NULL, NULL) != 1)
        return FALSE;
      g_string_append_c (headers, byte);
    }

  length_header = strstr (headers->str, "Content-Length: ");
  if (length_header != NULL)
    length = g_ascii_strtoull (length_header + strlen ("Content-Length: "), NULL, 10);
  g_byte_array_set_size (body, length);

  return length == 0 ||
         g_input_stream_read_all (stream, body->data, length, NULL, NULL, NULL);
}

static void
answer_request (WlkTestHttp *self,
                GIOStream   *stream)
{
  g_autoptr(GString) headers = g_string_new (NULL);
  g_autoptr(GByteArray) body = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_auto(GStrv) words = NULL;

  if (!read_request (g_io_stream_get_input_stream (stream), headers, body))
    return;

  g_mutex_lock (&self->mutex);
  g_free (self->last_headers);
  self->last_headers = g_strdup (headers->str);
  g_mutex_unlock (&self->mutex);
  g_atomic_int_inc (&self->n_requests);
  words = g_strsplit (headers->str, " ", 3);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  self->answer (self, words[0], words[1], bytes, g_io_stream_get_output_stream (stream),
                self->data);
}

static void
answer_connection (WlkTestHttp *self,
                   GIOStream   *stream)
{
  g_autoptr(GIOStream) tls = NULL;

  if (self->certificate == NULL)
    {
      answer_request (self, stream);
      return;
    }

  tls = g_tls_server_connection_new (stream, self->certificate, NULL);
  answer_request (self, tls);
  g_io_stream_close (tls, NULL, NULL);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                user_data)
{
  WlkTestHttp *self = user_data;

  g_mutex_lock (&self->mutex);
  self->n_active++;
  g_mutex_unlock (&self->mutex);
  answer_connection (self, G_IO_STREAM (connection));
  g_mutex_lock (&self->mutex);
  self->n_active--;
  g_cond_broadcast (&self->idle);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static gpointer
thread_main (gpointer data)
{
  WlkTestHttp *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/**
 * wlk_test_http_new:
 * @address: “127.0.0.1” or “::1”
 * @certificate: (nullable): to speak HTTPS with
 * @answer: answers each request
 * @data: for @answer
 *
 * Returns: (transfer full) (nullable): a server that listens; %NULL without such an address
 */
WlkTestHttp *
wlk_test_http_new (const char       *address,
                   GTlsCertificate  *certificate,
                   WlkTestHttpAnswer answer,
                   gpointer          data)
{
  WlkTestHttp *self = g_new0 (WlkTestHttp, 1);
  g_autoptr(GSocketAddress) wanted = NULL;
  g_autoptr(GSocketAddress) bound = NULL;

  self->address = g_inet_address_new_from_string (address);
  wanted = g_inet_socket_address_new (self->address, 0);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->idle);
  g_set_object (&self->certificate, certificate);
  self->answer = answer;
  self->data = data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (MAX_THREADS);
  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                     G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                     NULL))
    {
      self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
      g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
      g_socket_service_start (self->service);
    }
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("http", thread_main, self);
  if (self->port == 0)
    g_clear_pointer (&self, wlk_test_http_free);

  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  WlkTestHttp *self = user_data;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/**
 * wlk_test_http_free:
 * @self: a server
 *
 * Ends it, after the connections that are being answered.
 */
void
wlk_test_http_free (WlkTestHttp *self)
{
  g_main_context_invoke (self->context, quit_cb, self);
  g_thread_join (self->thread);
  g_mutex_lock (&self->mutex);
  while (self->n_active > 0)
    g_cond_wait (&self->idle, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_object_unref (self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_object_unref (self->address);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->idle);
  g_free (self->last_headers);
  g_free (self);
}

/**
 * wlk_test_http_dup_address:
 * @self: a server
 * @path: with a slash
 *
 * Returns: (transfer full): the address of @path
 */
char *
wlk_test_http_dup_address (WlkTestHttp *self,
                           const char  *path)
{
  g_autofree char *host = g_inet_address_to_string (self->address);
  gboolean is_ipv6 = g_inet_address_get_family (self->address) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf ("%s://%s%s%s:%u%s", self->certificate != NULL ? "https" : "http",
                          is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "", self->port, path);
}

/**
 * wlk_test_http_get_n_requests:
 * @self: a server
 *
 * Returns: how many requests there were so far
 */
guint
wlk_test_http_get_n_requests (WlkTestHttp *self)
{
  return g_atomic_int_get (&self->n_requests);
}

/**
 * wlk_test_http_get_last_headers:
 * @self: a server that answers no request now
 *
 * Returns: the last request up to its empty line
 */
const char *
wlk_test_http_get_last_headers (WlkTestHttp *self)
{
  return self->last_headers;
}

/**
 * wlk_test_http_write:
 * @stream: of a request
 * @bytes: some bytes
 * @length: how many
 *
 * Returns: whether the other side still listens
 */
gboolean
wlk_test_http_write (GOutputStream *stream,
                     gconstpointer  bytes,
                     gsize          length)
{
  return g_output_stream_write_all (stream, bytes, length, NULL, NULL, NULL);
}

/**
 * wlk_test_http_say:
 * @stream: of a request
 * @text: the answer, headers and all
 *
 * Writes text.
 */
void
wlk_test_http_say (GOutputStream *stream,
                   const char    *text)
{
  wlk_test_http_write (stream, text, strlen (text));
}

/**
 * wlk_test_http_send:
 * @stream: of a request
 * @content_type: of @body
 * @body: what to send
 *
 * Answers as proper servers do.
 */
void
wlk_test_http_send (GOutputStream *stream,
                    const char    *content_type,
                    GBytes        *body)
{
  gsize length;
  const void *bytes = g_bytes_get_data (body, &length);
  g_autofree char *headers =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                     "\r\n\r\n", content_type, length);

  wlk_test_http_say (stream, headers);
  wlk_test_http_write (stream, bytes, length);
}

/**
 * wlk_test_http_send_2_gib:
 * @stream: of a request
 *
 * Sends chunks until the other side goes away, which a correct one does soon.
 */
void
wlk_test_http_send_2_gib (GOutputStream *stream)
{
  g_autofree char *zeros = g_malloc0 (CHUNK_BYTES);

  wlk_test_http_say (stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (guint i = 0; i < N_CHUNKS; i++)
    if (!wlk_test_http_write (stream, "10000\r\n", 7) ||
        !wlk_test_http_write (stream, zeros, CHUNK_BYTES) ||
        !wlk_test_http_write (stream, "\r\n", 2))
      return;
}

/**
 * wlk_test_http_drip:
 * @stream: of a request
 * @begin: what comes after the status at once
 *
 * Sends byte after byte until the other side goes away.
 */
void
wlk_test_http_drip (GOutputStream *stream,
                    const char    *begin)
{
  wlk_test_http_say (stream, "HTTP/1.1 200 OK");
  wlk_test_http_say (stream, begin);
  for (guint i = 0; i < N_DRIPS && wlk_test_http_write (stream, "x", 1); i++)
    g_usleep (DRIP_TIME);
}
