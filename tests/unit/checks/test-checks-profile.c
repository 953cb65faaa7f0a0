/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"
#include "wlk-test-fault.h"

/*
 * The rules of the profiles, in a path of four. A row puts one fault into each certificate where it
 * can be, and names the first profile that refuses it: that one points at the certificate and the
 * step, and the one before it warns or has nothing to say.
 */

#define LEAF 3

typedef struct
{
  const char *name;
  const char *change;
  guint       first;
  guint       last;
  WlkProfile  profile; /* the first that refuses it */
  const char *step;    /* NULL when none does */
} Fault;

/* Permitted is leaf.example; not critical. */
#define CONSTRAINED \
  WLK_TEST_EXTENSION (WLK_OID_NAME_CONSTRAINTS, "3012a010300e820c6c6561662e6578616d706c65")

#define PATH   WLK_PROFILE_PATH
#define STRICT WLK_PROFILE_STRICT
#define WEB    WLK_PROFILE_WEB

static const Fault faults[] = {
  { "version-1-with-extensions", "der.version=a003020100", LEAF, LEAF, PATH, "version" },
  { "version-1-of-anchor", "der.version=a003020100", 0, 0, STRICT, "version" },
  { "version-2-with-extensions", "der.version=a003020101", LEAF, LEAF, PATH, "version" },
  { "version-4", "der.version=a003020103", LEAF, LEAF, PATH, "version" },
  { "version-minus-2", "der.version=a0030201fe", LEAF, LEAF, PATH, "version" },
  { "version-65538", "der.version=a0050203010002", LEAF, LEAF, PATH, "version" },
  { "version-not-minimal", "der.version=a00402020002", LEAF, LEAF, STRICT, "version" },
  { "version-empty", "der.version=a0020200", LEAF, LEAF, PATH, "version" },
  { "critical-policy-with-pointer",
    WLK_TEST_CRITICAL (WLK_OID_CERTIFICATE_POLICIES,
                       "3017301506022a03300f300d06082b06010505070201160178"), 1, LEAF, PATH, NULL },
  { "critical-policy-with-notice",
    WLK_TEST_CRITICAL (WLK_OID_CERTIFICATE_POLICIES,
                       "3016301406022a03300e300c06082b060105050702023000"), 1, LEAF, PATH, NULL },
  { "critical-policy-with-unknown-qualifier",
    WLK_TEST_CRITICAL (WLK_OID_CERTIFICATE_POLICIES,
                       "3012301006022a03300a300806032a0304160178"), 1, LEAF - 1, PATH,
    "critical-extensions" },
  { "critical-policy-with-unknown-qualifier-of-anchor",
    WLK_TEST_CRITICAL (WLK_OID_CERTIFICATE_POLICIES,
                       "3012301006022a03300a300806032a0304160178"), 0, 0, STRICT,
    "critical-extensions" },
  { "critical-policy-with-unknown-qualifier-of-leaf",
    WLK_TEST_CRITICAL (WLK_OID_CERTIFICATE_POLICIES,
                       "3012301006022a03300a300806032a0304160178"), LEAF, LEAF, PATH,
    "critical-extensions-end" },
  { "policy-with-unknown-qualifier",
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES,
                        "3012301006022a03300a300806032a0304160178"), 1, LEAF, PATH, NULL },
  { "policy-without-qualifiers-in-list",
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3008300606022a033000"), 1, LEAF, STRICT,
    "extension-malformed" },
  { "serial-zero", "der.serial=020100", 1, LEAF, STRICT, "serial-number" },
  { "serial-negative", "der.serial=0201ff", 1, LEAF, STRICT, "serial-number" },
  { "serial-of-20-octets", "der.serial=02140101010101010101010101010101010101010101", 1, LEAF, PATH,
    NULL },
  { "serial-of-21-octets", "der.serial=0215010101010101010101010101010101010101010101", 1, LEAF,
    STRICT, "serial-number" },
  { "serial-not-minimal", "der.serial=02020001", 1, LEAF, STRICT, "serial-number" },
  { "serial-with-sign", "der.serial=02020080", 1, LEAF, PATH, NULL },
  { "signature-in-ber", "der.signature=ber", 1, LEAF, STRICT, "der" },
  { "signature-in-ber-of-anchor", "der.signature=ber", 0, 0, PATH, NULL },
  { "name-part-empty",
    "der.subject=301931003115301306035504030c0c6c6561662e6578616d706c65", LEAF, LEAF, STRICT,
    "der" },
  { "name-part-unsorted",
    "der.subject=3021311f301306035504030c0c6c6561662e6578616d706c653008060355040a0c0162", LEAF,
    LEAF, STRICT, "der" },
  { "name-part-sorted",
    "der.subject=3021311f3008060355040a0c0162301306035504030c0c6c6561662e6578616d706c65", LEAF,
    LEAF, PATH, NULL },
  { "flag-written-out", "der.added-extensions=300b06042a0304050101000400", 1, LEAF, STRICT, "der" },
  { "flag-of-1", "der.added-extensions=300b06042a0304050101010400", 1, LEAF - 1, PATH,
    "critical-extensions" },
  { "other-algorithm-inside", "der.inner-algorithm=300a06082a8648ce3d040303", 1, LEAF, PATH,
    "algorithms-equal" },
  { "other-algorithm-inside-of-anchor", "der.inner-algorithm=300a06082a8648ce3d040303", 0, 0,
    STRICT, "algorithms-equal" },
  { "other-parameters-inside", "der.inner-algorithm=300c06082a8648ce3d0403020500", 1, LEAF, PATH,
    "algorithms-equal" },
  { "generalized-times",
    "der.validity=3022180f32303236303130313030303030305a180f32303236313233313233353935395a", 1,
    LEAF, STRICT, "time-encoding" },
  { "utc-time-of-2049", "not-after=@2524607999", 1, LEAF - 1, PATH, NULL },
  { "generalized-time-of-2050", "not-after=@2524608000", 1, LEAF - 1, PATH, NULL },
  { "extension-twice", "der.added-extensions=300806042a0304050400300806042a0304050400", 1, LEAF,
    PATH, "extension-duplicate" },
  { "extension-twice-of-anchor", "der.added-extensions=300806042a0304050400300806042a0304050400", 0,
    0, STRICT, "extension-duplicate" },
  { "anchor-expired", "not-after=-1", 0, 0, STRICT, "validity-not-after" },
  { "anchor-not-yet-valid", "not-before=+1", 0, 0, STRICT, "validity-not-before" },
  { "anchor-with-unknown-critical", WLK_TEST_CRITICAL ("1.2.3.4", "0500"), 0, 0, STRICT,
    "critical-extensions" },
  { "anchor-with-purpose", "purposes=" WLK_OID_PURPOSE_SERVER, 0, 0, WEB, "extended-key-usage" },
  { "ca-with-purpose", "purposes=" WLK_OID_PURPOSE_SERVER, 1, LEAF - 1, PATH, NULL },
  { "no-key-identifiers", "key-ids=no", 0, LEAF, STRICT, "extension-missing" },
  { "no-key-usage", "key-usage=none", 1, LEAF - 1, STRICT, "extension-missing" },
  { "no-key-usage-of-anchor", "key-usage=none", 0, 0, WEB, "extension-missing" },
  { "no-key-usage-of-leaf", "key-usage=none", LEAF, LEAF, PATH, NULL },
  { "key-usage-of-nothing",
    "query.purpose=any; key-usage=none; " WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, "030100"), LEAF,
    LEAF, STRICT, "basic-constraints" },
  { "key-usage-with-zeros",
    "key-usage=none; " WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, "03020080"), LEAF, LEAF, STRICT,
    "extension-malformed" },
  { "key-usage-with-padding",
    "key-usage=none; " WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, "030207ff"), LEAF, LEAF, STRICT,
    "extension-malformed" },
  { "leaf-with-name-constraints",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3010a00e300c820a6c6561662e6578616d70"), LEAF,
    LEAF, STRICT, "basic-constraints" },
  { "leaf-that-signs-crls", "key-usage=+cRLSign", LEAF, LEAF, WEB, "basic-constraints" },
  { "no-policies", "without=" WLK_OID_CERTIFICATE_POLICIES, 1, LEAF, WEB, "extension-missing" },
  { "no-access", "without=" WLK_OID_AUTHORITY_INFO_ACCESS, LEAF, LEAF, WEB, "extension-missing" },
  { "no-access-of-ca", "without=" WLK_OID_AUTHORITY_INFO_ACCESS, 1, LEAF - 1, PATH, NULL },
  { "no-crl-beside-responder", "without=" WLK_OID_CRL_DISTRIBUTION_POINTS, LEAF, LEAF, PATH, NULL },
  { "no-crl-beside-issuer",
    "without=" WLK_OID_CRL_DISTRIBUTION_POINTS "; "
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_INFO_ACCESS,
                        "3016301406082b060105050730028608687474703a2f2f61"), LEAF, LEAF, WEB,
    "extension-missing" },
  { "no-crl-of-ca", "without=" WLK_OID_CRL_DISTRIBUTION_POINTS, 1, LEAF - 1, WEB,
    "extension-missing" },
  { "no-crl-of-7-days",
    "without=" WLK_OID_CRL_DISTRIBUTION_POINTS "; not-before=-1; not-after=+604798; "
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_INFO_ACCESS,
                        "3016301406082b060105050730028608687474703a2f2f61"), LEAF, LEAF, PATH,
    NULL },
  { "no-crl-of-7-days-and-a-second",
    "without=" WLK_OID_CRL_DISTRIBUTION_POINTS "; not-before=-1; not-after=+604799; "
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_INFO_ACCESS,
                        "3016301406082b060105050730028608687474703a2f2f61"), LEAF, LEAF, WEB,
    "extension-missing" },
  { "no-http-of-issuer",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_INFO_ACCESS,
                        "3016301406082b0601050507300286086c6461703a2f2f61"), LEAF, LEAF, WEB,
    "extension-missing" },
  { "no-http-of-crl",
    WLK_TEST_EXTENSION (WLK_OID_CRL_DISTRIBUTION_POINTS, "3010300ea00ca00a86086c6461703a2f2f61"), 1,
    LEAF - 1, WEB, "extension-missing" },
  { "nothing-before-2012",
    "not-before=@1341100799; without=" WLK_OID_CERTIFICATE_POLICIES, 1, LEAF - 1, PATH, NULL },
  { "nothing-since-2012",
    "not-before=@1341100800; without=" WLK_OID_CERTIFICATE_POLICIES, 1, LEAF - 1, WEB,
    "extension-missing" },
  { "md5", "above.key=rsa-0; digest=MD5", 1, LEAF, PATH, "signature-algorithm" },
  { "sha1", "digest=SHA1", 1, LEAF, STRICT, "signature-algorithm" },
  { "no-purposes", "purposes=", LEAF, LEAF, WEB, "extension-missing" },
  { "any-purpose", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_ANY_EXTENDED_KEY_USAGE, LEAF,
    LEAF, WEB, "extended-key-usage" },
  /* CA/Browser Forum BR §7.1.2.7.10 lists what must not be beside the purpose of a server. */
  { "code-signing", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CODE, LEAF, LEAF, WEB,
    "extended-key-usage" },
  { "email-protection", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_EMAIL, LEAF, LEAF,
    WEB, "extended-key-usage" },
  { "time-stamping", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_TIME_STAMPING, LEAF,
    LEAF, WEB, "extended-key-usage" },
  { "ocsp-signing", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_OCSP_SIGNING, LEAF, LEAF,
    WEB, "extended-key-usage" },
  { "precertificates", "purposes=" WLK_OID_PURPOSE_SERVER " 1.3.6.1.4.1.11129.2.4.4", LEAF, LEAF,
    WEB, "extended-key-usage" },
  { "client", "purposes=" WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CLIENT, LEAF, LEAF, PATH,
    NULL },
  { "unlisted-purpose", "purposes=" WLK_OID_PURPOSE_SERVER " 1.3.6.1.5.5.7.3.17", LEAF, LEAF, PATH,
    NULL },
  /* Those rules are about servers. */
  { "purposes-of-email",
    "query.purpose=email; query.name=; leaf.purposes=" WLK_OID_PURPOSE_EMAIL " "
    WLK_OID_PURPOSE_CODE, LEAF, LEAF, PATH, NULL },
  { "leaf-with-uncritical-constraints",
    CONSTRAINED, LEAF, LEAF, STRICT, "basic-constraints" },
  { "uncritical-policy-constraints", WLK_TEST_EXTENSION (WLK_OID_POLICY_CONSTRAINTS, "3003810100"),
    1, LEAF - 1, STRICT, "extension-criticality" },
  { "critical-access",
    WLK_TEST_CRITICAL (WLK_OID_AUTHORITY_INFO_ACCESS,
                       "3016301406082b060105050730018608687474703a2f2f61"), 1, LEAF, STRICT,
    "extension-criticality" },
  { "no-access-descriptions", WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_INFO_ACCESS, "3000"), 1, LEAF,
    STRICT, "extension-malformed" },
  { "no-purpose",
    "query.purpose=any; purposes=; " WLK_TEST_EXTENSION (WLK_OID_EXTENDED_KEY_USAGE, "3000"), 1,
    LEAF, STRICT, "extension-malformed" },
  { "malformed-distribution-points", WLK_TEST_EXTENSION (WLK_OID_CRL_DISTRIBUTION_POINTS, "0500"),
    1, LEAF, STRICT, "extension-malformed" },
  { "other-authority-key",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER, "30068004deadbeef"), 1, LEAF, STRICT,
    "authority-key-identifier" },
  { "issuers-certificate-named",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER, "300582034D0000"), 1, 1, WEB,
    "authority-key-identifier" },
  { "issuers-certificate-and-issuer-named",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER,
                        "301AA113A411300F310D300B06035504030C04526F6F7482034D0000"), 1, 1, WEB,
    "authority-key-identifier" },
  { "other-serial-of-issuer-named",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER, "300582034D0099"), 1, LEAF, STRICT,
    "authority-key-identifier" },
  { "other-issuer-of-issuer-named",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER,
                        "301AA113A411300F310D300B06035504030C04426F6F7482034D0000"), 1, LEAF,
    STRICT, "authority-key-identifier" },
  { "no-authority-key", WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER, "3000"), 1, LEAF, WEB,
    "authority-key-identifier" },
  { "signing-leaf", "key-usage=+keyCertSign", LEAF, LEAF, STRICT, "basic-constraints" },
  { "anchor-without-basic-constraints", "basic-constraints=no; key-usage=none", 0, 0, STRICT,
    "basic-constraints" },
  { "anchor-that-is-not-a-ca", "ca=no; key-usage=none", 0, 0, PATH, "basic-constraints" },
  { "anchor-without-cert-sign", "key-usage=digitalSignature", 0, 0, STRICT, "key-cert-sign" },
  { "ed25519", "key=ed25519", LEAF, LEAF, WEB, "public-key" },
  { "p-384", "key=p384", LEAF, LEAF, PATH, NULL },
  { "explicit-curve", "der.key=" WLK_TEST_EXPLICIT_CURVE, LEAF, LEAF, PATH, "public-key" },
  { "rsa-2052", "der.rsa-key=257 0F 65537", LEAF, LEAF, WEB, "public-key" },
  { "exponent-1", "der.rsa-key=257 00 1", LEAF, LEAF, PATH, "public-key" },
  { "exponent-3", "der.rsa-key=257 00 3", LEAF, LEAF, PATH, NULL },
  { "exponent-4", "der.rsa-key=257 00 4", LEAF, LEAF, PATH, "public-key" },
  { "hybrid-point",
    "der.key=3059301306072a8648ce3d020106082a8648ce3d03010703420007"
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", LEAF, LEAF, STRICT,
    "public-key" },
  { "no-curve",
    "der.key=304f300906072a8648ce3d020103420004"
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", LEAF, LEAF, PATH,
    "public-key" },
  { "point-off-curve",
    "der.key=3059301306072a8648ce3d020106082a8648ce3d03010703420004"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", LEAF, LEAF, PATH,
    "public-key" },
  { "398-days", "not-after=@1801612799", LEAF, LEAF, PATH, NULL },
  { "398-days-and-a-second", "not-after=first+398d", LEAF, LEAF, WEB, "validity-period" },
  { "200-days", "not-before=@1773532800; not-after=@1790812799", LEAF, LEAF, PATH, NULL },
  { "200-days-and-a-second", "not-before=@1773532800; not-after=@1790812800", LEAF, LEAF, WEB,
    "validity-period" },
  { "san-uncritical-without-subject", "subject=", LEAF, LEAF, STRICT, "extension-criticality" },
  { "no-name-at-all", "query.name=; subject=; san=", LEAF, LEAF, STRICT, "empty-subject" },
  { "underscore", "san=DNS:leaf.example DNS:a_b.example", LEAF, LEAF, WEB, "san-syntax" },
  { "hyphen-in-front", "san=DNS:leaf.example DNS:-a.example", LEAF, LEAF, STRICT, "san-syntax" },
  { "inner-wildcard", "san=DNS:leaf.example DNS:a.*.example", LEAF, LEAF, STRICT, "san-syntax" },
  { "leftmost-wildcard", "san=DNS:leaf.example DNS:*.a.example", LEAF, LEAF, PATH, NULL },
  { "label-of-63",
    "san=DNS:leaf.example "
    "DNS:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg.example", LEAF, LEAF, PATH,
    NULL },
  { "label-of-64",
    "san=DNS:leaf.example "
    "DNS:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.example", LEAF, LEAF,
    STRICT, "san-syntax" },
  { "mailbox-without-domain", "san=DNS:leaf.example EMAIL:me@", LEAF, LEAF, STRICT, "san-syntax" },
  { "uri-without-scheme", "san=DNS:leaf.example URI://a.example", LEAF, LEAF, STRICT,
    "san-syntax" },
  { "other-common-name", "subject=CN=other.example", LEAF, LEAF, WEB, "common-name" },
  { "capital-common-name", "subject=CN=Leaf.example", LEAF, LEAF, WEB, "common-name" },
  { "host-beside-address", "query.name=192.0.2.1; subject=CN=leaf.example; san=IP:192.0.2.1", LEAF,
    LEAF, PATH, NULL },
  { "other-address",
    "query.name=192.0.2.1; san=IP:192.0.2.1; subject=CN=192.0.2.2", LEAF,
    LEAF, WEB, "common-name" },
  { "address-in-octal",
    "query.name=192.0.2.1; san=IP:192.0.2.1; subject=CN=192.000.002.001",
    LEAF, LEAF, WEB, "common-name" },
  { "address-in-hexadecimal",
    "query.name=192.0.2.1; san=IP:192.0.2.1; subject=CN=0xC0000201", LEAF,
    LEAF, WEB, "common-name" },
  { "long-ipv6-address",
    "query.name=2001:db8::1; subject=CN=2001:db8:0:0:0:0:0:1; san=IP:2001:db8::1", LEAF, LEAF, WEB,
    "common-name" },
  { "common-name-of-wildcard", "subject=CN=a.example; san=DNS:leaf.example DNS:*.a.example", LEAF,
    LEAF, PATH, NULL },
  { "wildcard-of-public-suffix", "query.name=leaf.co.uk; subject=CN=*.co.uk; san=DNS:*.co.uk", LEAF,
    LEAF, WEB, "host-name" },
  { "wildcard-below-public-suffix",
    "query.name=leaf.a.co.uk; subject=CN=*.a.co.uk; san=DNS:*.a.co.uk", LEAF, LEAF, PATH, NULL },
};

static void
validate (WlkCheckFixture *fixture,
          const Fault     *fault,
          guint            position,
          WlkProfile       profile)
{
  wlk_check_fixture_init (fixture, LEAF + 1);
  fixture->chain.profile = profile;
  fixture->chain.recipes[LEAF].subject = "CN=leaf.example";
  wlk_check_fixture_run_change (fixture, position, fault->change);
}

static void
assert_refused (WlkCheckFixture *fixture,
                const Fault     *fault,
                guint            position)
{
  WlkFinding *decisive = wlk_report_get_decisive (fixture->report);

  g_assert_nonnull (decisive);
  g_assert_cmpstr (decisive->record->step->name, ==, fault->step);
  g_assert_cmpint (decisive->record->position, ==, (int) position);
  g_assert_cmpint (fixture->report->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;

  for (guint position = fault->first; position <= fault->last; position++)
    for (WlkProfile profile = PATH; profile <= WEB; profile++)
      {
        g_auto(WlkCheckFixture) fixture = { 0 };

        validate (&fixture, fault, position, profile);
        g_test_message ("at %u, profile %s", position, wlk_profile_get_id (profile));
        if (fault->step != NULL && profile >= fault->profile)
          assert_refused (&fixture, fault, position);
        else
          wlk_check_fixture_assert_trusted (&fixture);
      }
}

/* CA/Browser Forum BR §7.1.2.5.2, §7.1.2.10.8 let name constraints be uncritical, as an exception
 * from RFC 5280. */
static void
test_uncritical_constraints (void)
{
  static const WlkOutcome outcomes[] = {
    [PATH] = WLK_OUTCOME_WARNING, [STRICT] = WLK_OUTCOME_FAILED, [WEB] = WLK_OUTCOME_WARNING,
  };

  for (guint position = 0; position < LEAF; position++)
    for (WlkProfile profile = PATH; profile <= WEB; profile++)
      {
        g_auto(WlkCheckFixture) fixture = { 0 };

        wlk_check_fixture_init (&fixture, LEAF + 1);
        fixture.chain.profile = profile;
        fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
        wlk_check_fixture_run_change (&fixture, position, CONSTRAINED);

        wlk_check_fixture_assert_outcome (&fixture, "extension-criticality", (int) position,
                                          outcomes[profile]);
        if (profile == STRICT)
          wlk_check_fixture_assert_decisive (&fixture, "extension-criticality", (int) position,
                                             "encoding_rule");
        else
          wlk_check_fixture_assert_trusted (&fixture);
      }
}

/* An anchor that identifies its own key and not its issuer's, signed by @issuer. */
static WlkCertificate *
issue_anchor (WlkCheckFixture *fixture,
              WlkTestRecipe   *issuer,
              const char      *issuer_name)
{
  WlkTestRecipe recipe = fixture->chain.recipes[0];
  WlkTestExtension extensions[2] = { { WLK_OID_SUBJECT_KEY_IDENTIFIER, FALSE, NULL }, { NULL } };
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(GBytes) key_id = NULL;
  gsize length = 0;
  const guint8 *bytes = NULL;

  wlk_extensions_read_subject_key_id (fixture->chain.certificates->pdata[0], &key_id, NULL);
  bytes = g_bytes_get_data (key_id, &length);
  g_string_append_printf (hex, "04%02x", (guint) length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  extensions[0].hex = hex->str;
  recipe.has_no_key_ids = TRUE;
  recipe.extensions = extensions;
  recipe.issuer = issuer_name;

  return wlk_test_issue (&recipe, issuer);
}

/* RFC 5280 §4.2.1.1 lets a self-signed certificate alone leave it out, whatever issuer it names. */
static void
test_anchor_without_authority (void)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other", WLK_TEST_KEY_EC_7);
  const struct
  {
    WlkTestRecipe *issuer;
    const char    *issuer_name;
    gboolean       is_refused;
  } rows[] = {
    { NULL, NULL, FALSE },
    { NULL, "CN=Other", FALSE },
    { &other, NULL, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (WlkProfile profile = PATH; profile <= WEB; profile++)
      {
        g_auto(WlkCheckFixture) fixture = { 0 };
        WlkCertificate *anchor = NULL;

        wlk_check_fixture_init (&fixture, LEAF + 1);
        fixture.chain.profile = profile;
        fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
        wlk_check_fixture_issue (&fixture);
        anchor = issue_anchor (&fixture, rows[i].issuer, rows[i].issuer_name);
        g_object_unref (fixture.chain.certificates->pdata[0]);
        fixture.chain.certificates->pdata[0] = anchor;
        wlk_check_fixture_run (&fixture);

        if (rows[i].is_refused && profile >= STRICT)
          wlk_check_fixture_assert_decisive (&fixture, "extension-missing", 0, "encoding_rule");
        else
          wlk_check_fixture_assert_trusted (&fixture);
      }
}

/* A CA without a name leaves those below it without an issuer, and is to blame where a profile
 * wants it to have one. */
static void
test_nameless_issuer (void)
{
  for (guint position = 1; position <= LEAF; position++)
    for (WlkProfile profile = PATH; profile <= WEB; profile++)
      {
        g_auto(WlkCheckFixture) fixture = { 0 };

        wlk_check_fixture_init (&fixture, LEAF + 1);
        fixture.chain.profile = profile;
        fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
        wlk_check_fixture_run_change (&fixture, position, "above.subject=");

        if (profile == PATH)
          wlk_check_fixture_assert_decisive (&fixture, "empty-issuer", (int) position,
                                             "encoding_rule");
        else
          wlk_check_fixture_assert_decisive (&fixture, "empty-subject", (int) position - 1,
                                             "encoding_rule");
      }
}

/* A bit among the unused ones is not set. */
static void
test_usage_in_padding (void)
{
  for (WlkProfile profile = PATH; profile <= WEB; profile++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };

      wlk_check_fixture_init (&fixture, LEAF + 1);
      fixture.chain.profile = profile;
      fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
      wlk_check_fixture_run_change (&fixture, 1, "key-usage=none; "
                                    WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, "03020486"));

      wlk_check_fixture_assert_outcome (&fixture, "key-cert-sign", 1, WLK_OUTCOME_FAILED);
      wlk_check_fixture_assert_outcome (&fixture, "extension-malformed", 1,
                                        profile == PATH ? WLK_OUTCOME_WARNING
                                                        : WLK_OUTCOME_FAILED);
    }
}

/* The key usage of a CA does not fit a server because it is a CA, and that is told first. */
static void
test_ca_as_leaf (void)
{
  for (WlkProfile profile = PATH; profile <= WEB; profile++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };

      wlk_check_fixture_init (&fixture, LEAF + 1);
      fixture.chain.profile = profile;
      fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
      fixture.chain.recipes[LEAF].is_ca = TRUE;
      fixture.chain.recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_CERT_SIGN;
      wlk_check_fixture_run (&fixture);

      if (profile == WEB)
        wlk_check_fixture_assert_decisive (&fixture, "leaf-not-ca", LEAF, "ca_as_leaf");
      else
        wlk_check_fixture_assert_decisive (&fixture, "key-usage", LEAF, "ku_leaf");
    }
}

/* Every violation of a step is evidence, and beyond five the number of the rest. */
static const struct
{
  const char *name;
  const char *change;
  guint       position;
  WlkProfile  profile;
  const char *step;
  guint       n_evidence;
  int         n_rest; /* the last piece of evidence, or 0 */
} lists[] = {
  { "missing-one", "key-usage=none", 1, STRICT, "extension-missing", 1, 0 },
  { "missing-three", "key-usage=none; key-ids=no", 1, STRICT, "extension-missing", 3, 0 },
  { "missing-on-web",
    "without=" WLK_OID_CERTIFICATE_POLICIES "; purposes=", LEAF, WEB, "extension-missing", 2, 0 },
  { "criticality-one", WLK_TEST_CRITICAL (WLK_OID_FRESHEST_CRL, "3000"), 1, STRICT,
    "extension-criticality", 1, 0 },
  { "criticality-two",
    WLK_TEST_CRITICAL (WLK_OID_FRESHEST_CRL, "3000") "; "
    WLK_TEST_CRITICAL (WLK_OID_SUBJECT_INFO_ACCESS, "3000"), 1, STRICT, "extension-criticality", 2,
    0 },
  { "waived-beside-another",
    CONSTRAINED "; " WLK_TEST_CRITICAL (WLK_OID_FRESHEST_CRL, "3000"), 1, WEB,
    "extension-criticality", 2, 0 },
  { "malformed-two",
    WLK_TEST_EXTENSION (WLK_OID_FRESHEST_CRL, "0500") "; "
    WLK_TEST_EXTENSION (WLK_OID_SUBJECT_INFO_ACCESS, "0500"), 1, STRICT, "extension-malformed", 4,
    0 },
  { "repeated-five",
    "der.added-extensions=300806042a0304050400300806042a0304050400300806042a0304050400"
    "300806042a0304050400300806042a0304050400300806042a0304050400", 1, PATH, "extension-duplicate",
    5, 0 },
  { "repeated-six",
    "der.added-extensions=300806042a0304050400300806042a0304050400300806042a0304050400"
    "300806042a0304050400300806042a0304050400300806042a0304050400300806042a0304050400", 1, PATH,
    "extension-duplicate", 6, 1 },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };
      const WlkEvidence *evidence;
      guint n_evidence;

      g_test_message ("%s", lists[i].name);
      wlk_check_fixture_init (&fixture, LEAF + 1);
      fixture.chain.profile = lists[i].profile;
      fixture.chain.recipes[LEAF].subject = "CN=leaf.example";
      wlk_check_fixture_run_change (&fixture, lists[i].position, lists[i].change);

      evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, lists[i].step,
                                                                   (int) lists[i].position),
                                           &n_evidence);
      wlk_check_fixture_assert_outcome (&fixture, lists[i].step, (int) lists[i].position,
                                        WLK_OUTCOME_FAILED);
      g_assert_cmpuint (n_evidence, ==, lists[i].n_evidence);
      if (lists[i].n_rest > 0)
        g_assert_cmpint (evidence[n_evidence - 1].value.number, ==, lists[i].n_rest);
    }
}

/* What a profile does not refuse, it warns of. */
static void
test_warning (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.profile = WLK_PROFILE_PATH;
  wlk_check_fixture_run_change (&fixture, 2, "der.serial=020100");

  wlk_check_fixture_assert_outcome (&fixture, "serial-number", 2, WLK_OUTCOME_WARNING);
  wlk_check_fixture_assert_outcome (&fixture, "serial-number", 1, WLK_OUTCOME_PASSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/profile/lists", test_lists);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/profile/%s", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/checks/profile/uncritical-constraints", test_uncritical_constraints);
  g_test_add_func ("/checks/profile/usage-in-padding", test_usage_in_padding);
  g_test_add_func ("/checks/profile/ca-as-leaf", test_ca_as_leaf);
  g_test_add_func ("/checks/profile/nameless-issuer", test_nameless_issuer);
  g_test_add_func ("/checks/profile/anchor-without-authority-key-identifier",
                   test_anchor_without_authority);
  g_test_add_func ("/checks/profile/warning", test_warning);

  return g_test_run ();
}
