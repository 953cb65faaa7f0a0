/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-resolver.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include "net/wlk-endpoints.h"

#include <string.h>
#include <time.h>

/* Every way into a server, compared: one server at one address, and another or none at a second. */

#define TIMEOUT 10 /* seconds */
#define SECOND  "127.0.0.2"

#define N_ENDPOINTS   16  /* two addresses in eight ways */
#define AT_ONCE   8
#define GRACE     300 /* ms in which one too many would come */
#define HOLD_TIME 4   /* seconds to wait for as many as there should be */

#define FRAME_TIME (G_USEC_PER_SEC / 60)

static void
endpoints_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GPtrArray **endpoints = user_data;
  g_autoptr(GError) error = NULL;

  *endpoints = wlk_endpoints_try_finish (result, &error);
  g_assert_no_error (error);
}

static void
progress_cb (guint    n_done,
             guint    n_endpoints,
             gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (n_done, ==, *last + 1);
  g_assert_cmpuint (n_done, <=, n_endpoints);
  *last = n_done;
}

/* Turns the main loop once, as a window does, whose frames must not wait for handshakes: what it
 * computes meanwhile fits into a frame, however busy the machine is. */
static void
turn (void)
{
  struct timespec begin, end;
  gint64 used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &begin);
  g_main_context_iteration (NULL, TRUE);
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &end);
  used = (end.tv_sec - begin.tv_sec) * G_USEC_PER_SEC + (end.tv_nsec - begin.tv_nsec) / 1000;
  g_assert_cmpint (used, <, FRAME_TIME);
}

/* The name “a.example” has both addresses. */
static GPtrArray *
try_endpoints (guint16 port)
{
  const char *addresses[] = { WLK_TEST_LOOPBACK, SECOND, NULL };
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_addresses (addresses);
  g_autoptr(WlkConnection) connection = NULL;
  GPtrArray *endpoints = NULL;
  guint n_done = 0;

  g_resolver_set_default (resolver);
  connection = wlk_test_probe ("a.example", port, TIMEOUT);
  wlk_endpoints_try_async (connection, NULL, progress_cb, &n_done, endpoints_cb, &endpoints);
  while (endpoints == NULL)
    turn ();
  g_assert_cmpuint (n_done, ==, endpoints->len);

  return endpoints;
}

static WlkTestTls
make_config (const char *priorities)
{
  return (WlkTestTls) {
           .priorities = priorities,
           .chain = wlk_test_tls_make_chain (3),
           .key = WLK_TEST_KEY_EC_2,
           .request = GNUTLS_CERT_IGNORE,
  };
}

static void
clear_config (WlkTestTls *config)
{
  g_ptr_array_unref (config->chain);
  g_free (config->server_name);
}

static const WlkEndpoint *
find_endpoint (GPtrArray    *endpoints,
               const char   *address,
               WlkTlsVersion version,
               WlkServerKey  key,
               guint        *index)
{
  for (*index = 0; *index < endpoints->len; (*index)++)
    {
      const WlkEndpoint *endpoint = endpoints->pdata[*index];

      if (strcmp (endpoint->address, address) == 0 && endpoint->version == version &&
          endpoint->key == key &&
          endpoint->has_server_name)
        return endpoint;
    }
  g_assert_not_reached ();
}

static void
assert_result (GPtrArray    *endpoints,
               const char   *address,
               WlkTlsVersion version,
               WlkServerKey  key,
               const char   *words,
               gboolean      stands_out)
{
  guint index = 0;
  const WlkEndpoint *endpoint = find_endpoint (endpoints, address, version, key, &index);
  g_autofree char *result = wlk_endpoint_dup_result (endpoint,
                                                     wlk_endpoints_get_main_chain (endpoints));

  g_assert_cmpstr (result, ==, words);
  g_assert_cmpint (wlk_endpoints_stands_out (endpoints, index), ==, stands_out);
}

/* The second address refuses connections, which a client that uses it cannot know. */
static void
test_closed_address_stands_out (void)
{
  WlkTestTls config = make_config ("NORMAL");
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  g_autoptr(GPtrArray) endpoints = try_endpoints (wlk_test_server_get_port (server));

  g_assert_cmpuint (endpoints->len, ==, N_ENDPOINTS);
  assert_result (endpoints, WLK_TEST_LOOPBACK, WLK_TLS_1_3, WLK_SERVER_KEY_ECDSA, "same chain (1)",
                 FALSE);
  assert_result (endpoints, SECOND, WLK_TLS_1_3, WLK_SERVER_KEY_ECDSA, "connection refused", TRUE);
  assert_result (endpoints, SECOND, WLK_TLS_1_2, WLK_SERVER_KEY_ECDSA, "connection refused", TRUE);
  g_clear_pointer (&server, wlk_test_server_free);
  clear_config (&config);
}

/* A server with an EC key alone refuses clients that want RSA, at every address and by every
 * name. */
static void
test_missing_key_does_not_stand_out (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.2");
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  g_autoptr(GPtrArray) endpoints = try_endpoints (wlk_test_server_get_port (server));

  assert_result (endpoints, WLK_TEST_LOOPBACK, WLK_TLS_1_2, WLK_SERVER_KEY_ECDSA, "same chain (1)",
                 FALSE);
  assert_result (endpoints, WLK_TEST_LOOPBACK, WLK_TLS_1_2, WLK_SERVER_KEY_RSA,
                 "refused: handshake_failure", FALSE);
  assert_result (endpoints, WLK_TEST_LOOPBACK, WLK_TLS_1_3, WLK_SERVER_KEY_ECDSA,
                 "refused: handshake_failure", FALSE);
  g_clear_pointer (&server, wlk_test_server_free);
  clear_config (&config);
}

/* Shows one certificate more to those who send a name. */
static void
serve_by_name (GSocket      *socket,
               gconstpointer data)
{
  static const char name[] = "a.example";
  const WlkTestTls *configs = data;
  gboolean has_name = wlk_test_peek_client_hello (socket, name, strlen (name));

  wlk_test_tls_serve (socket, has_name ? &configs[0] : &configs[1]);
}

static void
test_other_chain_stands_out (void)
{
  WlkTestTls configs[] = { make_config ("NORMAL"), make_config ("NORMAL") };
  g_autoptr(WlkTestServer) server = NULL;
  g_autoptr(GPtrArray) endpoints = NULL;
  guint n_other = 0;

  g_ptr_array_remove_index (configs[1].chain, 2);
  server = wlk_test_server_new (WLK_TEST_LOOPBACK, serve_by_name, configs);
  endpoints = try_endpoints (wlk_test_server_get_port (server));
  for (guint i = 0; i < endpoints->len; i++)
    {
      const WlkEndpoint *endpoint = endpoints->pdata[i];

      if (endpoint->chain != 2)
        continue;
      g_assert_false (endpoint->has_server_name);
      g_assert_true (wlk_endpoints_stands_out (endpoints, i));
      n_other++;
    }
  g_assert_cmpuint (n_other, ==, 2);
  g_clear_pointer (&server, wlk_test_server_free);
  clear_config (&configs[0]);
  clear_config (&configs[1]);
}

/* A server that never answers, and counts the clients that wait at the same time. */
typedef struct
{
  GSocketListener *listener;
  GCancellable    *cancellable;
  GThread         *thread;
  guint16          port;

  GMutex           mutex;
  GCond            changed;
  guint            n_accepted;
  guint            n_waiting;
  guint            most;
} Crowd;

typedef struct
{
  Crowd             *crowd;
  GSocketConnection *connection;
} Guest;

/* Keeps a client waiting until as many are there as should be, and a moment longer. */
static gpointer
keep_waiting (gpointer data)
{
  g_autofree Guest *guest = data;
  Crowd *crowd = guest->crowd;
  gint64 end = g_get_monotonic_time () + HOLD_TIME * G_USEC_PER_SEC;

  g_mutex_lock (&crowd->mutex);
  crowd->n_waiting++;
  crowd->most = MAX (crowd->most, crowd->n_waiting);
  g_cond_broadcast (&crowd->changed);
  while (crowd->most < AT_ONCE && g_cond_wait_until (&crowd->changed, &crowd->mutex, end))
    continue;
  end = g_get_monotonic_time () + GRACE * 1000;
  while (g_cond_wait_until (&crowd->changed, &crowd->mutex, end))
    continue;
  crowd->n_waiting--;
  g_mutex_unlock (&crowd->mutex);

  /* Only now may the next one come. */
  g_io_stream_close (G_IO_STREAM (guest->connection), NULL, NULL);
  g_object_unref (guest->connection);

  return NULL;
}

/* The first is the connection that finds the addresses, and is closed. */
static gpointer
receive_crowd (gpointer data)
{
  Crowd *crowd = data;
  g_autoptr(GPtrArray) threads = g_ptr_array_new ();

  while (!g_cancellable_is_cancelled (crowd->cancellable))
    {
      g_autoptr(GSocketConnection) connection =
        g_socket_listener_accept (crowd->listener, NULL, crowd->cancellable, NULL);
      Guest *guest;

      if (connection == NULL || crowd->n_accepted++ == 0)
        continue;
      guest = g_new0 (Guest, 1);
      guest->crowd = crowd;
      guest->connection = g_steal_pointer (&connection);
      g_ptr_array_add (threads, g_thread_new ("guest", keep_waiting, guest));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);

  return NULL;
}

static guint16
listen_at (Crowd      *crowd,
           const char *text,
           guint16     port)
{
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (text, port);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;

  g_socket_listener_add_address (crowd->listener, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static void
crowd_begin (Crowd *crowd)
{
  crowd->listener = g_socket_listener_new ();
  crowd->cancellable = g_cancellable_new ();
  g_mutex_init (&crowd->mutex);
  g_cond_init (&crowd->changed);
  crowd->port = listen_at (crowd, WLK_TEST_LOOPBACK, 0);
  listen_at (crowd, SECOND, crowd->port);
  crowd->thread = g_thread_new ("crowd", receive_crowd, crowd);
}

static void
crowd_end (Crowd *crowd)
{
  g_cancellable_cancel (crowd->cancellable);
  g_thread_join (crowd->thread);
  g_socket_listener_close (crowd->listener);
  g_object_unref (crowd->listener);
  g_object_unref (crowd->cancellable);
  g_mutex_clear (&crowd->mutex);
  g_cond_clear (&crowd->changed);
}

static void
test_eight_at_once (void)
{
  Crowd crowd = { NULL };
  g_autoptr(GPtrArray) endpoints = NULL;

  crowd_begin (&crowd);
  endpoints = try_endpoints (crowd.port);
  crowd_end (&crowd);

  g_assert_cmpuint (endpoints->len, ==, N_ENDPOINTS);
  g_assert_cmpuint (crowd.n_accepted, ==, 1 + N_ENDPOINTS);
  g_assert_cmpuint (crowd.most, ==, AT_ONCE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/endpoints/closed-address-stands-out", test_closed_address_stands_out);
  g_test_add_func ("/net/endpoints/missing-key-does-not-stand-out",
                   test_missing_key_does_not_stand_out);
  g_test_add_func ("/net/endpoints/other-chain-stands-out", test_other_chain_stands_out);
  g_test_add_func ("/net/endpoints/eight-at-once", test_eight_at_once);

  return g_test_run ();
}
