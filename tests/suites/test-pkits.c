/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-case.h"

#include "x509/wlk-extensions.h"

/*
 * NIST PKITS: the verdict of every case, the user-constrained policy set wherever it is given, and
 * for each invalid case the certificate and the rule that fails.
 */

typedef struct
{
  SuiteReport *report;
  guint        n_policy_sets;       /* that the suite gives */
  guint        n_policy_sets_agree;
  JsonObject  *policies; /* names of policies to dotted OIDs */
  char        *folder;
  gint64       time;
} PkitsSuite;

typedef struct
{
  PkitsSuite *suite;
  JsonObject *object;
} PkitsCase;

/* What the suite calls a reason, where RFC 5280 has the rule, and our steps. */
static const struct
{
  const char *reason;
  const char *rules;
  const char *steps;
} pkits_steps[] = {
  { "signature-invalid", "6.1.3(a)(1)", "signature" },
  { "not-yet-valid", "6.1.3(a)(2)", "validity-not-before" },
  { "expired", "6.1.3(a)(2)", "validity-not-after" },
  { "name-chaining", "6.1.3(a)(4)", "issuer-name|issuer-found" },
  { "name-not-permitted", "6.1.3(b)", "name-permitted" },
  { "name-excluded", "6.1.3(c)", "name-not-excluded" },
  { "no-valid-policy", "6.1.3(f)|6.1.5(g)", "policy-valid|explicit-policy" },
  { "mapping-any-policy", "6.1.4(a)", "policy-mappings" },
  { "not-a-ca", "6.1.4(k)", "ca-flag" },
  { "path-too-long", "6.1.4(l)", "path-length" },
  { "no-keycertsign", "6.1.4(n)", "key-cert-sign" },
  { "unknown-critical-extension", "6.1.4(o)|6.1.5(f)",
    "critical-extensions|critical-extensions-end" },
  { "revoked", "6.1.3(a)(3)|6.3.3(j)|6.3.3(i)", "revocation" },
  { "crl-missing", "6.1.3(a)(3)|6.3.3", "revocation-known" },
  { "crl-issuer-mismatch", "6.3.3(b)(1)", "crl-issuer" },
  { "crl-not-indirect", "6.3.3(b)(1)", "crl-issuer" },
  { "idp-name-mismatch", "6.3.3(b)(2)(i)", "crl-scope" },
  { "idp-scope-user-certs", "6.3.3(b)(2)(ii)", "crl-scope" },
  { "idp-scope-ca-certs", "6.3.3(b)(2)(iii)", "crl-scope" },
  { "crl-signer-no-crlsign", "6.3.3(f)", "crl-issuer-key-usage" },
  { "crl-expired", "6.3.3(a)", "crl-dates" },
  { "crl-unknown-critical-extension", "5.2", "crl-extensions" },
  { "crl-unknown-critical-entry-extension", "5.3", "crl-extensions" },
  { "delta-without-base", "5.2.4", "crl-delta" },
};

static gboolean
is_step_of_reason (const char *reason,
                   const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (pkits_steps); i++)
    if (g_strcmp0 (pkits_steps[i].reason, reason) == 0 &&
        suite_has_word (pkits_steps[i].steps, step))
      return TRUE;

  return FALSE;
}

static gboolean
is_step_of_rule (const char *rule,
                 const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (pkits_steps); i++)
    if (suite_has_word (pkits_steps[i].rules, rule) &&
        suite_has_word (pkits_steps[i].steps, step))
      return TRUE;

  return FALSE;
}

/* Certificate and reason as the suite has them, or another answer that it calls defensible. */
static gboolean
is_localized (JsonObject *object,
              int         position,
              const char *step)
{
  JsonArray *reasons = json_object_get_array_member (object, "alt_reason_codes");
  JsonArray *also = json_object_get_array_member (object, "also");

  if (position == json_object_get_int_member (object, "failing_index"))
    {
      if (is_step_of_reason (suite_get_string (object, "reason_code"), step))
        return TRUE;
      for (guint i = 0; i < json_array_get_length (reasons); i++)
        if (is_step_of_reason (json_array_get_string_element (reasons, i), step))
          return TRUE;
    }

  for (guint i = 0; i < json_array_get_length (also); i++)
    {
      JsonArray *pair = json_array_get_array_element (also, i);

      if (position == json_array_get_int_element (pair, 0) &&
          is_step_of_rule (json_array_get_string_element (pair, 1), step))
        return TRUE;
    }

  return FALSE;
}

/* The position as the suite counts it. A path without its anchor is short of those above. */
static int
get_position (WlkInspection *inspection,
              JsonObject    *object)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  int length = (int) wlk_path_get_length (wlk_report_get_path (report));
  int expected = (int) json_array_get_length (json_object_get_array_member (object, "path"));
  int position = wlk_finding_get_position (decisive);

  if (position == WLK_WHOLE_PATH)
    return position;

  return wlk_path_has_anchor (wlk_report_get_path (report))
         ? position : position + expected - length;
}

static GStrv
create_policies (PkitsSuite *suite,
                 JsonObject *settings)
{
  JsonArray *names = json_object_get_array_member (settings, "initial_policy_set");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (g_str_equal (name, "anyPolicy"))
        return NULL;
      g_strv_builder_add (builder, json_object_get_string_member (suite->policies, name));
    }

  return g_strv_builder_end (builder);
}

static WlkRequest *
create_request (PkitsSuite *suite,
                JsonObject *object)
{
  JsonObject *settings = json_object_get_object_member (object, "settings");
  g_auto(GStrv) policies = create_policies (suite, settings);
  gboolean is_explicit = json_object_get_boolean_member (settings, "initial_explicit_policy");
  gboolean is_mapping_inhibited =
    json_object_get_boolean_member (settings, "initial_policy_mapping_inhibit");
  gboolean is_any_inhibited =
    json_object_get_boolean_member (settings, "initial_inhibit_any_policy");

  return g_object_new (WLK_TYPE_REQUEST,
                       "time", suite->time,
                       "purpose", WLK_PURPOSE_ANY,
                       "profile", WLK_PROFILE_PATH,
                       "policies", policies,
                       "require-explicit-policy", is_explicit,
                       "inhibit-policy-mapping", is_mapping_inhibited,
                       "inhibit-any-policy", is_any_inhibited,
                       "revocation", WLK_REVOCATION_REQUIRE,
                       "second-opinion", FALSE,
                       NULL);
}

/* The path is anchor first; what is received is end entity first, without the anchor. */
static void
load_path (WlkBundle     *bundle,
           WlkTrustStore *trust,
           JsonObject    *object,
           const char    *folder)
{
  JsonArray *path = json_object_get_array_member (object, "path");
  g_autoptr(WlkBundle) anchors = wlk_bundle_new ();

  for (guint i = json_array_get_length (path); i-- > 0;)
    {
      g_autoptr(JsonObject) one = json_object_new ();

      json_object_set_string_member (one, "path", json_array_get_string_element (path, i));
      suite_load_into_bundle (i > 0 ? bundle : anchors, one, "path", folder);
    }

  suite_load_into_trust (trust, anchors);
}

static WlkInspection *
inspect_case (PkitsSuite  *suite,
              JsonObject  *object,
              SuiteResult *result)
{
  g_autoptr(WlkRequest) request = create_request (suite, object);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autofree char *certificates = g_build_filename (suite->folder, "certs", NULL);
  g_autofree char *crls = g_build_filename (suite->folder, "crls", NULL);

  load_path (bundle, trust, object, certificates);
  suite_load_into_bundle (bundle, object, "aux_certs", certificates);
  suite_load_into_bundle (bundle, object, "crls", crls);

  return suite_inspect (request, bundle, trust, result);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

static GStrv
create_expected_policies (PkitsSuite *suite,
                          JsonArray  *names)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      g_ptr_array_add (list, g_strdup (g_str_equal (name, "anyPolicy") ? WLK_OID_ANY_POLICY
                                       : json_object_get_string_member (suite->policies, name)));
    }
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);

  return (GStrv) g_ptr_array_free (list, FALSE);
}

/* Wherever the suite says which policies a path has, it has these and no others. */
static gboolean
has_expected_policies (PkitsSuite    *suite,
                       JsonObject    *object,
                       WlkInspection *inspection)
{
  JsonNode *expected = json_object_get_member (object, "user_constrained_policy_set");
  g_auto(GStrv) policies = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  if (expected == NULL || JSON_NODE_HOLDS_NULL (expected))
    return TRUE;

  policies = create_expected_policies (suite, json_node_get_array (expected));
  wanted = g_strjoinv (" ", policies);
  found = g_strjoinv (" ", (GStrv) wlk_report_get_user_policies (
                        wlk_inspection_get_report (inspection, 0)));
  suite->n_policy_sets++;
  if (g_str_equal (wanted, found))
    {
      suite->n_policy_sets_agree++;
      return TRUE;
    }
  g_test_message ("the policies are “%s”, not “%s”", found, wanted);

  return FALSE;
}

static void
test_case (gconstpointer data)
{
  const PkitsCase *self = data;
  SuiteResult result = { .id = suite_get_string (self->object, "id") };
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *certificate = NULL;

  result.is_expected_valid =
    g_strcmp0 (suite_get_string (self->object, "expected"), "valid") == 0;
  inspection = inspect_case (self->suite, self->object, &result);
  g_assert_nonnull (inspection);

  if (!result.is_valid)
    {
      int position = get_position (inspection, self->object);

      result.certificate = certificate = g_strdup_printf ("%d", position);
      if (!result.is_expected_valid)
        result.localization = is_localized (self->object, position, result.step)
                              ? SUITE_LOCALIZED : SUITE_MISLOCALIZED;
    }
  else if (!result.is_expected_valid)
    {
      result.localization = SUITE_MISLOCALIZED;
    }

  suite_report_add (self->suite->report, &result);
  if (result.is_valid != result.is_expected_valid)
    g_test_message ("%s; decided by %s at %s", result.is_valid ? "accepted" : "refused",
                    result.step, result.certificate);
  else if (result.localization == SUITE_MISLOCALIZED)
    g_test_message ("decided by %s at %s, not by %s at %d", result.step, result.certificate,
                    suite_get_string (self->object, "reason_code"),
                    (int) json_object_get_int_member (self->object, "failing_index"));
  if (!has_expected_policies (self->suite, self->object, inspection) ||
      result.is_valid != result.is_expected_valid ||
      result.localization == SUITE_MISLOCALIZED)
    g_test_fail ();
}

static void
case_free (gpointer data)
{
  PkitsCase *self = data;

  json_object_unref (self->object);
  g_free (self);
}

/* Where the certificates are: what stands before the first blank. */
static char *
dup_folder (JsonObject *root)
{
  const char *text = json_object_get_string_member (root, "data_root");
  g_auto(GStrv) words = g_strsplit (text, " ", 2);

  return g_strdup (words[0]);
}

static void
load_suite (PkitsSuite *suite,
            JsonObject *root)
{
  g_autoptr(GDateTime) time = NULL;

  time = g_date_time_new_from_iso8601 (json_object_get_string_member (root, "validation_time"),
                                       NULL);
  g_assert_nonnull (time);
  suite->time = g_date_time_to_unix (time);
  suite->folder = dup_folder (root);
  suite->policies = json_object_ref (json_object_get_object_member (root, "policy_oids"));
  suite->report = suite_report_new ("pkits", "valid", "invalid");
}

static void
add_cases (PkitsSuite *suite,
           JsonObject *root)
{
  JsonArray *cases = json_object_get_array_member (root, "cases");

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      PkitsCase *pkits_case = g_new0 (PkitsCase, 1);
      g_autofree char *name = NULL;

      pkits_case->suite = suite;
      pkits_case->object = json_object_ref (json_array_get_object_element (cases, i));
      name = g_strconcat ("/pkits/", suite_get_string (pkits_case->object, "id"), NULL);
      g_test_add_data_func_full (name, pkits_case, test_case, case_free);
    }
}

static void
test_not_set (void)
{
  g_test_skip ("skipped: WEAKLINK_SUITES is not set, or its folder has no pkits.json");
}

static void
test_no_data (void)
{
  g_test_skip ("skipped: the certificates of PKITS (python3-cryptography-vectors) are not there");
}

int
main (int   argc,
      char *argv[])
{
  PkitsSuite suite = { 0 };
  g_autofree char *path = NULL;
  g_autoptr(JsonNode) root = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  path = suite_find_file ("pkits.json");
  if (path == NULL)
    {
      g_test_add_func ("/pkits", test_not_set);
      return g_test_run ();
    }

  root = suite_load_json (path);
  load_suite (&suite, json_node_get_object (root));
  if (g_file_test (suite.folder, G_FILE_TEST_IS_DIR))
    add_cases (&suite, json_node_get_object (root));
  else
    g_test_add_func ("/pkits", test_no_data);
  status = g_test_run ();
  g_print ("# pkits: %u of %u policy sets agree\n", suite.n_policy_sets_agree,
           suite.n_policy_sets);
  suite_report_free (suite.report);
  json_object_unref (suite.policies);
  g_free (suite.folder);

  return status;
}
