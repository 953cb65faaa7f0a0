/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-example.h"
#include "inspect/wlk-inspector.h"
#include "present/wlk-presenter.h"

/* What documents about the built-in examples contain. */

static WlkInspection *
inspect (const char *id)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(GError) error = NULL;
  const WlkExample *example = wlk_example_find (id, &error);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  WlkInspection *inspection = NULL;

  g_assert_no_error (error);
  query = wlk_example_dup_request (example);
  bundle = wlk_example_load_bundle (example, &error);
  g_assert_no_error (error);
  trust = wlk_example_load_trust (example, &error);
  g_assert_no_error (error);
  inspection = wlk_inspector_inspect (inspector, query, bundle, NULL, trust, NULL, NULL, &error);
  g_assert_no_error (error);
  return inspection;
}

static guint
count_blocks (WlkDocument *document,
              WlkBlockKind kind)
{
  guint n_blocks = 0;

  for (guint i = 0; i < wlk_document_get_length (document); i++)
    n_blocks += wlk_document_get (document, i)->kind == kind ? 1 : 0;

  return n_blocks;
}

static void
test_answer_names_step_and_advice (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("expired-intermediate");
  g_autoptr(WlkDocument) document = wlk_present_answer ("shop", inspection);
  const WlkBlock *title = wlk_document_find (document, WLK_BLOCK_TITLE);

  g_assert_cmpstr (title->text, ==, "shop");
  g_assert_cmpstr (title->word, ==, "Not trusted");
  g_assert_cmpint (title->outcome, ==, WLK_OUTCOME_FAILED);
  g_assert_true (g_str_has_suffix (wlk_document_find_fact (document, WLK_FACT_STEP)->value,
                                   ": Not Expired"));
  g_assert_nonnull (wlk_document_find_fact (document, WLK_FACT_ADVICE));
  g_assert_cmpuint (wlk_document_find_fact (document, WLK_FACT_EVIDENCE)->span.length, >, 0);
  g_assert_cmpuint (wlk_document_find (document, WLK_BLOCK_QUOTES)->facts->len, >, 4);
}

static void
test_good_has_no_step (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("good");
  g_autoptr(WlkDocument) document = wlk_present_answer ("shop", inspection);

  g_assert_null (wlk_document_find_fact (document, WLK_FACT_STEP));
  g_assert_null (wlk_document_find (document, WLK_BLOCK_QUOTES));
}

static void
test_all_has_every_step (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("expired-intermediate");
  WlkPresentation presentation = { "shop", inspection };
  g_autoptr(WlkDocument) brief = wlk_present (&presentation);
  g_autoptr(WlkDocument) whole = NULL;

  presentation.all = TRUE;
  whole = wlk_present (&presentation);
  /* The decisive step is in the answer; revocation is a note. */
  g_assert_cmpuint (count_blocks (brief, WLK_BLOCK_STEP), ==, 0);
  g_assert_cmpuint (count_blocks (brief, WLK_BLOCK_NOTE), ==, 2);
  g_assert_cmpuint (count_blocks (whole, WLK_BLOCK_STEP), >, 90);
  g_assert_cmpuint (count_blocks (whole, WLK_BLOCK_NOTE), ==, 0);
}

static void
test_options_are_named_for_the_command_line (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("good");
  WlkPresentation presentation = { "shop", inspection };
  g_autoptr(WlkDocument) window = wlk_present (&presentation);
  g_autoptr(WlkDocument) terminal = NULL;

  presentation.names_options = TRUE;
  terminal = wlk_present (&presentation);
  g_assert_cmpstr (wlk_document_find (window, WLK_BLOCK_NOTE)->text, ==,
                   "Revocation was not checked.");
  g_assert_cmpstr (wlk_document_find (terminal, WLK_BLOCK_NOTE)->text, ==,
                   "Revocation was not checked; --fetch asks.");
}

static guint
find_block (WlkDocument *document,
            WlkBlockKind kind)
{
  guint i = 0;

  while (wlk_document_get (document, i)->kind != kind)
    i++;

  return i;
}

/* Messages of other programs come after the path. */
static void
test_quotes_after_path (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("expired-intermediate");
  WlkPresentation presentation = { "shop", inspection };
  g_autoptr(WlkDocument) document = wlk_present (&presentation);

  g_assert_cmpuint (find_block (document, WLK_BLOCK_QUOTES), >,
                    find_block (document, WLK_BLOCK_TREE));
}

/* A warning that other programs refuse is part of the answer of a trusted path. */
static void
test_refused_warning (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("old-revocation-list");
  g_autoptr(WlkDocument) document = wlk_present_answer ("shop", inspection);
  const WlkBlock *title = wlk_document_find (document, WLK_BLOCK_TITLE);

  g_assert_cmpstr (title->word, ==, "Trusted, with 1 warning that other programs refuse");
  g_assert_cmpint (title->outcome, ==, WLK_OUTCOME_PASSED);
  g_assert_nonnull (wlk_document_find_fact (document, WLK_FACT_WARNING));
  g_assert_nonnull (wlk_document_find_fact (document, WLK_FACT_ADVICE));
  g_assert_nonnull (wlk_document_find (document, WLK_BLOCK_QUOTES));
}

static void
test_missing_anchor_is_a_node (void)
{
  g_autoptr(WlkInspection) inspection = inspect ("missing-intermediate");
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  g_autoptr(WlkDocument) document = wlk_present_path (report);
  const WlkBlock *tree = wlk_document_get (document, 0);
  const WlkNode *top = tree->nodes->pdata[0];

  g_assert_cmpuint (tree->nodes->len, ==, report->path->certificates->len + 1);
  g_assert_null (top->name);
}

static void
test_nothing_inspected_has_problems (void)
{
  const char *problems[] = { "The file is missing.", NULL };
  const WlkPresentation presentation = { "chain.pem", .problems = problems };
  g_autoptr(WlkDocument) document = wlk_present (&presentation);

  g_assert_cmpstr (wlk_document_find (document, WLK_BLOCK_TITLE)->word, ==, "Not inspected");
  g_assert_cmpstr (wlk_document_find (document, WLK_BLOCK_ITEM)->text, ==, problems[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/presenter/answer/names-step-and-advice", test_answer_names_step_and_advice);
  g_test_add_func ("/presenter/good/has-no-step", test_good_has_no_step);
  g_test_add_func ("/presenter/all/has-every-step", test_all_has_every_step);
  g_test_add_func ("/presenter/options/are-named-for-the-command-line",
                   test_options_are_named_for_the_command_line);
  g_test_add_func ("/presenter/missing-anchor/is-a-node", test_missing_anchor_is_a_node);
  g_test_add_func ("/presenter/nothing-inspected/has-problems",
                   test_nothing_inspected_has_problems);
  g_test_add_func ("/presenter/quotes/come-after-the-path", test_quotes_after_path);
  g_test_add_func ("/presenter/refused-warning/is-in-the-answer", test_refused_warning);

  return g_test_run ();
}
