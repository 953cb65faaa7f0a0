/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"

#include "suite-case.h"

#include "base/wlk-time.h"
#include "load/wlk-loader.h"

#include <string.h>

/* Reading and inspecting the cases of the chain suite, for those who run them. */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

/**
 * chain_cases_list:
 *
 * Returns: (transfer full) (element-type utf8): the names of all cases, sorted
 */
GPtrArray *
chain_cases_list (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) folder = g_dir_open (SUITES_DIR "/chains", 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static WlkBundle *
read_bundle (const char *pem,
             const char *place)
{
  WlkBundle *bundle = wlk_bundle_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(GError) error = NULL;

  wlk_loader_load_bytes (bundle, bytes, place, &error);
  g_assert_no_error (error);

  return bundle;
}

/* A key that is not there leaves what the request has by itself. */
static WlkQuery *
read_request (const char *text)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *name = NULL;
  g_autofree char *time_text = NULL;
  g_autofree char *purpose_text = NULL;
  g_autofree char *profile_text = NULL;
  g_autofree char *revocation_text = NULL;
  g_auto(GStrv) policies = NULL;

  g_assert_true (g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL));
  name = g_key_file_get_string (file, "request", "name", NULL);
  time_text = g_key_file_get_string (file, "request", "time", NULL);
  purpose_text = g_key_file_get_string (file, "request", "purpose", NULL);
  profile_text = g_key_file_get_string (file, "request", "profile", NULL);
  revocation_text = g_key_file_get_string (file, "request", "revocation", NULL);
  policies = g_key_file_get_string_list (file, "request", "policies", NULL, NULL);
  g_assert_true (wlk_time_parse (time_text, &fields.time, NULL));
  g_assert_true (wlk_purpose_parse (purpose_text, &fields.purpose, NULL));
  g_assert_true (wlk_profile_parse (profile_text, &fields.profile, NULL));
  if (revocation_text != NULL)
    g_assert_true (wlk_revocation_mode_parse (revocation_text, &fields.revocation, NULL));
  if (g_key_file_has_key (file, "request", "max-path-length", NULL))
    fields.max_path_length = g_key_file_get_integer (file, "request", "max-path-length", NULL);

  fields.name = name;
  fields.policies = (const char * const *) policies;
  fields.requires_explicit_policy = g_key_file_get_boolean (file, "request",
                                                            "require-explicit-policy", NULL);
  fields.wants_second_opinion = FALSE;

  return wlk_query_new (&fields);
}

static char *
dup_file (const char *name,
          const char *file)
{
  g_autofree char *path = g_build_filename (SUITES_DIR "/chains", name, file, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/**
 * chain_case_load:
 * @name: of a case
 *
 * Returns: (transfer full): the case
 */
ChainCase *
chain_case_load (const char *name)
{
  g_autofree char *request = dup_file (name, "request");
  g_autofree char *received = dup_file (name, "chain.pem");
  g_autofree char *anchors = dup_file (name, "anchors.pem");
  g_autofree char *expected = dup_file (name, "expected");

  return chain_case_new (name, request, received, anchors, expected);
}

/**
 * chain_case_new:
 * @name: of a case
 * @request: what is asked, a key file
 * @received: what is received, in PEM
 * @anchors: what is trusted, in PEM
 * @expected: the verdict and the findings, one a line
 *
 * Returns: (transfer full): the case
 */
ChainCase *
chain_case_new (const char *name,
                const char *request,
                const char *received,
                const char *anchors,
                const char *expected)
{
  ChainCase *self = g_new0 (ChainCase, 1);

  self->name = g_strdup (name);
  self->request = read_request (request);
  self->received = read_bundle (received, "chain.pem");
  self->anchors = read_bundle (anchors, "anchors.pem");
  self->expected = g_strdup (expected);

  return self;
}

/**
 * chain_case_free:
 * @self: a case
 *
 * Frees it.
 */
void
chain_case_free (ChainCase *self)
{
  g_free (self->name);
  wlk_query_unref (self->request);
  wlk_bundle_unref (self->received);
  wlk_bundle_unref (self->anchors);
  g_free (self->expected);
  g_free (self);
}

/**
 * chain_case_create_trust:
 * @self: a case
 *
 * Returns: (transfer full): its anchors
 */
WlkTrustStore *
chain_case_create_trust (ChainCase *self)
{
  WlkTrustStore *trust = wlk_trust_store_new ();

  suite_load_into_trust (trust, self->anchors);

  return trust;
}

/**
 * chain_case_inspect:
 * @self: a case
 * @received: what is received instead of its own; its leaf is the end entity all the same
 * @trust: what is trusted
 *
 * Returns: (transfer full): the inspection
 */
WlkInspection *
chain_case_inspect (ChainCase     *self,
                    WlkBundle     *received,
                    WlkTrustStore *trust)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection;

  inspection = wlk_inspector_inspect (inspector, self->request, received, NULL, trust,
                                      wlk_bundle_get_certificate (self->received, 0), NULL,
                                      &error);
  g_assert_no_error (error);

  return inspection;
}

/**
 * chain_case_expects_trust:
 * @self: a case
 *
 * Returns: whether its path is to be trusted
 */
gboolean
chain_case_expects_trust (ChainCase *self)
{
  return g_str_has_prefix (self->expected, "verdict: trusted\n");
}

/**
 * chain_case_describe:
 * @title: what the line begins with
 * @finding: a finding
 *
 * Returns: (transfer full): a line as in the file “expected”
 */
char *
chain_case_describe (const char *title,
                     WlkFinding *finding)
{
  WlkCertificate *certificate = finding->certificate;
  const char *subject = "path";

  if (certificate != NULL)
    subject = wlk_name_get_text (wlk_certificate_get_subject (certificate));

  return g_strdup_printf ("%s: %s at %s", title, finding->record->step->name,
                          *subject != '\0' ? subject : "no name");
}

static gboolean
is_worth_a_line (WlkFinding *finding)
{
  return wlk_finding_record_matters (finding->record) ||
         finding->record->outcome == WLK_OUTCOME_WARNING;
}

/**
 * chain_case_describe_report:
 * @report: a report
 *
 * Returns: (transfer full): its verdict and everything that failed, could not be told or is warned
 *   of, as in the file “expected”
 */
char *
chain_case_describe_report (WlkReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WlkFinding *decisive = wlk_report_get_decisive (report);

  g_string_append_printf (text, "verdict: %s\n", wlk_verdict_get_id (report->verdict));
  if (decisive != NULL)
    {
      g_autofree char *line = chain_case_describe ("decisive", decisive);

      g_string_append_printf (text, "%s\n", line);
    }
  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      g_autofree char *line = NULL;

      if (finding == decisive || !is_worth_a_line (finding))
        continue;
      line = chain_case_describe (wlk_finding_record_matters (finding->record) ? "also" : "warning",
                                  finding);
      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
