/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-daemons.h"
#include "wlk-test-pki.h"

#include <string.h>

/* Servers that ask who the client is. openssl's refuses in the handshake, as few others do. */

#define STEP_FITS "client-certificate-fits"

static WlkTestAnswer *
ask (WlkTestDaemon *daemon,
     const char    *certificate,
     const char    *key)
{
  g_autofree char *certificate_path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *certificate_option = NULL;
  g_autofree char *key_option = NULL;

  if (certificate == NULL)
    return wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);

  certificate_path = wlk_test_daemon_dup_path (daemon, certificate);
  key_path = wlk_test_daemon_dup_path (daemon, key);
  certificate_option = g_strconcat ("--client-certificate=", certificate_path, NULL);
  key_option = g_strconcat ("--client-key=", key_path, NULL);

  return wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, certificate_option, key_option, NULL);
}

/* The text that the program writes, with one long line for each paragraph. */
static char *
ask_for_people (WlkTestDaemon *daemon)
{
  g_autofree char *certificate_path = wlk_test_daemon_dup_path (daemon, "client.pem");
  g_autofree char *key_path = wlk_test_daemon_dup_path (daemon, "client.key");
  g_autofree char *certificate = g_strconcat ("--client-certificate=", certificate_path, NULL);
  g_autofree char *key = g_strconcat ("--client-key=", key_path, NULL);
  g_autofree char *target = g_strdup_printf ("%s:%u", WLK_TEST_HOST,
                                             wlk_test_daemon_get_port (daemon, 0));
  const char *arguments[] = {
    g_getenv ("WEAKLINK_CHECK"), "--at=2026-06-01T12:00:00Z", certificate, key, target, NULL
  };
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  char *text = NULL;

  g_subprocess_launcher_setenv (launcher, "COLUMNS", "1000", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL));

  return text;
}

static void
assert_outcome (WlkTestAnswer *answer,
                const char    *step,
                const char    *outcome,
                const char    *cause)
{
  JsonObject *finding = wlk_test_answer_find (answer, step);

  g_assert_nonnull (finding);
  g_assert_cmpstr (json_object_get_string_member (finding, "outcome"), ==, outcome);
  g_assert_cmpstr (json_object_get_string_member_with_default (finding, "cause", NULL), ==, cause);
}

typedef struct
{
  const char *name;
  const char *version;
  const char *client;   /* its certificate, or NULL for none */
  const char *step;     /* at which it ends; NULL when it is trusted */
  const char *cause;
  const char *refusing; /* the step at which the server refuses, if it does */
} Client;

static const Client clients[] = {
  { "tls-1.2-none-fails", "-tls1_2", NULL, "client-certificate", "client_cert_required_12",
    "client-certificate" },
  { "tls-1.3-none-fails", "-tls1_3", NULL, "first-answer", "client_cert_required_13",
    "first-answer" },
  { "tls-1.2-accepted-trusted", "-tls1_2", "client.pem", NULL, NULL, NULL },
  { "tls-1.3-accepted-trusted", "-tls1_3", "client.pem", NULL, NULL, NULL },
  { "tls-1.2-foreign-fails", "-tls1_2", "foreign.pem", STEP_FITS, "client_cert_issuer",
    "client-certificate" },
  { "tls-1.3-foreign-fails", "-tls1_3", "foreign.pem", STEP_FITS, "client_cert_issuer",
    "first-answer" },
};

static void
test_client (gconstpointer data)
{
  const Client *test = data;
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_openssl_start ("-Verify", "2", "-verify_return_error", "-CAfile", "clients-ca.pem",
                            test->version, NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = ask (daemon, test->client, "client.key");
  if (test->step != NULL)
    wlk_test_answer_assert_decisive (answer, test->step, test->cause);
  else
    wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "certificate-request", "CN=CA 1");
  if (test->refusing == NULL)
    return;

  /* Who is refused sees whom the server would have taken. */
  wlk_test_answer_assert_evidence (answer, test->refusing, "CN=CA 1");
  if (test->client != NULL)
    {
      assert_outcome (answer, test->refusing, "failed", "client_cert_rejected");
      wlk_test_answer_assert_evidence (answer, test->refusing, "unknown_ca (48)");
    }
}

typedef struct
{
  const char *name;
  const char *certificate;
  const char *key;
  const char *cause; /* NULL when it would be chosen */
} Fit;

static const Fit fits[] = {
  { "client-chosen", "client.pem", "client.key", NULL },
  { "foreign-issuer-not-chosen", "foreign.pem", "client.key", "client_cert_issuer" },
  { "expired-not-chosen", "expired-client.pem", "client.key", "client_cert_own" },
  { "server-purpose-not-chosen", "leaf.pem", "key.pem", "client_cert_own" },
};

/* A server that asks, and accepts every client: what does not fit is a warning. */
static void
test_fit (gconstpointer data)
{
  const Fit *fit = data;
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_openssl_start ("-verify", "2", "-CAfile", "clients-ca.pem", "-client_sigalgs",
                            "ECDSA+SHA256", NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = ask (daemon, fit->certificate, fit->key);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  assert_outcome (answer, STEP_FITS, fit->cause != NULL ? "warning" : "passed", fit->cause);
}

/* Up to TLS 1.2 a key that cannot sign ends the handshake on our side; it is not the server's
 * fault, and the handshake has not come to its end. */
static void
test_key_type (void)
{
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_openssl_start ("-verify", "2", "-CAfile", "clients-ca.pem", "-client_sigalgs",
                            "ECDSA+SHA256", "-tls1_2", NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = ask (daemon, "rsa-client.pem", "other.key");
  wlk_test_answer_assert_decisive (answer, STEP_FITS, "client_cert_key");
  assert_outcome (answer, "client-certificate", "failed", "client_cert_key");
  wlk_test_answer_assert_evidence (answer, "client-certificate", "cannot sign");
  assert_outcome (answer, "handshake-finished", "skipped", NULL);
}

/* A server that names no CA takes a certificate from any, as far as a client can see. */
static void
test_no_ca_named (void)
{
  g_autoptr(WlkTestDaemon) daemon = wlk_test_openssl_start ("-verify", "2", NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = ask (daemon, "foreign.pem", "client.key");
  wlk_test_answer_assert_evidence (answer, "certificate-request", "any may do");
  assert_outcome (answer, STEP_FITS, "passed", NULL);
}

/* People are told without asking for every step. */
static void
test_told (void)
{
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_openssl_start ("-verify", "2", "-CAfile", "clients-ca.pem", NULL);
  g_autoptr(WlkTestDaemon) other = wlk_test_openssl_start ("-quiet", NULL);
  g_autofree char *asked = NULL;
  g_autofree char *unasked = NULL;

  if (daemon == NULL || other == NULL)
    return;
  asked = ask_for_people (daemon);
  g_assert_nonnull (strstr (asked, "A client would choose “Client” for this server."));
  unasked = ask_for_people (other);
  g_assert_nonnull (strstr (unasked, "The server did not ask for “Client”, or for any client"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/client-certificate/%s", clients[i].name);

      g_test_add_data_func (path, &clients[i], test_client);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/client-certificate/%s", fits[i].name);

      g_test_add_data_func (path, &fits[i], test_fit);
    }
  g_test_add_func ("/servers/client-certificate/key-type-not-chosen", test_key_type);
  g_test_add_func ("/servers/client-certificate/verdict-told", test_told);
  g_test_add_func ("/servers/client-certificate/no-ca-named-any-chosen", test_no_ca_named);

  return g_test_run ();
}
