/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-input.h"
#include "net/wlk-connection-options.h"

/* What is typed about a connection, and what becomes of it. */

#define NAME_31 "a234567890123456789012345678901"

typedef struct
{
  const char *name;
  const char *typed;
  const char *result; /* NULL where it is refused */
} Row;

static const Row server_names[] = {
  { "name", "www.example.org", "www.example.org" },
  { "upper-case", "WWW.Example.ORG", "www.example.org" },
  { "trailing-dot", "www.example.org.", "www.example.org" },
  { "u-label", "bücher.example", "xn--bcher-kva.example" },
  { "a-label", "xn--bcher-kva.example", "xn--bcher-kva.example" },
  { "white-space-around", " a.example ", "a.example" },
  { "underscore", "_a.example", "_a.example" },
  { "empty", "", NULL },
  { "space-inside", "a b", NULL },
  { "v4", "192.0.2.1", NULL },
  { "v6", "2001:db8::1", NULL },
  { "port", "a.example:443", NULL },
  { "scheme", "https://a.example", NULL },
  { "wildcard", "*.example", NULL },
  { "two-dots", "a..example", NULL },
};

static const Row protocols[] = {
  { "one", "h2", "h2" },
  { "two", "h2,http/1.1", "h2|http/1.1" },
  { "spaces", " h2 , http/1.1 ", "h2|http/1.1" },
  { "none", "none", "" },
  { "longest", NAME_31, NAME_31 },
  { "eight", "1,2,3,4,5,6,7,8", "1|2|3|4|5|6|7|8" },
  { "none-among-others", "none,h2", "none|h2" },
  { "too-long", NAME_31 "2", NULL },
  { "nine", "1,2,3,4,5,6,7,8,9", NULL },
  { "nothing", "", NULL },
  { "nothing-between-commas", "h2,,http/1.1", NULL },
  { "comma-alone", ",", NULL },
  { "comma-at-end", "h2,", NULL },
};

static const Row proxies[] = {
  { "plain", "http://proxy.example:3128", "http://proxy.example:3128" },
  { "none", "none", "none" },
  { "user", "http://me@proxy.example:3128", "http://proxy.example:3128" },
  { "password", "socks5://me:secret@proxy.example:1080/", "socks5://proxy.example:1080/" },
  { "odd-password", "http://me:se@c/r@proxy.example", "http://proxy.example" },
  { "no-scheme", "me:secret@proxy.example:3128", "proxy.example:3128" },
  { "no-slashes", "http:me:secret@proxy.example", "proxy.example" },
  { "password-with-slashes", "me:a://b@proxy.example", "proxy.example" },
};

static const Row usable_proxies[] = {
  { "none", "none", "" },
  { "http", "http://proxy.example:3128", "" },
  { "https", "https://proxy.example", "" },
  { "socks", "socks5://me:secret@proxy.example:1080", "" },
  { "v6", "http://[2001:db8::1]:3128", "" },
  { "nothing", "", NULL },
  { "host-alone", "proxy.example:3128", NULL },
  { "no-scheme", "me:secret@proxy.example:3128", NULL },
  { "no-slashes", "http:me:secret@proxy.example", NULL },
  { "no-host", "http://", NULL },
  { "no-host-with-port", "http://:3128", NULL },
  { "no-host-with-user", "http://me:secret@", NULL },
  { "ftp", "ftp://proxy.example", NULL },
  { "odd-port", "http://proxy.example:port", NULL },
};

static void
test_proxy (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = wlk_connection_input_dup_proxy_text (row->typed);

  g_assert_cmpstr (text, ==, row->result);
}

static void
test_usable_proxy (gconstpointer data)
{
  const Row *row = data;

  g_assert_cmpint (wlk_connection_options_is_proxy (row->typed), ==, row->result != NULL);
}

static void
test_server_name (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *name = wlk_connection_input_dup_server_name (row->typed);

  g_assert_cmpstr (name, ==, row->result);
}

static void
test_protocols (gconstpointer data)
{
  const Row *row = data;
  g_auto(GStrv) names = wlk_connection_input_split_protocols (row->typed);
  g_autofree char *joined = names != NULL ? g_strjoinv ("|", names) : NULL;

  g_assert_cmpstr (joined, ==, row->result);
}

static void
add_rows (const char   *subject,
          const Row    *rows,
          gsize         n_rows,
          GTestDataFunc function)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/connection-input/%s-%s-%s", subject,
                                               rows[i].name,
                                               rows[i].result != NULL ? "taken" : "refused");

      g_test_add_data_func (path, &rows[i], function);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_rows ("server-name", server_names, G_N_ELEMENTS (server_names), test_server_name);
  add_rows ("proxy", proxies, G_N_ELEMENTS (proxies), test_proxy);
  add_rows ("usable-proxy", usable_proxies, G_N_ELEMENTS (usable_proxies), test_usable_proxy);
  add_rows ("protocols", protocols, G_N_ELEMENTS (protocols), test_protocols);

  return g_test_run ();
}
