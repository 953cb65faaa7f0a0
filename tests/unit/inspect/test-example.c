/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "inspect/wlk-example.h"
#include "inspect/wlk-inspector.h"

#include <string.h>

/* Each built-in example is validated as its row says, today and for ever. */

static WlkInspection *
inspect (const WlkExample *example)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkQuery) query = wlk_example_dup_request (example);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  g_autoptr(WlkBundle) bundle = NULL;
  WlkInspection *inspection;

  bundle = wlk_example_load_bundle (example, &error);
  g_assert_no_error (error);
  trust = wlk_example_load_trust (example, &error);
  g_assert_no_error (error);
  inspection = wlk_inspector_inspect (inspector, query, bundle, NULL, trust, NULL, NULL, &error);
  g_assert_no_error (error);

  return inspection;
}

static void
test_example (gconstpointer data)
{
  const WlkExample *example = wlk_example_find (data, NULL);
  g_autoptr(WlkInspection) inspection = inspect (example);
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);

  if (example->step == NULL)
    {
      g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
      g_assert_null (decisive);
      return;
    }

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (decisive->record->step->name, ==, example->step);
}

/* What a person is told of a failure: a sentence, and what helps. */
static void
test_example_helps (gconstpointer data)
{
  const WlkExample *example = wlk_example_find (data, NULL);
  g_autoptr(WlkInspection) inspection = inspect (example);
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  g_autofree char *summary = wlk_finding_dup_summary (decisive);
  g_autofree char *advice = wlk_finding_dup_advice (decisive);
  guint n_evidence;

  wlk_finding_get_evidence (decisive, &n_evidence);

  g_assert_true (g_str_has_suffix (summary, "."));
  g_assert_null (strchr (summary, '{'));
  g_assert_nonnull (advice);
  g_assert_true (g_str_has_suffix (advice, ".") || g_str_has_suffix (advice, ")."));
  g_assert_cmpuint (n_evidence, >, 0);
}

static void
test_detour_is_another_path (void)
{
  const WlkExample *example = wlk_example_find ("good-cross-signed", NULL);
  g_autoptr(WlkInspection) inspection = inspect (example);
  WlkReport *other;

  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 2);
  other = wlk_inspection_get_report (inspection, 1);
  g_assert_cmpint (other->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (wlk_report_get_decisive (other)->record->step->name, ==, "validity-not-after");
}

static void
test_unknown_example (void)
{
  g_autoptr(GError) error = NULL;
  const WlkExample *example = wlk_example_find ("no\nsuch", &error);

  g_assert_null (example);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "⟨U+000A⟩"));
}

static void
test_enough_examples (void)
{
  guint n_examples = 0;

  wlk_example_list (&n_examples);
  g_assert_cmpuint (n_examples, >=, 22);
}

int
main (int    argc,
      char **argv)
{
  guint n_examples = 0;
  const WlkExample *examples = NULL;

  g_test_init (&argc, &argv, NULL);

  examples = wlk_example_list (&n_examples);
  for (guint i = 0; i < n_examples; i++)
    {
      const WlkExample *example = &examples[i];
      const char *id = example->id;
      g_autofree char *path = g_strconcat ("/inspect/example/step/", id, NULL);
      g_autofree char *help_path = g_strconcat ("/inspect/example/help/", id, NULL);

      g_test_add_data_func (path, id, test_example);
      if (example->step != NULL)
        g_test_add_data_func (help_path, id, test_example_helps);
    }
  g_test_add_func ("/inspect/example/detour-is-another-path", test_detour_is_another_path);
  g_test_add_func ("/inspect/example/unknown-is-an-error", test_unknown_example);
  g_test_add_func ("/inspect/example/there-are-enough", test_enough_examples);

  return g_test_run ();
}
