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
  JsonObject  *policies; /* borrowed, nullable: names of policies to dotted OIDs */
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
  { "idp-scope-attribute-certs", "6.3.3(b)(2)(iv)", "crl-scope" },
  { "crl-signature-invalid", "6.3.3(f)|6.3.3(g)", "crl-signature" },
  { "reasons-not-covered", "6.3.3(d)|6.3.3(e)|6.3.3(l)", "revocation-known|crl-scope" },
  { "crl-signer-no-crlsign", "6.3.3(f)", "crl-issuer-key-usage" },
  { "crl-expired", "6.3.3(a)", "crl-dates" },
  { "crl-unknown-critical-extension", "5.2", "crl-extensions" },
  { "crl-unknown-critical-entry-extension", "5.3", "crl-extensions" },
  { "delta-without-base", "5.2.4|6.3.3(c)", "crl-delta" },
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

static gboolean
is_known_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (pkits_steps); i++)
    if (g_strcmp0 (pkits_steps[i].reason, reason) == 0)
      return TRUE;

  return FALSE;
}

/* A reason that is new here still has its rule: that of the CRL, where there is one. */
static gboolean
is_step_of_case (JsonObject *object,
                 const char *step)
{
  const char *reason = suite_get_string (object, "reason_code");
  const char *rule = suite_get_string (object, "crl_step");

  if (rule == NULL)
    rule = suite_get_string (object, "step");
  if (is_step_of_reason (reason, step) ||
      (rule != NULL && !is_known_reason (reason) && is_step_of_rule (rule, step)))
    return TRUE;
  for (guint i = 0; i < suite_get_length (object, "alt_reason_codes"); i++)
    if (is_step_of_reason (suite_get_word (object, "alt_reason_codes", i), step))
      return TRUE;

  return FALSE;
}

/* Whether it is the certificate that fails, or the one that made it fail. */
static gboolean
is_certificate_of_case (JsonObject *object,
                        int         position)
{
  const char *cause = suite_get_string (object, "cause_cert");

  if (position == suite_get_integer (object, "failing_index", WLK_WHOLE_PATH))
    return TRUE;

  return cause != NULL && position >= 0 &&
         position < (int) suite_get_length (object, "path") &&
         g_strcmp0 (suite_get_word (object, "path", (guint) position), cause) == 0;
}

/* Certificate and reason as the suite has them, or another answer that it calls defensible. */
static gboolean
is_localized (JsonObject *object,
              int         position,
              const char *step)
{
  if (is_certificate_of_case (object, position) && is_step_of_case (object, step))
    return TRUE;

  for (guint i = 0; i < suite_get_length (object, "also"); i++)
    {
      JsonNode *node = suite_get_element (object, "also", i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (pair != NULL && json_array_get_length (pair) == 2 &&
          position == json_array_get_int_element (pair, 0) &&
          is_step_of_rule (json_array_get_string_element (pair, 1), step))
        return TRUE;
    }

  return FALSE;
}

/* The index of a certificate in the path of the suite, which may differ from ours. */
static int
find_on_path (PkitsSuite     *suite,
              JsonObject     *object,
              WlkCertificate *certificate)
{
  g_autofree char *folder = g_build_filename (suite->folder, "certs", NULL);

  for (guint i = 0; i < suite_get_length (object, "path"); i++)
    {
      g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
      g_autoptr(JsonObject) one = json_object_new ();

      json_object_set_member (one, "path",
                              json_node_copy (suite_get_element (object, "path", i)));
      if (suite_load_into_bundle (bundle, one, "path", folder) &&
          bundle->certificates->len > 0 &&
          wlk_certificate_equal (wlk_bundle_get_certificate (bundle, 0), certificate))
        return (int) i;
    }

  return WLK_WHOLE_PATH;
}

/* The position as the suite counts it. A path without its anchor is short of those above. */
static int
get_position (PkitsSuite    *suite,
              WlkInspection *inspection,
              JsonObject    *object)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  int length = (int) report->path->certificates->len;
  int expected = (int) suite_get_length (object, "path");
  int position = decisive->record->position;
  int found;

  if (position == WLK_WHOLE_PATH)
    return position;
  found = find_on_path (suite, object, decisive->certificate);
  if (found != WLK_WHOLE_PATH)
    return found;

  return report->path->has_anchor ? position : position + expected - length;
}

/* The suite names its policies; others may write them out. */
static const char *
get_policy (PkitsSuite *suite,
            const char *name)
{
  const char *oid = name != NULL ? suite_get_string (suite->policies, name) : NULL;

  if (name == NULL || g_str_equal (name, "anyPolicy"))
    return WLK_OID_ANY_POLICY;

  return oid != NULL ? oid : name;
}

static GStrv
create_policies (PkitsSuite *suite,
                 JsonObject *settings)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_policies = suite_get_length (settings, "initial_policy_set");

  for (guint i = 0; i < n_policies; i++)
    {
      const char *oid = get_policy (suite, suite_get_word (settings, "initial_policy_set", i));

      if (g_str_equal (oid, WLK_OID_ANY_POLICY))
        return NULL;
      g_strv_builder_add (builder, oid);
    }

  return n_policies > 0 ? g_strv_builder_end (builder) : NULL;
}

static WlkQuery *
create_request (PkitsSuite *suite,
                JsonObject *object)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  JsonObject *settings = suite_get_object (object, "settings");
  g_auto(GStrv) policies = create_policies (suite, settings);

  fields.time = suite->time;
  fields.purpose = WLK_PURPOSE_ANY;
  fields.policies = (const char * const *) policies;
  fields.requires_explicit_policy = suite_get_boolean (settings, "initial_explicit_policy");
  fields.inhibits_policy_mapping = suite_get_boolean (settings, "initial_policy_mapping_inhibit");
  fields.inhibits_any_policy = suite_get_boolean (settings, "initial_inhibit_any_policy");
  fields.revocation = WLK_REVOCATION_REQUIRE;
  fields.wants_second_opinion = FALSE;

  return wlk_query_new (&fields);
}

/* The path is anchor first; what is received is end entity first, without the anchor. */
static gboolean
load_path (WlkBundle     *bundle,
           WlkTrustStore *trust,
           JsonObject    *object,
           const char    *folder)
{
  g_autoptr(WlkBundle) anchors = wlk_bundle_new ();
  gboolean is_complete = TRUE;

  for (guint i = suite_get_length (object, "path"); i-- > 0;)
    {
      g_autoptr(JsonObject) one = json_object_new ();

      json_object_set_member (one, "path",
                              json_node_copy (suite_get_element (object, "path", i)));
      is_complete &= suite_load_into_bundle (i > 0 ? bundle : anchors, one, "path", folder);
    }
  suite_load_into_trust (trust, anchors);

  return is_complete;
}

/* Returns NULL when a file of the case is not there. */
static WlkInspection *
inspect_case (PkitsSuite  *suite,
              JsonObject  *object,
              SuiteResult *result)
{
  g_autoptr(WlkQuery) request = create_request (suite, object);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autofree char *certificates = g_build_filename (suite->folder, "certs", NULL);
  g_autofree char *crls = g_build_filename (suite->folder, "crls", NULL);

  if (!load_path (bundle, trust, object, certificates) ||
      !suite_load_into_bundle (bundle, object, "aux_certs", certificates) ||
      !suite_load_into_bundle (bundle, object, "crls", crls))
    return NULL;

  return suite_inspect (request, bundle, trust, result);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

static char *
dup_expected_policies (PkitsSuite *suite,
                       JsonObject *object,
                       const char *member)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < suite_get_length (object, member); i++)
    g_ptr_array_add (list, (char *) get_policy (suite, suite_get_word (object, member, i)));
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);

  return g_strjoinv (" ", (GStrv) list->pdata);
}

/* Wherever the suite says which policies a path has, it has these and no others. */
static gboolean
has_expected_policies (PkitsSuite         *suite,
                       JsonObject         *object,
                       const char         *member,
                       const char * const *policies)
{
  JsonNode *expected = json_object_get_member (object, member);
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  if (expected == NULL || !JSON_NODE_HOLDS_ARRAY (expected))
    return TRUE;

  wanted = dup_expected_policies (suite, object, member);
  found = g_strjoinv (" ", (GStrv) policies);
  suite->n_policy_sets++;
  if (g_str_equal (wanted, found))
    {
      suite->n_policy_sets_agree++;
      return TRUE;
    }
  g_test_message ("%s is “%s”, not “%s”", member, found, wanted);

  return FALSE;
}

static gboolean
has_policies (PkitsSuite    *suite,
              JsonObject    *object,
              WlkInspection *inspection)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  gboolean has_user_set, has_authority_set;

  has_user_set = has_expected_policies (suite, object, "user_constrained_policy_set",
                                        wlk_report_get_user_policies (report));
  has_authority_set = has_expected_policies (suite, object, "authorities_constrained_policy_set",
                                             wlk_report_get_authority_policies (report));

  return has_user_set && has_authority_set;
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
  if (inspection == NULL)
    {
      suite_report_skip (self->suite->report, result.id, result.is_expected_valid);
      g_test_skip ("a certificate or CRL of it is not there");
      return;
    }

  if (!result.is_valid)
    {
      int position = get_position (self->suite, inspection, self->object);

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
                    (int) suite_get_integer (self->object, "failing_index", WLK_WHOLE_PATH));
  if (!has_policies (self->suite, self->object, inspection) ||
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

/* Where the certificates are: the text before the first blank. */
static char *
dup_folder (JsonObject *root)
{
  const char *text = suite_get_string (root, "data_root");
  g_auto(GStrv) words = g_strsplit (text != NULL ? text : "", " ", 2);

  return g_strdup (words[0] != NULL ? words[0] : "");
}

static void
load_suite (PkitsSuite *suite,
            JsonObject *root)
{
  const char *text = suite_get_string (root, "validation_time");
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = NULL;

  time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : g_date_time_new_now_utc ();
  if (time == NULL)
    g_error ("“%s” is not a time", text);
  suite->time = g_date_time_to_unix (time);
  suite->folder = dup_folder (root);
  suite->policies = suite_get_object (root, "policy_oids");
  suite->report = suite_report_new ("pkits", "valid", "invalid");
}

static void
add_cases (PkitsSuite *suite,
           GPtrArray  *cases)
{
  for (guint i = 0; i < cases->len; i++)
    {
      PkitsCase *pkits_case = g_new0 (PkitsCase, 1);
      g_autofree char *name = NULL;

      pkits_case->suite = suite;
      pkits_case->object = json_object_ref (cases->pdata[i]);
      name = g_strconcat ("/pkits/", suite_get_string (pkits_case->object, "id"), NULL);
      g_test_add_data_func_full (name, pkits_case, test_case, case_free);
    }
}

static void
test_not_set (void)
{
  g_test_skip ("skipped: WEAKLINK_SUITES is not set, or names nothing with cases of PKITS");
}

static void
test_no_data (void)
{
  g_test_skip ("skipped: the certificates of PKITS (python3-cryptography-vectors) are not there");
}

/* The file says where its certificates are, so that its one object is needed. */
static int
run_file (const char *path,
          GPtrArray  *cases)
{
  PkitsSuite suite = { 0 };
  g_autoptr(JsonNode) root = suite_load_json (path);
  int status;

  load_suite (&suite, json_node_get_object (root));
  if (g_file_test (suite.folder, G_FILE_TEST_IS_DIR))
    add_cases (&suite, cases);
  else
    g_test_add_func ("/pkits", test_no_data);
  status = g_test_run ();
  g_print ("# pkits: %u of %u policy sets agree\n", suite.n_policy_sets_agree,
           suite.n_policy_sets);
  suite_report_free (suite.report);
  g_free (suite.folder);

  return status;
}

int
main (int   argc,
      char *argv[])
{
  static const char * const names[] = { "pkits.json", NULL };
  g_autoptr(GPtrArray) paths = NULL;
  g_autoptr(GPtrArray) cases = NULL;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one that fails must not end the run */
  paths = suite_list_files (names);
  if (paths->len > 0)
    cases = suite_load_cases (paths->pdata[0], "cases", "path");
  if (cases != NULL && cases->len > 0)
    return run_file (paths->pdata[0], cases);

  g_test_add_func ("/pkits", test_not_set);
  return g_test_run ();
}
