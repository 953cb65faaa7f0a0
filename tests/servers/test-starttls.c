/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-daemons.h"
#include "wlk-test-pki.h"

#include <string.h>

/* The servers that begin in plain text and change to TLS when asked. */

typedef struct
{
  const char                *server;
  const char                *protocol;  /* what the command line calls it */
  const WlkTestDaemonRecipe *recipe;    /* NULL for dovecot, of which there are two */
  guint                      port;
  const char                *dialogue;  /* a part of it */
  const char                *found;     /* when no protocol is given; NULL for nothing */
  const char                *refusal;   /* the cause when TLS is off at the server */
} Case;

#define NOT_OFFERED             "starttls_not_offered"
#define REFUSED                 "starttls_refused"
#define FIRST_POSTGRES_WITH_TLS 17 /* major version */

static const Case cases[] = {
  { "postfix", "smtp", &wlk_test_postfix, 0, "→ STARTTLS", "STARTTLS for SMTP", NOT_OFFERED },
  { "dovecot", "imap", NULL, WLK_TEST_DOVECOT_IMAP, "→ b STARTTLS", "STARTTLS for IMAP",
    NOT_OFFERED },
  { "dovecot", "pop3", NULL, WLK_TEST_DOVECOT_POP3, "→ STLS", "STARTTLS for POP3", REFUSED },
  { "dovecot", "sieve", NULL, WLK_TEST_DOVECOT_SIEVE, "→ STARTTLS", "STARTTLS for ManageSieve",
    NOT_OFFERED },
  { "dovecot", "lmtp", NULL, WLK_TEST_DOVECOT_LMTP, "→ LHLO localhost", NULL, NOT_OFFERED },
  { "slapd", "ldap", &wlk_test_slapd, 0, "→ ExtendedRequest StartTLS", NULL, REFUSED },
  { "postgres", "postgres", &wlk_test_postgres, 0, "→ SSLRequest", "STARTTLS for PostgreSQL",
    REFUSED },
  { "mariadb", "mysql", &wlk_test_mariadb, 0, "→ SSLRequest", "STARTTLS for MySQL", NOT_OFFERED },
  { "vsftpd", "ftp", &wlk_test_vsftpd, 0, "→ AUTH TLS", "STARTTLS for FTP", REFUSED },
  { "prosody", "xmpp-client", &wlk_test_prosody, WLK_TEST_PROSODY_CLIENT, "→ <starttls",
    "STARTTLS for XMPP", NOT_OFFERED },
  { "prosody", "xmpp-server", &wlk_test_prosody, WLK_TEST_PROSODY_SERVER, "→ <starttls", NULL,
    NOT_OFFERED },
};

/* Runs the command line on the case's server, telling it the protocol or not. */
static WlkTestAnswer *
ask (const Case *test,
     gboolean    is_plain,
     const char *protocol)
{
  WlkTestDaemonRecipe recipe =
    test->recipe != NULL ? *test->recipe : *wlk_test_daemons_get_dovecot ();
  g_autofree char *option = g_strconcat ("--starttls=", protocol, NULL);
  g_autoptr(WlkTestDaemon) daemon = NULL;

  recipe.is_plain = is_plain;
  daemon = wlk_test_daemon_start (&recipe);
  if (daemon == NULL)
    return NULL;

  return wlk_test_ask_daemon (daemon, WLK_TEST_HOST, test->port,
                              protocol != NULL ? option : NULL, NULL);
}

static void
test_trusted (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkTestAnswer) answer = ask (test, FALSE, test->protocol);

  if (answer == NULL)
    return;
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "starttls", test->dialogue);
}

/* “postgres (PostgreSQL) 17.5 (Debian …)”: from 17 on it takes TLS from the first byte, too. */
static gboolean
takes_tls_at_once (const Case *test)
{
  g_autofree char *program = wlk_test_daemon_find_program (test->server);
  const char *arguments[] = { program, "--version", NULL };
  g_autofree char *output = NULL;
  const char *version;

  if (!g_str_equal (test->server, "postgres"))
    return FALSE;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               &output, NULL, NULL, NULL));
  version = strstr (output, ") ");
  g_assert_nonnull (version);

  return g_ascii_strtoull (version + strlen (") "), NULL, 10) >= FIRST_POSTGRES_WITH_TLS;
}

/* No protocol is given; the client finds out which one the server speaks. */
static void
test_recognized (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkTestAnswer) answer = ask (test, FALSE, NULL);

  if (answer == NULL)
    return;
  if (takes_tls_at_once (test))
    {
      wlk_test_answer_assert_trusted (answer, "CN=localhost");
      return;
    }
  wlk_test_answer_assert_decisive (answer, "server-hello", "plaintext_starttls");
  wlk_test_answer_assert_evidence (answer, "server-hello", test->found);
}

static void
test_off (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkTestAnswer) answer = ask (test, TRUE, test->protocol);

  if (answer == NULL)
    return;
  wlk_test_answer_assert_decisive (answer, "starttls", test->refusal);
}

static void
add_case (const Case   *test,
          const char   *name,
          GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/servers/%s/%s-%s", test->server, test->protocol, name);

  g_test_add_data_func (path, test, function);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_case (&cases[i], "chain-trusted", test_trusted);
      if (cases[i].found != NULL)
        add_case (&cases[i], "recognized", test_recognized);
      add_case (&cases[i], "without-tls-fails", test_off);
    }

  return g_test_run ();
}
