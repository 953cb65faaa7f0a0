/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-fault.h"

/*
 * The catalogue of faults: what can be wrong with a chain, and which step of which standard each
 * fault breaks. The expectations are written from the standards, and not from what the program
 * says.
 */

#define FAILED  WLK_OUTCOME_FAILED
#define UNKNOWN WLK_OUTCOME_UNKNOWN
#define WARNING WLK_OUTCOME_WARNING

/* Another step that breaks because of the fault. */
#define ALSO(id, place, result) \
  .consequence = id, .reach = WLK_TEST_ ## place, .consequence_outcome = result

static const WlkTestFault faults[] = {
  { "damaged", "signature=bad",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature", "bad_signature" },
  { "damaged-rsa", "above.key=rsa-0; signature=bad",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature" },
  { "damaged-rsa-pss", "above.key=rsa-0; pss=yes; signature=bad",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature" },
  /* CA/Browser Forum BR §6.1.5: RSA and EC keys only. */
  { "damaged-ed25519", "above.key=ed25519; signature=bad",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature",
    ALSO ("public-key", AT_ISSUER, WARNING) },
  { "damaged-ed448", "above.key=ed448; signature=bad",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature",
    ALSO ("public-key", AT_ISSUER, WARNING) },
  /* SM2 with SM3, which has a name here, and which no version of GnuTLS supports. */
  { "new-algorithm", "der.algorithms=300a06082a811ccf55018375",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "signature" },
  { "nameless-algorithm", "der.algorithms=300506032a0304",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "signature" },
  /* RFC 4055 §3.1 allows another digest for the mask than for the message. */
  { "rsa-pss-of-other-mask",
    "above.key=rsa-0; der.algorithms="
    "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
    "a11c301a06092a864886f70d010108300d06096086480165030402020500a203020120",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "signature" },
  { "anchor-expired", "not-after=-1",
    WLK_TEST_ANCHOR, FAILED, "validity-not-after" },
  { "anchor-too-early", "not-before=+1; not-after=+90d",
    WLK_TEST_ANCHOR, FAILED, "validity-not-before" },
  { "expired", "not-after=-1",
    WLK_TEST_BELOW_ANCHOR, FAILED, "validity-not-after", "expired_intermediate", NULL,
    "expired_leaf" },
  { "too-early", "not-before=+1; not-after=+90d",
    WLK_TEST_BELOW_ANCHOR, FAILED, "validity-not-before", "not_yet_valid" },
  { "missing", "chain.omitted=above",
    WLK_TEST_BELOW_FIRST, FAILED, "issuer-found" },
  /* RFC 5280 §4.1.2.6: a CA has a name. What it issues can only repeat that it has none. */
  { "no-issuer-name", "above.subject=",
    WLK_TEST_BELOW_FIRST, FAILED, NULL,
    ALSO ("empty-subject", AT_ISSUER, FAILED) },
  /* RFC 5280 §6.1.3 (a)(4): no certificate has that name. */
  { "issuer-not-named", "issuer=",
    WLK_TEST_BELOW_ANCHOR, FAILED, "empty-issuer",
    ALSO ("issuer-found", AT, FAILED) },
  { "other-issuer-name", "issuer=CN=Nobody",
    WLK_TEST_BELOW_ANCHOR, FAILED, "issuer-found" },
  /* RFC 5280 §4.2.1.1: the certificate still identifies the key of its issuer. */
  { "signed-with-other-key", "der.signer=p384",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature",
    ALSO ("authority-key-identifier", AT, FAILED) },
  { "distrusted", "chain.distrusted=yes",
    WLK_TEST_PATH, FAILED, "anchor-reached" },
  { "too-deep", "query.max-path-length=length-3",
    WLK_TEST_PATH, FAILED, "depth-limit" },
  /* RFC 5280 §6.1.4 (g): names are compared with the subtrees of all CAs above.
   * Permitted is the directory name CN=x. */
  { "name-not-permitted",
    "above."
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3014a0123010a40e300c310a300806035504030c0178"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "name-permitted", "name_constraint_permitted",
    ALSO ("name-permitted", ALL_BELOW, FAILED) },
  /* Excluded are all directory names. */
  { "name-excluded",
    "above."
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3008a1063004a4023000"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "name-not-excluded", "name_constraint_excluded",
    ALSO ("name-not-excluded", ALL_BELOW, FAILED) },
  { "constraints-malformed", WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "0500"),
    WLK_TEST_INTERMEDIATES, FAILED, "name-constraints-update", "extension_malformed" },
  /* Excluded is leaf.example. */
  { "host-excluded",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3012a110300e820c6c6561662e6578616d706c65"),
    WLK_TEST_INTERMEDIATES, FAILED, NULL,
    ALSO ("name-not-excluded", AT_LEAF, FAILED) },
  { "host-excluded-by-anchor",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3012a110300e820c6c6561662e6578616d706c65"),
    WLK_TEST_ANCHOR, FAILED, NULL,
    ALSO ("name-not-excluded", AT_LEAF, FAILED) },
  /* Permitted is a.example. */
  { "host-not-permitted",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "300fa00d300b8209612e6578616d706c65"),
    WLK_TEST_INTERMEDIATES, FAILED, NULL,
    ALSO ("name-permitted", AT_LEAF, FAILED) },
  /* In the profile “path”, only what path processing uses has to be readable. */
  { "policies-malformed",
    "query.profile=path; " WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3000"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "certificate-policies", "extension_malformed",
    ALSO ("extension-malformed", AT, WARNING) },
  /* RFC 5280 §6.1.3 (d)(3): once the tree of policies is empty, it stays empty. */
  { "policy-missing",
    "query.require-explicit-policy=yes; higher."
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3006300406022a03"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "policy-valid", "policy",
    ALSO ("policy-valid", ALL_BELOW, FAILED) },
  /* requireExplicitPolicy is 0. */
  { "policy-required",
    WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100"),
    WLK_TEST_INTERMEDIATES, FAILED, NULL,
    ALSO ("policy-valid", ALL_BELOW, FAILED) },
  { "any-policy-inhibited",
    "query.require-explicit-policy=yes; " "issued."
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "300830060604551d2000") "; "
    WLK_TEST_CRITICAL (WLK_OID_INHIBIT_ANY_POLICY, "020100"),
    WLK_TEST_INTERMEDIATES, FAILED, NULL,
    ALSO ("policy-valid", ALL_BELOW, FAILED) },
  { "any-policy-mapped",
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "300830060604551d2000") "; "
    WLK_TEST_CRITICAL (WLK_OID_POLICY_MAPPINGS, "300c300a0604551d200006022a03"),
    WLK_TEST_INTERMEDIATES, FAILED, "policy-mappings", "policy_mapping_any" },
  { "policy-constraints-malformed",
    "query.profile=path; " WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3000"),
    WLK_TEST_INTERMEDIATES, FAILED, "policy-constraints", "extension_malformed",
    ALSO ("extension-malformed", AT, WARNING) },
  { "policy-not-accepted",
    "query.require-explicit-policy=yes; query.policies=1.2.4; " "higher."
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3006300406022a03") "; "
    WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "3006300406022a03"),
    WLK_TEST_LEAF, FAILED, "explicit-policy" },
  /* RFC 5280 §4.2.1.9: keyCertSign must not be asserted without the cA flag. */
  { "no-ca", "ca=no",
    WLK_TEST_INTERMEDIATES, FAILED, "ca-flag", "ca_flag_false",
    ALSO ("basic-constraints", AT_SIGNER, FAILED) },
  { "no-basic-constraints", "basic-constraints=no",
    WLK_TEST_INTERMEDIATES, FAILED, "ca-flag", "ca_flag_missing",
    ALSO ("basic-constraints", AT_SIGNER, FAILED) },
  /* RFC 5280 §6.1.4 (l): each further CA is one too many. */
  { "path-too-long", "all-above.path-length=least",
    WLK_TEST_INTERMEDIATES, FAILED, "path-length", "path_length",
    ALSO ("path-length", CAS_BELOW, FAILED) },
  { "no-cert-sign", "key-usage=digitalSignature",
    WLK_TEST_INTERMEDIATES, FAILED, "key-cert-sign", "ku_no_certsign" },
  { "anchor-without-cert-sign", "key-usage=digitalSignature",
    WLK_TEST_ANCHOR, FAILED, "key-cert-sign" },
  { "unknown-critical", "extension=1.2.3.4.5 critical 0500",
    WLK_TEST_BELOW_ANCHOR, FAILED, "critical-extensions", "unknown_critical",
    "critical-extensions-end" },
  { "anchor-unknown-critical", "extension=1.2.3.4.5 critical 0500",
    WLK_TEST_ANCHOR, FAILED, "critical-extensions" },
  { "other-host", "query.name=other.example",
    WLK_TEST_LEAF, FAILED, "host-name", "hostname_mismatch" },
  /* CA/Browser Forum BR §3.2.2.6: a wildcard directly below a public suffix. */
  { "wildcard-of-suffix", "query.profile=web; subject=CN=*.example; san=DNS:*.example",
    WLK_TEST_LEAF, FAILED, "host-name" },
  { "other-address", "query.name=192.0.2.1",
    WLK_TEST_LEAF, FAILED, "ip-address", "ip_mismatch" },
  { "other-mailbox", "query.name=me@leaf.example",
    WLK_TEST_LEAF, FAILED, "email-address", "email_mismatch" },
  /* CA/Browser Forum BR §7.1.2.7.11: a subscriber certificate does not sign CRLs. */
  { "no-signing-leaf", "key-usage=cRLSign",
    WLK_TEST_LEAF, FAILED, "key-usage", "ku_leaf",
    ALSO ("basic-constraints", AT, WARNING) },
  { "other-purpose", "purposes=" WLK_OID_PURPOSE_CLIENT,
    WLK_TEST_BELOW_ANCHOR, FAILED, "extended-key-usage", "eku_ca", NULL, "eku_leaf" },
  { "extension-malformed", WLK_TEST_EXTENSION (WLK_OID_CRL_DISTRIBUTION_POINTS, "0500"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "extension-malformed" },
  { "sha1", "digest=SHA1",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature-algorithm", "weak_sig_sha1" },
  /* RFC 6151 §2; only RSA signs with MD5. */
  { "md5", "above.key=rsa-0; digest=MD5",
    WLK_TEST_BELOW_ANCHOR, FAILED, "signature-algorithm" },
  { "short-key", "key=rsa-1024",
    WLK_TEST_BELOW_ANCHOR, FAILED, "key-strength", "weak_ca_key", NULL, "weak_key" },
  { "ca-as-leaf", "query.profile=web; ca=yes",
    WLK_TEST_LEAF, FAILED, "leaf-not-ca", "ca_as_leaf" },
  { "ed25519-on-web", "query.profile=web; key=ed25519",
    WLK_TEST_LEAF, FAILED, "public-key" },
  /* A key whose curve is not named cannot be read, so its signatures cannot be checked. */
  { "explicit-curve", "der.key=" WLK_TEST_EXPLICIT_CURVE,
    WLK_TEST_BELOW_ANCHOR, FAILED, "public-key",
    ALSO ("signature", AT_ISSUED, UNKNOWN) },
  { "version-4", "der.version=a003020103",
    WLK_TEST_LEAF, FAILED, "version" },
  { "serial-zero", "der.serial=020100",
    WLK_TEST_BELOW_ANCHOR, FAILED, "serial-number" },
  /* X.690 §8.3.2; RFC 3279 §2.2.3 wants DER. */
  { "signature-in-ber", "der.signature=ber",
    WLK_TEST_BELOW_ANCHOR, FAILED, "der" },
  /* RFC 5280 §4.1.2.4: SET SIZE (1..MAX). */
  { "name-part-empty", "der.subject=301931003115301306035504030c0c6c6561662e6578616d706c65",
    WLK_TEST_LEAF, FAILED, "der" },
  { "other-algorithm-inside", "der.inner-algorithm=300a06082a8648ce3d040303",
    WLK_TEST_BELOW_ANCHOR, FAILED, "algorithms-equal" },
  { "generalized-times",
    "der.validity=" "3022180f32303236303130313030303030305a180f32303236313233313233353935395a",
    WLK_TEST_BELOW_ANCHOR, FAILED, "time-encoding" },
  /* It is valid for 398 days and a second. */
  { "valid-too-long", "query.profile=web; not-after=first+398d",
    WLK_TEST_LEAF, FAILED, "validity-period" },
  { "no-name-at-all", "query.name=; subject=; san=",
    WLK_TEST_LEAF, FAILED, "empty-subject" },
  { "no-key-identifiers", "key-ids=no",
    WLK_TEST_BELOW_ANCHOR, FAILED, "extension-missing" },
  { "no-key-usage", "key-usage=none",
    WLK_TEST_INTERMEDIATES, FAILED, "extension-missing" },
  { "access-critical",
    WLK_TEST_CRITICAL (WLK_OID_AUTHORITY_INFO_ACCESS, "3012301006082b060105050730018604783a2f2f"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "extension-criticality" },
  { "other-issuer-key-identified",
    WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER, "30068004deadbeef"),
    WLK_TEST_BELOW_ANCHOR, FAILED, "authority-key-identifier" },
  { "signing-leaf", "key-usage=+keyCertSign",
    WLK_TEST_LEAF, FAILED, "basic-constraints" },
  /* Excluded is leaf.examp. */
  { "constraining-leaf",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3010a00e300c820a6c6561662e6578616d70"),
    WLK_TEST_LEAF, FAILED, "basic-constraints" },
  { "hyphen-in-front", "san=DNS:leaf.example DNS:-a.example",
    WLK_TEST_LEAF, FAILED, "san-syntax" },
  { "underscore", "query.profile=web; san=DNS:leaf.example DNS:a_b.example",
    WLK_TEST_LEAF, FAILED, "san-syntax" },
  { "other-common-name", "query.profile=web; subject=CN=other.example",
    WLK_TEST_LEAF, FAILED, "common-name" },
  { "extension-twice", "der.added-extensions=300806042a0304050400300806042a0304050400",
    WLK_TEST_BELOW_ANCHOR, FAILED, "extension-duplicate" },
  { "revoked", "query.revocation=require; crl.revoked=yes",
    WLK_TEST_BELOW_ANCHOR, FAILED, "revocation" },
  /* RFC 5280 §3.3: an entry stays on the list until its certificate has expired. */
  { "revoked-by-expired-crl", "query.revocation=require; crl.revoked=yes; crl.next-update=-1",
    WLK_TEST_BELOW_ANCHOR, FAILED, "revocation" },
  { "revoked-by-expired-response",
    "query.revocation=require; ocsp.status=revoked; ocsp.next-update=-1",
    WLK_TEST_BELOW_ANCHOR, FAILED, "revocation" },
  /* The serial number 5 with zeros in front, and 5 in the CRL. */
  { "revoked-serial-not-minimal",
    "query.revocation=require; serial=5; crl.revoked=yes; der.serial=0203000005",
    WLK_TEST_BELOW_ANCHOR, FAILED, "revocation", NULL, NULL, NULL,
    ALSO ("serial-number", AT, FAILED) },
  { "crl-missing", "query.revocation=require; crl.omitted=yes",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "revocation-known" },
  /* No other source gives the status of that certificate. */
  { "crl-out-of-date", "query.revocation=require; crl.next-update=-1",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "crl-dates",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "crl-damaged", "query.revocation=require; crl.signature=bad",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "crl-signature",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "crl-unknown-critical", "query.revocation=require; crl.extensions=300b06042a0304050101ff0400",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "crl-extensions",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "crl-for-attributes", "query.revocation=require; crl.scope=30038501ff",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "crl-scope",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "crl-delta-alone", "query.revocation=require; crl.number=2; crl.base-number=1",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "crl-delta",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "crl-without-number", "query.revocation=require; crl.number=0",
    WLK_TEST_BELOW_ANCHOR, FAILED, "crl-number" },
  { "crl-without-crl-sign", "query.revocation=require; above.key-usage=-cRLSign",
    WLK_TEST_BELOW_FIRST, UNKNOWN, "crl-issuer-key-usage",
    ALSO ("revocation-known", AT, UNKNOWN) },
  /* The cRLIssuer is CN=Root. */
  { "crl-not-indirect",
    "query.revocation=require; crl.omitted=yes; "
    WLK_TEST_EXTENSION (WLK_OID_CRL_DISTRIBUTION_POINTS,
                        "30173015a213a411300f310d300b06035504031304526f6f74"),
    WLK_TEST_BELOW_FIRST, UNKNOWN, "crl-issuer",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "ocsp-out-of-date", "query.revocation=require; ocsp.next-update=-1",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "ocsp-dates",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "ocsp-other-key", "query.revocation=require; ocsp.key=own",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "ocsp-responder",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "ocsp-unknown", "query.revocation=require; ocsp.status=unknown",
    WLK_TEST_BELOW_ANCHOR, UNKNOWN, "ocsp-status",
    ALSO ("revocation-known", AT, UNKNOWN) },
  { "ocsp-revoked", "query.revocation=require; ocsp.status=revoked",
    WLK_TEST_BELOW_ANCHOR, FAILED, "revocation" },
};

/**
 * wlk_test_faults_get:
 * @n_faults: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_faults): the faults
 */
const WlkTestFault *
wlk_test_faults_get (guint *n_faults)
{
  *n_faults = G_N_ELEMENTS (faults);

  return faults;
}

/**
 * wlk_test_faults_find:
 * @name: of a fault
 *
 * Returns: (transfer none): the fault
 */
const WlkTestFault *
wlk_test_faults_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].name, name))
      return &faults[i];

  g_error ("no fault is called “%s”", name);
}

/**
 * wlk_test_fault_get_first:
 * @self: a fault
 * @length: certificates of a chain
 *
 * Returns: the highest certificate that can have the fault
 */
guint
wlk_test_fault_get_first (const WlkTestFault *self,
                          guint               length)
{
  switch (self->place)
    {
    case WLK_TEST_ANCHOR:
    case WLK_TEST_PATH:
      return 0;

    case WLK_TEST_LEAF:
      return length - 1;

    case WLK_TEST_BELOW_FIRST:
      return 2;

    case WLK_TEST_BELOW_ANCHOR:
    case WLK_TEST_INTERMEDIATES:
    default:
      return 1;
    }
}

/**
 * wlk_test_fault_get_last:
 * @self: a fault
 * @length: certificates of a chain
 *
 * Returns: the lowest certificate that can have the fault
 */
guint
wlk_test_fault_get_last (const WlkTestFault *self,
                         guint               length)
{
  switch (self->place)
    {
    case WLK_TEST_ANCHOR:
    case WLK_TEST_PATH:
      return 0;

    case WLK_TEST_INTERMEDIATES:
      return length - 2;

    case WLK_TEST_BELOW_ANCHOR:
    case WLK_TEST_BELOW_FIRST:
    case WLK_TEST_LEAF:
    default:
      return length - 1;
    }
}

/**
 * wlk_test_fault_get_step:
 * @self: a fault
 * @is_leaf: whether the leaf has it
 *
 * Returns: (nullable): the step that it breaks
 */
const char *
wlk_test_fault_get_step (const WlkTestFault *self,
                         gboolean            is_leaf)
{
  return is_leaf && self->leaf_step != NULL ? self->leaf_step : self->step;
}

/**
 * wlk_test_fault_get_cause:
 * @self: a fault
 * @is_leaf: whether the leaf has it
 *
 * Returns: (nullable): the cause that the finding names
 */
const char *
wlk_test_fault_get_cause (const WlkTestFault *self,
                          gboolean            is_leaf)
{
  return is_leaf && self->leaf_cause != NULL ? self->leaf_cause : self->cause;
}
