/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

/*
 * Each step where it passes, fails or only just does the one or the other: what is changed in a
 * faultless path of five, and what the step says of one certificate of it.
 */

#define LEAF 4

typedef void (*ChangeFunc) (WlkCheckFixture *fixture);

typedef struct
{
  const char *step;
  const char *name;
  ChangeFunc  change;
  int         position;
  WlkOutcome  outcome;
} Case;

static const WlkTestExtension unknown_uncritical[] = {
  { "1.2.3.4.5", FALSE, "0500" }, { NULL }
};
static const WlkTestExtension name_constraints[] = {
  { WLK_OID_NAME_CONSTRAINTS, TRUE, "300da00b30098207" "6578616d706c65" }, { NULL }
};
static const WlkTestExtension policies[] = {
  { WLK_OID_CERTIFICATE_POLICIES, FALSE, "3006300406022a03" }, { NULL }
};
static const WlkTestExtension policy_mappings[] = {
  { WLK_OID_POLICY_MAPPINGS, FALSE, "300a300806022a0306022a04" }, { NULL }
};
static const WlkTestExtension policy_constraints[] = {
  { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3003800100" }, { NULL }
};
static const WlkTestExtension inhibit_any_policy[] = {
  { WLK_OID_INHIBIT_ANY_POLICY, TRUE, "020100" }, { NULL }
};

static void
change_nothing (WlkCheckFixture *fixture)
{
}

static void
judge_first_second (WlkCheckFixture *fixture)
{
  fixture->time = WLK_TEST_NOT_BEFORE;
}

static void
judge_before_first_second (WlkCheckFixture *fixture)
{
  fixture->time = WLK_TEST_NOT_BEFORE - 1;
}

static void
judge_path_before_first_second (WlkCheckFixture *fixture)
{
  fixture->profile = WLK_PROFILE_PATH;
  judge_before_first_second (fixture);
}

static void
judge_last_second (WlkCheckFixture *fixture)
{
  fixture->time = WLK_TEST_NOT_AFTER;
}

static void
judge_after_last_second (WlkCheckFixture *fixture)
{
  fixture->time = WLK_TEST_NOT_AFTER + 1;
}

static void
judge_path_after_last_second (WlkCheckFixture *fixture)
{
  fixture->profile = WLK_PROFILE_PATH;
  judge_after_last_second (fixture);
}

/* A certificate whose issuer has its own name: the key is another, as in a key rollover. */
static void
make_self_issued (WlkCheckFixture *fixture)
{
  fixture->recipes[2].subject = fixture->recipes[1].subject;
}

static void
fold_issuer_name (WlkCheckFixture *fixture)
{
  fixture->recipes[2].issuer = "CN=ca  1";
}

static void
limit_exactly (WlkCheckFixture *fixture)
{
  fixture->recipes[0].path_length = 3;
}

static void
limit_one_too_few (WlkCheckFixture *fixture)
{
  fixture->recipes[0].path_length = 2;
}

static void
limit_with_self_issued (WlkCheckFixture *fixture)
{
  make_self_issued (fixture);
  fixture->recipes[1].path_length = 1;
}

static void
limit_again (WlkCheckFixture *fixture)
{
  fixture->recipes[1].path_length = 2;
  fixture->recipes[2].path_length = 5;
}

static void
omit_ca_key_usage (WlkCheckFixture *fixture)
{
  fixture->recipes[2].key_usage = 0;
}

static void
omit_leaf_key_usage (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key_usage = 0;
}

static void
agree_with_ec_key (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_AGREEMENT;
}

static void
encipher_with_ec_key (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_ENCIPHERMENT;
}

static void
encipher_with_rsa_key (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key = WLK_TEST_KEY_RSA_2048_0;
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_ENCIPHERMENT;
}

static void
agree_with_rsa_key (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key = WLK_TEST_KEY_RSA_2048_0;
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_AGREEMENT;
}

static void
agree_with_edwards_key (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].key = WLK_TEST_KEY_ED25519;
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_AGREEMENT;
}

static void
ask_client (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_CLIENT;
}

static void
ask_client_of_client (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_CLIENT;
  fixture->recipes[LEAF].purposes = WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CLIENT;
}

static void
ask_email (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_EMAIL;
  fixture->recipes[LEAF].purposes = WLK_OID_PURPOSE_EMAIL;
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_NON_REPUDIATION;
}

static void
ask_code (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_CODE;
  fixture->recipes[LEAF].purposes = WLK_OID_PURPOSE_CODE;
  fixture->recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_ENCIPHERMENT;
}

static void
ask_any (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_ANY;
}

static void
allow_any_purpose (WlkCheckFixture *fixture)
{
  fixture->recipes[2].purposes = WLK_OID_ANY_EXTENDED_KEY_USAGE;
}

static void
limit_anchor_purpose (WlkCheckFixture *fixture)
{
  fixture->recipes[0].purposes = WLK_OID_PURPOSE_CLIENT;
}

static void
add_unknown_uncritical (WlkCheckFixture *fixture)
{
  fixture->recipes[2].extensions = unknown_uncritical;
  fixture->recipes[LEAF].extensions = unknown_uncritical;
}

static void
constrain_names (WlkCheckFixture *fixture)
{
  fixture->recipes[1].extensions = name_constraints;
}

static void
constrain_names_at_anchor (WlkCheckFixture *fixture)
{
  fixture->recipes[0].extensions = name_constraints;
}

static void
constrain_names_of_self_issued (WlkCheckFixture *fixture)
{
  make_self_issued (fixture);
  fixture->recipes[1].extensions = name_constraints;
}

static void
limit_depth_exactly (WlkCheckFixture *fixture)
{
  fixture->max_path_length = 3;
}

static void
limit_depth_too_much (WlkCheckFixture *fixture)
{
  fixture->max_path_length = 2;
}

static void
limit_depth_of_self_issued (WlkCheckFixture *fixture)
{
  make_self_issued (fixture);
  fixture->max_path_length = 2;
}

static void
sign_with_pss (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF - 1].key = WLK_TEST_KEY_RSA_2048_0;
  fixture->recipes[LEAF].is_pss = TRUE;
}

static void
damage_pss (WlkCheckFixture *fixture)
{
  sign_with_pss (fixture);
  fixture->recipes[LEAF].has_bad_signature = TRUE;
}

static void
sign_with_ed448 (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF - 1].key = WLK_TEST_KEY_ED448;
}

static void
name_policies (WlkCheckFixture *fixture)
{
  fixture->recipes[2].extensions = policies;
}

static void
map_policies (WlkCheckFixture *fixture)
{
  fixture->recipes[2].extensions = policy_mappings;
}

static void
constrain_policies (WlkCheckFixture *fixture)
{
  fixture->recipes[2].extensions = policy_constraints;
}

static void
constrain_policies_of_leaf (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].extensions = policy_constraints;
}

static void
inhibit_policies (WlkCheckFixture *fixture)
{
  fixture->recipes[2].extensions = inhibit_any_policy;
}

static void
ask_nothing (WlkCheckFixture *fixture)
{
  fixture->name = NULL;
}

static void
ask_impossible_host (WlkCheckFixture *fixture)
{
  fixture->name = "*.example";
}

static void
ask_wildcard (WlkCheckFixture *fixture)
{
  fixture->name = "www.leaf.example";
  fixture->recipes[LEAF].san = "DNS:mail.leaf.example DNS:*.leaf.example";
}

static void
name_in_subject_only (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].san = "EMAIL:somebody@leaf.example";
}

static void
ask_address (WlkCheckFixture *fixture)
{
  fixture->name = "192.0.2.1";
  fixture->recipes[LEAF].san = "IP:192.0.2.2 IP:192.0.2.1";
}

static void
ask_address_in_dns_name (WlkCheckFixture *fixture)
{
  fixture->name = "192.0.2.1";
  fixture->recipes[LEAF].san = "DNS:192.0.2.1 URI:https://192.0.2.1/";
}

static void
ask_address_6 (WlkCheckFixture *fixture)
{
  fixture->name = "[2001:DB8:0::1]";
  fixture->recipes[LEAF].san = "IP:2001:db8::1";
}

static void
ask_mapped_address (WlkCheckFixture *fixture)
{
  fixture->name = "::ffff:192.0.2.1";
  fixture->recipes[LEAF].san = "IP:192.0.2.1";
}

static void
ask_mailbox (WlkCheckFixture *fixture)
{
  fixture->name = "Somebody@LEAF.example";
  fixture->recipes[LEAF].san = "EMAIL:Somebody@leaf.EXAMPLE";
}

static void
ask_mailbox_in_other_case (WlkCheckFixture *fixture)
{
  fixture->name = "somebody@leaf.example";
  fixture->recipes[LEAF].san = "EMAIL:Somebody@leaf.example";
}

static void
ask_mailbox_without_host (WlkCheckFixture *fixture)
{
  fixture->name = "somebody@";
  fixture->recipes[LEAF].san = "EMAIL:somebody@leaf.example";
}

static void
use_sha1 (WlkCheckFixture *fixture)
{
  fixture->recipes[2].digest = "SHA1";
}

static void
use_sha1_under_path (WlkCheckFixture *fixture)
{
  use_sha1 (fixture);
  fixture->profile = WLK_PROFILE_PATH;
}

static void
use_short_key_under_path (WlkCheckFixture *fixture)
{
  fixture->recipes[2].key = WLK_TEST_KEY_RSA_1024;
  fixture->profile = WLK_PROFILE_PATH;
}

static void
use_rsa_2048 (WlkCheckFixture *fixture)
{
  fixture->recipes[2].key = WLK_TEST_KEY_RSA_2048_0;
  fixture->profile = WLK_PROFILE_WEB;
}

static void
use_ed25519 (WlkCheckFixture *fixture)
{
  fixture->recipes[2].key = WLK_TEST_KEY_ED25519;
}

static void
make_leaf_ca (WlkCheckFixture *fixture)
{
  fixture->recipes[LEAF].is_ca = TRUE;
}

static void
ask_second_opinion (WlkCheckFixture *fixture)
{
  fixture->has_second_opinion = TRUE;
}

static const Case cases[] = {
  { "signature", "good-passes", change_nothing, 1, WLK_OUTCOME_PASSED },
  { "signature", "rsa-passes", use_rsa_2048, 3, WLK_OUTCOME_PASSED },
  { "signature", "ed25519-passes", use_ed25519, 3, WLK_OUTCOME_PASSED },
  { "signature", "sha1-passes", use_sha1, 2, WLK_OUTCOME_PASSED },

  { "validity-not-before", "first-second-passes", judge_first_second, LEAF, WLK_OUTCOME_PASSED },
  { "validity-not-before", "second-before-fails", judge_before_first_second, LEAF,
    WLK_OUTCOME_FAILED },
  { "validity-not-before", "anchor-of-path-warns", judge_path_before_first_second, 0,
    WLK_OUTCOME_WARNING },
  { "validity-not-before", "anchor-of-strict-fails", judge_before_first_second, 0,
    WLK_OUTCOME_FAILED },
  { "validity-not-after", "last-second-passes", judge_last_second, LEAF, WLK_OUTCOME_PASSED },
  { "validity-not-after", "second-after-fails", judge_after_last_second, LEAF,
    WLK_OUTCOME_FAILED },
  { "validity-not-after", "anchor-of-path-warns", judge_path_after_last_second, 0,
    WLK_OUTCOME_WARNING },
  { "validity-not-after", "anchor-of-strict-fails", judge_after_last_second, 0,
    WLK_OUTCOME_FAILED },

  { "issuer-name", "same-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "issuer-name", "same-but-for-case-and-space-noted", fold_issuer_name, 2, WLK_OUTCOME_NOTE },

  { "name-permitted", "none-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "name-permitted", "within-passes", constrain_names, LEAF, WLK_OUTCOME_PASSED },
  { "name-permitted", "within-anchor’s-passes", constrain_names_at_anchor, 1,
    WLK_OUTCOME_PASSED },
  { "name-permitted", "own-passes", constrain_names, 1, WLK_OUTCOME_PASSED },
  { "name-permitted", "self-issued-passes", constrain_names_of_self_issued, 2,
    WLK_OUTCOME_PASSED },
  { "name-not-excluded", "none-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "name-constraints-update", "none-passes", change_nothing, 1, WLK_OUTCOME_PASSED },
  { "name-constraints-update", "some-noted", constrain_names, 1, WLK_OUTCOME_NOTE },

  { "depth-limit", "none-passes", change_nothing, WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "depth-limit", "exact-passes", limit_depth_exactly, WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "depth-limit", "one-too-many-fails", limit_depth_too_much, WLK_WHOLE_PATH,
    WLK_OUTCOME_FAILED },
  { "depth-limit", "self-issued-does-not-count", limit_depth_of_self_issued, WLK_WHOLE_PATH,
    WLK_OUTCOME_PASSED },

  { "signature", "rsa-pss-passes", sign_with_pss, LEAF, WLK_OUTCOME_PASSED },
  { "signature", "rsa-pss-damaged-fails", damage_pss, LEAF, WLK_OUTCOME_FAILED },
  { "signature", "ed448-passes", sign_with_ed448, LEAF, WLK_OUTCOME_PASSED },
  { "certificate-policies", "none-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "certificate-policies", "some-passes", name_policies, 2, WLK_OUTCOME_PASSED },
  { "policy-mappings", "none-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "policy-mappings", "some-noted", map_policies, 2, WLK_OUTCOME_NOTE },
  { "policy-constraints", "none-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "policy-constraints", "some-noted", constrain_policies, 2, WLK_OUTCOME_NOTE },
  { "policy-constraints", "inhibit-any-noted", inhibit_policies, 2, WLK_OUTCOME_NOTE },
  { "explicit-policy", "not-required-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "explicit-policy", "required-above-skipped", constrain_policies, LEAF, WLK_OUTCOME_SKIPPED },
  { "explicit-policy", "required-by-leaf-fails", constrain_policies_of_leaf, LEAF,
    WLK_OUTCOME_FAILED },

  { "ca-flag", "ca-passes", change_nothing, 1, WLK_OUTCOME_PASSED },
  { "path-length", "exact-passes", limit_exactly, 3, WLK_OUTCOME_PASSED },
  { "path-length", "one-too-many-fails", limit_one_too_few, 3, WLK_OUTCOME_FAILED },
  { "path-length", "one-before-passes", limit_one_too_few, 2, WLK_OUTCOME_PASSED },
  { "path-length", "self-issued-not-counted-passes", limit_with_self_issued, 3,
    WLK_OUTCOME_PASSED },
  { "path-length-limit", "none-passes", change_nothing, 1, WLK_OUTCOME_PASSED },
  { "path-length-limit", "smaller-noted", limit_again, 1, WLK_OUTCOME_NOTE },
  { "path-length-limit", "larger-passes", limit_again, 2, WLK_OUTCOME_PASSED },
  { "path-length-limit", "anchor-noted", limit_exactly, 0, WLK_OUTCOME_NOTE },
  { "key-cert-sign", "present-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "key-cert-sign", "no-key-usage-passes", omit_ca_key_usage, 2, WLK_OUTCOME_PASSED },
  { "critical-extensions", "known-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "critical-extensions", "unknown-uncritical-passes", add_unknown_uncritical, 2,
    WLK_OUTCOME_PASSED },
  { "critical-extensions-end", "unknown-uncritical-passes", add_unknown_uncritical, LEAF,
    WLK_OUTCOME_PASSED },

  { "host-name", "same-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "host-name", "wildcard-passes", ask_wildcard, LEAF, WLK_OUTCOME_PASSED },
  { "host-name", "common-name-alone-fails", name_in_subject_only, LEAF, WLK_OUTCOME_FAILED },
  { "host-name", "impossible-fails", ask_impossible_host, LEAF, WLK_OUTCOME_FAILED },
  { "host-name", "nothing-asked-skipped", ask_nothing, LEAF, WLK_OUTCOME_SKIPPED },
  { "host-name", "address-asked-skipped", ask_address, LEAF, WLK_OUTCOME_SKIPPED },
  { "ip-address", "same-passes", ask_address, LEAF, WLK_OUTCOME_PASSED },
  { "ip-address", "same-6-passes", ask_address_6, LEAF, WLK_OUTCOME_PASSED },
  { "ip-address", "in-dns-name-fails", ask_address_in_dns_name, LEAF, WLK_OUTCOME_FAILED },
  { "ip-address", "mapped-fails", ask_mapped_address, LEAF, WLK_OUTCOME_FAILED },
  { "ip-address", "host-asked-skipped", change_nothing, LEAF, WLK_OUTCOME_SKIPPED },
  { "email-address", "host-in-other-case-passes", ask_mailbox, LEAF, WLK_OUTCOME_PASSED },
  { "email-address", "mailbox-in-other-case-fails", ask_mailbox_in_other_case, LEAF,
    WLK_OUTCOME_FAILED },
  { "email-address", "no-host-fails", ask_mailbox_without_host, LEAF, WLK_OUTCOME_FAILED },
  { "email-address", "host-asked-skipped", change_nothing, LEAF, WLK_OUTCOME_SKIPPED },

  { "key-usage", "signing-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "none-passes", omit_leaf_key_usage, LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "ec-agreement-passes", agree_with_ec_key, LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "ec-encipherment-fails", encipher_with_ec_key, LEAF, WLK_OUTCOME_FAILED },
  { "key-usage", "rsa-encipherment-passes", encipher_with_rsa_key, LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "rsa-agreement-fails", agree_with_rsa_key, LEAF, WLK_OUTCOME_FAILED },
  { "key-usage", "ed25519-agreement-fails", agree_with_edwards_key, LEAF, WLK_OUTCOME_FAILED },
  { "key-usage", "email-signing-passes", ask_email, LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "code-encipherment-fails", ask_code, LEAF, WLK_OUTCOME_FAILED },
  { "key-usage", "any-purpose-skipped", ask_any, LEAF, WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "server-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "ca-without-passes", change_nothing, 2, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "client-of-server-fails", ask_client, LEAF, WLK_OUTCOME_FAILED },
  { "extended-key-usage", "client-of-both-passes", ask_client_of_client, LEAF,
    WLK_OUTCOME_PASSED },
  { "extended-key-usage", "email-passes", ask_email, LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "code-passes", ask_code, LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "any-of-ca-passes", allow_any_purpose, 2, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "any-asked-skipped", ask_any, LEAF, WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "anchor-skipped", limit_anchor_purpose, 0, WLK_OUTCOME_SKIPPED },

  { "revocation-known", "nothing-at-hand-unknown", change_nothing, LEAF, WLK_OUTCOME_UNKNOWN },
  { "revocation", "nothing-at-hand-skipped", change_nothing, LEAF, WLK_OUTCOME_SKIPPED },
  { "signature-algorithm", "sha256-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "signature-algorithm", "sha1-under-path-warns", use_sha1_under_path, 2, WLK_OUTCOME_WARNING },
  { "signature-algorithm", "sha1-under-strict-fails", use_sha1, 2, WLK_OUTCOME_FAILED },
  { "key-strength", "ec-256-passes", change_nothing, 0, WLK_OUTCOME_PASSED },
  { "key-strength", "rsa-2048-passes", use_rsa_2048, 2, WLK_OUTCOME_PASSED },
  { "key-strength", "ed25519-passes", use_ed25519, 2, WLK_OUTCOME_PASSED },
  { "key-strength", "rsa-1024-under-path-warns", use_short_key_under_path, 2,
    WLK_OUTCOME_WARNING },
  { "leaf-not-ca", "end-entity-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "leaf-not-ca", "ca-under-strict-warns", make_leaf_ca, LEAF, WLK_OUTCOME_WARNING },

  { "issuer-found", "anchor-passes", change_nothing, 0, WLK_OUTCOME_PASSED },
  { "issuer-found", "leaf-passes", change_nothing, LEAF, WLK_OUTCOME_PASSED },
  { "no-loop", "none-passes", change_nothing, WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "no-loop", "self-issued-with-other-key-passes", make_self_issued, WLK_WHOLE_PATH,
    WLK_OUTCOME_PASSED },
  { "anchor-reached", "anchor-passes", change_nothing, WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "second-opinion", "not-asked-skipped", change_nothing, WLK_WHOLE_PATH, WLK_OUTCOME_SKIPPED },
  { "second-opinion", "same-noted", ask_second_opinion, WLK_WHOLE_PATH, WLK_OUTCOME_NOTE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  row->change (&fixture);
  wlk_check_fixture_judge (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, row->step, row->position, row->outcome);
}

/* What was not checked and matters leaves the verdict open; what does not matter leaves it be. */
static const struct
{
  const char *name;
  ChangeFunc  change;
  WlkVerdict  verdict;
} verdicts[] = {
  { "name-constraints-kept-trusted", constrain_names, WLK_VERDICT_TRUSTED },
  { "policy-constraints-not-trusted", constrain_policies, WLK_VERDICT_NOT_TRUSTED },
  { "explicit-policy-not-trusted", constrain_policies_of_leaf, WLK_VERDICT_NOT_TRUSTED },
  { "policies-trusted", name_policies, WLK_VERDICT_TRUSTED },
  { "policy-mappings-trusted", map_policies, WLK_VERDICT_TRUSTED },
  { "inhibit-any-policy-trusted", inhibit_policies, WLK_VERDICT_TRUSTED },
  { "no-name-trusted", ask_nothing, WLK_VERDICT_TRUSTED },
  { "sha1-under-path-trusted", use_sha1_under_path, WLK_VERDICT_TRUSTED },
  { "sha1-under-strict-not-trusted", use_sha1, WLK_VERDICT_NOT_TRUSTED },
  { "limited-anchor-purpose-trusted", limit_anchor_purpose, WLK_VERDICT_TRUSTED },
};

static void
test_verdict (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  verdicts[i].change (&fixture);
  wlk_check_fixture_judge (&fixture);

  g_assert_cmpint (wlk_report_get_verdict (fixture.report), ==, verdicts[i].verdict);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/%s/%s", cases[i].step, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/verdict/%s", verdicts[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_verdict);
    }

  return g_test_run ();
}
