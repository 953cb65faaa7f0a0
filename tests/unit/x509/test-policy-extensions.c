/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extensions.h"
#include "x509/wlk-policy-extensions.h"

#include "wlk-test-ca.h"

/* The four extensions about policies: what is read, and what breaks their syntax. */

static WlkCertificate *
issue (const char *oid,
       const char *hex)
{
  const WlkTestExtension extensions[] = { { oid, FALSE, hex }, { NULL } };
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=ca", WLK_TEST_KEY_EC_0);

  if (hex != NULL)
    recipe.extensions = extensions;

  return wlk_test_issue (&recipe, NULL);
}

typedef struct
{
  const char *name;
  const char *oid;
  const char *hex;
  const char *text; /* what was read; NULL when it is malformed */
} Case;

#define POLICIES    WLK_OID_CERTIFICATE_POLICIES
#define MAPPINGS    WLK_OID_POLICY_MAPPINGS
#define CONSTRAINTS WLK_OID_POLICY_CONSTRAINTS
#define INHIBIT_ANY WLK_OID_INHIBIT_ANY_POLICY

static const Case cases[] = {
  { "policies/one", POLICIES, "3006300406022a03", "1.2.3" },
  { "policies/any-and-one", POLICIES, "300e30060604551d2000300406022a03", "2.5.29.32.0 1.2.3" },
  { "policies/qualifiers-do-not-matter", POLICIES, "3008300606022a033000", "1.2.3" },
  { "policies/empty-malformed", POLICIES, "3000", NULL },
  { "policies/twice-malformed", POLICIES, "300c300406022a03300406022a03", NULL },
  { "policies/no-oid-malformed", POLICIES, "30023000", NULL },
  { "policies/other-type-malformed", POLICIES, "0500", NULL },
  { "policies/more-than-qualifiers-malformed", POLICIES, "300a300806022a0330000500", NULL },
  { "policies/qualifiers-of-other-type-malformed", POLICIES, "3008300606022a030500", NULL },
  { "policies/trailing-bytes-malformed", POLICIES, "3006300406022a030500", NULL },
  { "mappings/one", MAPPINGS, "300a300806022a0306022a04", "1.2.3=1.2.4" },
  { "mappings/two", MAPPINGS, "3014300806022a0306022a04300806022a0306022a05",
    "1.2.3=1.2.4 1.2.3=1.2.5" },
  { "mappings/empty-malformed", MAPPINGS, "3000", NULL },
  { "mappings/half-malformed", MAPPINGS, "3006300406022a03", NULL },
  { "mappings/three-malformed", MAPPINGS, "300e300c06022a0306022a0406022a05", NULL },
  { "constraints/explicit", CONSTRAINTS, "3003800100", "0 -1" },
  { "constraints/mapping", CONSTRAINTS, "3003810105", "-1 5" },
  { "constraints/both", CONSTRAINTS, "3006800101810102", "1 2" },
  { "constraints/large", CONSTRAINTS, "300b8009010000000000000000", "2147483647 -1" },
  { "constraints/empty-malformed", CONSTRAINTS, "3000", NULL },
  { "constraints/negative-malformed", CONSTRAINTS, "30038001ff", NULL },
  { "constraints/other-order-malformed", CONSTRAINTS, "3006810101800102", NULL },
  { "inhibit-any/zero", INHIBIT_ANY, "020100", "0" },
  { "inhibit-any/large", INHIBIT_ANY, "0209010000000000000000", "2147483647" },
  { "inhibit-any/largest-exact", INHIBIT_ANY, "02047fffffff", "2147483647" },
  { "inhibit-any/negative-malformed", INHIBIT_ANY, "0201ff", NULL },
  { "inhibit-any/empty-malformed", INHIBIT_ANY, "0200", NULL },
};

static WlkPresence
read_policies (WlkCertificate *certificate,
               GString        *text,
               GError        **error)
{
  g_autoptr(GPtrArray) list = NULL;
  WlkPresence presence = wlk_extensions_read_list (certificate, WLK_OID_CERTIFICATE_POLICIES, &list,
                                                   error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((WlkPolicy *) list->pdata[i])->oid);

  return presence;
}

static WlkPresence
read_mappings (WlkCertificate *certificate,
               GString        *text,
               GError        **error)
{
  g_autoptr(GPtrArray) list = NULL;
  WlkPresence presence = wlk_extensions_read_list (certificate, WLK_OID_POLICY_MAPPINGS, &list,
                                                   error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const WlkPolicyMapping *mapping = list->pdata[i];

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", mapping->issuer_policy,
                              mapping->subject_policy);
    }

  return presence;
}

static WlkPresence
read_any (const char *oid,
          const char *hex,
          GString    *text,
          GError    **error)
{
  g_autoptr(WlkCertificate) certificate = issue (oid, hex);
  WlkPolicyConstraints constraints;
  int skip = 0;
  WlkPresence presence;

  if (g_str_equal (oid, POLICIES))
    return read_policies (certificate, text, error);
  if (g_str_equal (oid, MAPPINGS))
    return read_mappings (certificate, text, error);
  if (g_str_equal (oid, CONSTRAINTS))
    {
      presence = wlk_policy_extensions_read_constraints (certificate, &constraints, error);
      g_string_append_printf (text, "%d %d", constraints.require_explicit_policy,
                              constraints.inhibit_policy_mapping);
      return presence;
    }

  presence = wlk_policy_extensions_read_inhibit_any (certificate, &skip, error);
  g_string_append_printf (text, "%d", skip);

  return presence;
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  WlkPresence presence = read_any (row->oid, row->hex, text, &error);

  if (row->text == NULL)
    {
      g_assert_cmpint (presence, ==, WLK_MALFORMED);
      g_assert_nonnull (error);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (presence, ==, WLK_PRESENT);
  g_assert_cmpstr (text->str, ==, row->text);
}

static void
test_absent (void)
{
  static const char * const oids[] = { POLICIES, MAPPINGS, CONSTRAINTS, INHIBIT_ANY };

  for (guint i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (read_any (oids[i], NULL, text, &error), ==, WLK_ABSENT);
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/policy-extensions/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/x509/policy-extensions/absent", test_absent);

  return g_test_run ();
}
