/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>

/*
 * What it costs to probe a host on loopback: in this process beside a bare GnuTLS handshake, and
 * as a program beside `openssl s_client`. Only the ratio of what ran in turns says something.
 */

#define N_HANDSHAKES 200
#define N_PROGRAMS   30
#define TIMEOUT      10 /* seconds */

typedef void (*Work) (guint16     port,
                      const char *program);

static void
handshake_barely (guint16     port,
                  const char *program)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) address =
    g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, port);
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;
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
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

static void
probe (guint16     port,
       const char *program)
{
  g_autoptr(WlkConnection) connection = wlk_test_probe (WLK_TEST_LOOPBACK, port, TIMEOUT);

  g_assert_true (wlk_connection_is_complete (connection));
}

static void
run (const char * const *arguments)
{
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                       G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  g_assert_nonnull (process);
  g_subprocess_wait (process, NULL, NULL);
}

static void
run_check (guint16     port,
           const char *program)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK, port);
  const char *arguments[] = { program, host, NULL };

  run (arguments);
}

static void
run_openssl (guint16     port,
             const char *program)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK, port);
  const char *arguments[] = { "openssl", "s_client", "-connect", host, NULL };

  run (arguments);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return (difference > 0) - (difference < 0);
}

static gint64
measure (Work        work,
         guint16     port,
         const char *program)
{
  gint64 start = g_get_monotonic_time ();

  work (port, program);

  return g_get_monotonic_time () - start;
}

/* Runs both in turns and prints the medians and their ratio. */
static void
compare (const char *title,
         Work        ours,
         Work        theirs,
         guint       n_rounds,
         guint16     port,
         const char *program)
{
  g_autofree gint64 *our_times = g_new (gint64, n_rounds);
  g_autofree gint64 *their_times = g_new (gint64, n_rounds);

  measure (ours, port, program);
  measure (theirs, port, program);
  for (guint i = 0; i < n_rounds; i++)
    {
      our_times[i] = measure (ours, port, program);
      their_times[i] = measure (theirs, port, program);
    }
  qsort (our_times, n_rounds, sizeof *our_times, compare_times);
  qsort (their_times, n_rounds, sizeof *their_times, compare_times);
  g_print ("%s: %.2f ms beside %.2f ms, ratio %.2f\n", title,
           our_times[n_rounds / 2] / 1000.0, their_times[n_rounds / 2] / 1000.0,
           (double) our_times[n_rounds / 2] / their_times[n_rounds / 2]);
}

int
main (int   argc,
      char *argv[])
{
  WlkTestTls config = {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (3),
    .key = WLK_TEST_KEY_EC_2,
    .request = GNUTLS_CERT_IGNORE,
  };
  WlkTestServer *server = wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  guint16 port = wlk_test_server_get_port (server);
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  compare ("probe beside a bare GnuTLS handshake", probe, handshake_barely, N_HANDSHAKES, port,
           NULL);
  if (argc > 1 && g_file_test (argv[1], G_FILE_TEST_IS_EXECUTABLE) && openssl != NULL)
    compare ("weaklink-check beside openssl s_client", run_check, run_openssl, N_PROGRAMS, port,
             argv[1]);

  wlk_test_server_free (server);
  g_ptr_array_unref (config.chain);

  return 0;
}
