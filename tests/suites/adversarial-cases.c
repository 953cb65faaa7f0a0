/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "adversarial-cases.h"

#include "wlk-test-fault.h"

/*
 * Chains that were made to deceive a verifier. What is expected comes from the standard that a row
 * names; never copy it from what the program says.
 */

#define ANCHOR 3, 0
#define CA     3, 1
#define LEAF   3, 2

/* Elements in the notation of wlk_test_der_add_hex(). */
#define EXT(oid, value)          "30{<" oid ">04{" value "}}"
#define CRITICAL_EXT(oid, value) "30{<" oid ">0101ff04{" value "}}"
#define DNS(text)                "82{\"" text "\"}"
#define URI(text)                "86{\"" text "\"}"
#define MAILBOX(text)            "81{\"" text "\"}"
#define ORGANIZATION(value)      "30{31{30{<2.5.4.10>" value "}}}"

/* Changes. */
#define NO_COMMON_NAME    "subject=O=Test; "
#define SAN(names)        "san=; " WLK_TEST_EXTENSION (WLK_OID_SUBJECT_ALT_NAME, "30{" names "}")
#define PERMITTED(base)   "1." WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "30{a0{30{" base "}}}")
#define EXCLUDED(base)    "1." WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "30{a1{30{" base "}}}")
#define POLICIES(oid)     WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "30{30{<" oid ">}}")
#define EXPLICIT_POLICY   "1." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "30{800100}")
#define KEY_USAGE(hex)    "key-usage=none; " WLK_TEST_CRITICAL (WLK_OID_KEY_USAGE, hex)
#define PURPOSES(list)    "purposes=; " WLK_TEST_EXTENSION (WLK_OID_EXTENDED_KEY_USAGE, list)
#define CONSTRAINTS(hex) \
  "basic-constraints=no; " WLK_TEST_CRITICAL (WLK_OID_BASIC_CONSTRAINTS, hex)
#define VALIDITY(end)     "der.validity=30{17{\"260101000000Z\"}" end "}"
#define EC_KEY(curve, point) "der.key=30{30{<1.2.840.10045.2.1>" curve "}03{00" point "}}"
#define P256                 "<1.2.840.10045.3.1.7>"
#define P256_X               "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
#define P256_Y               "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
#define ED25519_KEY(key)     "der.key=30{30{<1.3.101.112>}03{00" key "}}"
#define ECDSA_SHA256         "<1.2.840.10045.4.3.2>"
#define RSA_SHA256           "30{<1.2.840.113549.1.1.11>0500}"
#define ZEROS                "0000000000000000000000000000000000000000000000000000000000000000"
#define REQUIRED             "query.revocation=require; "

static const AdversarialCase cases[] = {
  { "good/baseline", LEAF, "", "TTT", NULL, "RFC 5280 §6.1: nothing is wrong." },

  /* An extension that comes twice: which of the two counts? */
  { "duplicate/basic-constraints", CA,
    "der.added-extensions=" CRITICAL_EXT (WLK_OID_BASIC_CONSTRAINTS, "3000"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the second one is not a CA's." },
  { "duplicate/key-usage", CA,
    "der.added-extensions=" CRITICAL_EXT (WLK_OID_KEY_USAGE, "03020780"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the second lacks keyCertSign." },
  { "duplicate/extended-key-usage", CA,
    "purposes=" WLK_OID_PURPOSE_SERVER "; der.added-extensions="
    EXT (WLK_OID_EXTENDED_KEY_USAGE, "30{<" WLK_OID_PURPOSE_CLIENT ">}"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the second forbids servers." },
  { "duplicate/name-constraints", CA,
    PERMITTED (DNS ("example")) "; der.added-extensions="
    CRITICAL_EXT (WLK_OID_NAME_CONSTRAINTS, "30{a1{30{" DNS ("example") "}}}"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the second excludes the name." },
  { "duplicate/san-with-name-first", LEAF,
    "der.added-extensions=" EXT (WLK_OID_SUBJECT_ALT_NAME, "30{" DNS ("a.example") "}"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the first has the name." },
  { "duplicate/san-with-name-last", LEAF,
    "san=DNS:a.example; der.added-extensions="
    EXT (WLK_OID_SUBJECT_ALT_NAME, "30{" DNS ("leaf.example") "}"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice; the second has the name." },
  { "duplicate/unknown", LEAF,
    "der.added-extensions=" EXT ("1.2.3.4", "0500") EXT ("1.2.3.4", "0500"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice, known or not." },
  { "duplicate/subject-key-identifier", LEAF,
    "der.added-extensions=" EXT (WLK_OID_SUBJECT_KEY_IDENTIFIER, "040101"), "NNN",
    "extension-duplicate", "RFC 5280 §4.2: no extension twice." },

  { "versions/1-with-extensions", LEAF, "der.version=", "NNN", "version",
    "RFC 5280 §4.1.2.1: extensions need version 3." },
  { "versions/1-written-out", LEAF, "der.version=a003020100", "NNN", "version",
    "RFC 5280 §4.1.2.1: extensions need version 3; X.690 §11.5: a default is left out." },
  { "versions/2-with-extensions", LEAF, "der.version=a003020101", "NNN", "version",
    "RFC 5280 §4.1.2.1: extensions need version 3." },
  { "versions/4", LEAF, "der.version=a003020103", "NNN", "version",
    "RFC 5280 §4.1.2.1: there are versions 1 to 3." },
  { "versions/negative", LEAF, "der.version=a0030201fe", "NNN", "version",
    "RFC 5280 §4.1.2.1: there are versions 1 to 3." },
  { "versions/65538", LEAF, "der.version=a0050203010002", "NNN", "version",
    "RFC 5280 §4.1.2.1: there are versions 1 to 3; in 16 bits this is the value of version 3." },
  { "versions/1-of-ca", CA, "der.version=; der.extensions=", "NNN", "ca-flag",
    "RFC 5280 §6.1.4 (k): a CA of version 1 has no basic constraints." },
  { "versions/1-of-anchor", ANCHOR, "version=1", "WNN", "basic-constraints",
    "RFC 5280 §6.1.1 (d): an anchor is a name and a key, in a certificate of any version; §4.2.1.9 "
    "wants basic constraints in the certificate of a CA." },
  { "versions/unique-identifiers-in-1", LEAF,
    "query.name=; der.version=; der.extensions=820200aa", "NNN", "version",
    "RFC 5280 §4.1.2.8: unique identifiers need version 2 or 3." },

  { "serials/zero", LEAF, "der.serial=020100", "WNN", "serial-number",
    "RFC 5280 §4.1.2.2: a serial number is positive." },
  { "serials/negative", LEAF, "der.serial=0201ff", "WNN", "serial-number",
    "RFC 5280 §4.1.2.2: a serial number is positive." },
  { "serials/21-octets", LEAF, "der.serial=0215010101010101010101010101010101010101010101", "WNN",
    "serial-number", "RFC 5280 §4.1.2.2: a serial number has at most 20 octets." },
  { "serials/20-octets", LEAF, "der.serial=02140101010101010101010101010101010101010101", "TTT",
    NULL, "RFC 5280 §4.1.2.2: a serial number has at most 20 octets." },
  { "serials/not-minimal", LEAF, "der.serial=0203000005", "WNN", "serial-number",
    "X.690 §8.3.2: an INTEGER has as few octets as possible." },
  { "serials/empty", LEAF, "der.serial=0200", "WNN", "serial-number",
    "X.690 §8.3.1: an INTEGER has at least one octet." },

  { "encoding/ca-flag-of-1", CA, CONSTRAINTS ("30{010101}"), "NNN", "ca-flag",
    "X.690 §11.1: TRUE is FF in DER." },
  { "encoding/ca-flag-written-out", CA, CONSTRAINTS ("30{010100}"), "NNN", "ca-flag",
    "RFC 5280 §6.1.4 (k): it is not a CA." },
  { "encoding/critical-flag-of-1", CA,
    "der.added-extensions=30{<1.2.3.4>01010104{0500}}", "NNN", "critical-extensions",
    "RFC 5280 §4.2: an unknown critical extension, with a flag that is not DER." },
  { "encoding/critical-flag-written-out", LEAF,
    "der.added-extensions=30{<1.2.3.4>01010004{0500}}", "WNN", "der",
    "X.690 §11.5: a default value is left out in DER." },
  { "encoding/indefinite-length", LEAF, "der.certificate=indefinite", "UUU",
    "certificate-readable", "X.690 §10.1: lengths are definite in DER." },
  { "encoding/element-after-extensions", LEAF, "der.after-extensions=0500", "UUU",
    "certificate-readable", "RFC 5280 §4.1: nothing follows the extensions." },
  { "encoding/field-4-after-extensions", LEAF, "der.after-extensions=a4020500", "UUU",
    "certificate-readable", "RFC 5280 §4.1: there is no field [4]." },
  { "encoding/unique-identifiers-swapped", LEAF, "der.before-extensions=820200aa810200aa", "UUU",
    "certificate-readable", "RFC 5280 §4.1: issuerUniqueID comes first." },
  { "encoding/name-not-sorted", LEAF,
    "der.subject=30{31{30{<2.5.4.3>0c{\"leaf.example\"}}30{<2.5.4.10>0c{\"b\"}}}}", "WNN", "der",
    "X.690 §11.6: the elements of a SET OF are sorted." },
  { "encoding/name-with-empty-set", LEAF, "der.subject=30{310030{31{30{<2.5.4.3>0c{\"x\"}}}}}",
    "UUU", "certificate-readable", "RFC 5280 §4.1.2.4: a name is a sequence of sets." },
  { "encoding/san-with-bytes-after", LEAF,
    NO_COMMON_NAME "san=; " WLK_TEST_EXTENSION
      (WLK_OID_SUBJECT_ALT_NAME, "30{" DNS ("leaf.example") "}0500"),
    "NNN", "host-name", "RFC 5280 §4.2: the value is the DER of one element." },
  { "encoding/san-with-long-length", LEAF,
    NO_COMMON_NAME "san=; " WLK_TEST_EXTENSION
      (WLK_OID_SUBJECT_ALT_NAME, "30810e" DNS ("leaf.example")), "NNN",
    "host-name", "X.690 §10.1: a length has as few octets as possible." },
  { "encoding/san-constructed", LEAF, NO_COMMON_NAME SAN ("a2{" DNS ("leaf.example") "}"), "NNN",
    "host-name",
    "X.690 §10.2: strings are primitive in DER." },
  { "encoding/san-empty", LEAF, NO_COMMON_NAME SAN (""), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: GeneralNames has at least one element." },
  { "encoding/path-length-negative", CA, CONSTRAINTS ("30{0101ff0201ff}"), "NNN", "ca-flag",
    "RFC 5280 §4.2.1.9: pathLenConstraint is not negative." },
  { "encoding/basic-constraints-with-bytes-after", CA, CONSTRAINTS ("30{0101ff}0500"), "NNN",
    "ca-flag", "RFC 5280 §4.2: the value is the DER of one element." },
  { "encoding/key-usage-empty", CA, KEY_USAGE ("030100"), "NNN", "key-cert-sign",
    "RFC 5280 §4.2.1.3: at least one bit is set." },
  { "encoding/key-usage-in-unused-bits", CA, KEY_USAGE ("030206 04"), "NNN", "key-cert-sign",
    "X.690 §11.2.1: unused bits are zero; keyCertSign is one of them." },

  { "algorithms/other-inside", LEAF, "der.inner-algorithm=30{<1.2.840.10045.4.3.3>}", "NNN",
    "algorithms-equal", "RFC 5280 §4.1.1.2: both identifiers are the same." },
  { "algorithms/null-inside", LEAF, "der.inner-algorithm=30{" ECDSA_SHA256 "0500}", "NNN",
    "algorithms-equal", "RFC 5280 §4.1.1.2: both identifiers are the same." },
  { "algorithms/null-outside", LEAF, "der.outer-algorithm=30{" ECDSA_SHA256 "0500}", "NNN",
    "algorithms-equal", "RFC 5280 §4.1.1.2: both identifiers are the same." },
  { "algorithms/ecdsa-with-null", LEAF,
    "der.inner-algorithm=30{" ECDSA_SHA256 "0500}; der.outer-algorithm=30{" ECDSA_SHA256 "0500}",
    "WNN", "algorithms-equal", "RFC 5758 §3.2: ECDSA has no parameters." },
  { "algorithms/leading-80-in-oid", LEAF,
    "der.inner-algorithm=30{0609802a8648ce3d040302}; "
    "der.outer-algorithm=30{0609802a8648ce3d040302}", "UUU", NULL,
    "X.690 §8.19.2: a subidentifier does not begin with 80." },
  { "algorithms/sha1", LEAF, "digest=SHA1", "WNN", "signature-algorithm",
    "RFC 6194 §3: SHA-1 is not for signatures." },

  { "signatures/zeros", LEAF, "der.signature=3006020100020100", "NNN", "signature",
    "FIPS 186-5 §6.4.2: r and s are at least 1." },
  { "signatures/r-of-zero", LEAF, "der.signature=3006020100020101", "NNN", "signature",
    "FIPS 186-5 §6.4.2: r and s are at least 1." },
  { "signatures/order", LEAF,
    "der.signature=30{022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
    "022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551}", "NNN", "signature",
    "FIPS 186-5 §6.4.2: r and s are less than the order." },
  { "signatures/empty", LEAF, "der.signature=", "NNN", "signature",
    "RFC 3279 §2.2.3: a signature is a SEQUENCE of two numbers." },
  { "signatures/raw", LEAF, "der.signature=raw", "NNN", "signature",
    "RFC 3279 §2.2.3: a signature is a SEQUENCE of two numbers." },
  { "signatures/third-number", LEAF, "der.signature=third", "NNN", "signature",
    "RFC 3279 §2.2.3: a signature is a SEQUENCE of two numbers." },
  { "signatures/zero-in-front", LEAF, "der.signature=ber", "WNN", "der",
    "RFC 3279 §2.2.3: a signature is in DER." },
  { "signatures/indefinite-length", LEAF, "der.signature=indefinite", "WNN", "der",
    "RFC 3279 §2.2.3: a signature is in DER." },
  { "signatures/long-length", LEAF, "der.signature=long", "WNN", "der",
    "RFC 3279 §2.2.3: a signature is in DER." },
  { "signatures/damaged", LEAF, "signature=bad", "NNN", "signature",
    "RFC 5280 §6.1.3 (a)(1): the signature verifies." },
  { "signatures/other-key", LEAF, "der.signer=p384", "NNN", "signature",
    "RFC 5280 §6.1.3 (a)(1): the signature verifies with the issuer's key." },
  { "signatures/forged-for-exponent-1", CA,
    "der.rsa-key=256 D5 1; leaf.der.inner-algorithm=" RSA_SHA256 "; leaf.der.outer-algorithm="
    RSA_SHA256 "; leaf.der.signature=forged", "NNN", "public-key",
    "RFC 8017 §3.1: e is at least 3; with e = 1 a padded hash is its own signature." },

  { "keys/rsa-512-bits", LEAF, "der.rsa-key=65 00 65537", "WNN", "key-strength",
    "NIST SP 800-131A §3: RSA has at least 2048 bits." },
  { "keys/rsa-exponent-1", LEAF, "der.rsa-key=257 00 1", "NNN", "public-key",
    "RFC 8017 §3.1: the exponent is at least 3." },
  { "keys/rsa-exponent-0", LEAF, "der.rsa-key=257 00 0", "NNN", "public-key",
    "RFC 8017 §3.1: the exponent is at least 3." },
  { "keys/rsa-exponent-2", LEAF, "der.rsa-key=257 00 2", "NNN", "public-key",
    "RFC 8017 §3.1: the exponent is odd." },
  { "keys/rsa-exponent-1-of-ca", CA, "der.rsa-key=257 00 1", "NNN", "public-key",
    "RFC 8017 §3.1: the exponent is at least 3." },
  { "keys/rsa-modulus-negative", LEAF, "der.rsa-key=256 D5 65537", "NNN", "public-key",
    "RFC 8017 §3.1: the modulus is positive." },
  { "keys/rsa-modulus-even", LEAF,
    "der.key=30{30{<1.2.840.113549.1.1.1>0500}03{0030{0241{00d5" ZEROS
    "00000000000000000000000000000000000000000000000000000000000002}0203010001}}}", "NNN",
    "public-key", "RFC 8017 §3.1: the modulus is a product of odd primes." },
  { "keys/not-on-curve", LEAF, EC_KEY (P256, "04" P256_Y P256_X), "NNN", "public-key",
    "RFC 5480 §2.2; SEC 1 §3.2.2: the point is on the curve." },
  { "keys/infinity", LEAF, EC_KEY (P256, "00"), "NNN", "public-key",
    "SEC 1 §3.2.2: the point is not the one at infinity." },
  { "keys/point-too-short", LEAF, EC_KEY (P256, "04" P256_X), "NNN", "public-key",
    "SEC 1 §2.3.4: a point of P-256 has 65 octets." },
  { "keys/hybrid-point", LEAF, EC_KEY (P256, "07" P256_X P256_Y), "WNN", "public-key",
    "RFC 5480 §2.2: the hybrid form is not used." },
  { "keys/compressed-point", LEAF, EC_KEY (P256, "03" P256_X), "TTT", NULL,
    "RFC 5480 §2.2: the compressed form may be used." },
  { "keys/unused-bits", LEAF,
    "der.key=30{30{<1.2.840.10045.2.1>" P256 "}03{0104" P256_X
    "b01cbd1c01e58065711814b583f061e9d431cca994cea1313449bf97c840ae0a}}", "WNN", "public-key",
    "RFC 5480 §2: all bits of the BIT STRING are used." },
  { "keys/curve-missing", LEAF, EC_KEY ("", "04" P256_X P256_Y), "NNN", "public-key",
    "RFC 5480 §2.1.1: the curve is named." },
  { "keys/curve-implicit", LEAF, EC_KEY ("0500", "04" P256_X P256_Y), "NNN", "public-key",
    "RFC 5480 §2.1.1: implicitCurve is not used." },
  { "keys/curve-explicit", LEAF, "der.key=" WLK_TEST_EXPLICIT_CURVE, "NNN", "public-key",
    "RFC 5480 §2.1.1: specifiedCurve is not used." },
  { "keys/curve-of-other-length", LEAF, EC_KEY ("<1.3.132.0.34>", "04" P256_X P256_Y), "NNN",
    "public-key", "SEC 1 §2.3.4: a point of P-384 has 97 octets." },
  { "keys/ed25519-of-33-octets", LEAF, ED25519_KEY ("00" ZEROS), "NNN", "public-key",
    "RFC 8032 §5.1.5: a key has 32 octets." },
  { "keys/ed25519-zero", LEAF, ED25519_KEY (ZEROS), "NNN", "public-key",
    "RFC 8032 §8.9, RFC 7748 §7: a point of order 4 is not a key." },
  { "keys/ed25519-identity", LEAF,
    ED25519_KEY ("0100000000000000000000000000000000000000000000000000000000000000"), "NNN",
    "public-key", "RFC 8032 §8.9: the neutral element is not a key." },
  { "keys/ed25519-order-2", LEAF,
    ED25519_KEY ("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"), "NNN",
    "public-key", "RFC 8032 §8.9: a point of order 2 is not a key." },
  { "keys/garbage", LEAF, "der.key=30{30{<1.2.840.113549.1.1.1>0500}03{00aabb}}", "NNN",
    "public-key", "RFC 3279 §2.3.1: an RSAPublicKey is a SEQUENCE." },

  { "names/nul-at-end", LEAF, SAN ("82{\"leaf.example\"00}"), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is in the preferred name syntax." },
  { "names/nul-inside", LEAF, SAN ("82{\"leaf.example\"00\".evil.example\"}"), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is in the preferred name syntax." },
  { "names/nul-in-common-name", LEAF,
    "san=; der.subject=30{31{30{<2.5.4.3>0c{\"leaf.example\"00\".evil.example\"}}}}", "NNN",
    "host-name", "RFC 9525 §6.3: the common name is not used." },
  { "names/common-name-only", LEAF, "san=", "NNN", "host-name",
    "RFC 9525 §6.3: the common name is not used." },
  { "names/bare-wildcard", LEAF, "query.name=leaf; " SAN (DNS ("*")), "NNN", "host-name",
    "RFC 9525 §6.3: a wildcard is the whole first label of several." },
  { "names/partial-wildcard", LEAF, SAN (DNS ("l*.example")), "NNN", "host-name",
    "RFC 9525 §6.3: a wildcard is a whole label." },
  { "names/partial-wildcard-at-end", LEAF, SAN (DNS ("*f.example")), "NNN", "host-name",
    "RFC 9525 §6.3: a wildcard is a whole label." },
  { "names/inner-wildcard", LEAF, "query.name=a.leaf.example; " SAN (DNS ("a.*.example")), "NNN",
    "host-name", "RFC 9525 §6.3: a wildcard is the first label." },
  { "names/two-wildcards", LEAF, "query.name=a.leaf.example; " SAN (DNS ("*.*.example")), "NNN",
    "host-name", "RFC 9525 §6.3: there is one wildcard." },
  { "names/double-wildcard", LEAF, "query.name=a.leaf.example; " SAN (DNS ("**.leaf.example")),
    "NNN", "host-name", "RFC 9525 §6.3: a wildcard is one character." },
  { "names/wildcard-for-two-labels", LEAF,
    "query.name=a.b.leaf.example; " SAN (DNS ("*.leaf.example")), "NNN", "host-name",
    "RFC 9525 §6.3: a wildcard is for one label." },
  { "names/wildcard-for-none", LEAF, SAN (DNS ("*.leaf.example")), "NNN", "host-name",
    "RFC 9525 §6.3: a wildcard is for one label." },
  { "names/wildcard-of-address", LEAF, "query.name=192.0.2.1; " SAN (DNS ("*.0.2.1")), "NNN",
    "ip-address", "RFC 9525 §6.4: an address is compared with iPAddress." },
  { "names/address-as-dns-name", LEAF, "query.name=192.0.2.1; " SAN (DNS ("192.0.2.1")), "NNN",
    "ip-address", "RFC 9525 §6.4: an address is compared with iPAddress." },
  { "names/address-as-text", LEAF, "query.name=192.0.2.1; " SAN ("87{\"192.0.2.1\"}"), "NNN",
    "ip-address", "RFC 5280 §4.2.1.6: an iPAddress has 4 or 16 octets." },
  { "names/address-of-5-octets", LEAF, "query.name=192.0.2.1; " SAN ("8705c000020100"), "NNN",
    "ip-address", "RFC 5280 §4.2.1.6: an iPAddress has 4 or 16 octets." },
  { "names/address-with-mask", LEAF, "query.name=192.0.2.1; " SAN ("8708c0000201ffffffff"), "NNN",
    "ip-address", "RFC 5280 §4.2.1.6: an iPAddress has 4 or 16 octets." },
  { "names/mapped-address", LEAF,
    "query.name=192.0.2.1; " SAN ("871000000000000000000000ffffc0000201"), "NNN", "ip-address",
    "RFC 9525 §6.4: the octets are the same." },
  { "names/address-for-mapped", LEAF, "query.name=::ffff:192.0.2.1; " SAN ("8704c0000201"), "NNN",
    "ip-address", "RFC 9525 §6.4: the octets are the same." },
  { "names/leading-space", LEAF, SAN ("82{20\"leaf.example\"}"), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is in the preferred name syntax." },
  { "names/newline", LEAF, SAN ("82{\"leaf.example\"0a}"), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is in the preferred name syntax." },
  { "names/url-as-dns-name", LEAF, SAN (DNS ("https://leaf.example/")), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is a host name." },
  { "names/port-in-dns-name", LEAF, SAN (DNS ("leaf.example:443")), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is a host name." },
  { "names/uri-for-host", LEAF, SAN (URI ("https://leaf.example/")), "NNN", "host-name",
    "RFC 9525 §6.3: a host name is compared with dNSName." },
  { "names/empty-dns-name", LEAF, SAN ("8200"), "NNN", "host-name",
    "RFC 5280 §4.2.1.6: a dNSName is not empty." },
  { "names/u-label", LEAF, "query.name=bücher.example; " SAN (DNS ("bücher.example")), "NNN",
    "host-name", "RFC 5280 §7.2: a dNSName has A-labels." },
  { "names/look-alike", LEAF, "query.name=apple.example; " SAN (DNS ("xn--pple-43d.example")),
    "NNN", "host-name", "RFC 5890 §4.4: Cyrillic а is not Latin a." },
  { "names/sharp-s", LEAF, "query.name=faß.example; " SAN (DNS ("fass.example")), "NNN",
    "host-name", "RFC 5891 §4.2: ß is not ss." },
  { "names/mailbox-case", LEAF,
    "query.purpose=any; query.name=Me@leaf.example; purposes=; " SAN (MAILBOX ("me@leaf.example")),
    "NNN", "email-address", "RFC 5280 §7.5: local parts are compared exactly." },
  { "names/mailbox-with-nul", LEAF,
    "query.purpose=any; query.name=me@leaf.example; purposes=; "
    SAN ("81{\"me@leaf.example\"00\".evil.example\"}"), "NNN", "email-address",
    "RFC 5280 §7.5: the whole host part is compared." },
  { "names/upper-case", LEAF, "subject=CN=LEAF.Example; " SAN (DNS ("LEAF.Example")), "TTT", NULL,
    "RFC 5280 §7.2: dNSNames are compared without regard to case." },
  { "names/empty-subject", LEAF,
    "subject=; san=; " WLK_TEST_CRITICAL (WLK_OID_SUBJECT_ALT_NAME, "30{" DNS ("leaf.example") "}"),
    "TTT", NULL, "RFC 5280 §4.2.1.6: the subject may be empty if the names are critical." },
  { "names/empty-issuer", CA, "subject=", "NNN", NULL,
    "RFC 5280 §4.1.2.4: the issuer has a name." },
};

/**
 * adversarial_cases_get:
 * @n_cases: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_cases): the cases
 */
const AdversarialCase *
adversarial_cases_get (guint *n_cases)
{
  *n_cases = G_N_ELEMENTS (cases);

  return cases;
}
