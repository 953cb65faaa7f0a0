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
  g_test_add_func ("/net/starttls/all-there", test_all_there);
  g_test_add_func ("/net/starttls/none-is-no-row", test_none);
  g_test_add_func ("/net/starttls/ports-once", test_ports_once);

  return g_test_run ();
}
