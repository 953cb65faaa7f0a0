/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

/*
 * Each step where it passes, fails or only just does the one or the other: what is changed in a
 * faultless path of five, and what the step says of one certificate of it.
 */

#define LEAF 4

typedef struct
{
  const char *step;
  const char *name;
  const char *change;
  int         position;
  WlkOutcome  outcome;
} Case;

/* Permitted is “example”. */
#define CONSTRAINED \
  "1." WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "300da00b300982076578616d706c65")

/* A certificate whose issuer has its own name: the key is another, as in a key rollover. */
#define SELF_ISSUED "2.subject=CN=CA 1"

static const Case cases[] = {
  { "signature", "good-passes", "", 1, WLK_OUTCOME_PASSED },
  { "signature", "rsa-passes", "2.key=rsa-0; query.profile=web", 3, WLK_OUTCOME_PASSED },
  { "signature", "ed25519-passes", "2.key=ed25519", 3, WLK_OUTCOME_PASSED },
  { "signature", "sha1-passes", "2.digest=SHA1", 2, WLK_OUTCOME_PASSED },

  { "validity-not-before", "first-second-passes", "query.time=first", LEAF,
    WLK_OUTCOME_PASSED },
  { "validity-not-before", "second-before-fails", "query.time=first-1", LEAF,
    WLK_OUTCOME_FAILED },
  { "validity-not-before", "anchor-of-path-warns", "query.profile=path; query.time=first-1", 0,
    WLK_OUTCOME_WARNING },
  { "validity-not-before", "anchor-of-strict-fails", "query.time=first-1", 0,
    WLK_OUTCOME_FAILED },
  { "validity-not-after", "last-second-passes", "query.time=last", LEAF,
    WLK_OUTCOME_PASSED },
  { "validity-not-after", "second-after-fails", "query.time=last+1", LEAF,
    WLK_OUTCOME_FAILED },
  { "validity-not-after", "anchor-of-path-warns", "query.profile=path; query.time=last+1", 0,
    WLK_OUTCOME_WARNING },
  { "validity-not-after", "anchor-of-strict-fails", "query.time=last+1", 0,
    WLK_OUTCOME_FAILED },

  { "issuer-name", "same-passes", "", 2, WLK_OUTCOME_PASSED },
  { "issuer-name", "same-but-for-case-and-space-noted", "2.issuer=CN=ca  1", 2, WLK_OUTCOME_NOTE },

  { "name-permitted", "none-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "name-permitted", "within-passes",
    CONSTRAINED, LEAF,
    WLK_OUTCOME_PASSED },
  { "name-permitted", "within-anchor’s-passes",
    "anchor." WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "300da00b300982076578616d706c65"), 1,
    WLK_OUTCOME_PASSED },
  { "name-permitted", "own-passes",
    CONSTRAINED, 1,
    WLK_OUTCOME_PASSED },
  { "name-permitted", "self-issued-passes", SELF_ISSUED "; " CONSTRAINED, 2,
    WLK_OUTCOME_PASSED },
  { "name-not-excluded", "none-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "name-constraints-update", "none-passes", "", 1, WLK_OUTCOME_PASSED },
  { "name-constraints-update", "some-noted",
    CONSTRAINED, 1,
    WLK_OUTCOME_NOTE },

  { "depth-limit", "none-passes", "", WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "depth-limit", "exact-passes", "query.max-path-length=3", WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "depth-limit", "one-too-many-fails", "query.max-path-length=2", WLK_WHOLE_PATH,
    WLK_OUTCOME_FAILED },
  { "depth-limit", "self-issued-does-not-count", SELF_ISSUED "; query.max-path-length=2",
    WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },

  { "signature", "rsa-pss-passes", "3.key=rsa-0; leaf.pss=yes", LEAF, WLK_OUTCOME_PASSED },
  { "signature", "rsa-pss-damaged-fails", "3.key=rsa-0; leaf.pss=yes; leaf.signature=bad", LEAF,
    WLK_OUTCOME_FAILED },
  { "signature", "ed448-passes", "3.key=ed448", LEAF, WLK_OUTCOME_PASSED },
  { "certificate-policies", "none-passes", "", 2, WLK_OUTCOME_PASSED },
  { "certificate-policies", "some-passes",
    "2." WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3006300406022a03"), 2,
    WLK_OUTCOME_PASSED },
  { "policy-mappings", "none-passes", "", 2, WLK_OUTCOME_PASSED },
  { "policy-mappings", "some-noted",
    "2." WLK_TEST_EXTENSION (WLK_OID_POLICY_MAPPINGS, "300a300806022a0306022a04"), 2,
    WLK_OUTCOME_NOTE },
  { "policy-constraints", "none-passes", "", 2, WLK_OUTCOME_PASSED },
  { "policy-constraints", "some-noted",
    "2." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"), 2, WLK_OUTCOME_NOTE },
  { "policy-constraints", "inhibit-any-noted",
    "2." WLK_TEST_CRITICAL (WLK_OID_INHIBIT_ANY_POLICY, "020100"), 2, WLK_OUTCOME_NOTE },
  { "explicit-policy", "not-required-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "explicit-policy", "required-above-skipped",
    "2." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"), LEAF, WLK_OUTCOME_SKIPPED },
  { "explicit-policy", "required-by-leaf-fails",
    "leaf." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"), LEAF,
    WLK_OUTCOME_FAILED },

  { "ca-flag", "ca-passes", "", 1, WLK_OUTCOME_PASSED },
  { "path-length", "exact-passes", "anchor.path-length=3", 3, WLK_OUTCOME_PASSED },
  { "path-length", "one-too-many-fails", "anchor.path-length=2", 3, WLK_OUTCOME_FAILED },
  { "path-length", "one-before-passes", "anchor.path-length=2", 2, WLK_OUTCOME_PASSED },
  { "path-length", "self-issued-not-counted-passes", SELF_ISSUED "; 1.path-length=1", 3,
    WLK_OUTCOME_PASSED },
  { "path-length-limit", "none-passes", "", 1, WLK_OUTCOME_PASSED },
  { "path-length-limit", "smaller-noted", "1.path-length=2; 2.path-length=5", 1, WLK_OUTCOME_NOTE },
  { "path-length-limit", "larger-passes", "1.path-length=2; 2.path-length=5", 2,
    WLK_OUTCOME_PASSED },
  { "path-length-limit", "anchor-noted", "anchor.path-length=3", 0, WLK_OUTCOME_NOTE },
  { "key-cert-sign", "present-passes", "", 2, WLK_OUTCOME_PASSED },
  { "key-cert-sign", "no-key-usage-passes", "2.key-usage=none", 2, WLK_OUTCOME_PASSED },
  { "critical-extensions", "known-passes", "", 2, WLK_OUTCOME_PASSED },
  { "critical-extensions", "unknown-uncritical-passes",
    "2.extension=1.2.3.4.5 0500; leaf.extension=1.2.3.4.5 0500", 2, WLK_OUTCOME_PASSED },
  { "critical-extensions-end", "unknown-uncritical-passes",
    "2.extension=1.2.3.4.5 0500; leaf.extension=1.2.3.4.5 0500", LEAF, WLK_OUTCOME_PASSED },

  { "host-name", "same-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "host-name", "wildcard-passes",
    "query.name=www.leaf.example; leaf.san=DNS:mail.leaf.example DNS:*.leaf.example", LEAF,
    WLK_OUTCOME_PASSED },
  { "host-name", "common-name-alone-fails", "leaf.san=EMAIL:somebody@leaf.example", LEAF,
    WLK_OUTCOME_FAILED },
  { "host-name", "impossible-fails", "query.name=*.example", LEAF, WLK_OUTCOME_FAILED },
  { "host-name", "nothing-asked-skipped", "query.name=", LEAF, WLK_OUTCOME_SKIPPED },
  { "host-name", "address-asked-skipped",
    "query.name=192.0.2.1; leaf.san=IP:192.0.2.2 IP:192.0.2.1", LEAF, WLK_OUTCOME_SKIPPED },
  { "ip-address", "same-passes", "query.name=192.0.2.1; leaf.san=IP:192.0.2.2 IP:192.0.2.1", LEAF,
    WLK_OUTCOME_PASSED },
  { "ip-address", "same-6-passes", "query.name=[2001:DB8:0::1]; leaf.san=IP:2001:db8::1", LEAF,
    WLK_OUTCOME_PASSED },
  { "ip-address", "in-dns-name-fails",
    "query.name=192.0.2.1; leaf.san=DNS:192.0.2.1 URI:https://192.0.2.1/", LEAF,
    WLK_OUTCOME_FAILED },
  { "ip-address", "zone-passes", "query.name=fe80::1%eth0; leaf.san=IP:fe80::1", LEAF,
    WLK_OUTCOME_PASSED },
  { "ip-address", "zone-of-other-fails", "query.name=fe80::2%eth0; leaf.san=IP:fe80::1", LEAF,
    WLK_OUTCOME_FAILED },
  { "ip-address", "mapped-fails", "query.name=::ffff:192.0.2.1; leaf.san=IP:192.0.2.1", LEAF,
    WLK_OUTCOME_FAILED },
  { "ip-address", "host-asked-skipped", "", LEAF, WLK_OUTCOME_SKIPPED },
  { "email-address", "host-in-other-case-passes",
    "query.name=Somebody@LEAF.example; leaf.san=EMAIL:Somebody@leaf.EXAMPLE", LEAF,
    WLK_OUTCOME_PASSED },
  { "email-address", "mailbox-in-other-case-fails",
    "query.name=somebody@leaf.example; leaf.san=EMAIL:Somebody@leaf.example", LEAF,
    WLK_OUTCOME_FAILED },
  { "email-address", "no-host-fails", "query.name=somebody@; leaf.san=EMAIL:somebody@leaf.example",
    LEAF, WLK_OUTCOME_FAILED },
  { "email-address", "host-asked-skipped", "", LEAF, WLK_OUTCOME_SKIPPED },

  { "key-usage", "signing-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "none-passes", "leaf.key-usage=none", LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "ec-agreement-warns", "leaf.key-usage=keyAgreement", LEAF, WLK_OUTCOME_WARNING },
  { "key-usage", "ec-encipherment-fails", "leaf.key-usage=keyEncipherment", LEAF,
    WLK_OUTCOME_FAILED },
  { "key-usage", "rsa-encipherment-warns", "leaf.key=rsa-0; leaf.key-usage=keyEncipherment", LEAF,
    WLK_OUTCOME_WARNING },
  { "key-usage", "rsa-agreement-fails", "leaf.key=rsa-0; leaf.key-usage=keyAgreement", LEAF,
    WLK_OUTCOME_FAILED },
  { "key-usage", "ed25519-agreement-fails", "leaf.key=ed25519; leaf.key-usage=keyAgreement", LEAF,
    WLK_OUTCOME_FAILED },
  { "key-usage", "email-signing-passes",
    "query.purpose=email; leaf.purposes=" WLK_OID_PURPOSE_EMAIL "; leaf.key-usage=nonRepudiation",
    LEAF, WLK_OUTCOME_PASSED },
  { "key-usage", "code-encipherment-fails",
    "query.purpose=code; leaf.purposes=" WLK_OID_PURPOSE_CODE "; leaf.key-usage=keyEncipherment",
    LEAF, WLK_OUTCOME_FAILED },
  { "key-usage", "any-purpose-skipped", "query.purpose=any", LEAF, WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "server-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "ca-without-passes", "", 2, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "client-of-server-fails", "query.purpose=client", LEAF,
    WLK_OUTCOME_FAILED },
  { "extended-key-usage", "client-of-both-passes",
    "query.purpose=client; leaf.purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CLIENT, LEAF,
    WLK_OUTCOME_PASSED },
  { "extended-key-usage", "email-passes",
    "query.purpose=email; leaf.purposes=" WLK_OID_PURPOSE_EMAIL "; leaf.key-usage=nonRepudiation",
    LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "code-passes",
    "query.purpose=code; leaf.purposes=" WLK_OID_PURPOSE_CODE "; leaf.key-usage=keyEncipherment",
    LEAF, WLK_OUTCOME_PASSED },
  { "extended-key-usage", "any-of-ca-warns", "2.purposes=" WLK_OID_ANY_EXTENDED_KEY_USAGE, 2,
    WLK_OUTCOME_WARNING },
  { "extended-key-usage", "any-alone-warns", "leaf.purposes=" WLK_OID_ANY_EXTENDED_KEY_USAGE, LEAF,
    WLK_OUTCOME_WARNING },
  { "extended-key-usage", "any-and-server-passes",
    "leaf.purposes=" WLK_OID_ANY_EXTENDED_KEY_USAGE " " WLK_OID_PURPOSE_SERVER, LEAF,
    WLK_OUTCOME_PASSED },
  { "extended-key-usage", "any-asked-skipped", "query.purpose=any", LEAF, WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "anchor-without-skipped", "", 0, WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "anchor-for-same-skipped", "anchor.purposes=" WLK_OID_PURPOSE_SERVER, 0,
    WLK_OUTCOME_SKIPPED },
  { "extended-key-usage", "anchor-for-other-warns", "anchor.purposes=" WLK_OID_PURPOSE_CLIENT, 0,
    WLK_OUTCOME_WARNING },
  { "extended-key-usage", "anchor-for-other-unasked-skipped",
    "query.purpose=any; anchor.purposes=" WLK_OID_PURPOSE_CLIENT, 0, WLK_OUTCOME_SKIPPED },

  { "revocation-known", "nothing-at-hand-unknown", "", LEAF, WLK_OUTCOME_UNKNOWN },
  { "revocation", "nothing-at-hand-skipped", "", LEAF, WLK_OUTCOME_SKIPPED },
  { "signature-algorithm", "sha256-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "signature-algorithm", "sha1-under-path-warns", "2.digest=SHA1; query.profile=path", 2,
    WLK_OUTCOME_WARNING },
  { "signature-algorithm", "sha1-under-strict-fails", "2.digest=SHA1", 2, WLK_OUTCOME_FAILED },
  { "key-strength", "ec-256-passes", "", 0, WLK_OUTCOME_PASSED },
  { "key-strength", "rsa-2048-passes", "2.key=rsa-0; query.profile=web", 2, WLK_OUTCOME_PASSED },
  { "key-strength", "ed25519-passes", "2.key=ed25519", 2, WLK_OUTCOME_PASSED },
  { "key-strength", "rsa-1024-under-path-warns", "2.key=rsa-1024; query.profile=path", 2,
    WLK_OUTCOME_WARNING },
  { "leaf-not-ca", "end-entity-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "leaf-not-ca", "ca-under-strict-warns", "leaf.ca=yes", LEAF, WLK_OUTCOME_WARNING },

  { "issuer-found", "anchor-passes", "", 0, WLK_OUTCOME_PASSED },
  { "issuer-found", "leaf-passes", "", LEAF, WLK_OUTCOME_PASSED },
  { "no-loop", "none-passes", "", WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "no-loop", "self-issued-with-other-key-passes", SELF_ISSUED, WLK_WHOLE_PATH,
    WLK_OUTCOME_PASSED },
  { "anchor-reached", "anchor-passes", "", WLK_WHOLE_PATH, WLK_OUTCOME_PASSED },
  { "anchor-reached", "not-self-signed-warns", "anchor.issuer=CN=Higher Root", WLK_WHOLE_PATH,
    WLK_OUTCOME_WARNING },
  { "second-opinion", "not-asked-skipped", "", WLK_WHOLE_PATH, WLK_OUTCOME_SKIPPED },
  { "second-opinion", "same-noted", "query.second-opinion=yes", WLK_WHOLE_PATH, WLK_OUTCOME_NOTE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  wlk_check_fixture_run_change (&fixture, LEAF, row->change);

  wlk_check_fixture_assert_outcome (&fixture, row->step, row->position, row->outcome);
}

/* What was not checked and matters leaves the verdict open; what does not matter leaves it be. */
static const struct
{
  const char *name;
  const char *change;
  WlkVerdict  verdict;
} verdicts[] = {
  { "name-constraints-kept-trusted",
    CONSTRAINED,
    WLK_VERDICT_TRUSTED },
  { "policy-constraints-not-trusted",
    "2." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"), WLK_VERDICT_NOT_TRUSTED },
  { "explicit-policy-not-trusted",
    "leaf." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"), WLK_VERDICT_NOT_TRUSTED },
  { "policies-trusted", "2." WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3006300406022a03"),
    WLK_VERDICT_TRUSTED },
  { "policy-mappings-trusted",
    "2." WLK_TEST_EXTENSION (WLK_OID_POLICY_MAPPINGS, "300a300806022a0306022a04"),
    WLK_VERDICT_TRUSTED },
  { "inhibit-any-policy-trusted", "2." WLK_TEST_CRITICAL (WLK_OID_INHIBIT_ANY_POLICY, "020100"),
    WLK_VERDICT_TRUSTED },
  { "no-name-trusted", "query.name=", WLK_VERDICT_TRUSTED },
  { "sha1-under-path-trusted", "2.digest=SHA1; query.profile=path", WLK_VERDICT_TRUSTED },
  { "sha1-under-strict-not-trusted", "2.digest=SHA1", WLK_VERDICT_NOT_TRUSTED },
  { "limited-anchor-purpose-trusted", "anchor.purposes=" WLK_OID_PURPOSE_CLIENT,
    WLK_VERDICT_TRUSTED },
};

static void
test_verdict (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  wlk_check_fixture_run_change (&fixture, LEAF, verdicts[i].change);

  g_assert_cmpint (fixture.report->verdict, ==, verdicts[i].verdict);
}

/* The key exchange of the session decides. */
static void
test_negotiated_usage (void)
{
  static const struct { const char *cipher_suite;
                        const char *change;
                        WlkOutcome  outcome;
  } rows[] = {
    { "TLS_AES_128_GCM_SHA256", "key-usage=digitalSignature", WLK_OUTCOME_PASSED },
    { "TLS_AES_128_GCM_SHA256", "key-usage=none", WLK_OUTCOME_PASSED },
    { "TLS_AES_128_GCM_SHA256", "key-usage=keyAgreement", WLK_OUTCOME_FAILED },
    { "TLS_AES_128_GCM_SHA256", "key=rsa-0; key-usage=keyEncipherment", WLK_OUTCOME_FAILED },
    { "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "key=rsa-0; key-usage=keyEncipherment",
      WLK_OUTCOME_FAILED },
    { "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "key=rsa-0; key-usage=digitalSignature",
      WLK_OUTCOME_PASSED },
    { "TLS_RSA_WITH_AES_128_GCM_SHA256", "key=rsa-0; key-usage=digitalSignature",
      WLK_OUTCOME_FAILED },
    { "TLS_RSA_WITH_AES_128_GCM_SHA256", "key=rsa-0; key-usage=keyEncipherment",
      WLK_OUTCOME_WARNING },
    { "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "key-usage=digitalSignature", WLK_OUTCOME_FAILED },
    { "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "key-usage=keyAgreement", WLK_OUTCOME_WARNING },
    { NULL, "key-usage=keyAgreement", WLK_OUTCOME_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example", NULL);
      g_autoptr(WlkConnection) connection = wlk_connection_new (target, NULL);
      g_auto(WlkCheckFixture) fixture = { 0 };

      connection->session.cipher_suite = g_strdup (rows[i].cipher_suite);
      wlk_check_fixture_init (&fixture, LEAF + 1);
      fixture.chain.profile = WLK_PROFILE_PATH;
      fixture.connection = connection;
      wlk_check_fixture_run_change (&fixture, LEAF, rows[i].change);
      wlk_check_fixture_assert_outcome (&fixture, "key-usage", LEAF, rows[i].outcome);
    }
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
  g_test_add_func ("/checks/key-usage/negotiated-key-exchange-decides", test_negotiated_usage);

  return g_test_run ();
}
