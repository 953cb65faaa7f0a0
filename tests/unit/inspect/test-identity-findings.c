/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-inspector-fixture.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"

/* Whether a client would choose a client certificate for what a server asks, and if not, why. */

#define STEP WLK_STEP_CLIENT_CERTIFICATE_FITS

#define FOR_CLIENTS "1.3.6.1.5.5.7.3.2" /* RFC 5280 §4.2.1.12 */
#define FOR_SERVERS "1.3.6.1.5.5.7.3.1"

#define ECDSA_P256 0x0403 /* RFC 8446 §4.2.3 */
#define RSA_PSS    0x0804

typedef struct
{
  InspectorFixture inspector;
  WlkTestRecipe    client;
  WlkConnection   *connection;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  inspector_set_up (&fixture->inspector, NULL);
  inspector_trust_root (&fixture->inspector);
  fixture->client = wlk_test_recipe_leaf ("client.example", WLK_TEST_KEY_EC_5);
  fixture->client.purposes = FOR_CLIENTS;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  inspector_tear_down (&fixture->inspector, NULL);
  wlk_connection_unref (fixture->connection);
}

/* A certificate of “CN=CA 1”, which is sent along when @n_certificates is 2. */
static WlkClientCredential *
create_identity (Fixture *fixture,
                 guint    n_certificates)
{
  const WlkTestRecipe *recipes = fixture->inspector.recipes;
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (chain, wlk_test_issue (&fixture->client, &recipes[1]));
  if (n_certificates > 1)
    g_ptr_array_add (chain, wlk_test_issue (&recipes[1], &recipes[0]));

  return wlk_test_credential (chain, fixture->client.key);
}

/* The client certificate is sent, or is one of the others. */
static void
connect (Fixture *fixture,
         guint    n_certificates,
         gboolean is_sent)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example", NULL);
  g_autoptr(WlkClientCredential) credential = create_identity (fixture, n_certificates);
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WlkConnectionOptions) options = NULL;

  if (!is_sent)
    g_ptr_array_add (others, g_object_ref (credential));
  fields.credential = is_sent ? credential : NULL;
  fields.other_credentials = others;
  options = wlk_connection_options_new (&fields);
  fixture->connection = wlk_connection_new (target, options);
}

/* Whom the server accepts, and how it wants its questions signed. */
static void
ask (Fixture    *fixture,
     const char *issuer,
     guint16     scheme)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca (issuer, WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  WlkCertificateRequest *request = g_new0 (WlkCertificateRequest, 1);

  request->issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_name_unref);
  g_ptr_array_add (request->issuers,
                   wlk_name_ref (wlk_certificate_get_subject (certificate)));
  request->schemes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_array_append_val (request->schemes, scheme);
  request->key_types = WLK_CLIENT_KEY_RSA | WLK_CLIENT_KEY_ECDSA;
  request->is_tls13 = TRUE;
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_CERTIFICATE_REQUEST);
  wlk_connection_end_stage (fixture->connection, WLK_STAGE_CERTIFICATE_REQUEST);
  fixture->connection->certificate_request = request;
}

static void
send_certificates (Fixture *fixture)
{
  const WlkTestRecipe *recipes = fixture->inspector.recipes;

  for (guint i = INSPECTOR_LEAF; i > 0; i--)
    {
      g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipes[i], &recipes[i - 1]);

      wlk_connection_add_certificate (fixture->connection, certificate);
    }
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_CERTIFICATES);
  wlk_connection_end_stage (fixture->connection, WLK_STAGE_CERTIFICATES);
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_FINISHED);
  wlk_connection_end_stage (fixture->connection, WLK_STAGE_FINISHED);
}

static void
assert_found (Fixture    *fixture,
              WlkOutcome  outcome,
              const char *cause,
              const char *words)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;
  g_autofree char *summary = NULL;

  send_certificates (fixture);
  inspection = inspector_inspect (&fixture->inspector, fixture->connection);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), STEP, WLK_WHOLE_PATH);
  g_assert_nonnull (finding);
  summary = wlk_finding_dup_summary (finding);
  g_assert_cmpstr (summary, ==, words);
  g_assert_cmpint (finding->record->outcome, ==, outcome);
  g_assert_cmpstr (finding->record->cause, ==, cause);
}

static void
test_chosen (Fixture      *fixture,
             gconstpointer data)
{
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_PASSED, NULL,
                "A client would choose “client.example” for this server.");
}

/* The server accepts a CA above the one that issued it, which is sent along. */
static void
test_higher_issuer (Fixture      *fixture,
                    gconstpointer data)
{
  connect (fixture, 2, TRUE);
  ask (fixture, "CN=Root", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_PASSED, NULL,
                "A client would choose “client.example” for this server.");
}

/* Without the certificate in between, the path to it is unknown. */
static void
test_higher_issuer_unknown (Fixture      *fixture,
                            gconstpointer data)
{
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=Root", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_issuer",
                "A client would not choose “client.example”: the server does not accept its "
                "issuer.");
}

static void
test_other_issuer (Fixture      *fixture,
                   gconstpointer data)
{
  connect (fixture, 2, TRUE);
  ask (fixture, "CN=Somebody", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_issuer",
                "A client would not choose “client.example”: the server does not accept its "
                "issuer.");
}

static void
test_key (Fixture      *fixture,
          gconstpointer data)
{
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", RSA_PSS);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_key",
                "A client would not choose “client.example”: its key cannot sign as the server "
                "wants.");
}

/* The last second of validity counts (RFC 5280 §4.1.2.5). */
static void
test_last_second (Fixture      *fixture,
                  gconstpointer data)
{
  fixture->client.not_after = WLK_TEST_TIME;
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_PASSED, NULL,
                "A client would choose “client.example” for this server.");
}

static void
test_expired (Fixture      *fixture,
              gconstpointer data)
{
  fixture->client.not_after = WLK_TEST_TIME - 1;
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_own",
                "A client would not choose “client.example”: it has expired.");
}

static void
test_not_yet_valid (Fixture      *fixture,
                    gconstpointer data)
{
  fixture->client.not_before = WLK_TEST_TIME + 1;
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_own",
                "A client would not choose “client.example”: it is not valid yet.");
}

static void
test_purpose (Fixture      *fixture,
              gconstpointer data)
{
  fixture->client.purposes = FOR_SERVERS;
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_own",
                "A client would not choose “client.example”: it is not for clients.");
}

static void
test_key_usage (Fixture      *fixture,
                gconstpointer data)
{
  fixture->client.key_usage = WLK_KEY_USAGE_KEY_ENCIPHERMENT;
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_own",
                "A client would not choose “client.example”: its key may not sign.");
}

/* One that is not sent can be no reason for what the server does. */
static void
test_other_warns (Fixture      *fixture,
                  gconstpointer data)
{
  connect (fixture, 1, FALSE);
  ask (fixture, "CN=Somebody", ECDSA_P256);
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_ANSWER);
  wlk_connection_fail_stage (fixture->connection, WLK_STAGE_ANSWER, "client_cert_required_13",
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, "No."));
  assert_found (fixture, WLK_OUTCOME_WARNING, "client_cert_issuer",
                "A client would not choose “client.example”: the server does not accept its "
                "issuer.");
}

static void
test_refused_fails (Fixture      *fixture,
                    gconstpointer data)
{
  connect (fixture, 1, TRUE);
  ask (fixture, "CN=Somebody", ECDSA_P256);
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_ANSWER);
  wlk_connection_fail_stage (fixture->connection, WLK_STAGE_ANSWER, "client_cert_rejected",
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, "No."));
  assert_found (fixture, WLK_OUTCOME_FAILED, "client_cert_issuer",
                "A client would not choose “client.example”: the server does not accept its "
                "issuer.");
}

/* Who gives a certificate wants to know what became of it. */
static void
test_not_asked_for (Fixture      *fixture,
                    gconstpointer data)
{
  connect (fixture, 1, TRUE);
  assert_found (fixture, WLK_OUTCOME_NOTE, NULL,
                "The server did not ask for “client.example”, or for any client certificate.");
}

static void
test_none_given (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example", NULL);
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->connection = wlk_connection_new (target, NULL);
  ask (fixture, "CN=CA 1", ECDSA_P256);
  send_certificates (fixture);
  inspection = inspector_inspect (&fixture->inspector, fixture->connection);
  g_assert_null (wlk_report_find (wlk_inspection_get_report (inspection, 0), STEP,
                                  WLK_WHOLE_PATH));
}

/* Nothing is known of what a server wants that was not reached. */
static void
test_not_reached (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  connect (fixture, 1, TRUE);
  wlk_connection_begin_stage (fixture->connection, WLK_STAGE_CONNECT);
  wlk_connection_fail_stage (fixture->connection, WLK_STAGE_CONNECT, "refused",
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_CONNECT, "No."));
  inspection = inspector_inspect (&fixture->inspector, fixture->connection);
  g_assert_null (wlk_report_find (wlk_inspection_get_report (inspection, 0), STEP,
                                  WLK_WHOLE_PATH));
}

#define ADD(path, function) \
  g_test_add ("/inspect/identity-findings/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("accepted-issuer-chosen", test_chosen);
  ADD ("issuer-of-issuer-chosen", test_higher_issuer);
  ADD ("unknown-issuer-of-issuer-not-chosen", test_higher_issuer_unknown);
  ADD ("other-issuer-not-chosen", test_other_issuer);
  ADD ("other-kind-of-key-not-chosen", test_key);
  ADD ("last-second-chosen", test_last_second);
  ADD ("expired-not-chosen", test_expired);
  ADD ("not-yet-valid-not-chosen", test_not_yet_valid);
  ADD ("other-purpose-not-chosen", test_purpose);
  ADD ("key-without-signing-not-chosen", test_key_usage);
  ADD ("not-sent-warns", test_other_warns);
  ADD ("sent-and-refused-fails", test_refused_fails);
  ADD ("not-asked-for-noted", test_not_asked_for);
  ADD ("none-given-nothing", test_none_given);
  ADD ("not-reached-nothing", test_not_reached);

  return g_test_run ();
}
