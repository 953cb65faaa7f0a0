/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "wlk-test-ca.h"
#include "x509/wlk-extensions.h"

/* Each reader: the extension is absent, present, malformed, or at the edge of its syntax. */

static WlkCertificate *
issue (const char *oid,
       const char *hex)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0);
  const WlkTestExtension extensions[] = { { oid, FALSE, hex }, { NULL } };

  recipe.has_basic_constraints = FALSE;
  recipe.key_usage = 0;
  recipe.purposes = NULL;
  recipe.san = NULL;
  recipe.has_no_key_ids = TRUE;
  recipe.extensions = oid != NULL ? extensions : NULL;

  return wlk_test_issue (&recipe, NULL);
}

typedef struct
{
  const char *path;
  const char *hex; /* NULL: absent */
  WlkPresence presence;
  int         value;
  int         other;
} Case;

static const Case basic_constraints[] = {
  { "absent", NULL, WLK_ABSENT, FALSE, -1 },
  { "empty-is-no-ca", "3000", WLK_PRESENT, FALSE, -1 },
  { "ca", "30030101FF", WLK_PRESENT, TRUE, -1 },
  { "explicit-false", "3003010100", WLK_PRESENT, FALSE, -1 },
  { "path-length-zero", "30060101FF020100", WLK_PRESENT, TRUE, 0 },
  { "path-length-of-32-bits", "30090101FF02047FFFFFFF", WLK_PRESENT, TRUE, G_MAXINT },
  { "path-length-of-33-bits", "300A0101FF02050100000000", WLK_PRESENT, TRUE, G_MAXINT },
  { "path-length-of-80-bits", "300F0101FF020A7FFFFFFFFFFFFFFFFFFF", WLK_PRESENT, TRUE,
    G_MAXINT },
  { "path-length-negative", "30060101FF0201FF", WLK_MALFORMED, TRUE, -1 },
  { "trailing-bytes", "30030101FF00", WLK_MALFORMED, FALSE, -1 },
  { "trailing-element", "30080101FF0201000500", WLK_MALFORMED, TRUE, 0 },
  { "not-a-sequence", "0101FF", WLK_MALFORMED, FALSE, -1 },
  { "truncated", "30050101FF", WLK_MALFORMED, FALSE, -1 },
};

static void
test_basic_constraints (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_BASIC_CONSTRAINTS : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  WlkBasicConstraints constraints;

  g_assert_cmpint (wlk_extensions_read_basic_constraints (certificate, &constraints, &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (constraints.is_ca, ==, test->value);
  g_assert_cmpint (constraints.path_length, ==, test->other);
}

static const Case key_usage[] = {
  { "absent", NULL, WLK_ABSENT, 0, 0 },
  { "no-bits", "030100", WLK_PRESENT, 0, 0 },
  { "first-bit", "03020780", WLK_PRESENT, WLK_KEY_USAGE_DIGITAL_SIGNATURE, 0 },
  { "ca", "03020106", WLK_PRESENT, WLK_KEY_USAGE_KEY_CERT_SIGN | WLK_KEY_USAGE_CRL_SIGN, 0 },
  { "ninth-bit", "0303070080", WLK_PRESENT, WLK_KEY_USAGE_DECIPHER_ONLY, 0 },
  { "trailing-zero-bits", "03020080", WLK_PRESENT, WLK_KEY_USAGE_DIGITAL_SIGNATURE, 0 },
  { "unknown-bits", "0304000000FF", WLK_PRESENT, 0, 0 },
  { "empty", "0300", WLK_MALFORMED, 0, 0 },
  { "eight-unused-bits", "03020880", WLK_MALFORMED, 0, 0 },
  { "octet-string", "04020780", WLK_MALFORMED, 0, 0 },
};

static void
test_key_usage (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_KEY_USAGE : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  WlkKeyUsage usage;

  g_assert_cmpint (wlk_extensions_read_key_usage (certificate, &usage, &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (usage, ==, test->value);
}

static const Case purposes[] = {
  { "absent", NULL, WLK_ABSENT, 0, 0 },
  { "server", "300A06082B06010505070301", WLK_PRESENT, 1, 0 },
  { "two", "301406082B0601050507030106082B06010505070302", WLK_PRESENT, 2, 0 },
  { "none", "3000", WLK_PRESENT, 0, 0 },
  { "no-oid", "30030101FF", WLK_MALFORMED, 0, 0 },
  { "broken-oid", "3003060180", WLK_MALFORMED, 0, 0 },
};

static void
test_purposes (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_EXTENDED_KEY_USAGE : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) found = NULL;

  g_assert_cmpint (wlk_extensions_read_extended_key_usage (certificate, &found, &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (found != NULL ? g_strv_length (found) : 0, ==, test->value);
  if (test->value > 0)
    g_assert_cmpstr (found[0], ==, WLK_OID_PURPOSE_SERVER);
}

static const Case authority_key_ids[] = {
  { "absent", NULL, WLK_ABSENT, 0, 0 },
  { "key-id", "30048002ABCD", WLK_PRESENT, 2, 0 },
  { "without-key-id", "3003820101", WLK_PRESENT, 0, 0 },
  { "with-serial", "30078002ABCD820101", WLK_PRESENT, 2, 0 },
  { "garbage-behind", "30068002ABCD82FF", WLK_MALFORMED, 0, 0 },
  { "not-a-sequence", "8002ABCD", WLK_MALFORMED, 0, 0 },
};

static void
test_authority_key_id (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_AUTHORITY_KEY_IDENTIFIER : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key_id = NULL;

  g_assert_cmpint (wlk_extensions_read_authority_key_id (certificate, &key_id, &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (key_id != NULL ? (int) g_bytes_get_size (key_id) : 0, ==, test->value);
}

/* The length of the serial number, and whether there is a name. */
static const Case authority_certificates[] = {
  { "absent", NULL, WLK_ABSENT, 0, FALSE },
  { "key-id-alone", "30048002ABCD", WLK_ABSENT, 0, FALSE },
  { "serial", "3003820101", WLK_PRESENT, 1, FALSE },
  { "empty-serial", "30028200", WLK_PRESENT, 0, FALSE },
  { "key-id-and-serial", "30078002ABCD820101", WLK_PRESENT, 1, FALSE },
  { "name", "3006A104A4023000", WLK_PRESENT, 0, TRUE },
  { "name-of-other-kind", "3005A103820161", WLK_PRESENT, 0, FALSE },
  { "name-and-serial", "3009A104A4023000820101", WLK_PRESENT, 1, TRUE },
  { "unreadable-names", "3004A10282FF", WLK_PRESENT, 0, FALSE },
  { "garbage-behind", "30068002ABCD82FF", WLK_MALFORMED, 0, FALSE },
};

static void
test_authority_certificate (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_AUTHORITY_KEY_IDENTIFIER : NULL, test->hex);
  g_autoptr(WlkName) name = NULL;
  g_autoptr(GBytes) serial = NULL;

  g_assert_cmpint (wlk_extensions_read_authority_certificate (certificate, &name, &serial), ==,
                   test->presence);
  g_assert_cmpint (serial != NULL ? (int) g_bytes_get_size (serial) : 0, ==, test->value);
  g_assert_cmpint (name != NULL, ==, test->other);
}

static const Case names[] = {
  { "absent", NULL, WLK_ABSENT, 0, 0 },
  { "one", "30038201" "61", WLK_PRESENT, 1, 0 },
  { "none", "3000", WLK_PRESENT, 0, 0 },
  { "unknown-tag", "300389" "0161", WLK_PRESENT, 1, 0 },
  { "truncated", "30038205" "61", WLK_MALFORMED, 0, 0 },
};

static void
test_names (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_SUBJECT_ALT_NAME : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;

  g_assert_cmpint (wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &found, &error),
                   ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (found != NULL ? (int) found->len : 0, ==, test->value);
}

static const Case accesses[] = {
  { "absent", NULL, WLK_ABSENT, 0, 0 },
  { "one", "300F300D06082B06010505073002860161", WLK_PRESENT, 1, 0 },
  { "without-location", "300C300A06082B06010505073002", WLK_MALFORMED, 0, 0 },
  { "trailing-element", "3011300F06082B060105050730028601610500", WLK_MALFORMED, 0, 0 },
};

static void
test_access (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_AUTHORITY_INFO_ACCESS : NULL, test->hex);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = NULL;

  g_assert_cmpint (wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &found,
                                             &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_cmpint (found != NULL ? (int) found->len : 0, ==, test->value);
}

/* Several steps read it; what is malformed is so each time, and whole each time. */
static void
test_access_again (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkCertificate) certificate =
    issue (test->hex != NULL ? WLK_OID_AUTHORITY_INFO_ACCESS : NULL, test->hex);
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) second = NULL;
  g_autoptr(GError) error = NULL;

  wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &first, NULL);

  g_assert_cmpint (wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &second,
                                             &error), ==,
                   test->presence);
  g_assert_cmpint (error != NULL, ==, test->presence == WLK_MALFORMED);
  g_assert_true (first == second);
}

static void
test_format_key_usage (void)
{
  g_autofree char *two =
    wlk_extensions_format_key_usage (WLK_KEY_USAGE_KEY_CERT_SIGN | WLK_KEY_USAGE_CRL_SIGN);
  g_autofree char *none = wlk_extensions_format_key_usage (0);

  g_assert_cmpstr (two, ==, "keyCertSign, cRLSign");
  g_assert_cmpstr (none, ==, "none");
}

static void
add_cases (const char   *subject,
           const Case   *cases,
           guint         n_cases,
           GTestDataFunc function)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/extensions/%s/%s", subject, cases[i].path);

      g_test_add_data_func (path, &cases[i], function);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("basic-constraints", basic_constraints, G_N_ELEMENTS (basic_constraints),
             test_basic_constraints);
  add_cases ("key-usage", key_usage, G_N_ELEMENTS (key_usage), test_key_usage);
  add_cases ("extended-key-usage", purposes, G_N_ELEMENTS (purposes), test_purposes);
  add_cases ("authority-key-id", authority_key_ids, G_N_ELEMENTS (authority_key_ids),
             test_authority_key_id);
  add_cases ("authority-certificate", authority_certificates,
             G_N_ELEMENTS (authority_certificates), test_authority_certificate);
  add_cases ("subject-alt-name", names, G_N_ELEMENTS (names), test_names);
  add_cases ("authority-access", accesses, G_N_ELEMENTS (accesses), test_access);
  add_cases ("access-again", accesses, G_N_ELEMENTS (accesses), test_access_again);
  g_test_add_func ("/x509/extensions/key-usage/is-named", test_format_key_usage);

  return g_test_run ();
}
