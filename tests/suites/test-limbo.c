/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-case.h"

/*
 * C2SP x509-limbo. Cases under “webpki::” are validated with the profile “web”, all others with
 * “strict”. A case whose outcome differs from what the suite expects must be in
 * limbo-exceptions.json with a reason, and one that is there must differ.
 */

typedef struct
{
  SuiteReport *report;
  GHashTable  *exceptions; /* (element-type utf8 utf8): id of a case, reason */
  GHashTable  *places;     /* (element-type utf8 GStrv): id of a case, its line in the table */
} LimboSuite;

typedef struct
{
  LimboSuite *suite;
  JsonObject *object;
} LimboCase;

/* What the suite calls a step, and our ids. “no-path” means the whole search. A word that is
 * not here may be an id itself. */
static const struct
{
  const char *word;
  const char *steps;
} limbo_steps[] = {
  { "authority-key-identifier", "authority-key-identifier" },
  { "basic-constraints", "ca-flag|leaf-not-ca|basic-constraints" },
  { "common-name", "common-name" },
  { "constraint-malformed", "name-constraints-update" },
  { "crl-issuer-key-usage", "crl-issuer-key-usage" },
  { "depth-limit", "depth-limit" },
  { "duplicate-extension", "extension-duplicate" },
  { "empty-issuer", "empty-issuer" },
  { "extended-key-usage", "extended-key-usage" },
  { "extension-criticality", "extension-criticality|crl-number" },
  { "extension-malformed", "extension-malformed" },
  { "extension-missing", "extension-missing|crl-number" },
  { "host-name", "host-name|ip-address|email-address" },
  { "key-usage", "key-usage|key-cert-sign" },
  { "name-chaining", "issuer-name" },
  { "name-constraints", "name-permitted|name-not-excluded" },
  { "no-path", "issuer-found|anchor-reached|no-loop|search-complete" },
  { "path-length", "path-length" },
  { "public-key", "key-strength|public-key" },
  { "resource-limit", "search-complete|name-permitted|name-not-excluded" },
  { "revoked", "revocation" },
  { "san-syntax", "san-syntax" },
  { "serial-number", "serial-number" },
  { "signature", "signature" },
  { "signature-algorithm", "signature-algorithm|algorithms-equal" },
  { "unknown-critical-extension", "critical-extensions|critical-extensions-end" },
  { "validity", "validity-not-before|validity-not-after|time-encoding" },
};

static gboolean
names_step (const char *words,
            const char *step)
{
  if (suite_has_word (words, step))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (limbo_steps); i++)
    if (suite_has_word (words, limbo_steps[i].word) && suite_has_word (limbo_steps[i].steps, step))
      return TRUE;

  return FALSE;
}

/* The index of a certificate among the intermediates of the case. */
static int
find_intermediate (WlkInspection  *inspection,
                   WlkCertificate *certificate)
{
  WlkBundle *bundle = inspection->bundle;

  for (guint i = 1; certificate != NULL && i < bundle->certificates->len; i++)
    if (wlk_certificate_equal (wlk_bundle_get_certificate (bundle, i), certificate))
      return (int) i - 1;

  return -1;
}

/* The index of an anchor among those that the case trusts. */
static guint
find_root (JsonObject     *object,
           WlkCertificate *certificate)
{
  g_autoptr(WlkBundle) anchors = wlk_bundle_new ();

  suite_load_into_bundle (anchors, object, "trusted_certs", NULL);
  for (guint i = 0; i < anchors->certificates->len; i++)
    if (wlk_certificate_equal (wlk_bundle_get_certificate (anchors, i), certificate))
      return i;

  return 0;
}

/* The certificate that a finding is about, in the suite's words. It counts intermediates in the
* order in which a case lists them; that this begins at the leaf holds for none of its cases. */
static char *
dup_certificate (WlkInspection *inspection,
                 JsonObject    *object)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  WlkReport *report = wlk_inspection_get_n_reports (inspection) > 0
                      ? wlk_inspection_get_report (inspection, 0) : NULL;
  int position = decisive != NULL ? decisive->record->position : WLK_WHOLE_PATH;
  guint length = report != NULL ? report->path->certificates->len : 0;

  if (decisive != NULL && names_step ("no-path", decisive->record->step->name))
    return g_strdup ("path");
  if (decisive != NULL && g_str_has_prefix (decisive->record->step->name, "crl-"))
    return g_strdup ("crl0");
  if (position == WLK_WHOLE_PATH)
    return g_strdup ("path");
  if (position + 1 == (int) length)
    return g_strdup ("leaf");
  if (position == 0 && report->path->has_anchor)
    return g_strdup_printf ("root%u", find_root (object, decisive->certificate));

  return g_strdup_printf ("int%d", find_intermediate (inspection, decisive->certificate));
}

static gint64
get_time (JsonObject *object)
{
  const char *text = suite_get_string (object, "validation_time");
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = NULL;

  time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : g_date_time_new_now_utc ();
  if (time == NULL)
    g_error ("%s: “%s” is not a time", suite_get_string (object, "id"), text);

  return g_date_time_to_unix (time);
}

/* One of the names of the peer: a server has one, a client may have several. */
static const char *
get_name (JsonObject *object,
          guint       index)
{
  JsonObject *one = suite_get_object (object, "expected_peer_name");
  JsonNode *many = NULL;

  if (one != NULL)
    return suite_get_string (one, "value");
  if (index >= suite_get_length (object, "expected_peer_names"))
    return NULL;

  many = suite_get_element (object, "expected_peer_names", index);
  return JSON_NODE_HOLDS_OBJECT (many)
         ? suite_get_string (json_node_get_object (many), "value") : NULL;
}

/* What is about RFC 5280 alone asks for no purpose, unless it says so. */
static WlkPurpose
get_purpose (JsonObject *object,
             gboolean    is_of_path,
             guint       index)
{
  static const struct
  {
    const char *word;
    WlkPurpose  purpose;
  } usages[] = {
    { "serverAuth", WLK_PURPOSE_SERVER },
    { "clientAuth", WLK_PURPOSE_CLIENT },
    { "emailProtection", WLK_PURPOSE_EMAIL },
    { "codeSigning", WLK_PURPOSE_CODE },
  };
  const char *wanted = index < suite_get_length (object, "extended_key_usage")
                       ? suite_get_word (object, "extended_key_usage", index) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    if (g_strcmp0 (wanted, usages[i].word) == 0)
      return usages[i].purpose;

  if (wanted != NULL)
    return WLK_PURPOSE_ANY;
  if (g_strcmp0 (suite_get_string (object, "validation_kind"), "CLIENT") == 0)
    return WLK_PURPOSE_CLIENT;

  return is_of_path ? WLK_PURPOSE_ANY : WLK_PURPOSE_SERVER;
}

static WlkQuery *
create_request (JsonObject *object,
                const char *id,
                guint       index)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  gboolean is_of_path = g_str_has_prefix (id, "rfc5280::") || g_str_has_prefix (id, "pathlen::");
  gboolean is_of_web = g_str_has_prefix (id, "webpki::");
  gint64 depth = suite_get_integer (object, "max_chain_depth", -1);

  fields.name = get_name (object, index);
  fields.time = get_time (object);
  fields.purpose = get_purpose (object, is_of_path, index);
  fields.profile = is_of_web ? WLK_PROFILE_WEB : WLK_PROFILE_STRICT;
  if (suite_get_length (object, "crls") > 0)
    fields.revocation = WLK_REVOCATION_REQUIRE;
  fields.max_path_length = (int) CLAMP (depth, -1, G_MAXINT);
  fields.wants_second_opinion = FALSE;

  return wlk_query_new (&fields);
}

/* A case with several names or purposes asks for all of them: the first that is refused counts. */
static WlkInspection *
inspect_case (JsonObject  *object,
              SuiteResult *result)
{
  guint n_questions = MAX (suite_get_length (object, "expected_peer_names"),
                           suite_get_length (object, "extended_key_usage"));
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkBundle) anchors = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  WlkInspection *inspection = NULL;

  suite_load_into_bundle (bundle, object, "peer_certificate", NULL);
  if (bundle->certificates->len > 0)
    suite_load_into_bundle (bundle, object, "untrusted_intermediates", NULL);
  suite_load_into_bundle (bundle, object, "crls", NULL);
  suite_load_into_bundle (anchors, object, "trusted_certs", NULL);
  suite_load_into_trust (trust, anchors);

  for (guint i = 0; i == 0 || (i < n_questions && result->is_valid); i++)
    {
      g_autoptr(WlkQuery) request = create_request (object, result->id, i);

      g_clear_object (&inspection);
      inspection = suite_inspect (request, bundle, trust, result);
    }

  return inspection;
}

static void
localize (LimboSuite  *suite,
          SuiteResult *result)
{
  GStrv place = g_hash_table_lookup (suite->places, result->id);

  if (place == NULL)
    return;

  result->localization = !result->is_valid && suite_has_word (place[1], result->certificate) &&
                         names_step (place[2], result->step)
                         ? SUITE_LOCALIZED : SUITE_MISLOCALIZED;
  if (result->localization == SUITE_MISLOCALIZED)
    g_test_message ("%s: %s at %s; expected %s at %s", result->id, result->step,
                    result->certificate, place[2], place[1]);
}

static void
assert_agrees (LimboSuite        *suite,
               const SuiteResult *result)
{
  const char *reason = g_hash_table_lookup (suite->exceptions, result->id);

  if (result->is_valid == result->is_expected_valid && reason != NULL)
    g_test_message ("agrees, though limbo-exceptions.json lists it: %s", reason);
  if (result->is_valid != result->is_expected_valid && reason == NULL)
    g_test_message ("%s; decided by %s at %s", result->is_valid ? "accepted" : "refused",
                    result->step, result->certificate);
  if ((result->is_valid == result->is_expected_valid) != (reason == NULL))
    g_test_fail ();
}

static void
test_case (gconstpointer data)
{
  const LimboCase *self = data;
  const char *expected = suite_get_string (self->object, "expected_result");
  SuiteResult result = { .id = suite_get_string (self->object, "id") };
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *certificate = NULL;

  result.is_expected_valid = g_strcmp0 (expected, "SUCCESS") == 0;
  inspection = inspect_case (self->object, &result);
  if (!result.is_valid && inspection != NULL)
    result.certificate = certificate = dup_certificate (inspection, self->object);
  else if (inspection == NULL)
    result.certificate = "leaf";

  localize (self->suite, &result);
  suite_report_add (self->suite->report, &result);
  assert_agrees (self->suite, &result);
  if (result.localization == SUITE_MISLOCALIZED &&
      !g_hash_table_contains (self->suite->exceptions, result.id))
    g_test_fail ();
}

static void
case_free (gpointer data)
{
  LimboCase *self = data;

  json_object_unref (self->object);
  g_free (self);
}

static void
take_place (char   **columns,
            gpointer places)
{
  g_hash_table_insert (places, g_strdup (columns[0]), g_strdupv (columns));
}

static void
take_exception (JsonObject *object,
                const char *id,
                JsonNode   *reason,
                gpointer    exceptions)
{
  g_hash_table_insert (exceptions, g_strdup (id), g_strdup (json_node_get_string (reason)));
}

static void
load_tables (LimboSuite *suite)
{
  g_autofree char *places = suite_find_file ("limbo-steps.tsv");
  g_autoptr(JsonNode) exceptions = suite_load_json (SUITES_DIR "/limbo-exceptions.json");

  suite->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_strfreev);
  suite->exceptions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (places != NULL)
    suite_load_table (places, take_place, suite->places);
  json_object_foreach_member (json_node_get_object (exceptions), take_exception,
                              suite->exceptions);
}

static void
test_not_set (void)
{
  g_test_skip ("skipped: WEAKLINK_SUITES is not set, or names nothing with cases of limbo");
}

static void
add_cases (LimboSuite *suite,
           const char *path,
           GHashTable *ids)
{
  g_autoptr(GPtrArray) cases = suite_load_cases (path, "testcases", "peer_certificate");

  for (guint i = 0; i < cases->len; i++)
    {
      const char *id = suite_get_string (cases->pdata[i], "id");
      LimboCase *limbo_case = NULL;
      g_autofree char *name = NULL;

      /* The same suite may be there in both forms. */
      if (id == NULL || !g_hash_table_add (ids, g_strdup (id)))
        continue;
      limbo_case = g_new0 (LimboCase, 1);
      limbo_case->suite = suite;
      limbo_case->object = json_object_ref (cases->pdata[i]);
      name = g_strconcat ("/limbo/", id, NULL);
      g_test_add_data_func_full (name, limbo_case, test_case, case_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char * const names[] = { "limbo.jsonl", "limbo.json", NULL };
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) paths = NULL;
  LimboSuite suite = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* one that fails must not end the run */
  load_tables (&suite);
  paths = suite_list_files (names);
  for (guint i = 0; i < paths->len; i++)
    add_cases (&suite, paths->pdata[i], ids);

  if (g_hash_table_size (ids) == 0)
    g_test_add_func ("/limbo", test_not_set);
  else
    suite.report = suite_report_new ("limbo", "SUCCESS", "FAILURE");
  status = g_test_run ();
  g_clear_pointer (&suite.report, suite_report_free);
  g_hash_table_unref (suite.places);
  g_hash_table_unref (suite.exceptions);

  return status;
}
