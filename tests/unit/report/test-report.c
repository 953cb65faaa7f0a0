/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-report.h"

#include "wlk-test-ca.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray      *chain;
  WlkFindingList *findings;
  WlkPath        *path;
  WlkQuery       *query;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);
  WlkTestRecipe recipes[3];

  wlk_test_make_recipes (recipes, 3);
  fixture->chain = wlk_test_issue_path (recipes, 3);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (origins, g_strdup ("test"));
  fixture->path = wlk_path_new (fixture->chain, origins, TRUE);
  fixture->findings = wlk_finding_list_new (NULL, 8);
  fixture->query = wlk_test_query (data, WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  wlk_finding_list_unref (fixture->findings);
  wlk_path_unref (fixture->path);
  wlk_query_unref (fixture->query);
  g_ptr_array_unref (fixture->chain);
}

static void
add_finding (Fixture    *fixture,
             WlkStepId   step,
             int         position,
             WlkOutcome  outcome,
             const char *cause)
{
  WlkCertificate *certificate = position >= 0 ? fixture->chain->pdata[position] : NULL;
  WlkDraft draft;

  wlk_draft_init (&draft);
  draft.outcome = outcome;
  draft.cause = cause;
  draft.summary = "“{certificate}” by “{issuer}”.";
  wlk_finding_list_add (fixture->findings, step, position, certificate, &draft);
  wlk_draft_clear (&draft);
}

static WlkReport *
make_report (Fixture *fixture)
{
  return wlk_report_new (fixture->query, fixture->path, fixture->findings);
}

static void
test_trusted (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;
  g_autofree char *headline = NULL;

  add_finding (fixture, WLK_STEP_SIGNATURE, 2, WLK_OUTCOME_WARNING, "weak_key");
  add_finding (fixture, WLK_STEP_SIGNATURE, 2, WLK_OUTCOME_UNKNOWN, NULL);
  report = make_report (fixture);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_TRUSTED);
  g_assert_null (wlk_report_get_decisive (report));
  headline = wlk_report_dup_headline (report);
  g_assert_cmpstr (headline, ==, "“leaf.example” is trusted for “other.example”.");
  g_assert_true (wlk_report_is_reached (report, 2));
  g_assert_cmpint (wlk_report_get_outcome_at (report, 2), ==, WLK_OUTCOME_WARNING);
}

/* A name of another script is told by its A-labels from one that looks alike. */
static void
test_international (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;
  g_autofree char *headline = NULL;

  g_clear_pointer (&fixture->query, wlk_query_unref);
  fixture->query = wlk_test_query ("xn--bcher-kva.example", WLK_PURPOSE_SERVER,
                                   WLK_PROFILE_PATH);
  report = make_report (fixture);
  headline = wlk_report_dup_headline (report);
  g_assert_cmpstr (headline, ==, "“leaf.example” is trusted for “bücher.example "
                   "(xn--bcher-kva.example)”.");
}

/* A verdict for another time than the present names it. */
static void
test_other_time (Fixture      *fixture,
                 gconstpointer data)
{
  WlkQueryFields fields = *wlk_query_get (fixture->query);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkReport) report = NULL;
  g_autofree char *headline = NULL;

  fields.time = 1795000000;
  fields.clock = 1790000000;
  query = wlk_query_new (&fields);
  report = wlk_report_new (query, fixture->path, fixture->findings);
  headline = wlk_report_dup_headline (report);
  g_assert_cmpstr (headline, ==,
                   "“leaf.example” is trusted for “other.example” at 2026-11-18 11:06:40 UTC.");
}

static void
test_first_failure (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;
  g_autofree char *headline = NULL;

  add_finding (fixture, WLK_STEP_SIGNATURE, 0, WLK_OUTCOME_UNKNOWN, "budget");
  add_finding (fixture, WLK_STEP_SIGNATURE, 1, WLK_OUTCOME_FAILED, "bad_signature");
  add_finding (fixture, WLK_STEP_SIGNATURE, 2, WLK_OUTCOME_FAILED, "bad_signature");
  report = make_report (fixture);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_true (wlk_report_get_decisive (report) == wlk_report_get_finding (report, 1));
  g_assert_true (wlk_report_is_reached (report, 1));
  g_assert_false (wlk_report_is_reached (report, 2));
  headline = wlk_report_dup_headline (report);
  g_assert_cmpstr (headline, ==, "“CA 1” by “Root”.");
}

static void
test_undetermined (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;

  add_finding (fixture, WLK_STEP_SIGNATURE, 0, WLK_OUTCOME_UNKNOWN, NULL);
  add_finding (fixture, WLK_STEP_SIGNATURE, 1, WLK_OUTCOME_UNKNOWN, "budget");
  report = make_report (fixture);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_UNDETERMINED);
  g_assert_true (wlk_report_get_decisive (report) == wlk_report_get_finding (report, 1));
}

/* Of unknown revocation, the certificate closest to the leaf, and there the fetch that failed. */
static void
test_unknown_revocation (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;

  add_finding (fixture, WLK_STEP_OCSP_FETCH, 1, WLK_OUTCOME_UNKNOWN, "ocsp_unreachable");
  add_finding (fixture, WLK_STEP_OCSP_FETCH, 2, WLK_OUTCOME_UNKNOWN, "ocsp_unreachable");
  add_finding (fixture, WLK_STEP_REVOCATION_KNOWN, 1, WLK_OUTCOME_UNKNOWN, "revocation_unknown");
  add_finding (fixture, WLK_STEP_REVOCATION_KNOWN, 2, WLK_OUTCOME_UNKNOWN, "revocation_unknown");
  report = make_report (fixture);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_UNDETERMINED);
  g_assert_true (wlk_report_get_decisive (report) == wlk_report_get_finding (report, 1));
}

static void
test_path_failure (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;

  add_finding (fixture, WLK_STEP_ANCHOR_REACHED, WLK_WHOLE_PATH, WLK_OUTCOME_FAILED,
               "untrusted_root");
  report = make_report (fixture);

  g_assert_true (wlk_report_is_reached (report, 0));
  g_assert_cmpint (wlk_report_get_outcome_at (report, 0), ==, WLK_OUTCOME_FAILED);
  g_assert_false (wlk_report_is_reached (report, 1));
}

static void
test_connection_failure (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;

  add_finding (fixture, WLK_STEP_CONNECT, WLK_WHOLE_PATH, WLK_OUTCOME_FAILED,
               "refused");
  report = make_report (fixture);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpint (wlk_report_get_outcome_at (report, 0), ==, WLK_OUTCOME_PASSED);
}

static void
test_model (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(WlkReport) report = NULL;
  g_autoptr(WlkFinding) first = NULL;

  add_finding (fixture, WLK_STEP_SIGNATURE, 1, WLK_OUTCOME_PASSED, NULL);
  report = make_report (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (report)), ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (report), 0);
  g_assert_true (first == wlk_report_find (report, WLK_STEP_SIGNATURE, 1));
  g_assert_null (wlk_report_find (report, WLK_STEP_SIGNATURE, 2));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (report), 1));
}

/* Reports of one inspection begin with the same findings; the list keeps certificates alive that
 * are not on the path. */
static void
test_prefix (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(WlkFindingList) list = NULL;
  g_autoptr(WlkReport) report = NULL;
  g_autofree char *value = NULL;
  WlkDraft draft;
  guint n_evidence;

  add_finding (fixture, WLK_STEP_CONNECT, WLK_WHOLE_PATH, WLK_OUTCOME_FAILED, NULL);
  list = wlk_finding_list_new (fixture->findings, 2);
  wlk_draft_init (&draft);
  wlk_draft_text (&draft, "Name", "value");
  wlk_draft_fail (&draft, NULL, "It fails.");
  wlk_finding_list_add (list, WLK_STEP_ISSUER_FETCH, WLK_WHOLE_PATH, fixture->chain->pdata[0],
                        &draft);
  wlk_draft_unknown (&draft, "budget", "It is unknown.");
  wlk_finding_list_add (list, WLK_STEP_SIGNATURE, 1, fixture->chain->pdata[1], &draft);
  wlk_draft_clear (&draft);
  report = wlk_report_new (fixture->query, fixture->path, list);

  g_assert_cmpuint (report->findings->len, ==, 3);
  g_assert_true (wlk_report_get_decisive (report) == wlk_report_get_finding (report, 0));
  g_assert_true (wlk_report_get_path_decisive (report) == wlk_report_get_record (report, 2));
  value = wlk_evidence_dup_value (wlk_finding_get_evidence (wlk_report_get_finding (report, 1),
                                                            &n_evidence));
  g_assert_cmpstr (value, ==, "value");
  g_assert_cmpuint (n_evidence, ==, 1);
}

/* A stranger's braces and percent signs stay what they are, and hidden characters show. */
static void
test_strange_text (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(WlkFindingList) list = wlk_finding_list_new (NULL, 1);
  g_autoptr(WlkFinding) finding = NULL;
  g_autofree char *summary = NULL;
  WlkDraft draft;

  wlk_draft_init (&draft);
  wlk_draft_text (&draft, "Name", "{2} %s {certificate}");
  wlk_draft_expect_text (&draft, "right");
  wlk_draft_number (&draft, "Number", 7);
  wlk_draft_fail (&draft, NULL, "{1} is not {1-expected}, {2}, {9}{unknown}.");
  wlk_finding_list_add (list, WLK_STEP_SIGNATURE, WLK_WHOLE_PATH, NULL, &draft);
  finding = wlk_finding_new (list, 0);
  wlk_draft_clear (&draft);

  summary = wlk_finding_dup_summary (finding);
  g_assert_cmpstr (summary, ==, "{2} %s {certificate} is not right, 7, .");
}

static void
add (const char *path,
     void (     *run ) (Fixture      *fixture,
                        gconstpointer data))
{
  g_test_add (path, Fixture, "other.example", set_up, run, tear_down);
}

/* Only the line feeds between the lines are ours; one in a stranger's text is made visible. */
static void
test_lines_stay_apart (void)
{
  const char *lines[] = { "first", "second\nforged", NULL };
  WlkDraft draft;
  g_autofree char *text = NULL;

  wlk_draft_init (&draft);
  wlk_draft_lines (&draft, N_("Dialogue"), lines);
  text = wlk_evidence_dup_value (&draft.evidence[0]);
  g_assert_cmpstr (text, ==, "first\nsecond⟨U+000A⟩forged");
  wlk_draft_clear (&draft);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/report/report/warning-and-idle-unknown-are-trusted", test_trusted);
  add ("/report/report/international-name-in-both-forms", test_international);
  add ("/report/report/other-time-is-named", test_other_time);
  add ("/report/report/first-failure-is-decisive", test_first_failure);
  add ("/report/report/unknown-with-cause-is-undetermined", test_undetermined);
  add ("/report/report/unknown-revocation-nearest-leaf-is-decisive", test_unknown_revocation);
  add ("/report/report/path-failure-points-at-top", test_path_failure);
  add ("/report/report/connection-failure-points-at-none", test_connection_failure);
  add ("/report/report/model-lists-findings", test_model);
  add ("/report/report/lists-with-a-common-prefix", test_prefix);
  add ("/report/finding/strange-text-stays-text", test_strange_text);
  g_test_add_func ("/report/evidence/lines-stay-apart", test_lines_stay_apart);

  return g_test_run ();
}
