/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-target.h"

#include "base/wlk-error.h"

#include <string.h>

/* Each row is a case of its own: what is typed, and what is understood. */
typedef struct
{
  const char *name;
  const char *typed;
  const char *host;
  guint16     port;
  const char *text;
  const char *server_name;
} Understood;

static const Understood understood[] = {
  { "host", "example.org", "example.org", 443, "example.org", "example.org" },
  { "host-and-port", "example.org:8443", "example.org", 8443, "example.org:8443", "example.org" },
  { "default-port", "example.org:443", "example.org", 443, "example.org", "example.org" },
  { "lowest-port", "example.org:1", "example.org", 1, "example.org:1", "example.org" },
  { "highest-port", "a:65535", "a", 65535, "a:65535", "a" },
  { "upper-case", "EXAMPLE.Org", "example.org", 443, "example.org", "example.org" },
  { "trailing-dot", "example.org.", "example.org", 443, "example.org", "example.org" },
  { "trailing-dot-and-port", "example.org.:99", "example.org", 99, "example.org:99",
    "example.org" },
  { "white-space", " \t example.org\n", "example.org", 443, "example.org", "example.org" },
  { "no-break-space", "\302\240example.org\302\240", "example.org", 443, "example.org",
    "example.org" },
  { "single-label", "localhost", "localhost", 443, "localhost", "localhost" },
  { "underscore", "_mta-sts.example.org", "_mta-sts.example.org", 443, "_mta-sts.example.org",
    "_mta-sts.example.org" },
  { "digits-in-name", "1.2.3.example", "1.2.3.example", 443, "1.2.3.example", "1.2.3.example" },
  { "u-label", "bücher.example", "xn--bcher-kva.example", 443, "bücher.example",
    "xn--bcher-kva.example" },
  { "a-label", "xn--bcher-kva.example:99", "xn--bcher-kva.example", 99, "bücher.example:99",
    "xn--bcher-kva.example" },
  { "u-label-upper-case", "BÜCHER.example", "xn--bcher-kva.example", 443, "bücher.example",
    "xn--bcher-kva.example" },
  { "no-a-label", "xn--a.example", "xn--a.example", 443, "xn--a.example", "xn--a.example" },
  { "https", "https://example.org", "example.org", 443, "example.org", "example.org" },
  { "https-upper-case", "HTTPS://example.org", "example.org", 443, "example.org",
    "example.org" },
  { "https-path", "https://example.org/a b?c=@#d", "example.org", 443, "example.org",
    "example.org" },
  { "https-port-and-path", "https://example.org:8443/a:b", "example.org", 8443,
    "example.org:8443", "example.org" },
  { "https-query-without-path", "https://example.org?x", "example.org", 443, "example.org",
    "example.org" },
  { "https-v6", "https://[2001:db8::1]:8443/", "2001:db8::1", 8443, "[2001:db8::1]:8443", NULL },
  { "v4", "192.0.2.1", "192.0.2.1", 443, "192.0.2.1", NULL },
  { "v4-and-port", "192.0.2.1:25", "192.0.2.1", 25, "192.0.2.1:25", NULL },
  { "v4-trailing-dot", "192.0.2.1.", "192.0.2.1", 443, "192.0.2.1", NULL },
  { "v4-full-width", "１９２.0.2.1", "192.0.2.1", 443, "192.0.2.1", NULL },
  { "v6-bare", "2001:DB8::1", "2001:db8::1", 443, "2001:db8::1", NULL },
  { "v6-brackets", "[::1]", "::1", 443, "::1", NULL },
  { "v6-zone", "[fe80::1%lo]:8443", "fe80::1%lo", 8443, "[fe80::1%lo]:8443", NULL },
  { "v6-encoded-zone", "[fe80::1%25lo]:8443", "fe80::1%lo", 8443, "[fe80::1%lo]:8443", NULL },
  { "v6-zone-25", "[fe80::1%25]:8443", "fe80::1%25", 8443, "[fe80::1%25]:8443", NULL },
  { "v6-zone-2525", "[fe80::1%2525]:8443", "fe80::1%25", 8443, "[fe80::1%25]:8443", NULL },
  { "v6-zone-in-upper-case", "FE80::A%ETH0", "fe80::a%ETH0", 443, "fe80::a%ETH0", NULL },
  { "v6-zone-in-address", "https://[fe80::1%25lo]/", "fe80::1%lo", 443, "fe80::1%lo", NULL },
  { "v6-and-port", "[::1]:8443", "::1", 8443, "[::1]:8443", NULL },
};

/* What is refused, and a word that the sentence about it must have. */
typedef struct
{
  const char *name;
  const char *typed;
  const char *word;
} Refused;

static const Refused refused[] = {
  { "empty", "", "no host" },
  { "only-space", " \t ", "no host" },
  { "space-inside", "exam ple.org", "space" },
  { "line-break-inside", "a.example\nb.example", "line break" },
  { "port-zero", "example.org:0", "“0” is not a port" },
  { "port-too-high", "example.org:65536", "“65536” is not a port" },
  { "port-huge", "example.org:99999999999999999999999", "is not a port" },
  { "port-empty", "example.org:", "“” is not a port" },
  { "port-word", "example.org:https", "“https” is not a port" },
  { "port-negative", "example.org:-1", "“-1” is not a port" },
  { "port-plus", "example.org:+1", "“+1” is not a port" },
  { "host-missing", ":443", "host is missing" },
  { "https-alone", "https://", "host is missing" },
  { "https-path-alone", "https:///path", "host is missing" },
  { "http", "http://example.org", "http://" },
  { "other-scheme", "smtp://example.org", "smtp://" },
  { "user", "user@example.org", "“@”" },
  { "user-and-password", "https://user:secret@example.org/", "“@”" },
  { "slash", "example.org/path", "“/”" },
  { "two-dots", "example..org", "between two dots" },
  { "dot-alone", ".", "between two dots" },
  { "leading-dot", ".example.org", "between two dots" },
  { "two-trailing-dots", "example.org..", "between two dots" },
  { "wildcard", "*.example.org", "“*”" },
  { "percent", "ex%61mple.org", "“%”" },
  { "v4-short", "192.0.2", "IPv4" },
  { "v4-too-high", "192.0.2.256", "IPv4" },
  { "number", "1", "IPv4" },
  { "v6-zone-letters", "fe80::1%\303\251", "IPv6" },
  { "v6-malformed", "2001:db8::1::2", "IPv6" },
  { "bracket-open", "[::1", "bracket" },
  { "bracket-then-text", "[::1]x", "bracket" },
  { "bracket-name", "[example.org]:443", "IPv6" },
  { "bracket-v4", "[192.0.2.1]", "IPv6" },
  { "bracket-bad-port", "[::1]:0", "port" },
  { "bidi", "a\342\200\256b.example", "⟨U+202E⟩" },
  { "not-utf8", "\377\376", "read as a host" },
};

static void
test_understood (gconstpointer data)
{
  const Understood *row = data;
  g_autoptr(GError) error = NULL;
  WlkTarget *target = wlk_target_new_parse (row->typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (target->host, ==, row->host);
  g_assert_cmpuint (target->port, ==, row->port);
  g_assert_cmpstr (target->text, ==, row->text);
  g_assert_cmpstr (target->server_name, ==, row->server_name);
  g_assert_cmpint (target->is_address, ==, row->server_name == NULL);
  wlk_target_unref (target);
}

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse (row->typed, &error);

  g_assert_null (target);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT);
  if (strstr (error->message, row->word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, row->word);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* What people read has the A-labels beside the U-labels. */
static void
test_both_forms (void)
{
  g_autoptr(WlkTarget) named = wlk_target_new_parse ("BÜCHER.example:99", NULL);
  g_autoptr(WlkTarget) usual = wlk_target_new_parse ("xn--bcher-kva.example", NULL);
  g_autoptr(WlkTarget) plain = wlk_target_new_parse ("example.org:99", NULL);
  g_autoptr(WlkTarget) address = wlk_target_new_parse ("[2001:DB8::1]:99", NULL);

  g_assert_cmpstr (named->title, ==, "bücher.example:99 (xn--bcher-kva.example)");
  g_assert_cmpstr (named->full_host, ==, "bücher.example (xn--bcher-kva.example)");
  g_assert_cmpstr (named->display_host, ==, "bücher.example");
  g_assert_cmpstr (usual->title, ==, "bücher.example (xn--bcher-kva.example)");
  g_assert_cmpstr (plain->title, ==, "example.org:99");
  g_assert_cmpstr (plain->full_host, ==, "example.org");
  g_assert_cmpstr (address->title, ==, "[2001:db8::1]:99");
  g_assert_cmpstr (address->full_host, ==, "2001:db8::1");
}

static char *
dup_name (guint n_labels,
          guint label_length)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < n_labels; i++)
    {
      if (i > 0)
        g_string_append_c (name, '.');
      for (guint j = 0; j < label_length; j++)
        g_string_append_c (name, 'a');
    }

  return g_string_free (name, FALSE);
}

static void
test_longest_name_accepted (void)
{
  g_autofree char *name = dup_name (127, 1); /* 253 bytes */
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse (name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (target->host, ==, name);
}

static void
assert_refused (const char *typed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse (typed, &error);

  g_assert_null (target);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT);
}

static void
test_too_long_name_refused (void)
{
  g_autofree char *name = dup_name (128, 1); /* 255 bytes */

  assert_refused (name);
}

static void
test_too_long_label_refused (void)
{
  g_autofree char *name = dup_name (2, 64);

  assert_refused (name);
}

static void
test_pasted_document_refused (void)
{
  g_autofree char *text = g_strnfill (1000 * 1000, 'a');

  assert_refused (text);
}

static void
test_password_not_repeated (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("https://me:secret@a.example/", &error);

  g_assert_null (target);
  g_assert_null (strstr (error->message, "secret"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (understood); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/target/%s-understood", understood[i].name);

      g_test_add_data_func (path, &understood[i], test_understood);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/target/%s-refused", refused[i].name);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/net/target/both-forms-shown", test_both_forms);
  g_test_add_func ("/net/target/longest-name-understood", test_longest_name_accepted);
  g_test_add_func ("/net/target/too-long-name-refused", test_too_long_name_refused);
  g_test_add_func ("/net/target/too-long-label-refused", test_too_long_label_refused);
  g_test_add_func ("/net/target/pasted-document-refused", test_pasted_document_refused);
  g_test_add_func ("/net/target/password-not-repeated", test_password_not_repeated);

  return g_test_run ();
}
