/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-pki.h"

/* Servers that ask who the client is. openssl's refuses in the handshake, as few others do. */

typedef struct
{
  const char *name;
  const char *version;
  const char *client;   /* its certificate, or NULL for none */
  const char *step;     /* at which it ends; NULL when it is trusted */
  const char *cause;
} Client;

static const Client clients[] = {
  { "tls-1.2-none-fails", "-tls1_2", NULL, "client-certificate", "client_cert_required_12" },
  { "tls-1.3-none-fails", "-tls1_3", NULL, "first-answer", "client_cert_required_13" },
  { "tls-1.2-accepted-trusted", "-tls1_2", "client.pem", NULL, NULL },
  { "tls-1.3-accepted-trusted", "-tls1_3", "client.pem", NULL, NULL },
  { "tls-1.2-foreign-fails", "-tls1_2", "foreign.pem", "client-certificate",
    "client_cert_rejected" },
  { "tls-1.3-foreign-fails", "-tls1_3", "foreign.pem", "first-answer", "client_cert_rejected" },
};

static WlkTestDaemon *
start (const char *version)
{
  const char *arguments[] = {
    "s_server", "-quiet", "-accept", "127.0.0.1:@PORT@", "-cert", "leaf.pem",
    "-cert_chain", "issuers.pem", "-key", "key.pem", "-Verify", "2", "-verify_return_error",
    "-CAfile", "clients-ca.pem", version, NULL
  };
  const WlkTestDaemonRecipe recipe = { "openssl", .arguments = arguments };

  return wlk_test_daemon_start (&recipe);
}

static void
test_client (gconstpointer data)
{
  const Client *test = data;
  g_autoptr(WlkTestDaemon) daemon = start (test->version);
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autofree char *certificate_option = NULL;
  g_autofree char *key_option = NULL;
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  if (test->client != NULL)
    {
      certificate = wlk_test_daemon_dup_path (daemon, test->client);
      key = wlk_test_daemon_dup_path (daemon, "client.key");
      certificate_option = g_strconcat ("--client-certificate=", certificate, NULL);
      key_option = g_strconcat ("--client-key=", key, NULL);
    }
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, certificate_option, key_option, NULL);
  if (test->step != NULL)
    wlk_test_answer_assert_decisive (answer, test->step, test->cause);
  else
    wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "certificate-request", "CN=CA 1");
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

  return g_test_run ();
}
