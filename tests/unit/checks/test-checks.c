/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"
#include "wlk-test-fault.h"

/*
 * Each fault is put into each certificate of a path of five where it can be, and the report must
 * point at that certificate and that step, and at no other. A row of the table of steps that no
 * fault makes fail needs a reason why it cannot.
 */

#define PATH_LENGTH 5
#define LEAF        (PATH_LENGTH - 1)

/* Beside those of the catalogue. Other profiles than “path” stop at “extension-malformed”. */
static const WlkTestFault more_faults[] = {
  { "other-issuer", "issuer=CN=Other",
    WLK_TEST_BELOW_ANCHOR, WLK_OUTCOME_FAILED, "issuer-name", "issuer_name_mismatch" },
  { "policy-constraints-of-leaf-malformed",
    "query.profile=path; " WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3000"),
    WLK_TEST_LEAF, WLK_OUTCOME_FAILED, "explicit-policy", "extension_malformed" },
  { "policy-required-by-leaf", WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"),
    WLK_TEST_LEAF, WLK_OUTCOME_FAILED, "explicit-policy", "policy" },
  { "version-1", "version=1",
    WLK_TEST_INTERMEDIATES, WLK_OUTCOME_FAILED, "ca-flag", "ca_flag_missing" },
  { "basic-constraints-malformed",
    "query.profile=path; basic-constraints=no; "
    WLK_TEST_CRITICAL (WLK_OID_BASIC_CONSTRAINTS, "0500"),
    WLK_TEST_INTERMEDIATES, WLK_OUTCOME_FAILED, "ca-flag", "extension_malformed" },
  { "key-usage-malformed",
    "query.profile=path; key-usage=none; " WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, "0500"),
    WLK_TEST_BELOW_ANCHOR, WLK_OUTCOME_FAILED, "key-cert-sign", "extension_malformed",
    "key-usage" },
  { "purposes-malformed",
    "query.profile=path; purposes=; " WLK_TEST_EXTENSION (WLK_OID_EXTENDED_KEY_USAGE, "0500"),
    WLK_TEST_BELOW_ANCHOR, WLK_OUTCOME_FAILED, "extended-key-usage", "extension_malformed" },
  { "short-key-of-anchor", "key=rsa-1024",
    WLK_TEST_ANCHOR, WLK_OUTCOME_FAILED, "key-strength", "weak_ca_key" },
  { "no-names", "san=", WLK_TEST_LEAF, WLK_OUTCOME_FAILED, "host-name", "no_san" },
  { "names-malformed",
    "query.profile=path; san=; " WLK_TEST_EXTENSION (WLK_OID_SUBJECT_ALT_NAME, "0500"),
    WLK_TEST_LEAF, WLK_OUTCOME_FAILED, "host-name", "extension_malformed" },
};

/* Faults of the path, which are about no certificate. */
static const struct
{
  const char *name;
  const char *change;
  guint       top;
  const char *step;
  int         position;
  const char *cause;
} path_faults[] = {
  { "untrusted-root", "chain.distrusted=yes", 0, "anchor-reached", WLK_WHOLE_PATH,
    "untrusted_root" },
  { "missing-issuer", "chain.distrusted=yes", 1, "issuer-found", 0, "untrusted_root_not_sent" },
  { "too-deep-for-query", "query.max-path-length=0", 0, "depth-limit", WLK_WHOLE_PATH,
    "chain_too_long" },
  { "loop", "3.subject=CN=CA 1; 3.key=ec-1", 0, "no-loop", WLK_WHOLE_PATH, "path_loop" },
};

/* The rows of the table that no fault here makes fail, and why or where they do. */
static const struct
{
  const char *step;
  const char *reason;
} never_fails[] = {
  { "host-a-label", "the network's; see tests/net" },
  { "proxy", "the network's; see tests/net" },
  { "resolve", "the network's; see tests/net" },
  { "connect", "the network's; see tests/net" },
  { "starttls", "the network's; see tests/net" },
  { "client-hello", "the network's; see tests/net" },
  { "server-hello", "the network's; see tests/net" },
  { "certificates-received", "the network's; see tests/net" },
  { "certificate-request", "the network's; see tests/net" },
  { "client-certificate-fits", "the network's; see tests/net" },
  { "client-certificate", "the network's; see tests/net" },
  { "handshake-finished", "the network's; see tests/net" },
  { "first-answer", "the network's; see tests/net" },
  { "staple-received", "the network's; see tests/net" },
  { "protocol-version", "a warning at the worst; see tests/net" },
  { "cipher-strength", "a warning at the worst; see tests/net" },
  { "secure-renegotiation", "a warning at the worst; see tests/net" },
  { "timestamps-received", "a warning at the worst; see tests/net" },
  { "staple-good", "only where a server staples; see test-inspector-connection.c" },
  { "issuer-fetch", "a warning at the worst; see tests/fetch" },
  { "issuer-sent", "a warning at the worst: the path is good for those who fetch, too" },
  { "ocsp-fetch", "a warning at the worst; see tests/fetch" },
  { "crl-fetch", "a warning at the worst; see tests/fetch" },
  { "certificate-readable", "unknown at the worst; see test-inspector.c" },
  { "search-complete", "unknown at the worst: a search that ended early has no answer" },
  { "chain-order", "a warning at the worst: verifiers sort the chain" },
  { "chain-duplicates", "a warning at the worst: a second copy is harmless" },
  { "chain-root-unneeded", "a note at the worst: a superfluous root is harmless" },
  { "chain-unused", "a warning at the worst: an unused certificate is harmless" },
  { "chain-twins", "a warning at the worst: some programs find the other path" },
  { "path-length-limit", "takes over a limit, which is a note; path-length fails for it" },
  { "ocsp-responder", "unknown at the worst; see test-checks-ocsp.c" },
  { "ocsp-dates", "unknown at the worst; see test-checks-ocsp.c" },
  { "ocsp-status", "unknown at the worst; see test-checks-ocsp.c" },
  { "crl-issuer", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-scope", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-delta", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-dates", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-extensions", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-signature", "unknown at the worst; see test-checks-revocation.c" },
  { "crl-issuer-key-usage", "unknown at the worst; see test-checks-revocation.c" },
  { "revocation-known", "unknown at the worst; see test-checks-revocation.c" },
  { "revocation", "needs a CRL or a response; see test-checks-revocation.c" },
  { "crl-number", "needs a CRL; see test-checks-revocation.c" },
  { "empty-issuer", "fails in test-checks-profile.c" },
  { "extension-malformed", "fails in test-checks-profile.c" },
  { "public-key", "fails in test-checks-profile.c" },
  { "version", "fails in test-checks-profile.c" },
  { "serial-number", "fails in test-checks-profile.c" },
  { "der", "fails in test-checks-profile.c" },
  { "algorithms-equal", "fails in test-checks-profile.c" },
  { "time-encoding", "fails in test-checks-profile.c" },
  { "validity-period", "fails in test-checks-profile.c" },
  { "empty-subject", "fails in test-checks-profile.c" },
  { "extension-duplicate", "fails in test-checks-profile.c" },
  { "extension-missing", "fails in test-checks-profile.c" },
  { "extension-criticality", "fails in test-checks-profile.c" },
  { "authority-key-identifier", "fails in test-checks-profile.c" },
  { "basic-constraints", "fails in test-checks-profile.c" },
  { "san-syntax", "fails in test-checks-profile.c" },
  { "common-name", "fails in test-checks-profile.c" },
  { "second-opinion", "never changes the verdict" },
};

static void
test_faultless (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  fixture.chain.profile = WLK_PROFILE_WEB;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_trusted (&fixture);
}

static void
test_fault_at_each_depth (gconstpointer data)
{
  const WlkTestFault *fault = data;

  for (guint position = wlk_test_fault_get_first (fault, PATH_LENGTH);
       position <= wlk_test_fault_get_last (fault, PATH_LENGTH); position++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };

      wlk_check_fixture_init (&fixture, PATH_LENGTH);
      wlk_check_fixture_run_change (&fixture, position, fault->change);
      wlk_check_fixture_assert_decisive (&fixture,
                                         wlk_test_fault_get_step (fault, position == LEAF),
                                         (int) position,
                                         wlk_test_fault_get_cause (fault, position == LEAF));
      g_assert_cmpint (fixture.report->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
    }
}

static void
test_path_fault (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  fixture.top = path_faults[i].top;
  wlk_check_fixture_run_change (&fixture, 0, path_faults[i].change);

  wlk_check_fixture_assert_decisive (&fixture, path_faults[i].step, path_faults[i].position,
                                     path_faults[i].cause);
}

/* Everything that is decisive has evidence, and something to do about it. */
static void
test_fault_has_evidence (gconstpointer data)
{
  const WlkTestFault *fault = data;
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *advice = NULL;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  wlk_check_fixture_run_change (&fixture, wlk_test_fault_get_last (fault, PATH_LENGTH),
                                fault->change);
  wlk_finding_get_evidence (wlk_report_get_decisive (fixture.report), &n_evidence);
  advice = wlk_finding_dup_advice (wlk_report_get_decisive (fixture.report));

  g_assert_cmpuint (n_evidence, >, 0);
  g_assert_nonnull (advice);
}

/* Two faults at once: the one to which a verifier comes first is decisive. */
static const struct
{
  const char *name;
  const char *first;
  guint       first_position;
  const char *second;
  guint       second_position;
  const char *step;
  int         position;
  guint       top;
} pairs[] = {
  { "upper-before-lower", "expired", 2, "expired", 4, "validity-not-after", 2 },
  { "ca-before-leaf", "no-ca", 3, "damaged", 4, "ca-flag", 3 },
  { "signature-before-dates", "expired", 2, "damaged", 2, "signature", 2 },
  { "dates-before-issuer-name", "other-issuer-name", 1, "expired", 1, "validity-not-after", 1 },
  { "basic-before-prepare", "no-ca", 2, "expired", 2, "validity-not-after", 2 },
  { "ca-flag-before-cert-sign", "no-cert-sign", 2, "no-ca", 2, "ca-flag", 2 },
  { "prepare-before-next", "damaged", 3, "no-cert-sign", 2, "key-cert-sign", 2 },
  { "path-before-dates", "expired", 4, "distrusted", 0, "anchor-reached", WLK_WHOLE_PATH },
  { "missing-issuer-before-host", "other-host", 4, "distrusted", 0, "issuer-found", 0, .top = 1 },
  { "dates-before-host", "other-host", 4, "expired", 4, "validity-not-after", 4 },
  { "critical-before-host", "other-host", 4, "unknown-critical", 4, "critical-extensions-end", 4 },
  { "host-before-purpose", "other-purpose", 1, "other-host", 4, "host-name", 4 },
  { "purpose-before-strength", "short-key", 1, "other-purpose", 4, "extended-key-usage", 4 },
  { "digest-before-key", "short-key", 1, "sha1", 4, "signature-algorithm", 4 },
};

static void
test_pair (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkFinding *decisive;

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  fixture.top = pairs[i].top;
  wlk_test_chain_change (&fixture.chain, pairs[i].first_position,
                         wlk_test_faults_find (pairs[i].first)->change);
  wlk_test_chain_change (&fixture.chain, pairs[i].second_position,
                         wlk_test_faults_find (pairs[i].second)->change);
  wlk_check_fixture_run (&fixture);

  decisive = wlk_report_get_decisive (fixture.report);
  g_assert_nonnull (decisive);
  g_assert_cmpstr (decisive->record->step->name, ==, pairs[i].step);
  g_assert_cmpint (decisive->record->position, ==, pairs[i].position);
}

static gboolean
breaks_step (const WlkTestFault *fault,
             const char         *step)
{
  return fault->cause != NULL &&
         (g_str_equal (wlk_test_fault_get_step (fault, FALSE), step) ||
          (wlk_test_fault_get_last (fault, PATH_LENGTH) == LEAF &&
           g_str_equal (wlk_test_fault_get_step (fault, TRUE), step)));
}

static gboolean
has_fault (const char *step)
{
  guint n_faults = 0;
  const WlkTestFault *faults = wlk_test_faults_get (&n_faults);

  for (guint i = 0; i < n_faults; i++)
    if (breaks_step (&faults[i], step))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (more_faults); i++)
    if (breaks_step (&more_faults[i], step))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (path_faults); i++)
    if (g_str_equal (path_faults[i].step, step))
      return TRUE;

  return FALSE;
}

static const char *
find_reason (const char *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (never_fails); i++)
    if (g_str_equal (never_fails[i].step, step))
      return never_fails[i].reason;

  return NULL;
}

static void
test_every_row_fails_or_says_why_not (void)
{
  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const char *step = wlk_step_get (id)->name;
      const char *reason = find_reason (step);

      if (has_fault (step) == (reason != NULL))
        g_error ("“%s” has %s", step, reason != NULL
                 ? "both a fault and a reason not to fail"
                 : "no fault that makes it fail, and no reason why not");
      if (reason != NULL)
        g_test_message ("%s: %s", step, reason);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (never_fails); i++)
    g_assert_nonnull (wlk_step_find (never_fails[i].step));
}

static void
test_table_is_in_order (void)
{
  static const WlkStepId needs[WLK_N_STEPS] = {
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  [WLK_STEP_ ## id] = WLK_STEP_ ## needs,
#include "report/wlk-steps.def"
#undef WLK_STEP
  };

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      g_assert_cmpint (wlk_step_get (id)->id, ==, id);
      g_assert_true (wlk_step_find (wlk_step_get (id)->name) == wlk_step_get (id));
      if (id > WLK_STEP_NONE + 1)
        g_assert_cmpint (wlk_step_get (id)->phase, >=, wlk_step_get (id - 1)->phase);
      g_assert_cmpint (needs[id], <, id);
    }
}

/* People tell each other of steps by their titles. */
static void
test_titles_are_distinct (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    g_assert_true (g_hash_table_add (titles, (gpointer) wlk_step_get (id)->title));
}

static void
test_unknown_step_not_found (void)
{
  g_assert_null (wlk_step_find ("no-such-step"));
}

static void
add_case (const char   *subject,
          const char   *name,
          gconstpointer data,
          GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/checks/%s/%s", subject, name);

  g_test_add_data_func (path, data, function);
}

static void
add_fault (const WlkTestFault *fault)
{
  if (fault->cause == NULL)
    return;

  add_case ("fault-at-each-depth", fault->name, fault, test_fault_at_each_depth);
  add_case ("fault-has-evidence", fault->name, fault, test_fault_has_evidence);
}

int
main (int   argc,
      char *argv[])
{
  guint n_faults = 0;
  const WlkTestFault *faults = wlk_test_faults_get (&n_faults);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/path/faultless-passes", test_faultless);
  for (guint i = 0; i < n_faults; i++)
    add_fault (&faults[i]);
  for (guint i = 0; i < G_N_ELEMENTS (more_faults); i++)
    add_fault (&more_faults[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (path_faults); i++)
    add_case ("fault-of-path", path_faults[i].name, GSIZE_TO_POINTER (i), test_path_fault);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    add_case ("two-faults", pairs[i].name, GSIZE_TO_POINTER (i), test_pair);
  g_test_add_func ("/checks/table/every-row-fails-or-says-why-not",
                   test_every_row_fails_or_says_why_not);
  g_test_add_func ("/checks/table/in-order", test_table_is_in_order);
  g_test_add_func ("/checks/table/titles-are-distinct", test_titles_are_distinct);
  g_test_add_func ("/checks/table/unknown-step-not-found", test_unknown_step_not_found);

  return g_test_run ();
}
