/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-report-order.h"
#include "report/wlk-report.h"
#include "wlk-test-ca.h"

#define PATH_LENGTH 3

typedef struct
{
  GPtrArray *certificates;
  WlkPath   *path;
  WlkQuery  *query;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  WlkTestRecipe recipes[PATH_LENGTH];
  g_autoptr(GPtrArray) origins = g_ptr_array_new ();

  wlk_test_make_recipes (recipes, PATH_LENGTH);
  fixture->certificates = wlk_test_issue_path (recipes, PATH_LENGTH);
  for (guint i = 0; i < PATH_LENGTH; i++)
    g_ptr_array_add (origins, (char *) "test");
  fixture->path = wlk_path_new (fixture->certificates, origins, TRUE);
  fixture->query = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->path, wlk_path_unref);
  g_clear_pointer (&fixture->query, wlk_query_unref);
  g_clear_pointer (&fixture->certificates, g_ptr_array_unref);
}

static void
add_finding (WlkFindingList *findings,
             const char     *name,
             int             position,
             WlkOutcome      outcome)
{
  const WlkStep *step = wlk_step_find (name);
  WlkDraft draft;

  g_assert_nonnull (step);
  wlk_draft_init (&draft);
  if (outcome == WLK_OUTCOME_FAILED)
    wlk_draft_fail (&draft, NULL, "It fails.");
  else if (outcome == WLK_OUTCOME_UNKNOWN)
    wlk_draft_unknown (&draft, "budget", "It is unknown.");
  else
    wlk_draft_pass (&draft, "It passes.");
  wlk_finding_list_add (findings, step->id, position, NULL, &draft);
  wlk_draft_clear (&draft);
}

/* A report in which each certificate has the steps “signature” and “validity-not-after”. */
static WlkReport *
create_report (Fixture    *fixture,
               const char *failing_step,
               int         failing_position)
{
  static const char * const steps[] = { "signature", "validity-not-after" };
  g_autoptr(WlkFindingList) findings = wlk_finding_list_new (NULL, 8);

  for (int position = 0; position < PATH_LENGTH; position++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        {
          gboolean fails = position == failing_position &&
                           g_strcmp0 (steps[i], failing_step) == 0;

          add_finding (findings, steps[i], position,
                       fails ? WLK_OUTCOME_FAILED : WLK_OUTCOME_PASSED);
        }
    }

  return wlk_report_new (fixture->query, fixture->path, findings);
}

static void
assert_order (WlkReport *better,
              WlkReport *worse)
{
  g_autoptr(GPtrArray) reports = g_ptr_array_new ();

  g_ptr_array_add (reports, worse);
  g_ptr_array_add (reports, better);
  wlk_report_order_sort (reports);
  g_assert_true (reports->pdata[0] == better);

  wlk_report_order_sort (reports);
  g_assert_true (reports->pdata[0] == better);
}

static void
test_accepted_comes_first (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(WlkReport) accepted = create_report (fixture, NULL, 0);
  g_autoptr(WlkReport) failing = create_report (fixture, "signature", 2);

  g_assert_cmpint (accepted->verdict, ==, WLK_VERDICT_TRUSTED);
  assert_order (accepted, failing);
}

static void
test_lower_certificate_comes_first (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr(WlkReport) at_leaf = create_report (fixture, "validity-not-after", 2);
  g_autoptr(WlkReport) at_ca = create_report (fixture, "validity-not-after", 1);

  assert_order (at_leaf, at_ca);
}

static void
test_later_step_comes_first (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(WlkReport) late = create_report (fixture, "validity-not-after", 1);
  g_autoptr(WlkReport) early = create_report (fixture, "signature", 1);

  assert_order (late, early);
}

static void
test_bad_signature_comes_last (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr(WlkReport) expired_ca = create_report (fixture, "validity-not-after", 1);
  g_autoptr(WlkReport) other_key = create_report (fixture, "signature", 2);

  assert_order (expired_ca, other_key);
}

static void
test_equal_reports_stay (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(WlkReport) first = create_report (fixture, "signature", 1);
  g_autoptr(WlkReport) second = create_report (fixture, "signature", 1);
  g_autoptr(GPtrArray) reports = g_ptr_array_new ();

  g_ptr_array_add (reports, first);
  g_ptr_array_add (reports, second);
  wlk_report_order_sort (reports);
  g_assert_true (reports->pdata[0] == first);
  g_assert_true (reports->pdata[1] == second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/report-order/accepted/comes-first", Fixture, NULL, set_up,
              test_accepted_comes_first, tear_down);
  g_test_add ("/report-order/lower-certificate/comes-first", Fixture, NULL, set_up,
              test_lower_certificate_comes_first, tear_down);
  g_test_add ("/report-order/later-step/comes-first", Fixture, NULL, set_up,
              test_later_step_comes_first, tear_down);
  g_test_add ("/report-order/bad-signature/comes-last", Fixture, NULL, set_up,
              test_bad_signature_comes_last, tear_down);
  g_test_add ("/report-order/equally-plausible/stay", Fixture, NULL, set_up,
              test_equal_reports_stay, tear_down);

  return g_test_run ();
}
