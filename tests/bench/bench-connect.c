/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "wlk-test-daemon.h"
#include "wlk-test-nginx.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"
#include "net/wlk-connection-probe.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/*
 * What it costs to probe a host on loopback, beside a bare GnuTLS handshake. Only the ratio of what
 * ran in turns says something.
 *
 * The host is nginx where there is one. The server of the tests handles one connection after the
 * other, so what a peer leaves it to do is paid by the one whose turn is next. All sides send at
 * once (TCP_NODELAY), so that no side waits for a delayed acknowledgement.
 */

#define N_HANDSHAKES 201 /* odd, for a median */
#define N_CANCELS    31
#define TIMEOUT      10  /* seconds */
#define SETTLED      20  /* ms after which a probe has reached the place where it hangs */

static void
shake_hands (guint16  port,
             gboolean reads_on)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) address =
    g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, port);
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
  char byte;
  int rc;

  g_assert_true (g_socket_connect (socket, address, NULL, NULL));
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_unix_set_fd_nonblocking (g_socket_get_fd (socket), FALSE, NULL);
  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_init (&session, GNUTLS_CLIENT);
  gnutls_set_default_priority (session);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (session, g_socket_get_fd (socket));
  rc = gnutls_handshake (session);
  g_assert_cmpint (rc, ==, 0);
  gnutls_bye (session, GNUTLS_SHUT_WR);
  while (reads_on && gnutls_record_recv (session, &byte, 1) == GNUTLS_E_AGAIN)
    ;
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

static void
handshake_barely (gpointer data)
{
  shake_hands (GPOINTER_TO_UINT (data), FALSE);
}

/* As a client does that wants to know whether the server has accepted it. */
static void
handshake_and_read (gpointer data)
{
  shake_hands (GPOINTER_TO_UINT (data), TRUE);
}

static void
probe (gpointer data)
{
  g_autoptr(WlkConnection) connection = wlk_test_probe (WLK_TEST_LOOPBACK, GPOINTER_TO_UINT (data),
                                                        TIMEOUT);

  g_assert_true (wlk_connection_is_complete (connection));
}

static void
compare_probes (const char *title,
                guint16     port)
{
  const BenchPeer peers[] = {
    { "Weak Link", probe, GUINT_TO_POINTER (port) },
    { "bare GnuTLS handshake", handshake_barely, GUINT_TO_POINTER (port) },
    { "the same, and one read", handshake_and_read, GUINT_TO_POINTER (port) },
  };

  bench_compare (title, peers, G_N_ELEMENTS (peers), N_HANDSHAKES, 1);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (wlk_connection_probe_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gint64 *) user_data = g_get_monotonic_time ();
}

static void
stay_silent (GSocket      *socket,
             gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  return *(const double *) a > *(const double *) b ? 1 : -1;
}

/* From the wish to cancel a handshake that hangs to the answer that it has ended. */
static void
measure_cancelling (void)
{
  WlkTestServer *server = wlk_test_server_new (WLK_TEST_LOOPBACK, stay_silent, NULL);
  g_autofree char *text = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK,
                                           wlk_test_server_get_port (server));
  g_autoptr(WlkTarget) target = wlk_target_new_parse (text, NULL);
  double times[N_CANCELS];

  for (guint i = 0; i < N_CANCELS; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      gint64 begin, end = 0;

      wlk_connection_probe_async (target, NULL, cancellable, cancelled_cb, &end);
      g_usleep (SETTLED * 1000);
      begin = g_get_monotonic_time ();
      g_cancellable_cancel (cancellable);
      while (end == 0)
        g_main_context_iteration (NULL, TRUE);
      times[i] = (end - begin) / 1000.0;
    }
  qsort (times, N_CANCELS, sizeof *times, compare_times);
  g_print ("Cancel a handshake that hangs\n  median %.3f ms, slowest %.3f ms\n",
           times[N_CANCELS / 2], times[N_CANCELS - 1]);
  wlk_test_server_free (server);
}

/* Without nginx: the server of the tests. */
static void
compare_with_own_server (void)
{
  WlkTestTls config = {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (3),
    .key = WLK_TEST_KEY_EC_2,
    .request = GNUTLS_CERT_IGNORE,
  };
  WlkTestServer *server = wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  guint16 port = wlk_test_server_get_port (server);

  compare_probes ("Probe a host on loopback, the tests’ server", port);
  wlk_test_server_free (server);
  g_ptr_array_unref (config.chain);
}

static void
compare_with_nginx (void)
{
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_nginx_start ("server { " WLK_TEST_NGINX_LISTEN "}\n", NULL);
  guint16 port = wlk_test_daemon_get_port (daemon, 0);

  compare_probes ("Probe a host on loopback, nginx", port);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *nginx = wlk_test_daemon_find_program ("nginx");

  if (nginx != NULL)
    compare_with_nginx ();
  else
    compare_with_own_server ();
  measure_cancelling ();

  return 0;
}
