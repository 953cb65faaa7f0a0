/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-inspector-fixture.h"

#include "base/wlk-error.h"

/* Inspections of files. */

static void
test_good_path_is_trusted (InspectorFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  inspector_receive_all (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_null (wlk_inspection_get_decisive (inspection));
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (inspection->unused), ==, 0);
}

static void
test_any_order_is_trusted (InspectorFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  inspector_receive (fixture->bundle, &fixture->recipes[0], NULL);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  inspector_trust_root (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_true (inspection->leaf == wlk_bundle_get_certificate (fixture->bundle, 2));
}

static void
test_expired_intermediate_is_decisive (InspectorFixture *fixture,
                                       gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  inspector_receive_all (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  inspector_assert_decisive (inspection, "validity-not-after", 1);
}

static void
test_bad_twin_is_listed_after_the_good_path (InspectorFixture *fixture,
                                             gconstpointer     data)
{
  WlkTestRecipe twin = fixture->recipes[1];
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *other = NULL;

  twin.not_after = WLK_TEST_TIME - 1;
  twin.serial = 77;
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  inspector_receive (fixture->bundle, &twin, &fixture->recipes[0]);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_trust_root (fixture);

  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 2);
  other = wlk_inspection_get_report (inspection, 1);
  g_assert_cmpint (other->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (wlk_report_get_decisive (other)->record->step->name, ==, "validity-not-after");
}

static void
test_unreadable_end_entity_is_undetermined (InspectorFixture *fixture,
                                            gconstpointer     data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x30\x03\x02\x01", 4);
  g_autoptr(WlkCertificate) broken = wlk_certificate_new_unreadable (bytes, "It is cut off.");
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *decisive;

  wlk_bundle_add_certificate (fixture->bundle, broken, origin, 1);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_trust_root (fixture);
  inspection = inspector_inspect (fixture, NULL);
  decisive = wlk_inspection_get_decisive (inspection);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_UNDETERMINED);
  g_assert_true (inspection->leaf == broken);
  inspector_assert_decisive (inspection, "certificate-readable", 0);
  g_assert_cmpstr (decisive->record->cause, ==, "certificate_malformed");
  g_assert_cmpuint (wlk_inspection_get_report (inspection, 0)->findings->len, ==, 1);
}

static void
test_unreadable_issuer_is_left_out (InspectorFixture *fixture,
                                    gconstpointer     data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (NULL, 0);
  g_autoptr(WlkCertificate) broken = wlk_certificate_new_unreadable (bytes, "It is cut off.");
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");
  g_autoptr(WlkInspection) inspection = NULL;

  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  wlk_bundle_add_certificate (fixture->bundle, broken, origin, 2);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_trust_root (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
}

static void
assert_self_signed (WlkInspection *inspection)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  inspector_assert_decisive (inspection, "anchor-reached", WLK_WHOLE_PATH);
  g_assert_cmpstr (wlk_report_get_decisive (report)->record->cause, ==, "self_signed_leaf");
  g_assert_cmpuint (report->path->certificates->len, ==, 1);
}

/* Another key of its name cannot have signed what signed itself. */
static void
test_self_signed_beside_trusted_namesake (InspectorFixture *fixture,
                                          gconstpointer     data)
{
  WlkTestRecipe leaf = fixture->recipes[INSPECTOR_LEAF];
  WlkTestRecipe old = leaf;
  g_autoptr(WlkCertificate) trusted = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  old.key = WLK_TEST_KEY_EC_7;
  trusted = wlk_test_issue (&old, NULL);
  fixture->trust = wlk_test_trust (trusted);
  inspector_receive (fixture->bundle, &leaf, NULL);
  inspection = inspector_inspect (fixture, NULL);
  assert_self_signed (inspection);
}

static void
test_self_signed_beside_received_namesake (InspectorFixture *fixture,
                                           gconstpointer     data)
{
  WlkTestRecipe leaf = fixture->recipes[INSPECTOR_LEAF];
  WlkTestRecipe old = leaf;
  g_autoptr(WlkInspection) inspection = NULL;

  old.key = WLK_TEST_KEY_EC_7;
  inspector_trust_root (fixture);
  inspector_receive (fixture->bundle, &leaf, NULL);
  inspector_receive (fixture->bundle, &old, NULL);
  inspection = inspector_inspect (fixture, NULL);
  assert_self_signed (inspection);
}

/* A renewed certificate of the trusted name and key is that anchor. */
static void
test_self_signed_with_the_trusted_key (InspectorFixture *fixture,
                                       gconstpointer     data)
{
  WlkTestRecipe leaf = fixture->recipes[INSPECTOR_LEAF];
  WlkTestRecipe old = leaf;
  g_autoptr(WlkCertificate) trusted = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  old.serial = 77;
  trusted = wlk_test_issue (&old, NULL);
  fixture->trust = wlk_test_trust (trusted);
  inspector_receive (fixture->bundle, &leaf, NULL);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
}

static const char *
get_decisive_step (WlkInspection *inspection,
                   guint          index)
{
  WlkFinding *decisive = wlk_report_get_decisive (wlk_inspection_get_report (inspection, index));

  g_assert_nonnull (decisive);
  return decisive->record->step->name;
}

static void
test_every_failing_path_has_its_own_finding (InspectorFixture *fixture,
                                             gconstpointer     data)
{
  WlkTestRecipe twin = fixture->recipes[1];
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  twin.is_ca = FALSE;
  twin.path_length = -1;
  twin.serial = 77;
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_receive (fixture->bundle, &twin, &fixture->recipes[0]);
  inspector_trust_root (fixture);

  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 2);
  g_assert_cmpstr (get_decisive_step (inspection, 0), !=, get_decisive_step (inspection, 1));
}

/* One certificate of the same CA for each fault, and the step that it breaks, in check order. */
static const char * const fault_steps[] = {
  "validity-not-before",
  "validity-not-after",
  "ca-flag",
  "key-cert-sign",
  "critical-extensions",
  "extended-key-usage",
  "signature-algorithm",
  "extension-missing",
};

static const WlkTestExtension unknown_critical[] = {
  { "1.2.3.4.5", TRUE, "0500" },
  { NULL },
};

static void
spoil (WlkTestRecipe *recipe,
       guint          fault)
{
  recipe->serial = 100 + fault;
  switch (fault)
    {
    case 0:
      recipe->not_before = WLK_TEST_TIME + 1;
      break;

    case 1:
      recipe->not_after = WLK_TEST_TIME - 1;
      break;

    case 2:
      recipe->is_ca = FALSE;
      break;

    case 3:
      recipe->key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
      break;

    case 4:
      recipe->extensions = unknown_critical;
      break;

    case 5:
      recipe->purposes = WLK_OID_PURPOSE_CLIENT;
      break;

    case 6:
      recipe->digest = "SHA1";
      break;

    default:
      recipe->has_no_key_ids = TRUE;
    }
}

/* Receives the faulty certificates, from @first on and around, and the leaf between them. */
static void
receive_faults (InspectorFixture *fixture,
                guint             first)
{
  const guint n = G_N_ELEMENTS (fault_steps);

  g_clear_pointer (&fixture->query, wlk_query_unref);
  fixture->query = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER, WLK_PROFILE_STRICT);
  for (guint i = 0; i < n; i++)
    {
      WlkTestRecipe twin = fixture->recipes[1];

      spoil (&twin, (first + i) % n);
      inspector_receive (fixture->bundle, &twin, &fixture->recipes[0]);
      if (i == n / 2)
        inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF],
                           &fixture->recipes[1]);
    }
  inspector_trust_root (fixture);
}

static void
assert_has_decisive (WlkInspection *inspection,
                     const char    *step)
{
  guint n = 0;

  for (guint i = 0; i < wlk_inspection_get_n_reports (inspection); i++)
    {
      WlkFinding *decisive =
        wlk_report_get_decisive (wlk_inspection_get_report (inspection, i));

      if (decisive != NULL && g_str_equal (decisive->record->step->name, step))
        {
          g_assert_cmpint (decisive->record->position, ==, 1);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Whichever of them comes first, each has a report with its own fault, and the path on which a
 * verifier gets furthest is the answer. */
static void
test_all_faults_are_reported (InspectorFixture *fixture,
                              gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  receive_faults (fixture, GPOINTER_TO_UINT (data));
  inspection = inspector_inspect (fixture, NULL);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, G_N_ELEMENTS (fault_steps));
  for (guint i = 0; i < G_N_ELEMENTS (fault_steps); i++)
    assert_has_decisive (inspection, fault_steps[i]);
  inspector_assert_decisive (inspection, "extension-missing", 1);
}

/* The accepted path is the first report, however many others were validated before it. */
static void
test_accepted_comes_before_all_faults (InspectorFixture *fixture,
                                       gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  receive_faults (fixture, GPOINTER_TO_UINT (data));
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspection = inspector_inspect (fixture, NULL);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_null (wlk_inspection_get_decisive (inspection));
  for (guint i = 1; i < wlk_inspection_get_n_reports (inspection); i++)
    g_assert_nonnull (get_decisive_step (inspection, i));
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), >, 4);
}

static void
test_missing_anchor_fails_on_the_longest_chain (InspectorFixture *fixture,
                                                gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;
  WlkFinding *finding = NULL;

  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  fixture->trust = wlk_test_trust (NULL);

  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  report = wlk_inspection_get_report (inspection, 0);
  g_assert_cmpuint (report->path->certificates->len, ==, 2);
  g_assert_false (report->path->has_anchor);
  finding = wlk_report_find (report, WLK_STEP_ANCHOR_REACHED, WLK_WHOLE_PATH);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_FAILED);
}

/* The leaf, and more CA certificates of the right name and key than the search may check. */
static void
receive_too_many (InspectorFixture *fixture)
{
  WlkTestRecipe impostor = fixture->recipes[0];

  impostor.key = WLK_TEST_KEY_EC_7;
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  for (guint i = 0; i < 250; i++)
    {
      const WlkTestRecipe *issuer = i == 0 ? &fixture->recipes[0] : &impostor;

      fixture->recipes[1].serial = 1000 + i;
      inspector_receive (fixture->bundle, &fixture->recipes[1], issuer);
    }
  inspector_trust_root (fixture);
}

/* A path with @n_intermediates below the root, all with one key. */
static WlkInspection *
inspect_deep (InspectorFixture *fixture,
              guint             n_intermediates)
{
  WlkTestRecipe issuer = fixture->recipes[0];
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_clear_pointer (&fixture->bundle, wlk_bundle_unref);
  fixture->bundle = wlk_bundle_new ();
  for (guint i = 0; i < n_intermediates; i++)
    {
      WlkTestRecipe authority = fixture->recipes[1];

      g_ptr_array_add (names, g_strdup_printf ("CN=Deep %03u", i));
      authority.subject = names->pdata[i];
      authority.path_length = -1;
      inspector_receive (fixture->bundle, &authority, &issuer);
      issuer = authority;
    }
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &issuer);
  if (fixture->trust == NULL)
    inspector_trust_root (fixture);

  return inspector_inspect (fixture, NULL);
}

/* As many intermediates as GnuTLS and Java accept, if they are told to. */
static void
test_deep_path_is_trusted (InspectorFixture *fixture,
                           gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = inspect_deep (fixture, 101);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_report (inspection, 0)->path->certificates->len, ==, 103);
}

/* The limits of other programs, and one more. */
static void
test_long_path_warns (InspectorFixture *fixture,
                      gconstpointer     data)
{
  static const struct
  {
    guint       n_intermediates;
    const char *cause;
  } rows[] = {
    { 6, NULL }, { 7, "chain_over_6" }, { 8, "chain_over_6" }, { 9, "chain_over_8" },
    { 10, "chain_over_10" }, { 11, "chain_over_10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WlkInspection) inspection = inspect_deep (fixture, rows[i].n_intermediates);
      WlkReport *report = wlk_inspection_get_report (inspection, 0);
      WlkFinding *finding = wlk_report_find (report, WLK_STEP_DEPTH_LIMIT, WLK_WHOLE_PATH);

      g_assert_cmpint (report->verdict, ==, WLK_VERDICT_TRUSTED);
      g_assert_cmpstr (finding->record->cause, ==, rows[i].cause);
    }
}

static void
test_exhausted_budget_is_undetermined (InspectorFixture *fixture,
                                       gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  receive_too_many (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_UNDETERMINED);
  inspector_assert_decisive (inspection, "search-complete", WLK_WHOLE_PATH);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), <=, 32);
}

static void
test_expired_leaf_is_decisive_in_spite_of_the_budget (InspectorFixture *fixture,
                                                      gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *search = NULL;

  fixture->recipes[INSPECTOR_LEAF].not_after = WLK_TEST_TIME - 1;
  receive_too_many (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  inspector_assert_decisive (inspection, "validity-not-after", INSPECTOR_LEAF);
  search = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_SEARCH_COMPLETE,
                            WLK_WHOLE_PATH);
  g_assert_nonnull (search);
  g_assert_cmpint (search->record->outcome, ==, WLK_OUTCOME_UNKNOWN);
}

static void
test_answer_has_a_second_opinion (InspectorFixture *fixture,
                                  gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *opinion = NULL;

  fixture->recipes[1].is_ca = FALSE;
  fixture->recipes[1].path_length = -1;
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  for (guint i = 0; i < 8; i++)
    {
      if (i == 7)
        fixture->recipes[1].is_ca = TRUE; /* its path is the last that is found */
      fixture->recipes[1].serial = 1000 + i;
      inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
    }
  inspector_trust_root (fixture);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  opinion = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_SECOND_OPINION,
                             WLK_WHOLE_PATH);
  g_assert_cmpint (opinion->record->outcome, !=, WLK_OUTCOME_SKIPPED);
}

static void
test_explicit_leaf_is_taken (InspectorFixture *fixture,
                             gconstpointer     data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkCertificate *intermediate = NULL;

  inspector_receive_all (fixture);
  intermediate = wlk_bundle_get_certificate (fixture->bundle, 1);
  inspection = wlk_inspector_inspect (fixture->inspector, fixture->query, fixture->bundle, NULL,
                                      fixture->trust, intermediate, NULL, NULL);
  g_assert_true (inspection->leaf == intermediate);
  g_assert_cmpuint (g_list_model_get_n_items (inspection->unused), ==, 1);
}

static void
test_unused_certificate_is_listed (InspectorFixture *fixture,
                                   gconstpointer     data)
{
  WlkTestRecipe foreign = wlk_test_recipe_ca ("CN=Foreign", WLK_TEST_KEY_EC_6);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkCertificate) unused = NULL;

  inspector_receive_all (fixture);
  inspector_receive (fixture->bundle, &foreign, NULL);
  inspection = inspector_inspect (fixture, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (inspection->unused), ==, 1);
  unused = g_list_model_get_item (inspection->unused, 0);
  g_assert_true (unused == wlk_bundle_get_certificate (fixture->bundle, 2));
}

static void
test_empty_bundle_is_an_error (InspectorFixture *fixture,
                               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  inspector_trust_root (fixture);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->query, fixture->bundle, NULL,
                                        fixture->trust, NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

static void
test_private_key_alone_is_an_error_that_says_so (InspectorFixture *fixture,
                                                 gconstpointer     data)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "key.pem");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x30\x00", 2);
  g_autoptr(GError) error = NULL;

  inspector_trust_root (fixture);
  wlk_bundle_add_item (fixture->bundle, WLK_BUNDLE_PRIVATE_KEY, bytes, "PRIVATE KEY", origin, 0);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->query, fixture->bundle, NULL,
                                        fixture->trust, NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
  g_assert_nonnull (strstr (error->message, "private key"));
}

static void
test_cancelled_is_an_error (InspectorFixture *fixture,
                            gconstpointer     data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  inspector_receive_all (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->query, fixture->bundle, NULL,
                                        fixture->trust, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add_test (const char *path,
          void ( *test ) (InspectorFixture *fixture, gconstpointer data))
{
  g_test_add (path, InspectorFixture, NULL, inspector_set_up, test, inspector_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/inspector/good-path/is-trusted", test_good_path_is_trusted);
  add_test ("/inspector/any-order/is-trusted", test_any_order_is_trusted);
  add_test ("/inspector/expired-intermediate/is-decisive", test_expired_intermediate_is_decisive);
  add_test ("/inspector/self-signed/beside-trusted-namesake",
            test_self_signed_beside_trusted_namesake);
  add_test ("/inspector/self-signed/beside-received-namesake",
            test_self_signed_beside_received_namesake);
  add_test ("/inspector/self-signed/with-the-trusted-key", test_self_signed_with_the_trusted_key);
  add_test ("/inspector/unreadable-end-entity/is-undetermined",
            test_unreadable_end_entity_is_undetermined);
  add_test ("/inspector/unreadable-issuer/is-left-out", test_unreadable_issuer_is_left_out);
  add_test ("/inspector/bad-twin/is-listed-after-the-good-path",
            test_bad_twin_is_listed_after_the_good_path);
  add_test ("/inspector/failing-paths/have-their-own-findings",
            test_every_failing_path_has_its_own_finding);
  add_test ("/inspector/missing-anchor/fails-on-the-longest-chain",
            test_missing_anchor_fails_on_the_longest_chain);
  add_test ("/inspector/101-intermediates/are-trusted", test_deep_path_is_trusted);
  add_test ("/inspector/long-path/warns", test_long_path_warns);
  add_test ("/inspector/exhausted-budget/is-undetermined", test_exhausted_budget_is_undetermined);
  add_test ("/inspector/exhausted-budget-and-expired-leaf/is-not-trusted",
            test_expired_leaf_is_decisive_in_spite_of_the_budget);
  add_test ("/inspector/answer/has-a-second-opinion", test_answer_has_a_second_opinion);
  add_test ("/inspector/explicit-leaf/is-taken", test_explicit_leaf_is_taken);
  add_test ("/inspector/unused-certificate/is-listed", test_unused_certificate_is_listed);
  add_test ("/inspector/empty-bundle/is-an-error", test_empty_bundle_is_an_error);
  add_test ("/inspector/private-key-alone/is-an-error-that-says-so",
            test_private_key_alone_is_an_error_that_says_so);
  add_test ("/inspector/cancelled/is-an-error", test_cancelled_is_an_error);

  for (guint i = 0; i < G_N_ELEMENTS (fault_steps); i++)
    {
      g_autofree char *all = g_strdup_printf ("/inspector/all-faults/%s-first", fault_steps[i]);
      g_autofree char *accepted = g_strdup_printf ("/inspector/accepted-last/%s-first",
                                                   fault_steps[i]);

      g_test_add (all, InspectorFixture, GUINT_TO_POINTER (i), inspector_set_up,
                  test_all_faults_are_reported, inspector_tear_down);
      g_test_add (accepted, InspectorFixture, GUINT_TO_POINTER (i), inspector_set_up,
                  test_accepted_comes_before_all_faults, inspector_tear_down);
    }

  return g_test_run ();
}
