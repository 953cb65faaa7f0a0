/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include "base/wlk-error.h"

#include <string.h>

/* Connections through a proxy, which is told a name that only it can look up. */

#define TIMEOUT    10 /* seconds */
#define HIDDEN     "hidden.example"
#define CHAIN      3  /* certificates */
#define MAX_HEADER 1024

/* Where the proxy goes, whatever it is asked for, and what it was asked for. */
typedef struct
{
  guint16 port;
  char   *asked;
} Way;

/* Carries bytes from one side to the other. Returns FALSE when there are no more. */
static gboolean
carry (GSocket *from,
       GSocket *to)
{
  char buffer[4096];
  gssize length = g_socket_receive (from, buffer, sizeof buffer, NULL, NULL);

  return length > 0 && g_socket_send (to, buffer, (gsize) length, NULL, NULL) == length;
}

static void
relay (GSocket *client,
       guint16  port)
{
  g_autoptr(GSocketAddress) address =
    g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, port);
  g_autoptr(GSocket) server = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  gboolean is_open = g_socket_connect (server, address, NULL, NULL);

  while (is_open)
    {
      GPollFD sides[] = {
        { g_socket_get_fd (client), G_IO_IN, 0 }, { g_socket_get_fd (server), G_IO_IN, 0 }
      };

      g_poll (sides, G_N_ELEMENTS (sides), -1);
      if (sides[0].revents != 0)
        is_open = carry (client, server);
      if (is_open && sides[1].revents != 0)
        is_open = carry (server, client);
    }
}

static char *
receive_header (GSocket *socket)
{
  GString *header = g_string_new (NULL);
  char c;

  while (!g_str_has_suffix (header->str, "\r\n\r\n") && header->len < MAX_HEADER &&
         g_socket_receive (socket, &c, 1, NULL, NULL) == 1)
    g_string_append_c (header, c);

  return g_string_free (header, FALSE);
}

static void
serve_http (GSocket      *socket,
            gconstpointer data)
{
  static const char answer[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  Way *way = (Way *) data;

  g_free (way->asked);
  way->asked = receive_header (socket);
  wlk_test_send (socket, answer, strlen (answer));
  relay (socket, way->port);
}

static void
refuse_http (GSocket      *socket,
             gconstpointer data)
{
  static const char answer[] = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

  g_free (receive_header (socket));
  wlk_test_send (socket, answer, strlen (answer));
}

/* RFC 1928: a greeting without a password, then a request with a name. */
static void
serve_socks (GSocket      *socket,
             gconstpointer data)
{
  static const guint8 no_password[] = { 5, 0 };
  static const guint8 connected[] = { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 };
  Way *way = (Way *) data;
  guint8 bytes[512];

  g_socket_receive (socket, (char *) bytes, sizeof bytes, NULL, NULL);
  wlk_test_send (socket, no_password, sizeof no_password);
  g_socket_receive (socket, (char *) bytes, sizeof bytes, NULL, NULL);
  g_free (way->asked);
  way->asked = g_strndup ((const char *) bytes + 5, bytes[4]);
  wlk_test_send (socket, connected, sizeof connected);
  relay (socket, way->port);
}

static WlkConnection *
probe (const char    *scheme,
       WlkTestServer *proxy)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autofree char *uri = g_strdup_printf ("%s://%s:%u", scheme, WLK_TEST_LOOPBACK,
                                          wlk_test_server_get_port (proxy));
  g_autoptr(WlkConnectionOptions) options = NULL;

  fields.proxy = uri;
  fields.timeout = TIMEOUT;
  options = wlk_connection_options_new (&fields);
  return wlk_test_probe_with (HIDDEN, 443, options);
}

static void
assert_arrives (const char    *scheme,
                WlkTestHandler handler)
{
  WlkTestTls config = {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (CHAIN),
    .key = WLK_TEST_KEY_EC_0 + CHAIN - 1,
    .request = GNUTLS_CERT_IGNORE,
  };
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  Way way = { wlk_test_server_get_port (server), NULL };
  g_autoptr(WlkTestServer) proxy = wlk_test_server_new (WLK_TEST_LOOPBACK, handler, &way);
  g_autoptr(WlkConnection) connection = probe (scheme, proxy);

  g_assert_true (wlk_connection_is_complete (connection));
  g_assert_cmpuint (connection->chain->len, ==, CHAIN);
  g_assert_true (g_str_has_prefix (connection->proxy, scheme));
  g_assert_false (connection->stages[WLK_STAGE_RESOLVE].is_reached);
  g_clear_pointer (&proxy, wlk_test_server_free);
  g_clear_pointer (&server, wlk_test_server_free);
  g_assert_nonnull (strstr (way.asked, HIDDEN));
  g_assert_cmpstr (config.server_name, ==, HIDDEN);
  g_free (way.asked);
  g_free (config.server_name);
  g_ptr_array_unref (config.chain);
}

static void
test_http (void)
{
  assert_arrives ("http", serve_http);
}

static void
test_socks (void)
{
  assert_arrives ("socks5", serve_socks);
}

/* The password is sent to the proxy only. */
static void
test_password (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTestServer) proxy = wlk_test_server_new (WLK_TEST_LOOPBACK, refuse_http, NULL);
  g_autofree char *uri = g_strdup_printf ("http://me:secret@%s:%u", WLK_TEST_LOOPBACK,
                                          wlk_test_server_get_port (proxy));
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  const GError *error;

  fields.proxy = uri;
  fields.timeout = TIMEOUT;
  options = wlk_connection_options_new (&fields);
  connection = wlk_test_probe_with (HIDDEN, 443, options);
  error = connection->stages[WLK_STAGE_CONNECT].error;
  g_assert_null (strstr (connection->proxy, "secret"));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_refusing (void)
{
  g_autoptr(WlkTestServer) proxy = wlk_test_server_new (WLK_TEST_LOOPBACK, refuse_http, NULL);
  g_autoptr(WlkConnection) connection = probe ("http", proxy);

  wlk_test_assert_failed (connection, WLK_STAGE_CONNECT, WLK_ERROR_CONNECT, "proxy");
  wlk_test_assert_says (connection, WLK_STAGE_CONNECT, "made no connection");
  g_assert_null (connection->failed_addresses[0]);
}

static void
test_down (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autofree char *uri = g_strdup_printf ("http://%s:%u", WLK_TEST_LOOPBACK,
                                          wlk_test_find_free_port ());
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  fields.proxy = uri;
  fields.timeout = TIMEOUT;
  options = wlk_connection_options_new (&fields);
  connection = wlk_test_probe_with (HIDDEN, 443, options);
  wlk_test_assert_failed (connection, WLK_STAGE_CONNECT, WLK_ERROR_CONNECT, "proxy");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/proxy/http-arrives", test_http);
  g_test_add_func ("/net/proxy/socks-arrives", test_socks);
  g_test_add_func ("/net/proxy/password-not-kept", test_password);
  g_test_add_func ("/net/proxy/refusing-fails-at-connect", test_refusing);
  g_test_add_func ("/net/proxy/down-fails-at-connect", test_down);

  return g_test_run ();
}
