/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

/*
 * Each fault is put into each certificate of a path of five where it can be, and the report must
 * point at that certificate and that step, and at no other. A row of the table of steps that no
 * fault makes fail needs a reason why it cannot.
 */

#define PATH_LENGTH 5
#define LEAF        (PATH_LENGTH - 1)

typedef void (*FaultFunc) (WlkCheckFixture *fixture,
                           guint            position);

typedef struct
{
  const char *name;
  FaultFunc   apply;
  guint       first;      /* the certificates in which the fault can be */
  guint       last;
  const char *step;
  const char *cause;
  const char *leaf_step;  /* for the leaf, when they are others */
  const char *leaf_cause;
} Fault;

static const WlkTestExtension unknown_critical[] = {
  { "1.2.3.4.5", TRUE, "0500" }, { NULL }
};
static const WlkTestExtension malformed_basic_constraints[] = {
  { WLK_OID_BASIC_CONSTRAINTS, TRUE, "0500" }, { NULL }
};
static const WlkTestExtension malformed_key_usage[] = {
  { WLK_OID_KEY_USAGE, TRUE, "0500" }, { NULL }
};
static const WlkTestExtension malformed_purposes[] = {
  { WLK_OID_EXTENDED_KEY_USAGE, FALSE, "0500" }, { NULL }
};
static const WlkTestExtension only_other_names[] = { /* permitted: directory name CN=x */
  { WLK_OID_NAME_CONSTRAINTS, TRUE, "3014a0123010a40e300c310a300806035504030c0178" }, { NULL }
};
static const WlkTestExtension no_names[] = { /* excluded: all directory names */
  { WLK_OID_NAME_CONSTRAINTS, TRUE, "3008a1063004a4023000" }, { NULL }
};
static const WlkTestExtension malformed_name_constraints[] = {
  { WLK_OID_NAME_CONSTRAINTS, TRUE, "0500" }, { NULL }
};
static const WlkTestExtension malformed_names[] = {
  { WLK_OID_SUBJECT_ALT_NAME, FALSE, "0500" }, { NULL }
};

static const WlkTestExtension some_policies[] = { /* 1.2.3 */
  { WLK_OID_CERTIFICATE_POLICIES, FALSE, "3006300406022a03" }, { NULL }
};
static const WlkTestExtension malformed_policies[] = {
  { WLK_OID_CERTIFICATE_POLICIES, FALSE, "3000" }, { NULL }
};
static const WlkTestExtension mapped_any_policy[] = {
  { WLK_OID_POLICY_MAPPINGS, TRUE, "300c300a0604551d200006022a03" }, { NULL }
};
static const WlkTestExtension malformed_policy_constraints[] = {
  { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3000" }, { NULL }
};
static const WlkTestExtension required_policy[] = {
  { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3003800100" }, { NULL }
};

static void
damage_signature (WlkCheckFixture *fixture,
                  guint            position)
{
  fixture->recipes[position].has_bad_signature = TRUE;
}

static void
expire (WlkCheckFixture *fixture,
        guint            position)
{
  fixture->recipes[position].not_after = WLK_TEST_TIME - 1;
}

static void
postpone (WlkCheckFixture *fixture,
          guint            position)
{
  fixture->recipes[position].not_before = WLK_TEST_TIME + 1;
}

static void
name_other_issuer (WlkCheckFixture *fixture,
                   guint            position)
{
  fixture->recipes[position].issuer = "CN=Somebody Else";
}

static void
deny_ca (WlkCheckFixture *fixture,
         guint            position)
{
  fixture->recipes[position].is_ca = FALSE;
}

static void
omit_basic_constraints (WlkCheckFixture *fixture,
                        guint            position)
{
  fixture->recipes[position].has_basic_constraints = FALSE;
}

static void
use_version_1 (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].version = 1;
}

static void
break_basic_constraints (WlkCheckFixture *fixture,
                         guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].has_basic_constraints = FALSE;
  fixture->recipes[position].extensions = malformed_basic_constraints;
}

static void
limit_above (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->recipes[position - 1].path_length = 0;
}

static void
permit_other_names (WlkCheckFixture *fixture,
                    guint            position)
{
  fixture->recipes[position - 1].extensions = only_other_names;
}

static void
exclude_all_names (WlkCheckFixture *fixture,
                   guint            position)
{
  fixture->recipes[position - 1].extensions = no_names;
}

static void
break_name_constraints (WlkCheckFixture *fixture,
                        guint            position)
{
  fixture->recipes[position].extensions = malformed_name_constraints;
}

static void
limit_depth (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->max_path_length = 0;
}

static void
deny_signing (WlkCheckFixture *fixture,
              guint            position)
{
  fixture->recipes[position].key_usage = WLK_KEY_USAGE_CRL_SIGN;
}

static void
break_key_usage (WlkCheckFixture *fixture,
                 guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].key_usage = 0;
  fixture->recipes[position].extensions = malformed_key_usage;
}

static void
add_unknown_critical (WlkCheckFixture *fixture,
                      guint            position)
{
  fixture->recipes[position].extensions = unknown_critical;
}

static void
issue_for_clients (WlkCheckFixture *fixture,
                   guint            position)
{
  fixture->recipes[position].purposes = WLK_OID_PURPOSE_CLIENT;
}

static void
break_purposes (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].purposes = NULL;
  fixture->recipes[position].extensions = malformed_purposes;
}

static void
use_sha1 (WlkCheckFixture *fixture,
          guint            position)
{
  fixture->recipes[position].digest = "SHA1";
}

static void
use_short_key (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].key = WLK_TEST_KEY_RSA_1024;
}

static void
make_ca (WlkCheckFixture *fixture,
         guint            position)
{
  fixture->recipes[position].is_ca = TRUE;
  fixture->profile = WLK_PROFILE_WEB;
}

static void
ask_other_host (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->name = "other.example";
}

static void
ask_address (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->name = "192.0.2.1";
}

static void
ask_mailbox (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->name = "somebody@leaf.example";
}

static void
omit_names (WlkCheckFixture *fixture,
            guint            position)
{
  fixture->recipes[position].san = NULL;
}

static void
break_names (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].san = NULL;
  fixture->recipes[position].extensions = malformed_names;
}

static void
repeat_ca (WlkCheckFixture *fixture,
           guint            position)
{
  fixture->recipes[3].subject = fixture->recipes[1].subject;
  fixture->recipes[3].key = fixture->recipes[1].key;
}

static void
distrust (WlkCheckFixture *fixture,
          guint            position)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&other, NULL);

  fixture->has_anchor = FALSE;
  fixture->trust = wlk_test_trust (root);
}

static void
omit_issuer (WlkCheckFixture *fixture,
             guint            position)
{
  distrust (fixture, position);
  fixture->top = 1;
}

static void
omit_policies (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->requires_explicit_policy = TRUE;
  for (guint i = 1; i < position; i++)
    fixture->recipes[i].extensions = some_policies;
}

static void
break_policies (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].extensions = malformed_policies;
}

static void
map_any_policy (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->recipes[position].extensions = mapped_any_policy;
}

static void
break_policy_constraints (WlkCheckFixture *fixture,
                          guint            position)
{
  fixture->profile = WLK_PROFILE_PATH; /* others stop at “extension-malformed” */
  fixture->recipes[position].extensions = malformed_policy_constraints;
}

static void
require_policy (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->recipes[position].extensions = required_policy;
}

static const Fault faults[] = {
  { "damaged", damage_signature, 1, LEAF, "signature", "bad_signature" },
  { "expired", expire, 1, LEAF,
    "validity-not-after", "expired_intermediate", "validity-not-after", "expired_leaf" },
  { "too-early", postpone, 1, LEAF, "validity-not-before", "not_yet_valid" },
  { "other-issuer", name_other_issuer, 1, LEAF, "issuer-name", "issuer_name_mismatch" },
  { "malformed-policies", break_policies, 1, LEAF,
    "certificate-policies", "extension_malformed" },
  { "no-policies", omit_policies, 1, LEAF, "policy-valid", "policy" },
  { "mapped-any-policy", map_any_policy, 1, LEAF - 1, "policy-mappings", "policy_mapping_any" },
  { "malformed-policy-constraints", break_policy_constraints, 1, LEAF,
    "policy-constraints", "extension_malformed", "explicit-policy", "extension_malformed" },
  { "required-policy", require_policy, LEAF, LEAF, "explicit-policy", "policy" },
  { "no-ca", deny_ca, 1, LEAF - 1, "ca-flag", "ca_flag_false" },
  { "no-basic-constraints", omit_basic_constraints, 1, LEAF - 1, "ca-flag", "ca_flag_missing" },
  { "version-1", use_version_1, 1, LEAF - 1, "ca-flag", "ca_flag_missing" },
  { "malformed-basic-constraints", break_basic_constraints, 1, LEAF - 1,
    "ca-flag", "extension_malformed" },
  { "name-outside", permit_other_names, 1, LEAF, "name-permitted", "name_constraint_permitted" },
  { "name-excluded", exclude_all_names, 1, LEAF, "name-not-excluded", "name_constraint_excluded" },
  { "malformed-constraints", break_name_constraints, 1, LEAF - 1,
    "name-constraints-update", "extension_malformed" },
  { "too-deep", limit_above, 1, LEAF - 1, "path-length", "path_length" },
  { "no-cert-sign", deny_signing, 1, LEAF - 1, "key-cert-sign", "ku_no_certsign" },
  { "malformed-key-usage", break_key_usage, 1, LEAF,
    "key-cert-sign", "extension_malformed", "key-usage", "extension_malformed" },
  { "unknown-critical", add_unknown_critical, 1, LEAF,
    "critical-extensions", "unknown_critical", "critical-extensions-end", "unknown_critical" },
  { "other-purpose", issue_for_clients, 1, LEAF,
    "extended-key-usage", "eku_ca", "extended-key-usage", "eku_leaf" },
  { "malformed-purposes", break_purposes, 1, LEAF, "extended-key-usage", "extension_malformed" },
  { "sha1", use_sha1, 1, LEAF, "signature-algorithm", "weak_sig_sha1" },
  { "short-key", use_short_key, 0, LEAF,
    "key-strength", "weak_ca_key", "key-strength", "weak_key" },
  { "leaf-usage", deny_signing, LEAF, LEAF, "key-usage", "ku_leaf", "key-usage", "ku_leaf" },
  { "ca-as-leaf", make_ca, LEAF, LEAF, "leaf-not-ca", "ca_as_leaf" },
  { "other-host", ask_other_host, LEAF, LEAF, "host-name", "hostname_mismatch" },
  { "address", ask_address, LEAF, LEAF, "ip-address", "ip_mismatch" },
  { "mailbox", ask_mailbox, LEAF, LEAF, "email-address", "email_mismatch" },
  { "no-names", omit_names, LEAF, LEAF, "host-name", "no_san" },
  { "malformed-names", break_names, LEAF, LEAF, "host-name", "extension_malformed" },
};

/* Faults of the path, which are about no certificate. */
static const struct
{
  const char *name;
  FaultFunc   apply;
  const char *step;
  int         position;
  const char *cause;
} path_faults[] = {
  { "untrusted-root", distrust, "anchor-reached", WLK_WHOLE_PATH, "untrusted_root" },
  { "missing-issuer", omit_issuer, "issuer-found", 0, "untrusted_root_not_sent" },
  { "too-deep-for-request", limit_depth, "depth-limit", WLK_WHOLE_PATH, "chain_too_long" },
  { "loop", repeat_ca, "no-loop", WLK_WHOLE_PATH, "path_loop" },
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
  { "search-complete", "unknown at the worst: a search that ended early has no answer" },
  { "chain-order", "a warning at the worst: verifiers sort the chain" },
  { "chain-duplicates", "a warning at the worst: a second copy harms nobody" },
  { "chain-root-unneeded", "a note at the worst: a root too many harms nobody" },
  { "chain-unused", "a warning at the worst: what is not used harms nobody" },
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
  fixture.profile = WLK_PROFILE_WEB;
  wlk_check_fixture_judge (&fixture);

  wlk_check_fixture_assert_trusted (&fixture);
}

static const char *
get_step (const Fault *fault,
          guint        position)
{
  return position == LEAF && fault->leaf_step != NULL ? fault->leaf_step : fault->step;
}

static void
judge_fault (WlkCheckFixture *fixture,
             const Fault     *fault,
             guint            position)
{
  wlk_check_fixture_init (fixture, PATH_LENGTH);
  fault->apply (fixture, position);
  wlk_check_fixture_judge (fixture);
}

static void
test_fault_at_each_depth (gconstpointer data)
{
  const Fault *fault = data;

  for (guint position = fault->first; position <= fault->last; position++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };
      const char *cause = position == LEAF && fault->leaf_cause != NULL
                          ? fault->leaf_cause
                          : fault->cause;

      judge_fault (&fixture, fault, position);
      wlk_check_fixture_assert_decisive (&fixture, get_step (fault, position), (int) position,
                                         cause);
      g_assert_cmpint (wlk_report_get_verdict (fixture.report), ==, WLK_VERDICT_NOT_TRUSTED);
    }
}

static void
test_path_fault (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  path_faults[i].apply (&fixture, 0);
  wlk_check_fixture_judge (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, path_faults[i].step, path_faults[i].position,
                                     path_faults[i].cause);
}

/* Everything that is decisive has evidence, and something to do about it. */
static void
test_fault_has_evidence (gconstpointer data)
{
  const Fault *fault = data;
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *advice = NULL;
  guint n_evidence;

  judge_fault (&fixture, fault, fault->last);
  wlk_finding_get_evidence (wlk_report_get_decisive (fixture.report), &n_evidence);
  advice = wlk_finding_dup_advice (wlk_report_get_decisive (fixture.report));

  g_assert_cmpuint (n_evidence, >, 0);
  g_assert_nonnull (advice);
}

/* Two faults at once: the one to which a verifier comes first is decisive. */
static const struct
{
  const char *name;
  FaultFunc   first;
  guint       first_position;
  FaultFunc   second;
  guint       second_position;
  const char *step;
  int         position;
} pairs[] = {
  { "upper-before-lower", expire, 2, expire, 4, "validity-not-after", 2 },
  { "ca-before-leaf", deny_ca, 3, damage_signature, 4, "ca-flag", 3 },
  { "signature-before-dates", expire, 2, damage_signature, 2, "signature", 2 },
  { "dates-before-issuer-name", name_other_issuer, 1, expire, 1, "validity-not-after", 1 },
  { "basic-before-prepare", deny_ca, 2, expire, 2, "validity-not-after", 2 },
  { "ca-flag-before-cert-sign", deny_signing, 2, deny_ca, 2, "ca-flag", 2 },
  { "prepare-before-next", damage_signature, 3, deny_signing, 2, "key-cert-sign", 2 },
  { "path-before-dates", expire, 4, distrust, 0, "anchor-reached", WLK_WHOLE_PATH },
  { "missing-issuer-before-host", ask_other_host, 4, omit_issuer, 0, "issuer-found", 0 },
  { "dates-before-host", ask_other_host, 4, expire, 4, "validity-not-after", 4 },
  { "critical-before-host", ask_other_host, 4, add_unknown_critical, 4,
    "critical-extensions-end", 4 },
  { "host-before-purpose", issue_for_clients, 1, ask_other_host, 4, "host-name", 4 },
  { "purpose-before-strength", use_short_key, 1, issue_for_clients, 4, "extended-key-usage", 4 },
  { "digest-before-key", use_short_key, 1, use_sha1, 4, "signature-algorithm", 4 },
};

static void
test_pair (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkFinding *decisive;

  wlk_check_fixture_init (&fixture, PATH_LENGTH);
  pairs[i].first (&fixture, pairs[i].first_position);
  pairs[i].second (&fixture, pairs[i].second_position);
  wlk_check_fixture_judge (&fixture);

  decisive = wlk_report_get_decisive (fixture.report);
  g_assert_nonnull (decisive);
  g_assert_cmpstr (wlk_finding_get_step (decisive)->name, ==, pairs[i].step);
  g_assert_cmpint (wlk_finding_get_position (decisive), ==, pairs[i].position);
}

static gboolean
has_fault (const char *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint position = faults[i].first; position <= faults[i].last; position++)
      if (g_str_equal (get_step (&faults[i], position), step))
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/path/faultless-passes", test_faultless);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      add_case ("fault-at-each-depth", faults[i].name, &faults[i], test_fault_at_each_depth);
      add_case ("fault-has-evidence", faults[i].name, &faults[i], test_fault_has_evidence);
    }
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
