/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-resolver.h"
#include "wlk-test-server.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-probe.h"

/* What happens before the first byte of TLS: resolving and connecting. */

#define SHORT_TIMEOUT 1    /* seconds */
#define LONG_TIMEOUT  10   /* seconds */
#define CANCEL_AFTER  50   /* ms */
#define MAX_ATTEMPTS  3
#define THREAD_END    (100 * 1000) /* microseconds; a cancelled probe's thread ends by itself */
/* Microseconds; far below the time-out of a probe. How quick it is, bench-connect measures. */
#define CANCEL_LIMIT  (5 * G_USEC_PER_SEC)

static void
use_resolver (GResolver *resolver)
{
  g_resolver_set_default (resolver);
  g_object_unref (resolver);
}

static void
close_at_once (GSocket      *socket,
               gconstpointer data)
{
  wlk_test_receive_client_hello (socket);
}

static void
stay_silent (GSocket      *socket,
             gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static void
test_name_not_found (void)
{
  g_autoptr(WlkConnection) connection = NULL;

  use_resolver (wlk_test_resolver_new_error (G_RESOLVER_ERROR_NOT_FOUND));
  connection = wlk_test_probe ("nowhere.example", 443, LONG_TIMEOUT);
  wlk_test_assert_failed (connection, WLK_STAGE_RESOLVE, WLK_ERROR_RESOLVE, NULL);
  wlk_test_assert_says (connection, WLK_STAGE_RESOLVE, "no address for the name “nowhere.example”");
  g_assert_false (connection->stages[WLK_STAGE_CONNECT].is_reached);
  g_assert_null (connection->addresses[0]);
}

static void
test_name_server_fails (void)
{
  g_autoptr(WlkConnection) connection = NULL;

  use_resolver (wlk_test_resolver_new_error (G_RESOLVER_ERROR_TEMPORARY_FAILURE));
  connection = wlk_test_probe ("a.example", 443, LONG_TIMEOUT);
  wlk_test_assert_failed (connection, WLK_STAGE_RESOLVE, WLK_ERROR_RESOLVE, NULL);
  wlk_test_assert_says (connection, WLK_STAGE_RESOLVE, "did not answer");
}

static void
test_name_server_silent (void)
{
  g_autoptr(WlkConnection) connection = NULL;

  use_resolver (wlk_test_resolver_new_silent ());
  connection = wlk_test_probe ("a.example", 443, SHORT_TIMEOUT);
  wlk_test_assert_failed (connection, WLK_STAGE_RESOLVE, WLK_ERROR_TIMED_OUT, NULL);
}

static void
test_international_name_asked_in_ascii (void)
{
  GResolver *resolver = wlk_test_resolver_new_error (G_RESOLVER_ERROR_NOT_FOUND);
  g_autoptr(WlkConnection) connection = NULL;

  g_resolver_set_default (resolver);
  connection = wlk_test_probe ("bücher.example", 443, LONG_TIMEOUT);
  g_assert_cmpstr (wlk_test_resolver_get_question (WLK_TEST_RESOLVER (resolver)), ==,
                   "xn--bcher-kva.example");
  wlk_test_assert_says (connection, WLK_STAGE_RESOLVE, "“bücher.example (xn--bcher-kva.example)”");
  g_object_unref (resolver);
}

static void
test_refused (void)
{
  guint16 port = wlk_test_find_free_port ();
  g_autoptr(WlkConnection) connection = wlk_test_probe (WLK_TEST_LOOPBACK, port, LONG_TIMEOUT);

  wlk_test_assert_failed (connection, WLK_STAGE_CONNECT, WLK_ERROR_CONNECT, "refused");
  g_assert_cmpstr (connection->addresses[0], ==, WLK_TEST_LOOPBACK);
  g_assert_null (connection->address);
  g_assert_cmpstr (connection->failed_addresses[0], ==,
                   WLK_TEST_LOOPBACK ": refused the connection");
  g_assert_null (connection->handshake_point);
  g_assert_false (connection->stages[WLK_STAGE_SERVER_HELLO].is_reached);
}

static void
test_second_address_used (void)
{
  const char *addresses[] = { "127.0.0.2", WLK_TEST_LOOPBACK, NULL };
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, close_at_once, NULL);
  g_autoptr(WlkConnection) connection = NULL;

  use_resolver (wlk_test_resolver_new_addresses (addresses));
  connection = wlk_test_probe ("a.example", wlk_test_server_get_port (server), LONG_TIMEOUT);
  g_assert_cmpstr (connection->address, ==, WLK_TEST_LOOPBACK);
  g_assert_true (g_strv_equal (connection->addresses, addresses));
  g_assert_cmpstr (connection->failed_addresses[0], ==,
                   "127.0.0.2: refused the connection");
  g_assert_null (connection->failed_addresses[1]);
  g_assert_cmpint (wlk_connection_get_failed_stage (connection), ==, WLK_STAGE_SERVER_HELLO);
}

static void
test_families_by_turns (void)
{
  const char *found[] = { "::1", "::2", "::3", "127.0.0.1", "127.0.0.2", NULL };
  const char *tried[] = { "::1", "127.0.0.1", "::2", "127.0.0.2", "::3", NULL };
  guint16 port = wlk_test_find_free_port ();
  g_autoptr(WlkConnection) connection = NULL;

  use_resolver (wlk_test_resolver_new_addresses (found));
  connection = wlk_test_probe ("a.example", port, SHORT_TIMEOUT);
  g_assert_true (g_strv_equal (connection->addresses, tried));
}

static void
test_ipv6 (void)
{
  g_autoptr(WlkTestServer) server = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  if (!wlk_test_has_ipv6 ())
    {
      g_test_skip ("this computer has no IPv6 loopback address");
      return;
    }
  server = wlk_test_server_new ("::1", close_at_once, NULL);
  connection = wlk_test_probe ("::1", wlk_test_server_get_port (server), LONG_TIMEOUT);
  g_assert_cmpstr (connection->address, ==, "::1");
  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, "eof");
}

/* A listener whose queue is full and is never emptied: the kernel drops what comes after. */
typedef struct
{
  GSocket   *listener;
  GPtrArray *queued; /* (element-type GSocket) */
  guint16    port;
} BlackHole;

static void
black_hole_open (BlackHole *hole)
{
  g_autoptr(GSocketAddress) wanted =
    g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, 0);
  g_autoptr(GSocketAddress) bound = NULL;

  hole->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (hole->listener, wanted, FALSE, NULL));
  g_socket_set_listen_backlog (hole->listener, 0);
  g_assert_true (g_socket_listen (hole->listener, NULL));
  bound = g_socket_get_local_address (hole->listener, NULL);
  hole->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  hole->queued = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 4; i++)
    {
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, bound, NULL, NULL);
      g_ptr_array_add (hole->queued, socket);
    }
}

static void
black_hole_close (BlackHole *hole)
{
  g_ptr_array_unref (hole->queued);
  g_object_unref (hole->listener);
}

static void
test_black_hole (void)
{
  BlackHole hole;
  g_autoptr(WlkConnection) connection = NULL;

  black_hole_open (&hole);
  connection = wlk_test_probe (WLK_TEST_LOOPBACK, hole.port, SHORT_TIMEOUT);
  wlk_test_assert_failed (connection, WLK_STAGE_CONNECT, WLK_ERROR_TIMED_OUT, NULL);
  wlk_test_assert_says (connection, WLK_STAGE_CONNECT, "within 1 second");
  g_assert_cmpstr (connection->failed_addresses[0], ==,
                   WLK_TEST_LOOPBACK ": did not answer");
  black_hole_close (&hole);
}

static void
test_black_hole_first (void)
{
  const char *addresses[] = { WLK_TEST_LOOPBACK, "127.0.0.3", NULL };
  BlackHole hole;
  g_autoptr(GSocket) listener = NULL;
  g_autoptr(GSocketAddress) wanted = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  black_hole_open (&hole);
  listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  wanted = g_inet_socket_address_new_from_string (addresses[1], hole.port);
  g_assert_true (g_socket_bind (listener, wanted, FALSE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));

  use_resolver (wlk_test_resolver_new_addresses (addresses));
  connection = wlk_test_probe ("a.example", hole.port, SHORT_TIMEOUT);
  g_assert_cmpstr (connection->address, ==, addresses[1]);
  g_assert_cmpstr (connection->failed_addresses[0], ==,
                   WLK_TEST_LOOPBACK ": did not answer");
  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_TIMED_OUT, NULL);
  black_hole_close (&hole);
}

typedef struct
{
  GCancellable *cancellable;
  gint64        cancelled;
  gint64        ended;
  GError       *error;
} Cancelling;

static void
cancelled_probe_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Cancelling *cancelling = user_data;

  g_assert_null (wlk_connection_probe_finish (result, &cancelling->error));
  cancelling->ended = g_get_monotonic_time ();
}

static gboolean
cancel_cb (gpointer user_data)
{
  Cancelling *cancelling = user_data;

  cancelling->cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (cancelling->cancellable);

  return G_SOURCE_REMOVE;
}

/* Returns how long cancelling took, in microseconds. */
static gint64
measure_cancelling (const char *text,
                    guint       delay)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse (text, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Cancelling cancelling = { cancellable, 0, 0, NULL };

  if (delay > 0)
    g_timeout_add (delay, cancel_cb, &cancelling);
  else
    cancel_cb (&cancelling);
  wlk_connection_probe_async (target, NULL, cancellable, cancelled_probe_cb, &cancelling);
  while (cancelling.ended == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_error (cancelling.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (cancelling.cancelled, >, 0);
  g_clear_error (&cancelling.error);

  return cancelling.ended - cancelling.cancelled;
}

/* Some attempts: on a busy machine this process may have to wait for its turn. */
static void
assert_cancels_at_once (const char *text,
                        guint       delay)
{
  gint64 took = G_MAXINT64;

  for (guint i = 0; i < MAX_ATTEMPTS && took >= CANCEL_LIMIT; i++)
    took = measure_cancelling (text, delay);
  g_assert_cmpint (took, <, CANCEL_LIMIT);
}

static void
test_cancel_before (void)
{
  assert_cancels_at_once ("127.0.0.1:1", 0);
}

static void
test_cancel_resolving (void)
{
  use_resolver (wlk_test_resolver_new_silent ());
  assert_cancels_at_once ("a.example", CANCEL_AFTER);
}

static void
test_cancel_connecting (void)
{
  BlackHole hole;
  g_autofree char *text = NULL;

  black_hole_open (&hole);
  text = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK, hole.port);
  assert_cancels_at_once (text, CANCEL_AFTER);
  black_hole_close (&hole);
}

static void
test_cancel_handshake (void)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, stay_silent, NULL);
  g_autofree char *text = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK,
                                           wlk_test_server_get_port (server));

  assert_cancels_at_once (text, CANCEL_AFTER);
}

static void
test_private_context (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  guint16 port = wlk_test_find_free_port ();
  g_autoptr(WlkConnection) connection = NULL;

  g_main_context_push_thread_default (context);
  connection = wlk_test_probe (WLK_TEST_LOOPBACK, port, LONG_TIMEOUT);
  wlk_test_assert_failed (connection, WLK_STAGE_CONNECT, WLK_ERROR_CONNECT, "refused");
  g_main_context_pop_thread_default (context);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/resolve/unknown-name-fails", test_name_not_found);
  g_test_add_func ("/net/resolve/name-server-error-fails", test_name_server_fails);
  g_test_add_func ("/net/resolve/silent-name-server-times-out", test_name_server_silent);
  g_test_add_func ("/net/resolve/international-name-asked-in-ascii",
                   test_international_name_asked_in_ascii);
  g_test_add_func ("/net/connect/closed-port-refused", test_refused);
  g_test_add_func ("/net/connect/second-address-used", test_second_address_used);
  g_test_add_func ("/net/connect/families-by-turns", test_families_by_turns);
  g_test_add_func ("/net/connect/ipv6-used", test_ipv6);
  g_test_add_func ("/net/connect/black-hole-times-out", test_black_hole);
  g_test_add_func ("/net/connect/black-hole-first-passed-over", test_black_hole_first);
  g_test_add_func ("/net/connect/private-context-used", test_private_context);
  g_test_add_func ("/net/cancel/before-acts-at-once", test_cancel_before);
  g_test_add_func ("/net/cancel/resolving-acts-at-once", test_cancel_resolving);
  g_test_add_func ("/net/cancel/connecting-acts-at-once", test_cancel_connecting);
  g_test_add_func ("/net/cancel/handshake-acts-at-once", test_cancel_handshake);

  status = g_test_run ();
  g_usleep (THREAD_END); /* or what the last cancelled probe still holds would count as leaked */

  return status;
}
