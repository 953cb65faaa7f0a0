/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspection-changes.h"

#include "wlk-inspector-fixture.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"

/* What has changed between two inspections of the same source, that of a host mostly. */

#define NOTHING "Nothing has changed since the last time."

typedef struct
{
  InspectorFixture old;
  InspectorFixture new;
  WlkConnection   *old_connection;
  WlkConnection   *new_connection;
} Fixture;

static WlkConnection *
create_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example", NULL);

  return wlk_connection_new (target, NULL);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  inspector_set_up (&fixture->old, NULL);
  inspector_set_up (&fixture->new, NULL);
  fixture->old_connection = create_connection ();
  fixture->new_connection = create_connection ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  inspector_tear_down (&fixture->old, NULL);
  inspector_tear_down (&fixture->new, NULL);
  wlk_connection_unref (fixture->old_connection);
  wlk_connection_unref (fixture->new_connection);
}

/* The server sends the recipes' certificates but the root, and the handshake ends. */
static void
send_chain (InspectorFixture *inspector,
            WlkConnection    *connection)
{
  for (guint i = INSPECTOR_LEAF; i > 0; i--)
    {
      g_autoptr(WlkCertificate) certificate =
        wlk_test_issue (&inspector->recipes[i], &inspector->recipes[i - 1]);

      wlk_connection_add_certificate (connection, certificate);
    }
  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      wlk_connection_begin_stage (connection, stage);
      wlk_connection_end_stage (connection, stage);
    }
  connection->session.protocol = g_strdup ("TLS 1.3");
}

static void
send_chains (Fixture *fixture)
{
  send_chain (&fixture->old, fixture->old_connection);
  send_chain (&fixture->new, fixture->new_connection);
}

static void
fail (WlkConnection     *connection,
      WlkConnectionStage stage,
      const char        *cause,
      const char        *words)
{
  wlk_connection_begin_stage (connection, stage);
  wlk_connection_fail_stage (connection, stage, cause,
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_CONNECT, words));
}

static char *
dup_changes (Fixture *fixture)
{
  g_autoptr(WlkInspection) before = NULL;
  g_autoptr(WlkInspection) after = NULL;

  if (fixture->old.trust == NULL)
    inspector_trust_root (&fixture->old);
  if (fixture->new.trust == NULL)
    inspector_trust_root (&fixture->new);
  before = inspector_inspect (&fixture->old, fixture->old_connection);
  after = inspector_inspect (&fixture->new, fixture->new_connection);

  return wlk_inspection_dup_changes (before, after);
}

static void
assert_changes (Fixture    *fixture,
                const char *changes)
{
  g_autofree char *text = dup_changes (fixture);

  g_assert_cmpstr (text, ==, changes);
}

static void
test_same (Fixture      *fixture,
           gconstpointer data)
{
  send_chains (fixture);
  assert_changes (fixture, NOTHING);
}

static void
test_same_failure (Fixture      *fixture,
                   gconstpointer data)
{
  fail (fixture->old_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  fail (fixture->new_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  assert_changes (fixture, NOTHING);
}

static void
test_same_files (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(WlkInspection) before = NULL;
  g_autoptr(WlkInspection) after = NULL;
  g_autofree char *text = NULL;

  inspector_receive_all (&fixture->old);
  inspector_receive_all (&fixture->new);
  before = inspector_inspect (&fixture->old, NULL);
  after = inspector_inspect (&fixture->new, NULL);
  text = wlk_inspection_dup_changes (before, after);
  g_assert_cmpstr (text, ==, NOTHING);
}

static void
test_verdict (Fixture      *fixture,
              gconstpointer data)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&other, NULL);

  send_chains (fixture);
  fixture->new.trust = wlk_test_trust (root);
  assert_changes (fixture, "The verdict was “Trusted”, and is now “Not trusted”.");
}

static void
test_step (Fixture      *fixture,
           gconstpointer data)
{
  fail (fixture->old_connection, WLK_STAGE_RESOLVE, NULL, "No address.");
  fail (fixture->new_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  assert_changes (fixture, "Trust broke at the step “Host Name Resolved”, and breaks now at "
                  "“Connected”.");
}

/* The same step, for another reason: the host was down, and now a firewall is in the way. */
static void
test_cause (Fixture      *fixture,
            gconstpointer data)
{
  fail (fixture->old_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  fail (fixture->new_connection, WLK_STAGE_CONNECT, "unreachable", "There is no way.");
  assert_changes (fixture, "Trust still breaks at the step “Connected”, but otherwise than "
                  "before: There is no way.");
}

/* No cause is known for an alert that no RFC names, and yet another one is another answer. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  fail (fixture->old_connection, WLK_STAGE_SERVER_HELLO, NULL, "Alert 200.");
  fail (fixture->new_connection, WLK_STAGE_SERVER_HELLO, NULL, "Alert 201.");
  assert_changes (fixture, "Trust still breaks at the step “ServerHello”, but otherwise "
                  "than before: Alert 201.");
}

/* The same step again, at another certificate. */
static void
test_weak_link (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *text = NULL;

  fixture->old.recipes[INSPECTOR_LEAF].not_after = WLK_TEST_TIME - 86400;
  fixture->new.recipes[1].not_after = WLK_TEST_TIME - 86400;
  send_chains (fixture);
  text = dup_changes (fixture);
  g_assert_true (g_str_has_prefix (text, "Trust still breaks at the step “Not Expired”, but "
                                   "otherwise than before: “CA 1” expired"));
}

static void
test_renewed (Fixture      *fixture,
              gconstpointer data)
{
  fixture->old.recipes[INSPECTOR_LEAF].not_after = WLK_TEST_TIME + 3600;
  fixture->new.recipes[INSPECTOR_LEAF].not_after = WLK_TEST_TIME + 7200;
  send_chains (fixture);
  assert_changes (fixture, "The certificate of “leaf.example” is another one. It ends on "
                  "2026-06-01 14:00:00 UTC; the one before ended on 2026-06-01 13:00:00 UTC.");
}

static void
test_came (Fixture      *fixture,
           gconstpointer data)
{
  fail (fixture->old_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  send_chain (&fixture->new, fixture->new_connection);
  assert_changes (fixture, "The verdict was “Not inspected”, and is now “Trusted”.\n"
                  "There is a certificate now: “leaf.example”.");
}

static void
test_gone (Fixture      *fixture,
           gconstpointer data)
{
  send_chain (&fixture->old, fixture->old_connection);
  fail (fixture->new_connection, WLK_STAGE_CONNECT, "refused", "It refused.");
  assert_changes (fixture, "The verdict was “Trusted”, and is now “Not inspected”.\n"
                  "There is no certificate any more.");
}

static void
test_other_issuer (Fixture      *fixture,
                   gconstpointer data)
{
  fixture->new.recipes[1].not_after--;
  send_chains (fixture);
  assert_changes (fixture, "The server sends other certificates along than before.");
}

static void
test_more_issuers (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *text = NULL;

  send_chains (fixture);
  g_ptr_array_set_size (fixture->old_connection->chain, 1);
  text = dup_changes (fixture);
  g_assert_nonnull (strstr (text, "Certificates that the server sends along: 1 now, 0 before."));
}

static void
test_address (Fixture      *fixture,
              gconstpointer data)
{
  send_chains (fixture);
  fixture->old_connection->address = g_strdup ("192.0.2.1");
  fixture->new_connection->address = g_strdup ("192.0.2.2");
  assert_changes (fixture, "The server answered at the address 192.0.2.2, and before at "
                  "192.0.2.1.");
}

typedef struct
{
  const char *name;
  gsize       offset;  /* of a member of WlkTlsSession */
  const char *before;
  const char *after;
  const char *changes;
} Fact;

#define FACT(member) G_STRUCT_OFFSET (WlkTlsSession, member)

static const Fact facts[] = {
  { "protocol", FACT (protocol), "TLS 1.2", "TLS 1.3",
    "TLS 1.3 is in use, and before it was TLS 1.2." },
  { "cipher-suite", FACT (cipher_suite), "TLS_A", "TLS_B",
    "The cipher suite is TLS_B, and before it was TLS_A." },
  { "group", FACT (group), "X25519", "SECP256R1",
    "The key exchange group is SECP256R1, and before it was X25519." },
  { "signature", FACT (signature), "RSA-SHA256", "ECDSA-SHA256",
    "The server’s signature is ECDSA-SHA256, and before it was RSA-SHA256." },
  { "application-protocol", FACT (alpn), "h2", "http/1.1",
    "The application protocol is http/1.1, and before it was h2." },
  { "application-protocol-chosen", FACT (alpn), NULL, "h2",
    "The application protocol is h2, and before it was none." },
  { "application-protocol-not-chosen", FACT (alpn), "h2", NULL,
    "The application protocol is none, and before it was h2." },
};

static void
set_fact (WlkConnection *connection,
          const Fact    *fact,
          const char    *value)
{
  char **place = &G_STRUCT_MEMBER (char *, &connection->session, fact->offset);

  g_free (*place);
  *place = g_strdup (value);
}

static void
test_fact (Fixture      *fixture,
           gconstpointer data)
{
  const Fact *fact = data;

  send_chains (fixture);
  set_fact (fixture->old_connection, fact, fact->before);
  set_fact (fixture->new_connection, fact, fact->after);
  assert_changes (fixture, fact->changes);
}

/* What is not known of a handshake that failed has not changed. */
static void
test_unknown_fact (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *text = NULL;

  send_chain (&fixture->old, fixture->old_connection);
  fixture->old_connection->session.alpn = g_strdup ("h2");
  fixture->old_connection->session.cipher_suite = g_strdup ("TLS_A");
  fail (fixture->new_connection, WLK_STAGE_SERVER_HELLO, "reset", "It is gone.");
  text = dup_changes (fixture);
  g_assert_null (strstr (text, "application protocol"));
  g_assert_null (strstr (text, "cipher suite"));
}

static void
test_certificate_asked_for (Fixture      *fixture,
                            gconstpointer data)
{
  send_chains (fixture);
  fixture->old_connection->stages[WLK_STAGE_CERTIFICATE_REQUEST].is_reached = FALSE;
  assert_changes (fixture, "The server asks for a client certificate now.");
}

static void
test_certificate_not_asked_for (Fixture      *fixture,
                                gconstpointer data)
{
  send_chains (fixture);
  fixture->new_connection->stages[WLK_STAGE_CERTIFICATE_REQUEST].is_reached = FALSE;
  assert_changes (fixture, "The server asks for no client certificate any more.");
}

/* One that cannot be read is a warning of its own, which is beside the point here. */
static void
test_staple (Fixture      *fixture,
             gconstpointer data)
{
  const char *words = data;
  WlkConnection *stapled = g_str_has_suffix (words, "now.") ? fixture->new_connection
                                                           : fixture->old_connection;
  g_autofree char *text = NULL;

  send_chains (fixture);
  stapled->staple = g_bytes_new_static ("?", 1);
  text = dup_changes (fixture);
  g_assert_nonnull (strstr (text, words));
}

/* The verdict stays, and yet something is worth a look. */
static void
test_warning_came (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *text = NULL;

  fixture->new.recipes[INSPECTOR_LEAF].key = WLK_TEST_KEY_RSA_1024;
  send_chains (fixture);
  text = dup_changes (fixture);
  g_assert_nonnull (strstr (text, "There is a warning that was not there before: "));
  g_assert_null (strstr (text, "The verdict"));
}

static void
test_warning_gone (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *text = NULL;

  fixture->old.recipes[INSPECTOR_LEAF].key = WLK_TEST_KEY_RSA_1024;
  send_chains (fixture);
  text = dup_changes (fixture);
  g_assert_nonnull (strstr (text, "There is no warning any more at the step “"));
  g_assert_null (strstr (text, "The verdict"));
}

static void
test_trust (Fixture      *fixture,
            gconstpointer data)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&other, NULL);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_TRUST, "test trust store");

  send_chains (fixture);
  inspector_trust_root (&fixture->new);
  wlk_trust_store_add_certificate (fixture->new.trust, root, origin);
  assert_changes (fixture, "Certificates in the trust store: 2 now, 1 before.");
}

#define ADD_WITH(path, data, function) \
  g_test_add ("/inspect/inspection-changes/" path, Fixture, data, set_up, function, tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

static void
add_facts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/inspect/inspection-changes/%s-told",
                                               facts[i].name);

      g_test_add (path, Fixture, &facts[i], set_up, test_fact, tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("same-says-so", test_same);
  ADD ("same-failure-says-so", test_same_failure);
  ADD ("same-files-says-so", test_same_files);
  ADD ("verdict-told", test_verdict);
  ADD ("step-told", test_step);
  ADD ("cause-told", test_cause);
  ADD ("words-told", test_words);
  ADD ("weak-link-told", test_weak_link);
  ADD ("renewed-certificate-told", test_renewed);
  ADD ("first-certificate-told", test_came);
  ADD ("certificate-gone-told", test_gone);
  ADD ("other-issuer-told", test_other_issuer);
  ADD ("more-issuers-told", test_more_issuers);
  ADD ("address-told", test_address);
  add_facts ();
  ADD ("unknown-fact-not-told", test_unknown_fact);
  ADD ("certificate-asked-for-told", test_certificate_asked_for);
  ADD ("certificate-not-asked-for-told", test_certificate_not_asked_for);
  ADD_WITH ("staple-told", "The server sends an OCSP response along now.", test_staple);
  ADD_WITH ("no-staple-told", "The server sends no OCSP response along any more.", test_staple);
  ADD ("new-warning-told", test_warning_came);
  ADD ("warning-gone-told", test_warning_gone);
  ADD ("trust-told", test_trust);

  return g_test_run ();
}
