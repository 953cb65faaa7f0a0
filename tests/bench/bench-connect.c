/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/*
 * What it costs to probe a host on loopback: in this process beside a bare GnuTLS handshake, and
 * as a program beside `openssl s_client`. Only the ratio of what ran in turns says something.
 */

#define N_HANDSHAKES 201 /* odd, for a median */
#define N_PROGRAMS   31
#define TIMEOUT      10  /* seconds */

static void
handshake_barely (gpointer data)
{
  guint16 port = GPOINTER_TO_UINT (data);
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
probe (gpointer data)
{
  g_autoptr(WlkConnection) connection = wlk_test_probe (WLK_TEST_LOOPBACK, GPOINTER_TO_UINT (data),
                                                        TIMEOUT);

  g_assert_true (wlk_connection_is_complete (connection));
}

/* Neither program trusts the server, and each says so in its own way. */
static void
run (gpointer data)
{
  bench_run_program (data);
}

static void
compare_programs (const char *program,
                  guint16     port)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *host = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK, port);
  const char *ours[] = { program, host, NULL };
  const char *s_client[] = { "openssl", "s_client", "-connect", host, NULL };
  const BenchPeer peers[] = {
    { "weaklink-check", run, ours },
    { "openssl s_client", openssl != NULL ? run : NULL, s_client },
  };

  bench_compare ("Connect to a host on loopback and check, whole process", peers,
                 G_N_ELEMENTS (peers), N_PROGRAMS, 1);
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
  const BenchPeer peers[] = {
    { "Weak Link", probe, GUINT_TO_POINTER (port) },
    { "bare GnuTLS handshake", handshake_barely, GUINT_TO_POINTER (port) },
  };

  bench_compare ("Probe a host on loopback", peers, G_N_ELEMENTS (peers), N_HANDSHAKES, 1);
  if (argc > 1 && g_file_test (argv[1], G_FILE_TEST_IS_EXECUTABLE))
    compare_programs (argv[1], port);

  wlk_test_server_free (server);
  g_ptr_array_unref (config.chain);

  return 0;
}
