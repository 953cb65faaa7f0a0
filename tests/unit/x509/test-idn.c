/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-idn.h"

/* Each row is a case of its own: a name, and what people are shown. The look-alike has Cyrillic
 * letters that seem to spell “apple”. */
typedef struct
{
  const char *name;
  const char *typed;
  const char *both;
} Row;

static const Row rows[] = {
  { "ascii", "www.example.org", "www.example.org" },
  { "a-label", "xn--bcher-kva.example", "bücher.example (xn--bcher-kva.example)" },
  { "u-label", "bücher.example", "bücher.example (xn--bcher-kva.example)" },
  { "one-label-of-many", "www.xn--bcher-kva.example",
    "www.bücher.example (www.xn--bcher-kva.example)" },
  { "look-alike", "аррӏе.example", "аррӏе.example (xn--80ak6aa92e.example)" },
  { "sharp-s", "straße.example", "straße.example (xn--strae-oqa.example)" },
  { "no-u-label", "xn--a.example", "xn--a.example" },
  { "mailbox", "user@xn--bcher-kva.example", "user@xn--bcher-kva.example" },
  { "address", "192.0.2.1", "192.0.2.1" },
  { "v6-address", "2001:db8::1", "2001:db8::1" },
  { "underscore", "_mta-sts.example", "_mta-sts.example" },
  { "bidi", "a\342\200\256b", "a⟨U+202E⟩b" },
  { "empty", "", "" },
};

static void
test_both (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = wlk_idn_dup_both (row->typed);

  g_assert_cmpstr (text, ==, row->both);
}

static void
test_ascii (void)
{
  g_autofree char *ascii = wlk_idn_dup_ascii ("BÜCHER.Example");
  g_autofree char *none = wlk_idn_dup_ascii ("a\342\200\256b.example");

  g_assert_cmpstr (ascii, ==, "xn--bcher-kva.example");
  g_assert_null (none);
}

static void
test_unicode (void)
{
  g_autofree char *text = wlk_idn_dup_unicode ("xn--bcher-kva.example");

  g_assert_cmpstr (text, ==, "bücher.example");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/idn/%s-shown", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_both);
    }
  g_test_add_func ("/x509/idn/to-ascii", test_ascii);
  g_test_add_func ("/x509/idn/to-unicode", test_unicode);

  return g_test_run ();
}
