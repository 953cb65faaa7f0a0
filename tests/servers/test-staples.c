/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-nginx.h"
#include "wlk-test-pki.h"
#include "wlk-test-revocation.h"

/* What nginx staples to its certificate: an OCSP response made for the test. */

#define HOUR 3600 /* seconds */

#define SERVER  "server { " WLK_TEST_NGINX_LISTEN "}\n"
#define TLS_1_2 "server { " WLK_TEST_NGINX_LISTEN "ssl_protocols TLSv1.2; }\n"
#define MUST    "server { " WLK_TEST_NGINX_LISTEN "ssl_certificate must-staple.pem; " \
  "ssl_certificate_key key.pem; }\n"

typedef struct
{
  const char   *name;
  const char   *server;
  WlkOcspStatus status;
  gint64        age;      /* seconds since thisUpdate; it is good for two hours */
  WlkTestKey    key;      /* that signs it */
  const char   *step;     /* at which it ends; NULL when it is trusted */
  const char   *cause;
} Staple;

static const Staple staples[] = {
  { "good-trusted", SERVER, WLK_OCSP_GOOD, HOUR, WLK_TEST_PKI_ISSUER_KEY, NULL, NULL },
  { "good-in-tls-1.2-trusted", TLS_1_2, WLK_OCSP_GOOD, HOUR, WLK_TEST_PKI_ISSUER_KEY, NULL, NULL },
  { "revoked-fails", SERVER, WLK_OCSP_REVOKED, HOUR, WLK_TEST_PKI_ISSUER_KEY,
    "revocation", "revoked_ocsp" },
  { "revoked-in-tls-1.2-fails", TLS_1_2, WLK_OCSP_REVOKED, HOUR, WLK_TEST_PKI_ISSUER_KEY,
    "revocation", "revoked_ocsp" },
  { "expired-fails", SERVER, WLK_OCSP_GOOD, 3 * HOUR, WLK_TEST_PKI_ISSUER_KEY,
    "staple-good", "ocsp_expired" },
  { "unknown-fails", SERVER, WLK_OCSP_UNKNOWN, HOUR, WLK_TEST_PKI_ISSUER_KEY,
    "staple-good", "ocsp_unknown" },
  { "signed-by-other-fails", SERVER, WLK_OCSP_GOOD, HOUR, WLK_TEST_KEY_EC_5,
    "staple-good", "ocsp_not_authorized" },
};

static void
assert_passed (WlkTestAnswer *answer,
               const char    *step)
{
  JsonObject *finding = wlk_test_answer_find (answer, step);

  g_assert_nonnull (finding);
  g_assert_cmpstr (json_object_get_string_member (finding, "outcome"), ==, "passed");
}

static GBytes *
make_staple (const Staple   *test,
             WlkCertificate *certificate,
             WlkCertificate *issuer)
{
  WlkTestResponse response = wlk_test_response (certificate, issuer, test->key);

  response.status = test->status;
  response.this_update = WLK_TEST_TIME - test->age;
  response.next_update = response.this_update + 2 * HOUR;

  return wlk_test_response_make (&response);
}

static void
test_staple (gconstpointer data)
{
  const Staple *test = data;
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  g_autoptr(GBytes) staple = make_staple (test, pki->leaf, pki->issuer);
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start (test->server, staple);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);
  assert_passed (answer, "staple-received");
  if (test->step != NULL)
    {
      wlk_test_answer_assert_decisive (answer, test->step, test->cause);
      return;
    }
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  assert_passed (answer, "staple-good");
}

static void
test_must_staple_without (void)
{
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start (MUST, NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);
  wlk_test_answer_assert_decisive (answer, "staple-received", "must_staple");
}

/* The response names the certificate by its serial number, which both of the host's share. */
static void
test_must_staple_with (void)
{
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  g_autoptr(GBytes) staple = make_staple (&staples[0], pki->leaf, pki->issuer);
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start (MUST, staple);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  assert_passed (answer, "staple-good");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (staples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/staple/%s", staples[i].name);

      g_test_add_data_func (path, &staples[i], test_staple);
    }
  g_test_add_func ("/servers/staple/missing-where-required-fails", test_must_staple_without);
  g_test_add_func ("/servers/staple/sent-where-required-trusted", test_must_staple_with);

  return g_test_run ();
}
