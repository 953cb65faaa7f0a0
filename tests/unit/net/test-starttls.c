/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-starttls.h"

#include <string.h>

/* Which protocol is expected at which port. The ports are those that IANA has registered for the
 * protocol in plain text, or, of IRC and 2525, those in use. */

typedef struct
{
  guint16     port;
  const char *protocol; /* NULL where TLS begins with the first byte */
} Port;

static const Port ports[] = {
  { 21, "ftp" }, { 24, "lmtp" }, { 25, "smtp" }, { 110, "pop3" }, { 119, "nntp" }, { 143, "imap" },
  { 389, "ldap" }, { 433, "nntp" }, { 587, "smtp" }, { 2525, "smtp" }, { 3306, "mysql" },
  { 4190, "sieve" }, { 5222, "xmpp-client" }, { 5269, "xmpp-server" }, { 5432, "postgres" },
  { 6667, "irc" },
  { 1, NULL }, { 443, NULL }, { 465, NULL }, { 563, NULL }, { 636, NULL }, { 853, NULL },
  { 990, NULL }, { 993, NULL }, { 995, NULL }, { 5223, NULL }, { 6697, NULL }, { 8443, NULL },
  { 65535, NULL },
};

static void
test_port (gconstpointer data)
{
  const Port *port = data;
  const WlkStarttls *row = wlk_starttls_find_port (port->port);

  g_assert_cmpstr (row != NULL ? row->id : NULL, ==, port->protocol);
}

static void
test_all_there (void)
{
  static const char * const ids[] = {
    "smtp", "lmtp", "imap", "pop3", "sieve", "ftp", "nntp", "xmpp-client", "xmpp-server", "ldap",
    "postgres", "mysql", "irc",
  };
  gsize n_rows = 0;

  g_assert_nonnull (wlk_starttls_get_all (&n_rows));
  g_assert_cmpuint (n_rows, ==, G_N_ELEMENTS (ids));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const WlkStarttls *row = wlk_starttls_find (ids[i]);

      g_assert_nonnull (row);
      g_assert_cmpstr (row->id, ==, ids[i]);
      g_assert_cmpuint (row->n_exchanges, >, 0);
      g_assert_nonnull (row->reference);
    }
}

/* “none” is the choice where no protocol is spoken. */
static void
test_none (void)
{
  g_assert_null (wlk_starttls_find (WLK_STARTTLS_NONE));
  g_assert_null (wlk_starttls_find (""));
  g_assert_null (wlk_starttls_find ("SMTP"));
}

/* A port implies one protocol. */
static void
test_ports_once (void)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    for (const guint16 *port = rows[i].ports; *port != 0; port++)
      g_assert_true (wlk_starttls_find_port (*port) == &rows[i]);
}

typedef struct
{
  const char *name;
  const char *protocol;
  guint       exchange;
  const char *bytes;
  gsize       length; /* 0 for that of the string */
  WlkReply    reply;
  const char *refusal; /* NULL when it is none */
} Answer;

static const Answer answers[] = {
  { "smtp-one-line", "smtp", 0, "554 No\r\n", 0, WLK_REPLY_NO, "554 No" },
  { "smtp-lines", "smtp", 0, "554-No\r\n554-mail\r\n554 today\r\n", 0, WLK_REPLY_NO,
    "554-No 554-mail 554 today" },
  { "smtp-lines-without-end", "smtp", 0, "554-No\r\n554-mail\r\n", 0, WLK_REPLY_REFUSING,
    "554-No 554-mail" },
  { "smtp-refusal-after-features", "smtp", 2, "454-Not\r\n454 now\r\n", 0, WLK_REPLY_NO,
    "454-Not 454 now" },
  { "ftp-free-lines", "ftp", 1, "530-No\r\n TLS\r\n530 here\r\n", 0, WLK_REPLY_NO,
    "530-No  TLS 530 here" },
  { "imap-after-untagged", "imap", 2, "* x\r\nb NO never\r\n", 0, WLK_REPLY_NO, "b NO never" },
  { "irc-last-line", "irc", 0, ":a NOTICE x\r\n:a 421 STARTTLS\r\n", 0, WLK_REPLY_NO,
    ":a 421 STARTTLS" },
  { "xmpp-element", "xmpp-client", 0,
    "<stream:stream><stream:error><host-unknown/></stream:error></stream:stream>", 0, WLK_REPLY_NO,
    "<stream:error><host-unknown/></stream:error>" },
  { "xmpp-element-without-end", "xmpp-client", 0, "<stream:error><host-unknown/>", 0,
    WLK_REPLY_REFUSING, "<stream:error><host-unknown/>" },
  { "xmpp-empty-element", "xmpp-client", 1, "<failure xmlns='x'/>rest", 0, WLK_REPLY_NO,
    "<failure xmlns='x'/>" },
  { "postgres-no", "postgres", 0, "N", 0, WLK_REPLY_NO, "N" },
  { "postgres-error", "postgres", 0, "E\0\0\0\x18SFATAL\0Mno such\0C1\0\0", 25, WLK_REPLY_NO,
    "no such" },
  { "postgres-error-cut", "postgres", 0, "E\0\0\0\x18SFATAL\0Mno su", 18, WLK_REPLY_REFUSING,
    "no su" },
  { "postgres-error-without-text", "postgres", 0, "E\0\0\0\x05\0", 6, WLK_REPLY_NO, "E" },
  { "postgres-error-of-old-version", "postgres", 0, "Eno such\n\0", 10, WLK_REPLY_NO,
    "no such⟨U+000A⟩" },
  { "postgres-error-begun", "postgres", 0, "E", 0, WLK_REPLY_REFUSING, "E" },
  { "sieve-quoted", "sieve", 0, "\"STARTTLS\"\r\nOK\r\n", 0, WLK_REPLY_YES, NULL },
  { "sieve-literal", "sieve", 0, "{8}\r\nSTARTTLS\r\nOK\r\n", 0, WLK_REPLY_YES, NULL },
  { "sieve-literal-without-offer", "sieve", 0, "{4}\r\nSASL {2}\r\nOK\r\nOK\r\n", 0,
    WLK_REPLY_NOT_OFFERED, NULL },
  { "sieve-literal-cut", "sieve", 0, "{9}\r\nSTARTTLS", 0, WLK_REPLY_MORE, NULL },
  { "sieve-literal-too-long", "sieve", 0, "{99999999}\r\nOK\r\n", 0, WLK_REPLY_NOT_OFFERED, NULL },
  { "sieve-refusal-in-literal", "sieve", 1, "NO {7}\r\nnot\r\nme\r\n", 0, WLK_REPLY_NO,
    "NO {7} not me" },
};

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  const WlkExchange *exchange = &wlk_starttls_find (answer->protocol)->exchanges[answer->exchange];
  const guint8 *bytes = (const guint8 *) answer->bytes;
  gsize length = answer->length > 0 ? answer->length : strlen (answer->bytes);
  gsize n_used = length;
  g_autofree char *text = NULL;

  g_assert_cmpint (exchange->read (exchange, bytes, length, &n_used), ==, answer->reply);
  if (answer->refusal == NULL)
    return;
  text = wlk_starttls_reply_dup_refusal (
    exchange, bytes, answer->reply == WLK_REPLY_NO ? n_used : length);
  g_assert_cmpstr (text, ==, answer->refusal);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/starttls/port-%u-is-%s", ports[i].port,
                                               ports[i].protocol != NULL ? ports[i].protocol
                                                                         : "none");

      g_test_add_data_func (path, &ports[i], test_port);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/starttls/reply/%s", answers[i].name);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  g_test_add_func ("/net/starttls/all-there", test_all_there);
  g_test_add_func ("/net/starttls/none-is-no-row", test_none);
  g_test_add_func ("/net/starttls/ports-once", test_ports_once);

  return g_test_run ();
}
