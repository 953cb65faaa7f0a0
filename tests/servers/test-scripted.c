/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-pki.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include <string.h>

/*
 * Servers of a few lines, for protocols whose servers are too large to start for a test, and for
 * what no server says in a dialogue that ends with STARTTLS.
 */

#define MAX_LINE 512 /* bytes; IRC has the shortest lines of all */

typedef struct
{
  const char *name;
  const char *protocol;
  const char *greeting;  /* NULL when the client speaks first */
  const char *replies[3]; /* one for each line of the client; TLS begins after the last */
  gboolean    is_refusal;
  const char *cause;     /* of the step “starttls”, or NULL when all is well */
  const char *dialogue;
} Script;

static const Script scripts[] = {
  { "nntp-chain-trusted", "nntp", "200 news.example\r\n", { "382 Continue\r\n" }, FALSE, NULL,
    "→ STARTTLS" },
  { "nntp-read-only-chain-trusted", "nntp", "201 no posting\r\n", { "382 Continue\r\n" }, FALSE,
    NULL, "← 382 Continue" },
  { "nntp-refused", "nntp", "200 news.example\r\n", { "580 No key\r\n" }, TRUE, "starttls_refused",
    "← 580 No key" },
  { "nntp-unavailable", "nntp", "400 Too busy\r\n", { NULL }, TRUE, "starttls_refused",
    "← 400 Too busy" },
  { "irc-chain-trusted", "irc", NULL, { ":irc.example 670 * :STARTTLS successful\r\n" }, FALSE,
    NULL, "→ STARTTLS" },
  { "irc-notice-chain-trusted", "irc", ":irc.example NOTICE * :*** Looking up your hostname\r\n",
    { ":irc.example 670 * :STARTTLS successful\r\n" }, FALSE, NULL, "670" },
  { "irc-unknown-command-refused", "irc", NULL, { ":irc.example 421 * STARTTLS :What?\r\n" }, TRUE,
    "starttls_refused", "421" },
  { "smtp-refused", "smtp", "220 mail.example\r\n",
    { "250-mail\r\n250 STARTTLS\r\n", "454 Not now\r\n" }, TRUE, "starttls_refused",
    "← 454 Not now" },
  { "smtp-refused-in-many-lines", "smtp", "554-No\r\n554-service\r\n554 today\r\n", { NULL }, TRUE,
    "starttls_refused", "← 554-service" },
  { "sieve-literals-chain-trusted", "sieve",
    "{14}\r\nIMPLEMENTATION {3}\r\nOK\n\r\n{8}\r\nSTARTTLS\r\nOK\r\n", { "OK {2}\r\ngo\r\n" },
    FALSE, NULL, "→ STARTTLS" },
  { "smtp-instead-of-imap-named", "imap", "220 mail.example\r\n", { NULL }, TRUE,
    "starttls_other_protocol", "← 220 mail.example" },
};

typedef struct
{
  const Script *script;
  WlkTestTls    tls;
} Server;

static gboolean
receive_line (GSocket *socket)
{
  char c = 0;

  for (gsize i = 0; i < MAX_LINE && c != '\n'; i++)
    {
      if (g_socket_receive (socket, &c, 1, NULL, NULL) <= 0)
        return FALSE;
    }

  return c == '\n';
}

static void
play (GSocket      *socket,
      gconstpointer data)
{
  const Server *server = data;
  const Script *script = server->script;

  if (script->greeting != NULL)
    wlk_test_send (socket, script->greeting, strlen (script->greeting));
  for (guint i = 0; i < G_N_ELEMENTS (script->replies) && script->replies[i] != NULL; i++)
    {
      if (!receive_line (socket))
        return;
      wlk_test_send (socket, script->replies[i], strlen (script->replies[i]));
    }
  if (script->is_refusal)
    wlk_test_wait_for_end (socket);
  else
    wlk_test_tls_serve (socket, &server->tls);
}

static WlkTestAnswer *
ask (WlkTestServer *server,
     const char    *protocol)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_autofree char *trust = g_strdup_printf ("--trust=%s/root.pem", folder);
  g_autofree char *option = g_strdup_printf ("--starttls=%s", protocol);
  g_autofree char *target = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK,
                                             wlk_test_server_get_port (server));
  WlkTestAnswer *answer = NULL;

  wlk_test_pki_write (folder);
  answer = wlk_test_ask (trust, option, "--name=localhost", "--timeout=3", target, NULL);
  wlk_test_remove_folder (folder);

  return answer;
}

static void
test_script (gconstpointer data)
{
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  g_autoptr(GPtrArray) chain = g_ptr_array_new ();
  Server server = {
    data, { .priorities = "NORMAL", .chain = chain, .key = WLK_TEST_PKI_LEAF_KEY }
  };
  g_autoptr(WlkTestServer) listener = wlk_test_server_new (WLK_TEST_LOOPBACK, play, &server);
  g_autoptr(WlkTestAnswer) answer = NULL;

  g_ptr_array_add (chain, pki->leaf);
  g_ptr_array_add (chain, pki->issuer);
  answer = ask (listener, server.script->protocol);
  g_clear_pointer (&listener, wlk_test_server_free);
  g_free (server.tls.server_name);

  if (server.script->cause != NULL)
    wlk_test_answer_assert_decisive (answer, "starttls", server.script->cause);
  else
    wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "starttls", server.script->dialogue);
}

/* A patient server that says one byte a second, and one that never stops. */
static void
say_slowly (GSocket      *socket,
            gconstpointer data)
{
  while (g_socket_send (socket, "2", 1, NULL, NULL) == 1)
    {
      if (g_socket_condition_timed_wait (socket, G_IO_IN | G_IO_HUP, G_USEC_PER_SEC, NULL, NULL))
        return;
    }
}

static void
say_without_end (GSocket      *socket,
                 gconstpointer data)
{
  const char *line = data;

  while (g_socket_send (socket, line, strlen (line), NULL, NULL) > 0)
    ;
}

static void
test_slow (void)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, say_slowly, NULL);
  g_autoptr(WlkTestAnswer) answer = ask (server, "smtp");

  wlk_test_answer_assert_decisive (answer, "starttls", "timed_out");
}

static void
test_endless (gconstpointer data)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, say_without_end, data);
  g_autoptr(WlkTestAnswer) answer = ask (server, "smtp");

  wlk_test_answer_assert_decisive (answer, "starttls", "starttls_other_protocol");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/scripted/%s", scripts[i].name);

      g_test_add_data_func (path, &scripts[i], test_script);
    }
  g_test_add_func ("/servers/scripted/byte-a-second-times-out", test_slow);
  g_test_add_data_func ("/servers/scripted/endless-greeting-fails", "220-still here\r\n",
                        test_endless);
  g_test_add_data_func ("/servers/scripted/endless-line-fails", "220 still here", test_endless);

  return g_test_run ();
}
