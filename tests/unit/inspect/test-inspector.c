/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "inspect/wlk-inspector.h"
#include "net/wlk-connection-private.h"
#include "wlk-test-ca.h"

/* A faultless path of three, in the fixture's hands to spoil before it is issued. */

#define PATH_LENGTH 3
#define LEAF        2

typedef struct
{
  WlkTestRecipe  recipes[PATH_LENGTH];
  WlkBundle     *bundle;
  WlkTrustStore *trust;
  WlkRequest    *request;
  WlkInspector  *inspector;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  wlk_test_make_recipes (fixture->recipes, PATH_LENGTH);
  fixture->bundle = wlk_bundle_new ();
  fixture->request = wlk_request_new ("leaf.example", WLK_TEST_TIME, WLK_PURPOSE_SERVER,
                                      WLK_PROFILE_PATH);
  fixture->inspector = wlk_inspector_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->bundle);
  g_clear_object (&fixture->trust);
  g_clear_object (&fixture->request);
  g_assert_finalize_object (fixture->inspector);
}

static void
add (WlkBundle           *bundle,
     const WlkTestRecipe *recipe,
     const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (recipe, issuer);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");

  wlk_bundle_add_certificate (bundle, certificate, origin,
                              wlk_bundle_get_n_certificates (bundle));
}

static void
trust_root (Fixture *fixture)
{
  g_autoptr(WlkCertificate) root = wlk_test_issue (&fixture->recipes[0], NULL);

  fixture->trust = wlk_test_trust (root);
}

/* The leaf and the intermediate, in this order, and trust in the root. */
static void
receive_all (Fixture *fixture)
{
  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  add (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  trust_root (fixture);
}

static WlkInspection *
inspect (Fixture       *fixture,
         WlkConnection *connection)
{
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection = NULL;

  inspection = wlk_inspector_inspect (fixture->inspector, fixture->request,
                                      connection == NULL ? fixture->bundle : NULL,
                                      connection, fixture->trust, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (inspection);
  return inspection;
}

static void
assert_decisive (WlkInspection *inspection,
                 const char    *step,
                 int            position)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);

  g_assert_nonnull (decisive);
  g_assert_cmpstr (wlk_finding_get_step_id (decisive), ==, step);
  g_assert_cmpint (wlk_finding_get_position (decisive), ==, position);
}

static void
test_good_path_is_trusted (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  receive_all (fixture);
  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_null (wlk_inspection_get_decisive (inspection));
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (wlk_inspection_get_unused (inspection)), ==, 0);
}

static void
test_any_order_is_trusted (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  add (fixture->bundle, &fixture->recipes[0], NULL);
  add (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  trust_root (fixture);
  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_true (wlk_inspection_get_leaf (inspection) ==
                 wlk_bundle_get_certificate (fixture->bundle, 2));
}

static void
test_expired_intermediate_is_decisive (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  receive_all (fixture);
  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  assert_decisive (inspection, "validity-not-after", 1);
}

static void
test_bad_twin_is_listed_after_the_good_path (Fixture      *fixture,
                                             gconstpointer data)
{
  WlkTestRecipe twin = fixture->recipes[1];
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *other = NULL;

  twin.not_after = WLK_TEST_TIME - 1;
  twin.serial = 77;
  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  add (fixture->bundle, &twin, &fixture->recipes[0]);
  add (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  trust_root (fixture);

  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 2);
  other = wlk_inspection_get_report (inspection, 1);
  g_assert_cmpint (wlk_report_get_verdict (other), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (wlk_finding_get_step_id (wlk_report_get_decisive (other)), ==,
                   "validity-not-after");
}

static void
test_every_failing_path_has_its_own_finding (Fixture      *fixture,
                                             gconstpointer data)
{
  WlkTestRecipe twin = fixture->recipes[1];
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  twin.is_ca = FALSE;
  twin.path_length = -1;
  twin.serial = 77;
  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  add (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  add (fixture->bundle, &twin, &fixture->recipes[0]);
  trust_root (fixture);

  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (wlk_report_get_decisive (wlk_inspection_get_report (inspection, i)));
  g_assert_cmpstr (
    wlk_finding_get_step_id (wlk_report_get_decisive (wlk_inspection_get_report (inspection, 0))),
    !=,
    wlk_finding_get_step_id (wlk_report_get_decisive (wlk_inspection_get_report (inspection, 1))));
}

static void
test_missing_anchor_fails_on_the_longest_chain (Fixture      *fixture,
                                                gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;
  WlkFinding *finding = NULL;

  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  add (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  fixture->trust = wlk_test_trust (NULL);

  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  report = wlk_inspection_get_report (inspection, 0);
  g_assert_cmpuint (wlk_path_get_length (wlk_report_get_path (report)), ==, 2);
  g_assert_false (wlk_path_has_anchor (wlk_report_get_path (report)));
  finding = wlk_report_find (report, "anchor-reached", WLK_WHOLE_PATH);
  g_assert_nonnull (finding);
  g_assert_cmpint (wlk_finding_get_outcome (finding), ==, WLK_OUTCOME_FAILED);
}

static void
test_exhausted_budget_is_undetermined (Fixture      *fixture,
                                       gconstpointer data)
{
  WlkTestRecipe impostor = fixture->recipes[0];
  g_autoptr(WlkInspection) inspection = NULL;

  impostor.key = WLK_TEST_KEY_EC_7;
  add (fixture->bundle, &fixture->recipes[LEAF], &fixture->recipes[1]);
  for (guint i = 0; i < 150; i++)
    {
      fixture->recipes[1].serial = 1000 + i;
      add (fixture->bundle, &fixture->recipes[1], &impostor);
    }
  trust_root (fixture);

  inspection = inspect (fixture, NULL);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_UNDETERMINED);
  assert_decisive (inspection, "search-complete", WLK_WHOLE_PATH);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), <=, 32);
}

static void
test_explicit_leaf_is_taken (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkCertificate *intermediate = NULL;

  receive_all (fixture);
  intermediate = wlk_bundle_get_certificate (fixture->bundle, 1);
  inspection = wlk_inspector_inspect (fixture->inspector, fixture->request, fixture->bundle, NULL,
                                      fixture->trust, intermediate, NULL, NULL);
  g_assert_true (wlk_inspection_get_leaf (inspection) == intermediate);
  g_assert_cmpuint (g_list_model_get_n_items (wlk_inspection_get_unused (inspection)), ==, 1);
}

static void
test_unused_certificate_is_listed (Fixture      *fixture,
                                   gconstpointer data)
{
  WlkTestRecipe foreign = wlk_test_recipe_ca ("CN=Foreign", WLK_TEST_KEY_EC_6);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkCertificate) unused = NULL;

  receive_all (fixture);
  add (fixture->bundle, &foreign, NULL);
  inspection = inspect (fixture, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (wlk_inspection_get_unused (inspection)), ==, 1);
  unused = g_list_model_get_item (wlk_inspection_get_unused (inspection), 0);
  g_assert_true (unused == wlk_bundle_get_certificate (fixture->bundle, 2));
}

static void
test_empty_bundle_is_an_error (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  trust_root (fixture);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->request, fixture->bundle, NULL,
                                        fixture->trust, NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

static void
test_private_key_alone_is_an_error_that_says_so (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "key.pem");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x30\x00", 2);
  g_autoptr(GError) error = NULL;

  trust_root (fixture);
  wlk_bundle_add_item (fixture->bundle, WLK_BUNDLE_PRIVATE_KEY, bytes, "PRIVATE KEY", origin, 0);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->request, fixture->bundle, NULL,
                                        fixture->trust, NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
  g_assert_nonnull (strstr (error->message, "private key"));
}

static void
test_cancelled_is_an_error (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  receive_all (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (wlk_inspector_inspect (fixture->inspector, fixture->request, fixture->bundle, NULL,
                                        fixture->trust, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
test_async_gives_the_same (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GError) error = NULL;

  receive_all (fixture);
  wlk_inspector_inspect_async (fixture->inspector, fixture->request, fixture->bundle, NULL,
                               fixture->trust, NULL, NULL, store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  inspection = wlk_inspector_inspect_finish (fixture->inspector, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);

  /* The worker thread lets go of its inspector a moment after it has returned its result. */
  g_object_unref (fixture->inspector);
  fixture->inspector = wlk_inspector_new ();
}

static WlkConnection *
create_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example:8443", NULL);

  return wlk_connection_new (target);
}

static void
pass_stage (WlkConnection     *connection,
            WlkConnectionStage stage)
{
  wlk_connection_begin_stage (connection, stage);
  wlk_connection_end_stage (connection, stage);
}

static void
fail_stage (WlkConnection     *connection,
            WlkConnectionStage stage,
            const char        *cause)
{
  wlk_connection_begin_stage (connection, stage);
  wlk_connection_fail_stage (connection, stage, cause,
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_CONNECT, "It failed."));
}

static void
send_certificates (Fixture       *fixture,
                   WlkConnection *connection)
{
  g_autoptr(WlkCertificate) leaf = NULL;
  g_autoptr(WlkCertificate) intermediate = NULL;

  leaf = wlk_test_issue (&fixture->recipes[LEAF], &fixture->recipes[1]);
  intermediate = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  wlk_connection_add_certificate (connection, leaf);
  wlk_connection_add_certificate (connection, intermediate);
  pass_stage (connection, WLK_STAGE_CERTIFICATES);
  trust_root (fixture);
}

static void
test_host_without_address_has_no_path (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;

  trust_root (fixture);
  fail_stage (connection, WLK_STAGE_RESOLVE, NULL);
  inspection = inspect (fixture, connection);
  g_assert_null (wlk_inspection_get_leaf (inspection));
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_UNDETERMINED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 1);
  report = wlk_inspection_get_report (inspection, 0);
  g_assert_null (wlk_report_get_path (report));
  assert_decisive (inspection, "resolve", WLK_WHOLE_PATH);
  g_assert_cmpint (wlk_finding_get_outcome (wlk_report_find (report, "connect", WLK_WHOLE_PATH)),
                   ==, WLK_OUTCOME_SKIPPED);
}

static void
test_refused_connection_is_decisive (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *headline = NULL;

  trust_root (fixture);
  pass_stage (connection, WLK_STAGE_RESOLVE);
  fail_stage (connection, WLK_STAGE_CONNECT, NULL);
  inspection = inspect (fixture, connection);
  assert_decisive (inspection, "connect", WLK_WHOLE_PATH);
  headline = wlk_inspection_dup_headline (inspection);
  g_assert_nonnull (strstr (headline, "It failed."));
}

static void
test_handshake_that_fails_late_keeps_the_path (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  wlk_connection_begin_stage (connection, WLK_STAGE_HANDSHAKE);
  send_certificates (fixture, connection);
  wlk_connection_fail_stage (connection, WLK_STAGE_HANDSHAKE, NULL,
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, "No."));
  inspection = inspect (fixture, connection);
  report = wlk_inspection_get_report (inspection, 0);
  assert_decisive (inspection, "handshake", WLK_WHOLE_PATH);
  g_assert_cmpuint (wlk_path_get_length (wlk_report_get_path (report)), ==, PATH_LENGTH);
}

static void
test_connection_findings_come_first (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char * const steps[] = {
    "resolve", "connect", "handshake", "certificates-received",
  };
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_HANDSHAKE);
  send_certificates (fixture, connection);
  inspection = inspect (fixture, connection);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (wlk_inspection_get_report (inspection, 0), i);

      g_assert_cmpstr (wlk_finding_get_step_id (finding), ==, steps[i]);
      g_assert_cmpint (wlk_finding_get_outcome (finding), ==, WLK_OUTCOME_PASSED);
    }
}

static void
test_first_as_sent_is_the_end_entity (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkCertificate) intermediate = NULL;
  g_autoptr(WlkCertificate) leaf = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  intermediate = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  leaf = wlk_test_issue (&fixture->recipes[LEAF], &fixture->recipes[1]);
  wlk_connection_add_certificate (connection, intermediate);
  wlk_connection_add_certificate (connection, leaf);
  trust_root (fixture);
  inspection = inspect (fixture, connection);
  g_assert_true (wlk_inspection_get_leaf (inspection) == intermediate);
}

static void
send_problem (WlkConnection *connection,
              guint          position)
{
  g_autoptr(GBytes) der = g_bytes_new_static ("\x30\x00", 2);

  wlk_connection_add_problem (connection, position, der,
                              g_error_new_literal (WLK_ERROR, WLK_ERROR_PARSE, "It is broken."));
}

static void
test_unreadable_end_entity_has_no_path (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_HANDSHAKE);
  send_problem (connection, 0);
  send_certificates (fixture, connection);
  inspection = inspect (fixture, connection);
  g_assert_null (wlk_inspection_get_leaf (inspection));
  assert_decisive (inspection, "certificates-received", WLK_WHOLE_PATH);
}

static void
test_unreadable_extra_certificate_warns (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_HANDSHAKE);
  send_certificates (fixture, connection);
  send_problem (connection, 2);
  inspection = inspect (fixture, connection);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), "certificates-received",
                             WLK_WHOLE_PATH);
  g_assert_cmpint (wlk_finding_get_outcome (finding), ==, WLK_OUTCOME_WARNING);
}

static void
add_test (const char *path,
          void ( *test ) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/inspector/good-path/is-trusted", test_good_path_is_trusted);
  add_test ("/inspector/any-order/is-trusted", test_any_order_is_trusted);
  add_test ("/inspector/expired-intermediate/is-decisive", test_expired_intermediate_is_decisive);
  add_test ("/inspector/bad-twin/is-listed-after-the-good-path",
            test_bad_twin_is_listed_after_the_good_path);
  add_test ("/inspector/failing-paths/have-their-own-findings",
            test_every_failing_path_has_its_own_finding);
  add_test ("/inspector/missing-anchor/fails-on-the-longest-chain",
            test_missing_anchor_fails_on_the_longest_chain);
  add_test ("/inspector/exhausted-budget/is-undetermined", test_exhausted_budget_is_undetermined);
  add_test ("/inspector/explicit-leaf/is-taken", test_explicit_leaf_is_taken);
  add_test ("/inspector/unused-certificate/is-listed", test_unused_certificate_is_listed);
  add_test ("/inspector/empty-bundle/is-an-error", test_empty_bundle_is_an_error);
  add_test ("/inspector/private-key-alone/is-an-error-that-says-so",
            test_private_key_alone_is_an_error_that_says_so);
  add_test ("/inspector/cancelled/is-an-error", test_cancelled_is_an_error);
  add_test ("/inspector/async/gives-the-same", test_async_gives_the_same);
  add_test ("/inspector/host-without-address/has-no-path", test_host_without_address_has_no_path);
  add_test ("/inspector/refused-connection/is-decisive", test_refused_connection_is_decisive);
  add_test ("/inspector/late-handshake-failure/keeps-the-path",
            test_handshake_that_fails_late_keeps_the_path);
  add_test ("/inspector/connection-findings/come-first", test_connection_findings_come_first);
  add_test ("/inspector/first-as-sent/is-the-end-entity", test_first_as_sent_is_the_end_entity);
  add_test ("/inspector/unreadable-end-entity/has-no-path",
            test_unreadable_end_entity_has_no_path);
  add_test ("/inspector/unreadable-extra-certificate/warns",
            test_unreadable_extra_certificate_warns);

  return g_test_run ();
}
