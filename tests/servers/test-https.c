/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-nginx.h"
#include "wlk-test-pki.h"
#include "wlk-test-server.h"

/* nginx, as the web server of virtual hosts, and as one with faults. */

#define LISTEN WLK_TEST_NGINX_LISTEN
#define OTHER  WLK_TEST_NGINX_OTHER

typedef struct
{
  const char *name;
  const char *servers;
  const char *host;
  const char *option;
  const char *step;
  const char *says;     /* in the evidence of that step */
} Good;

#define TWO_HOSTS \
  "server { " LISTEN "server_name localhost; }\n" \
  "server { " LISTEN "server_name other.localhost; " OTHER "}\n"

static const Good good[] = {
  { "tls-1.3-trusted", "server { " LISTEN "ssl_protocols TLSv1.3; }\n", WLK_TEST_HOST, NULL,
    "server-hello", "TLS 1.3" },
  { "tls-1.2-trusted", "server { " LISTEN "ssl_protocols TLSv1.2; }\n", WLK_TEST_HOST, NULL,
    "server-hello", "TLS 1.2" },
  { "tls-1.2-asked-for-trusted", "server { " LISTEN "}\n", WLK_TEST_HOST, "--tls=1.2",
    "server-hello", "TLS 1.2" },
  { "tls-1.0-trusted",
    "server { " LISTEN "ssl_protocols TLSv1; ssl_ciphers ALL:@SECLEVEL=0; }\n", WLK_TEST_HOST,
    NULL, "protocol-version", "TLS 1.0" },
  { "first-virtual-host-trusted", TWO_HOSTS, WLK_TEST_HOST, NULL,
    "handshake-finished", "ECDSA" },
  { "second-virtual-host-trusted", TWO_HOSTS, WLK_TEST_OTHER, NULL,
    "handshake-finished", "RSA" },
  { "no-server-name-trusted", TWO_HOSTS, WLK_TEST_HOST, "--no-sni", "client-hello", "none" },
  { "application-protocol-trusted", "server { listen 127.0.0.1:@PORT@ ssl http2; }\n",
    WLK_TEST_HOST, "--alpn=h2", "server-hello", "h2" },
  { "optional-client-certificate-trusted",
    "server { " LISTEN "ssl_client_certificate clients-ca.pem; ssl_verify_client optional; }\n",
    WLK_TEST_HOST, NULL, "certificate-request", "CN=Root" },
  { "client-certificate-required-by-http-trusted",
    "server { " LISTEN "ssl_client_certificate clients-ca.pem; ssl_verify_client on; }\n",
    WLK_TEST_HOST, NULL, "certificate-request", "CN=Root" },
};

static void
test_good (gconstpointer data)
{
  const Good *test = data;
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start (test->servers, NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;
  g_autofree char *subject = g_strconcat ("CN=", test->host, NULL);

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, test->host, 0, test->option, NULL);
  wlk_test_answer_assert_trusted (answer, subject);
  wlk_test_answer_assert_evidence (answer, test->step, test->says);
}

typedef struct
{
  const char *name;
  const char *servers;
  const char *option;
  const char *step;
  const char *cause;
} Bad;

static const Bad bad[] = {
  { "plain-http-named", "server { listen 127.0.0.1:@PORT@; }\n", NULL,
    "server-hello", "plaintext_http" },
  { "unrecognized-name-fails",
    "server { " LISTEN "ssl_reject_handshake on; }\n"
    "server { " LISTEN "server_name other.localhost; " OTHER "}\n",
    NULL, "server-hello", "unrecognized_name" },
  { "other-host-fails", "server { " LISTEN OTHER "}\n", NULL, "host-name", "hostname_mismatch" },
  { "no-shared-cipher-fails",
    "server { " LISTEN "ssl_protocols TLSv1.2; ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256; }\n",
    NULL, "server-hello", "handshake_failure" },
  { "missing-intermediate-fails", "server { " LISTEN "ssl_certificate leaf.pem; "
    "ssl_certificate_key key.pem; }\n", NULL, "issuer-found", "missing_intermediate" },
  { "other-server-name-fails", TWO_HOSTS, "--sni=other.localhost", "host-name",
    "hostname_mismatch" },
  { "server-too-old-fails", "server { " LISTEN "ssl_protocols TLSv1.2; }\n", "--tls=1.3",
    "server-hello", "server_too_old" },
  { "client-too-old-fails", "server { " LISTEN "ssl_protocols TLSv1.3; }\n", "--tls=1.2",
    "server-hello", "client_too_old" },
  { "application-protocol-refused", "server { listen 127.0.0.1:@PORT@ ssl http2; }\n",
    "--alpn=imap", "server-hello", "no_alpn" },
};

static void
test_bad (gconstpointer data)
{
  const Bad *test = data;
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start (test->servers, NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, test->option, NULL);
  wlk_test_answer_assert_decisive (answer, test->step, test->cause);
}

static void
test_ipv6 (void)
{
  g_autoptr(WlkTestDaemon) daemon = NULL;
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (!wlk_test_has_ipv6 ())
    {
      g_test_skip ("There is no IPv6 here");
      return;
    }
  daemon = wlk_test_nginx_start ("server { " LISTEN "listen [::1]:@PORT@ ssl; }\n", NULL);
  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, "[::1]", 0, "--name=localhost", NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "connect", "::1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/nginx/%s", good[i].name);

      g_test_add_data_func (path, &good[i], test_good);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/nginx/%s", bad[i].name);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_func ("/servers/nginx/ipv6-trusted", test_ipv6);

  return g_test_run ();
}
