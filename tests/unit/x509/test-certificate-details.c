/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"
#include "x509/wlk-certificate-details.h"

#include <string.h>

/* What a person reads of a certificate, as text. */

static char *
describe (const WlkTestExtension *extensions)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(WlkField) details = NULL;

  recipe.subject = "CN=Leaf,O=A <b>bold</b> name";
  recipe.extensions = extensions;
  certificate = wlk_test_issue (&recipe, NULL);
  details = wlk_certificate_details_new (certificate);

  return wlk_field_dup_text (details);
}

static void
assert_contains (const char *text,
                 const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is missing from:\n%s", words, text);
}

static void
test_basics (void)
{
  g_autofree char *text = describe (NULL);

  g_assert_true (g_str_has_prefix (text, "Leaf\n  Subject\n"));
  assert_contains (text, "    Common name: Leaf\n");
  assert_contains (text, "    Organization: A <b>bold</b> name\n");
  assert_contains (text, "    Not before: 2026-01-01 00:00:00 UTC\n");
  assert_contains (text, "    Not after: 2026-12-31 23:59:59 UTC\n");
  assert_contains (text, "    Version: 3\n");
  assert_contains (text, "    Algorithm: EC P-256\n");
  assert_contains (text, "    Size: 256 bits\n");
  assert_contains (text, "    Curve: P-256\n");
  assert_contains (text, "    Pin (SHA-256): ");
  assert_contains (text, "    Algorithm: ECDSA with SHA-256\n");
  assert_contains (text, "    SHA-256: ");
  assert_contains (text, "    SHA-1: ");
}

typedef struct
{
  const char *path;
  const char *oid;
  gboolean    is_critical;
  const char *hex;
  const char *expected;
} Case;

#define IN_EXTENSION "\n      "

static const Case cases[] = {
  { "unknown-shows-its-bytes", "1.3.6.1.4.1.99999.1", TRUE, "0C0568656C6C6F",
    "    1.3.6.1.4.1.99999.1: critical" IN_EXTENSION "Bytes: 0C:05:68:65:6C:6C:6F\n" },
  { "malformed-shows-its-bytes", "2.5.29.36", FALSE, "0101FF", IN_EXTENSION "Bytes: 01:01:FF\n" },
  { "malformed-says-so", "2.5.29.36", FALSE, "0101FF", IN_EXTENSION "Could not be decoded: " },
  { "policies", "2.5.29.32", FALSE, "300A3008060667810C010201",
    IN_EXTENSION "Policy: Domain validated (DV) (2.23.140.1.2.1)\n" },
  { "policy-qualifier", "2.5.29.32", FALSE,
    "301C301A06042A03040530123010060" "82B0601050507020116046874" "7470",
    "Qualifier: Certification practice statement (1.3.6.1.5.5.7.2.1)\n          Text: http\n" },
  { "policy-mappings", "2.5.29.33", FALSE, "300A300806022A0306022A04",
    "Issuer’s policy: 1.2.3\n        Subject’s policy: 1.2.4\n" },
  { "policy-constraints", "2.5.29.36", FALSE, "3006800101810102",
    "Certificates until a policy is required: 1\n      "
    "Certificates until mapping is inhibited: 2\n" },
  { "inhibit-any-policy", "2.5.29.54", FALSE, "020105",
    "Certificates until any policy is inhibited: 5\n" },
  { "name-constraints", "2.5.29.30", TRUE, "3016A0073005820361" "2E62A10B3009870" "70A000000FF0000",
    "Permitted\n        DNS name: a.b\n      Excluded\n        IP address: " },
  { "crl-distribution-points", "2.5.29.31", FALSE, "300C300AA008A00686046C646170",
    "Distribution point\n        URI: ldap\n" },
  { "tls-feature", "1.3.6.1.5.5.7.1.24", FALSE, "3003020105",
    "Feature: status_request (OCSP must be stapled)\n" },
  { "ocsp-no-check", "1.3.6.1.5.5.7.48.1.5", FALSE, "0500", "OCSP No Check" },
  { "issuer-alternative-name", "2.5.29.18", FALSE, "3006860475" "726E3A", "      URI: urn:\n" },
  { "sct-list", "1.3.6.1.4.1.11129.2.4.2", FALSE,
    "0437" "0035" "0033" "00"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000018BCFE56800" "0000" "0403" "000401020304",
    "        Time: 2023-11-14 22:13:20 UTC\n        Signature: ECDSA with SHA-256\n" },
  { "sct-list-cut-off", "1.3.6.1.4.1.11129.2.4.2", FALSE, "0404FFFF0000", "is cut off" },
};

static void
test_extension (gconstpointer data)
{
  const Case *test = data;
  const WlkTestExtension extensions[] = {
    { test->oid, test->is_critical, test->hex },
    { NULL },
  };
  g_autofree char *text = describe (extensions);

  assert_contains (text, test->expected);
}

/* Spans are of the certificate's own bytes. */
static void
test_spans_lie_inside (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=CA", WLK_TEST_KEY_RSA_2048_0);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  g_autoptr(WlkField) details = wlk_certificate_details_new (certificate);
  GListModel *groups = wlk_field_get_children (details);
  guint n_spans = 0;
  gsize length;

  wlk_certificate_get_der (certificate, &length);
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(WlkField) group = g_list_model_get_item (groups, i);
      WlkSpan span = group->span;

      g_assert_cmpuint ((gsize) span.offset + span.length, <=, length);
      n_spans += span.length > 0;
    }

  g_assert_cmpuint (n_spans, >=, 5);
}

static void
test_field_limit (void)
{
  g_autoptr(WlkField) field = wlk_field_new ("many", NULL, WLK_SPAN_NONE);
  g_autoptr(WlkField) last = NULL;
  GListModel *children;

  for (guint i = 0; i < 20010; i++)
    wlk_field_add (wlk_field_add (field, "line", NULL, WLK_SPAN_NONE), "below", NULL,
                   WLK_SPAN_NONE);
  children = wlk_field_get_children (field);
  last = g_list_model_get_item (children, 20000);

  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 20001);
  g_assert_cmpstr (last->title, ==, "More are not shown");
  g_assert_null (wlk_field_get_children (last));
}

static void
test_field_makes_visible (void)
{
  g_autoptr(WlkField) field = wlk_field_new ("a\nb", "\xE2\x80\xAE" "c", WLK_SPAN_NONE);

  g_assert_cmpstr (field->title, ==, "a⟨U+000A⟩b");
  g_assert_cmpstr (field->value, ==, "⟨U+202E⟩c");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/x509/certificate-details/basics", test_basics);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/x509/certificate-details/extension/",
                                           cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_extension);
    }
  g_test_add_func ("/x509/certificate-details/spans-lie-inside", test_spans_lie_inside);
  g_test_add_func ("/x509/field/limit-is-said", test_field_limit);
  g_test_add_func ("/x509/field/hidden-characters-are-shown", test_field_makes_visible);

  return g_test_run ();
}
