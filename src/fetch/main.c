/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-frame.h"
#include "fetch/wlk-fetch-address.h"
#include "fetch/wlk-fetch-answer.h"
#include "fetch/wlk-fetch-request.h"
#include "wlk-fetch-host.h"
#include "wlk-fetch-proxies.h"

#include <libsoup/soup.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

/*
 * weaklink-fetch: one exchange over HTTP. The request is read from standard input; the answer is
 * written to standard output as frames. The parent process decides on addresses, sizes and
 * redirects, and kills this process when it needs no more.
 *
 * All I/O blocks. The only timeout is an alarm, in case the parent process has exited.
 */

#define CHUNK_BYTES WLK_FRAME_MAX_BYTES
#define USER_AGENT  "weaklink/" PACKAGE_VERSION

/* Exits if standard output cannot be written. */
static void
send_frame (WlkFetchFrame type,
            gconstpointer data,
            gsize         size)
{
  g_autoptr(GByteArray) frame = g_byte_array_new ();
  guint n_written = 0;

  wlk_frame_append (frame, (guint8) type, data, size);
  while (n_written < frame->len)
    {
      gssize n = write (STDOUT_FILENO, frame->data + n_written, frame->len - n_written);

      if (n <= 0)
        _exit (1);
      n_written += (guint) n;
    }
}

static void
send_text (WlkFetchFrame type,
           const char   *text)
{
  if (text != NULL && *text != '\0')
    send_frame (type, text, strnlen (text, WLK_FETCH_ANSWER_MAX_TEXT));
}

static int
send_failure (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    send_frame (WLK_FETCH_FRAME_REFUSED, NULL, 0);
  else
    send_text (WLK_FETCH_FRAME_FAILURE, error->message);

  return 1;
}

static void
send_peer (SoupMessage *message)
{
  GSocketAddress *address = soup_message_get_remote_address (message);
  g_autofree char *text = NULL;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;
  text = g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  send_text (WLK_FETCH_FRAME_PEER, text);
}

/* Does not validate the server's certificate, since GIO might fetch its issuers without limits. */
static gboolean
accept_certificate_cb (SoupMessage         *message,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags problems,
                       gpointer             user_data)
{
  guint8 *problem = user_data;

  if ((problems & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    *problem = WLK_FETCH_TLS_PROBLEM_NAME;
  else if ((problems & G_TLS_CERTIFICATE_EXPIRED) != 0)
    *problem = WLK_FETCH_TLS_PROBLEM_EXPIRED;

  return TRUE;
}

/* Content-Length, or all ones without one. */
static guint64
get_announced (SoupMessageHeaders *headers)
{
  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         ? (guint64) soup_message_headers_get_content_length (headers)
         : G_MAXUINT64;
}

static void
send_head (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);
  guint64 announced = GUINT64_TO_BE (get_announced (headers));
  guint8 head[WLK_FETCH_HEAD_BYTES] = { (guint8) (status >> 8), (guint8) status };

  memcpy (head + 2, &announced, sizeof announced);
  send_text (WLK_FETCH_FRAME_PHRASE, soup_status_get_phrase (status));
  send_text (WLK_FETCH_FRAME_LOCATION, soup_message_headers_get_one (headers, "Location"));
  send_frame (WLK_FETCH_FRAME_HEAD, head, sizeof head);
}

static int
send_body (GInputStream *stream)
{
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr(GError) error = NULL;
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, chunk, CHUNK_BYTES, NULL, &error)) > 0)
    send_frame (WLK_FETCH_FRAME_DATA, chunk, (gsize) n_read);
  if (n_read < 0)
    return send_failure (error);
  send_frame (WLK_FETCH_FRAME_END, NULL, 0);

  return 0;
}

static SoupSession *
create_session (const WlkFetchRequest *request,
                GUri                  *uri)
{
  g_autoptr(WlkFetchHost) host = wlk_fetch_host_new (uri, request->addresses);
  g_autoptr(GProxyResolver) proxies = wlk_fetch_proxies_new (request->proxies);
  SoupSession *session = soup_session_new_with_options ("accept-language-auto", FALSE,
                                                        "proxy-resolver", proxies,
                                                        "remote-connectable", host,
                                                        "tls-database", NULL,
                                                        "user-agent", USER_AGENT,
                                                        NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

static SoupMessage *
create_message (const WlkFetchRequest *request,
                GUri                  *uri)
{
  SoupMessage *message = soup_message_new_from_uri (request->body != NULL ? "POST" : "GET", uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (message), "Connection", "close");
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);

  return message;
}

static int
exchange (const WlkFetchRequest *request,
          GUri                  *uri)
{
  g_autoptr(SoupSession) session = create_session (request, uri);
  g_autoptr(SoupMessage) message = create_message (request, uri);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  guint8 problem = WLK_FETCH_TLS_PROBLEM_NONE;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), &problem);
  stream = soup_session_send (session, message, NULL, &error);
  send_peer (message);
  if (problem != WLK_FETCH_TLS_PROBLEM_NONE)
    send_frame (WLK_FETCH_FRAME_TLS_PROBLEM, &problem, sizeof problem);
  if (stream == NULL)
    return send_failure (error);
  send_head (message);

  return send_body (stream);
}

/* Reads all of standard input, up to slightly more than the limit. */
static GBytes *
read_request (void)
{
  g_autoptr(GByteArray) request = g_byte_array_new ();
  guint8 buffer[4096];
  gssize n_read;

  while (request->len <= WLK_FETCH_REQUEST_MAX_BYTES &&
         (n_read = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_byte_array_append (request, buffer, (guint) n_read);

  return g_byte_array_free_to_bytes (g_steal_pointer (&request));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GBytes) packed = NULL;
  g_auto(WlkFetchRequest) request = { 0 };
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GError) error = NULL;

  closefrom (STDERR_FILENO + 1);
  setlocale (LC_ALL, "");
  g_setenv ("GIO_USE_VFS", "local", TRUE);

  packed = read_request ();
  if (!wlk_fetch_request_unpack (&request, packed))
    {
      g_printerr ("weaklink-fetch is started by Weak Link, which writes a request to it.\n");
      return 2;
    }
  alarm (request.timeout / 1000 + 2);
  uri = wlk_fetch_address_parse (request.address, &error);

  return uri != NULL ? exchange (&request, uri) : send_failure (error);
}
