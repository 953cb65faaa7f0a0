/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-inspector-fixture.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"
#include "x509/wlk-extensions.h"

/* Inspections of connections, also of those that failed. */

static WlkConnection *
create_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example:8443", NULL);

  return wlk_connection_new (target, NULL);
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
send_certificates (InspectorFixture *fixture,
                   WlkConnection    *connection)
{
  g_autoptr(WlkCertificate) leaf = NULL;
  g_autoptr(WlkCertificate) intermediate = NULL;

  leaf = wlk_test_issue (&fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  intermediate = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  wlk_connection_add_certificate (connection, leaf);
  wlk_connection_add_certificate (connection, intermediate);
  pass_stage (connection, WLK_STAGE_CERTIFICATES);
  inspector_trust_root (fixture);
}

static void
test_host_without_address_has_no_path (InspectorFixture *fixture,
                                       gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;

  inspector_trust_root (fixture);
  fail_stage (connection, WLK_STAGE_RESOLVE, NULL);
  inspection = inspector_inspect (fixture, connection);
  g_assert_null (inspection->leaf);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_INSPECTED);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 1);
  report = wlk_inspection_get_report (inspection, 0);
  g_assert_null (report->path);
  inspector_assert_decisive (inspection, "resolve", WLK_WHOLE_PATH);
  g_assert_cmpint (wlk_report_find (report, WLK_STEP_CONNECT, WLK_WHOLE_PATH)->record->outcome,
                   ==, WLK_OUTCOME_SKIPPED);
}

static void
test_refused_connection_is_decisive (InspectorFixture *fixture,
                                     gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *headline = NULL;

  inspector_trust_root (fixture);
  pass_stage (connection, WLK_STAGE_RESOLVE);
  fail_stage (connection, WLK_STAGE_CONNECT, NULL);
  inspection = inspector_inspect (fixture, connection);
  inspector_assert_decisive (inspection, "connect", WLK_WHOLE_PATH);
  headline = wlk_inspection_dup_headline (inspection);
  g_assert_nonnull (strstr (headline, "It failed."));
}

static void
test_handshake_that_fails_late_keeps_the_path (InspectorFixture *fixture,
                                               gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  wlk_connection_begin_stage (connection, WLK_STAGE_FINISHED);
  send_certificates (fixture, connection);
  wlk_connection_fail_stage (connection, WLK_STAGE_FINISHED, NULL,
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, "No."));
  inspection = inspector_inspect (fixture, connection);
  report = wlk_inspection_get_report (inspection, 0);
  inspector_assert_decisive (inspection, "handshake-finished", WLK_WHOLE_PATH);
  g_assert_cmpuint (report->path->certificates->len, ==, INSPECTOR_PATH_LENGTH);
}

static const WlkTestExtension must_staple[] = {
  { WLK_OID_TLS_FEATURE, FALSE, "3003020105" }, { NULL },
};

/* In TLS 1.2 the OCSP response comes behind the certificates: who was cut off did not miss it. */
static void
test_handshake_that_fails_misses_no_staple (InspectorFixture *fixture,
                                            gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report = NULL;

  fixture->recipes[INSPECTOR_LEAF].extensions = must_staple;
  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  send_certificates (fixture, connection);
  fail_stage (connection, WLK_STAGE_FINISHED, "eof");
  inspection = inspector_inspect (fixture, connection);
  report = wlk_inspection_get_report (inspection, 0);
  inspector_assert_decisive (inspection, "handshake-finished", WLK_WHOLE_PATH);
  g_assert_cmpint (wlk_report_find (report, WLK_STEP_STAPLE_RECEIVED,
                                    WLK_WHOLE_PATH)->record->outcome,
                   ==, WLK_OUTCOME_SKIPPED);
}

static void
test_finished_handshake_misses_the_staple (InspectorFixture *fixture,
                                           gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[INSPECTOR_LEAF].extensions = must_staple;
  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  send_certificates (fixture, connection);
  pass_stage (connection, WLK_STAGE_FINISHED);
  inspection = inspector_inspect (fixture, connection);
  inspector_assert_decisive (inspection, "staple-received", WLK_WHOLE_PATH);
}

static void
assert_stage (InspectorFixture *fixture,
              WlkConnection    *connection,
              WlkStepId         step,
              const char       *cause)
{
  g_autoptr(WlkInspection) inspection = inspector_inspect (fixture, connection);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  const WlkFindingRecord *record = wlk_report_find (report, step, WLK_WHOLE_PATH)->record;

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpint (record->outcome, ==, cause != NULL ? WLK_OUTCOME_WARNING : WLK_OUTCOME_PASSED);
  g_assert_cmpstr (record->cause, ==, cause);
}

/* What some clients reject is a warning; each begins right after a value that passes. */
static void
test_warnings_of_stages (InspectorFixture *fixture,
                         gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  WlkTlsSession *session = &connection->session;

  pass_stage (connection, WLK_STAGE_SERVER_HELLO);
  send_certificates (fixture, connection);
  pass_stage (connection, WLK_STAGE_FINISHED);
  session->protocol = g_strdup ("TLS 1.2");
  session->cipher_suite = g_strdup ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  session->signature = g_strdup ("RSA-SHA256");
  session->is_forward_secret = session->is_renegotiation_safe = TRUE;
  connection->certificates_size = 32 * 1024;
  assert_stage (fixture, connection, WLK_STEP_SERVER_HELLO, NULL);
  assert_stage (fixture, connection, WLK_STEP_CERTIFICATES_RECEIVED, NULL);
  assert_stage (fixture, connection, WLK_STEP_HANDSHAKE_FINISHED, NULL);

  session->is_name_unrecognized = TRUE;
  connection->certificates_size++;
  g_free (session->signature);
  session->signature = g_strdup ("RSA-SHA1");
  assert_stage (fixture, connection, WLK_STEP_SERVER_HELLO, "unrecognized_name_warning");
  assert_stage (fixture, connection, WLK_STEP_CERTIFICATES_RECEIVED, "large_certificate_message");
  assert_stage (fixture, connection, WLK_STEP_HANDSHAKE_FINISHED, "sha1_handshake");

  /* Older versions have no choice. */
  g_free (session->protocol);
  session->protocol = g_strdup ("TLS 1.1");
  assert_stage (fixture, connection, WLK_STEP_HANDSHAKE_FINISHED, NULL);
}

static void
test_connection_findings_come_first (InspectorFixture *fixture,
                                     gconstpointer     data)
{
  static const char * const steps[] = {
    "host-a-label", "proxy", "resolve", "connect", "starttls", "client-hello", "server-hello",
    "protocol-version", "cipher-strength", "secure-renegotiation", "certificates-received",
    "staple-received", "timestamps-received", "certificate-request", "client-certificate",
    "handshake-finished", "first-answer",
  };
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_FINISHED);
  send_certificates (fixture, connection);
  inspection = inspector_inspect (fixture, connection);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (wlk_inspection_get_report (inspection, 0), i);

      g_assert_cmpstr (finding->record->step->name, ==, steps[i]);
      g_assert_cmpint (finding->record->outcome, <, WLK_OUTCOME_WARNING);
    }
}

static void
test_first_as_sent_is_the_end_entity (InspectorFixture *fixture,
                                      gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkCertificate) intermediate = NULL;
  g_autoptr(WlkCertificate) leaf = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  intermediate = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  leaf = wlk_test_issue (&fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  wlk_connection_add_certificate (connection, intermediate);
  wlk_connection_add_certificate (connection, leaf);
  inspector_trust_root (fixture);
  inspection = inspector_inspect (fixture, connection);
  g_assert_true (inspection->leaf == intermediate);
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
test_unreadable_end_entity_is_the_path (InspectorFixture *fixture,
                                        gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkReport *report;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_FINISHED);
  send_problem (connection, 0);
  send_certificates (fixture, connection);
  inspection = inspector_inspect (fixture, connection);
  g_assert_nonnull (wlk_certificate_get_problem (inspection->leaf));
  report = wlk_inspection_get_report (inspection, 0);
  g_assert_cmpuint (report->path->certificates->len, ==, 1);
  g_assert_nonnull (wlk_report_find (report, WLK_STEP_CERTIFICATE_READABLE, 0));
  inspector_assert_decisive (inspection, "certificates-received", WLK_WHOLE_PATH);
  g_assert_cmpstr (wlk_inspection_get_decisive (inspection)->record->cause, ==,
                   "server_cert_unreadable");
}

static void
test_unreadable_extra_certificate_warns (InspectorFixture *fixture,
                                         gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding = NULL;

  pass_stage (connection, WLK_STAGE_RESOLVE);
  pass_stage (connection, WLK_STAGE_CONNECT);
  pass_stage (connection, WLK_STAGE_FINISHED);
  send_certificates (fixture, connection);
  send_problem (connection, 2);
  inspection = inspector_inspect (fixture, connection);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0),
                             WLK_STEP_CERTIFICATES_RECEIVED,
                             WLK_WHOLE_PATH);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_WARNING);
}

static void
test_places_count_the_unreadable (InspectorFixture *fixture,
                                  gconstpointer     data)
{
  g_autoptr(WlkConnection) connection = create_connection ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *place = NULL;

  send_problem (connection, 0);
  send_certificates (fixture, connection);
  inspection = inspector_inspect (fixture, connection);
  place = wlk_bundle_dup_origin_text (inspection->bundle, 2);
  g_assert_nonnull (strstr (place, "number 3"));
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

  add_test ("/inspector-connection/host-without-address/has-no-path",
            test_host_without_address_has_no_path);
  add_test ("/inspector-connection/refused-connection/is-decisive",
            test_refused_connection_is_decisive);
  add_test ("/inspector-connection/late-handshake-failure/keeps-the-path",
            test_handshake_that_fails_late_keeps_the_path);
  add_test ("/inspector-connection/late-handshake-failure/misses-no-staple",
            test_handshake_that_fails_misses_no_staple);
  add_test ("/inspector-connection/finished-handshake/misses-the-staple",
            test_finished_handshake_misses_the_staple);
  add_test ("/inspect/connection/warnings-of-stages", test_warnings_of_stages);
  add_test ("/inspector-connection/connection-findings/come-first",
            test_connection_findings_come_first);
  add_test ("/inspector-connection/first-as-sent/is-the-end-entity",
            test_first_as_sent_is_the_end_entity);
  add_test ("/inspector-connection/unreadable-end-entity/is-the-path",
            test_unreadable_end_entity_is_the_path);
  add_test ("/inspector-connection/unreadable-extra-certificate/warns",
            test_unreadable_extra_certificate_warns);
  add_test ("/inspector-connection/places-as-sent/count-the-unreadable",
            test_places_count_the_unreadable);

  return g_test_run ();
}
