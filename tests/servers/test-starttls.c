/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-daemons.h"
#include "wlk-test-pki.h"

/* The servers that begin in plain text and change to TLS when asked. */

static const WlkTestDaemonRecipe *
get_postfix (void)
{
  return &wlk_test_postfix;
}

static const WlkTestDaemonRecipe *
get_slapd (void)
{
  return &wlk_test_slapd;
}

static const WlkTestDaemonRecipe *
get_postgres (void)
{
  return &wlk_test_postgres;
}

static const WlkTestDaemonRecipe *
get_mariadb (void)
{
  return &wlk_test_mariadb;
}

static const WlkTestDaemonRecipe *
get_vsftpd (void)
{
  return &wlk_test_vsftpd;
}

static const WlkTestDaemonRecipe *
get_prosody (void)
{
  return &wlk_test_prosody;
}

typedef struct
{
  const char *server;
  const char *protocol;
  const WlkTestDaemonRecipe *(*get_recipe)(void);
  guint       port;
} Case;

static const Case cases[] = {
  { "postfix", "smtp", get_postfix, 0 },
  { "dovecot", "imap", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_IMAP },
  { "dovecot", "pop3", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_POP3 },
  { "dovecot", "sieve", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_SIEVE },
  { "dovecot", "lmtp", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_LMTP },
  { "slapd", "ldap", get_slapd, 0 },
  { "postgres", "postgres", get_postgres, 0 },
  { "mariadb", "mysql", get_mariadb, 0 },
  { "vsftpd", "ftp", get_vsftpd, 0 },
  { "prosody", "xmpp-client", get_prosody, WLK_TEST_PROSODY_CLIENT },
  { "prosody", "xmpp-server", get_prosody, WLK_TEST_PROSODY_SERVER },
};

static void
test_trusted (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkTestDaemon) daemon = wlk_test_daemon_start (test->get_recipe ());
  g_autofree char *target = NULL;
  g_autofree char *root = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  const char *protocol = g_str_equal (test->protocol, "xmpp-client") ? "xmpp" : test->protocol;
  int status = 0;

  if (daemon == NULL)
    return;
  target = g_strdup_printf ("127.0.0.1:%u", wlk_test_daemon_get_port (daemon, test->port));
  root = wlk_test_daemon_dup_path (daemon, "root.pem");
  {
    const char *arguments[] = { "openssl", "s_client", "-starttls", protocol, "-xmpphost",
                                "localhost", "-connect", target, "-CAfile", root,
                                "-attime", "1780315200", "-verify_return_error",
                                "-verify_hostname", "localhost", NULL };

    g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
                  &status, NULL);
  }
  if (status != 0 || strstr (out, "Verification: OK") == NULL)
    g_error ("%s%s", out, err);
}

/* Without asking for TLS, the client finds out what it talks to. */
static const Case plain_cases[] = {
  { "postfix", "smtp", get_postfix, 0 },
  { "dovecot", "imap", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_IMAP },
  { "dovecot", "pop3", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_POP3 },
  { "dovecot", "sieve", wlk_test_daemons_get_dovecot, WLK_TEST_DOVECOT_SIEVE },
  { "vsftpd", "ftp", get_vsftpd, 0 },
};

static void
test_plain (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkTestDaemon) daemon = wlk_test_daemon_start (test->get_recipe ());
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, test->port, NULL);
  wlk_test_answer_assert_decisive (answer, "handshake", "plaintext_starttls");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/%s/%s-chain-trusted", cases[i].server,
                                               cases[i].protocol);

      g_test_add_data_func (path, &cases[i], test_trusted);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (plain_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/%s/plain-%s-named", plain_cases[i].server,
                                               plain_cases[i].protocol);

      g_test_add_data_func (path, &plain_cases[i], test_plain);
    }

  return g_test_run ();
}
