/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-faults.h"

#include "wlk-test-der.h"

#include "base/wlk-text.h"
#include "der/wlk-der-reader.h"

/*
 * What can be wrong with a chain, and which step of which standard each fault breaks. This is
 * written from the standards, and not from what the program says.
 */

/**
 * chain_add_extension:
 * @chain: a chain
 * @position: index of a certificate
 * @oid: dotted
 * @is_critical: the critical flag
 * @hex: the value in hexadecimal
 *
 * Adds an extension to a certificate that is not made yet.
 */
void
chain_add_extension (Chain      *chain,
                     guint       position,
                     const char *oid,
                     gboolean    is_critical,
                     const char *hex)
{
  WlkTestExtension *extensions = chain->extensions[position];
  guint n = 0;

  while (extensions[n].oid != NULL)
    n++;
  g_assert_cmpuint (n + 1, <, G_N_ELEMENTS (chain->extensions[0]));
  extensions[n] = (WlkTestExtension) { oid, is_critical, hex };
  chain->recipes[position].extensions = extensions;
}

static void
ask (Chain      *chain,
     const char *key,
     const char *value)
{
  g_key_file_set_string (chain->request, "request", key, value);
}

static void
replace_span (Chain      *chain,
              guint       position,
              WlkSpan     span,
              const char *hex)
{
  WlkCertificate *certificate = chain->certificates->pdata[position];

  chain->certificates->pdata[position] = wlk_test_replace (certificate, span, hex,
                                                           chain->recipes[position - 1].key);
  g_object_unref (certificate);
}

static void
replace (Chain              *chain,
         guint               position,
         WlkCertificateField field,
         const char         *hex)
{
  replace_span (chain, position,
                wlk_certificate_get_span (chain->certificates->pdata[position], field), hex);
}

/* The CRLs of all CAs but those without an issuer. */
static void
add_crls (Chain *chain)
{
  for (guint i = 0; i + 1 < chain->length; i++)
    if (chain->crls[i].issuer != NULL)
      {
        g_autoptr(GBytes) der = wlk_test_crl_make (&chain->crls[i]);

        wlk_test_append_pem (chain->statements, "X509 CRL", der);
      }
}

static void
add_response (Chain                 *chain,
              const WlkTestResponse *response)
{
  g_autoptr(GBytes) der = wlk_test_response_make (response);

  wlk_test_append_pem (chain->statements, "OCSP RESPONSE", der);
}

static void
damage (Chain *chain,
        guint  position)
{
  chain->recipes[position].has_bad_signature = TRUE;
}

/* The certificate above gets another kind of key, and the signature is damaged. */
static void
damage_rsa (Chain *chain,
            guint  position)
{
  chain->recipes[position - 1].key = WLK_TEST_KEY_RSA_2048_0;
  damage (chain, position);
}

static void
damage_rsa_pss (Chain *chain,
                guint  position)
{
  chain->recipes[position].is_pss = TRUE;
  damage_rsa (chain, position);
}

static void
damage_ed25519 (Chain *chain,
                guint  position)
{
  chain->recipes[position - 1].key = WLK_TEST_KEY_ED25519;
  damage (chain, position);
}

static void
damage_ed448 (Chain *chain,
              guint  position)
{
  chain->recipes[position - 1].key = WLK_TEST_KEY_ED448;
  damage (chain, position);
}

static void
expire (Chain *chain,
        guint  position)
{
  chain->recipes[position].not_after = WLK_TEST_TIME - 1;
}

static void
postpone (Chain *chain,
          guint  position)
{
  chain->recipes[position].not_before = WLK_TEST_TIME + 1;
  chain->recipes[position].not_after = WLK_TEST_TIME + 90 * 86400;
}

static void
omit_issuer (Chain *chain,
             guint  position)
{
  chain->omitted = position - 1;
}

static void
empty_issuer (Chain *chain,
              guint  position)
{
  chain->recipes[position - 1].subject = "";
}

static void
distrust (Chain *chain,
          guint  position)
{
  chain->is_distrusted = TRUE;
}

static void
limit_depth (Chain *chain,
             guint  position)
{
  g_key_file_set_integer (chain->request, "request", "max-path-length",
                          (int) chain->length - 3);
}

static void
permit_other (Chain *chain,
              guint  position)
{
  chain_add_extension (chain, position - 1, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "3014a0123010a40e300c310a300806035504030c0178");
}

static void
exclude_all (Chain *chain,
             guint  position)
{
  chain_add_extension (chain, position - 1, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "3008a1063004a4023000");
}

static void
break_constraints (Chain *chain,
                   guint  position)
{
  chain_add_extension (chain, position, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "0500");
}

static void
break_policies (Chain *chain,
                guint  position)
{
  ask (chain, "profile", "path");
  chain_add_extension (chain, position, WLK_OID_CERTIFICATE_POLICIES, FALSE,
                       "3000");
}

static void
omit_policies (Chain *chain,
               guint  position)
{
  g_key_file_set_boolean (chain->request, "request", "require-explicit-policy", TRUE);
  for (guint i = 1; i < position; i++)
    chain_add_extension (chain, i, WLK_OID_CERTIFICATE_POLICIES, FALSE, "3006300406022a03");
}

static void
map_any (Chain *chain,
         guint  position)
{
  chain_add_extension (chain, position, WLK_OID_CERTIFICATE_POLICIES, FALSE,
                       "300830060604551d2000"); /* anyPolicy */
  chain_add_extension (chain, position, WLK_OID_POLICY_MAPPINGS, TRUE,
                       "300c300a0604551d200006022a03");
}

static void
break_policy_constraints (Chain *chain,
                          guint  position)
{
  ask (chain, "profile", "path");
  chain_add_extension (chain, position, WLK_OID_POLICY_CONSTRAINTS, TRUE,
                       "3000");
}

static void
accept_other_policy (Chain *chain,
                     guint  position)
{
  g_key_file_set_boolean (chain->request, "request", "require-explicit-policy", TRUE);
  ask (chain, "policies", "1.2.4");
  for (guint i = 1; i <= position; i++)
    chain_add_extension (chain, i, WLK_OID_CERTIFICATE_POLICIES, FALSE, "3006300406022a03");
}

static void
deny_ca (Chain *chain,
         guint  position)
{
  chain->recipes[position].is_ca = FALSE;
}

static void
limit_path (Chain *chain,
            guint  position)
{
  for (guint i = 0; i < position; i++)
    chain->recipes[i].path_length = (int) (position - 1 - i);
}

static void
deny_signing (Chain *chain,
              guint  position)
{
  chain->recipes[position].key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
}

static void
add_unknown_critical (Chain *chain,
                      guint  position)
{
  chain_add_extension (chain, position, "1.2.3.4.5", TRUE,
                       "0500");
}

static void
ask_other_host (Chain *chain,
                guint  position)
{
  ask (chain, "name", "other.example");
}

static void
ask_address (Chain *chain,
             guint  position)
{
  ask (chain, "name", "192.0.2.1");
}

static void
ask_mailbox (Chain *chain,
             guint  position)
{
  ask (chain, "name", "me@leaf.example");
}

static void
deny_use (Chain *chain,
          guint  position)
{
  chain->recipes[position].key_usage = WLK_KEY_USAGE_CRL_SIGN;
}

static void
issue_for_clients (Chain *chain,
                   guint  position)
{
  chain->recipes[position].purposes = WLK_OID_PURPOSE_CLIENT;
}

static void
break_points (Chain *chain,
              guint  position)
{
  chain_add_extension (chain, position, WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE,
                       "0500");
}

static void
use_sha1 (Chain *chain,
          guint  position)
{
  chain->recipes[position].digest = "SHA1";
}

/* RFC 6151 §2; only RSA signs with MD5. */
static void
use_md5 (Chain *chain,
         guint  position)
{
  chain->recipes[position - 1].key = WLK_TEST_KEY_RSA_2048_0;
  chain->recipes[position].digest = "MD5";
}

static void
use_short_key (Chain *chain,
               guint  position)
{
  chain->recipes[position].key = WLK_TEST_KEY_RSA_1024;
}

static void
make_ca (Chain *chain,
         guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].is_ca = TRUE;
}

static void
use_ed25519 (Chain *chain,
             guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].key = WLK_TEST_KEY_ED25519;
}

/* An EC key that describes P-256 instead of naming it. */
static const char explicit_curve[] =
  "3082014b3082010306072a8648ce3d02013081f7020101302c06072a8648ce3d0101022100ffffffff00"
  "000001000000000000000000000000ffffffffffffffffffffffff305b0420ffffffff00000001000000"
  "000000000000000000fffffffffffffffffffffffc04205ac635d8aa3a93e7b3ebbd55769886bc651d06"
  "b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a6678e1139d26b7819f7e900441046b17d1"
  "f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c"
  "0f9e162bce33576b315ececbb6406837bf51f5022100ffffffff00000000ffffffffffffffffbce6faad"
  "a7179e84f3b9cac2fc63255102010103420004073d8c3da04d683677067db41e1ae1aebb787bc0c67f0a"
  "057b03068081d4525d1fca905be81cec9b5f63863d39e7a2e897444bd9ddd299bc2df9713b5c91e692";

static void
describe_curve (Chain *chain,
                guint  position)
{
  replace (chain, position, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, explicit_curve);
}

static void
omit_key_usage (Chain *chain,
                guint  position)
{
  chain->recipes[position].key_usage = 0;
}

static void
constrain_nobody (Chain *chain,
                  guint  position)
{
  chain_add_extension (chain, position, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "3010a00e300c820a6c6561662e6578616d70");
}

static void
use_version_4 (Chain *chain,
               guint  position)
{
  replace (chain, position, WLK_CERTIFICATE_VERSION, "a003020103");
}

static void
use_serial_zero (Chain *chain,
                 guint  position)
{
  replace (chain, position, WLK_CERTIFICATE_SERIAL_NUMBER, "020100");
}

static void
name_other_algorithm (Chain *chain,
                      guint  position)
{
  replace (chain, position, WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM, "300a06082a8648ce3d040303");
}

/* Both places name another algorithm, and the signature stays. */
static void
use_algorithm (Chain      *chain,
               guint       position,
               const char *hex)
{
  WlkCertificate *certificate = chain->certificates->pdata[position];
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  WlkSpan version = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION);
  WlkSpan inner = wlk_certificate_get_span (certificate,
                                            WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM);
  WlkSpan outer = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM);
  gsize length = 0;
  const guint8 *old = wlk_certificate_get_der (certificate, &length);

  g_byte_array_append (der, old + version.offset, inner.offset - version.offset);
  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, old + inner.offset + inner.length,
                       tbs.offset + tbs.length - inner.offset - inner.length);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, old + outer.offset + outer.length,
                       (guint) length - outer.offset - outer.length);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&der));
  chain->certificates->pdata[position] = wlk_certificate_new (bytes, NULL);
  g_object_unref (certificate);
}

/* SM2 with SM3, which has a name here, and which no version of GnuTLS knows. */
static void
use_new_algorithm (Chain *chain,
                   guint  position)
{
  use_algorithm (chain, position, "300a06082a811ccf55018375");
}

static void
use_nameless_algorithm (Chain *chain,
                        guint  position)
{
  use_algorithm (chain, position, "300506032a0304"); /* 1.2.3.4 */
}

static void
use_rsa_above (Chain *chain,
               guint  position)
{
  chain->recipes[position - 1].key = WLK_TEST_KEY_RSA_2048_0;
}

/* RFC 4055 §3.1 allows another digest for the mask than for the message. */
static void
use_other_mask (Chain *chain,
                guint  position)
{
  use_algorithm (chain, position,
                 "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
                 "a11c301a06092a864886f70d010108300d06096086480165030402020500a203020120");
}

static void
generalize_times (Chain *chain,
                  guint  position)
{
  WlkSpan first = wlk_certificate_get_span (chain->certificates->pdata[position],
                                            WLK_CERTIFICATE_NOT_BEFORE);
  WlkSpan last = wlk_certificate_get_span (chain->certificates->pdata[position],
                                           WLK_CERTIFICATE_NOT_AFTER);
  const WlkSpan validity = { first.offset - 2, last.offset + last.length - first.offset + 2 };

  replace_span (chain, position, validity,
                "3022180f32303236303130313030303030305a180f32303236313233313233353935395a");
}

static void
stretch (Chain *chain,
         guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].not_after = WLK_TEST_NOT_BEFORE + 398 * 86400;
}

static void
omit_names (Chain *chain,
            guint  position)
{
  g_key_file_remove_key (chain->request, "request", "name", NULL);
  chain->recipes[position].subject = "";
  chain->recipes[position].san = NULL;
}

static void
omit_key_ids (Chain *chain,
              guint  position)
{
  chain->recipes[position].has_no_key_ids = TRUE;
}

static void
access_critically (Chain *chain,
                   guint  position)
{
  chain_add_extension (chain, position, WLK_OID_AUTHORITY_INFO_ACCESS, TRUE,
                       "3012301006082b060105050730018604783a2f2f");
}

static void
identify_other_key (Chain *chain,
                    guint  position)
{
  chain_add_extension (chain, position, WLK_OID_AUTHORITY_KEY_IDENTIFIER, FALSE,
                       "30068004deadbeef");
}

static void
allow_signing (Chain *chain,
               guint  position)
{
  chain->recipes[position].key_usage |= WLK_KEY_USAGE_KEY_CERT_SIGN;
}

static void
add_hyphen (Chain *chain,
            guint  position)
{
  chain->recipes[position].san = "DNS:leaf.example DNS:-a.example";
}

static void
use_other_common_name (Chain *chain,
                       guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].subject = "CN=other.example";
}

static void
repeat_extension (Chain *chain,
                  guint  position)
{
  static const char extra[] = "300806042a0304050400";
  WlkCertificate *certificate = chain->certificates->pdata[position];
  WlkSpan first = wlk_certificate_get_extension (certificate, 0)->span;
  WlkSpan all = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS);
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autofree char *hex = NULL;

  g_byte_array_append (der, wlk_certificate_get_bytes (certificate, first),
                       all.offset + all.length - first.offset);
  wlk_test_der_add_hex (der, extra);
  wlk_test_der_add_hex (der, extra);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (3));
  hex = wlk_text_format_hex (der->data, der->len, NULL);
  replace (chain, position, WLK_CERTIFICATE_EXTENSIONS, hex);
}

static void
require_revocation (Chain *chain,
                    guint  position)
{
  ask (chain, "revocation", "require");
  for (guint i = 0; i + 1 < chain->length; i++)
    chain->recipes[i].key_usage |= WLK_KEY_USAGE_CRL_SIGN;
}

static void
revoked (Chain *chain,
         guint  position)
{
  static WlkTestEntry entries[] = { { 0, 1, NULL }, { 0, 0, NULL } };

  entries[0].serial = chain->recipes[position].serial;
  chain->crls[position - 1].entries = entries;
  add_crls (chain);
}

static void
crl_missing (Chain *chain,
             guint  position)
{
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
}

static void
crl_out_of_date (Chain *chain,
                 guint  position)
{
  chain->crls[position - 1].next_update = WLK_TEST_TIME - 1;
  add_crls (chain);
}

static void
crl_damaged (Chain *chain,
             guint  position)
{
  chain->crls[position - 1].has_bad_signature = TRUE;
  add_crls (chain);
}

static void
crl_unknown_critical (Chain *chain,
                      guint  position)
{
  chain->crls[position - 1].extensions = "300b06042a0304050101ff0400";
  add_crls (chain);
}

static void
crl_for_attributes (Chain *chain,
                    guint  position)
{
  chain->crls[position - 1].scope = "30038501ff";
  add_crls (chain);
}

static void
crl_delta_alone (Chain *chain,
                 guint  position)
{
  chain->crls[position - 1].number = 2;
  chain->crls[position - 1].base_number = 1;
  add_crls (chain);
}

static void
crl_without_number (Chain *chain,
                    guint  position)
{
  chain->crls[position - 1].number = 0;
  add_crls (chain);
}

static void
deny_crl_sign (Chain *chain,
               guint  position)
{
  require_revocation (chain, position);
  chain->recipes[position - 1].key_usage &= ~WLK_KEY_USAGE_CRL_SIGN;
}

static void
add_all_crls (Chain *chain,
              guint  position)
{
  add_crls (chain);
}

static void
name_crl_issuer (Chain *chain,
                 guint  position)
{
  require_revocation (chain, position);
  chain_add_extension (chain, position, WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE,
                       "30173015a213a411300f310d300b06035504031304526f6f74"); /* CN=Root */
}

static void
add_crls_but_own (Chain *chain,
                  guint  position)
{
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
}

static void
ocsp_out_of_date (Chain *chain,
                  guint  position)
{
  WlkTestResponse response = wlk_test_response (chain->certificates->pdata[position],
                                                chain->certificates->pdata[position - 1],
                                                chain->recipes[position - 1].key);

  response.next_update = WLK_TEST_TIME - 1;
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
  add_response (chain, &response);
}

static void
ocsp_other_key (Chain *chain,
                guint  position)
{
  WlkTestResponse response = wlk_test_response (chain->certificates->pdata[position],
                                                chain->certificates->pdata[position - 1],
                                                chain->recipes[position - 1].key);

  response.key = chain->recipes[position].key;
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
  add_response (chain, &response);
}

static void
ocsp_unknown (Chain *chain,
              guint  position)
{
  WlkTestResponse response = wlk_test_response (chain->certificates->pdata[position],
                                                chain->certificates->pdata[position - 1],
                                                chain->recipes[position - 1].key);

  response.status = WLK_OCSP_UNKNOWN;
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
  add_response (chain, &response);
}

static void
ocsp_revoked (Chain *chain,
              guint  position)
{
  WlkTestResponse response = wlk_test_response (chain->certificates->pdata[position],
                                                chain->certificates->pdata[position - 1],
                                                chain->recipes[position - 1].key);

  response.status = WLK_OCSP_REVOKED;
  chain->crls[position - 1].issuer = NULL;
  add_crls (chain);
  add_response (chain, &response);
}

static void
name_other_issuer (Chain *chain,
                   guint  position)
{
  chain->recipes[position].issuer = "CN=Nobody";
}

static void
name_no_issuer (Chain *chain,
                guint  position)
{
  chain->recipes[position].issuer = "";
}

/* The issuer's name, and a key that is not the issuer's. */
static void
sign_with_other_key (Chain *chain,
                     guint  position)
{
  WlkTestRecipe other = chain->recipes[position - 1];
  WlkCertificate *certificate = chain->certificates->pdata[position];

  other.key = WLK_TEST_KEY_EC_P384;
  chain->certificates->pdata[position] = wlk_test_issue (&chain->recipes[position], &other);
  g_object_unref (certificate);
}

static void
omit_basic_constraints (Chain *chain,
                        guint  position)
{
  chain->recipes[position].has_basic_constraints = FALSE;
}

static void
exclude_leaf (Chain *chain,
              guint  position)
{
  chain_add_extension (chain, position, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "3012a110300e820c6c6561662e6578616d706c65"); /* leaf.example */
}

static void
permit_other_host (Chain *chain,
                   guint  position)
{
  chain_add_extension (chain, position, WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "300fa00d300b8209612e6578616d706c65"); /* a.example */
}

static void
require_policy (Chain *chain,
                guint  position)
{
  chain_add_extension (chain, position, WLK_OID_POLICY_CONSTRAINTS, TRUE,
                       "3003800100"); /* requireExplicitPolicy 0 */
}

static void
inhibit_any (Chain *chain,
             guint  position)
{
  g_key_file_set_boolean (chain->request, "request", "require-explicit-policy", TRUE);
  for (guint i = 1; i < chain->length; i++)
    chain_add_extension (chain, i, WLK_OID_CERTIFICATE_POLICIES, FALSE, "300830060604551d2000");
  chain_add_extension (chain, position, WLK_OID_INHIBIT_ANY_POLICY, TRUE, "020100");
}

/* CA/Browser Forum BR §3.2.2.6: a wildcard for everybody below a public suffix is for nobody. */
static void
use_suffix_wildcard (Chain *chain,
                     guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].subject = "CN=*.example";
  chain->recipes[position].san = "DNS:*.example";
}

static void
add_underscore (Chain *chain,
                guint  position)
{
  ask (chain, "profile", "web");
  chain->recipes[position].san = "DNS:leaf.example DNS:a_b.example";
}

/* What follows from a fault, by the same standards. */

/* Names are compared with the subtrees of all CAs above, RFC 5280 §6.1.4 (g). */
static void
expect_names_below (Chain      *chain,
                    guint       position,
                    const char *step)
{
  for (guint i = position + 1; i < chain->length; i++)
    chain_expected_add (chain->findings, step, (int) i, CHAIN_FAILS);
}

static void
expect_excluded (Chain *chain,
                 guint  position)
{
  expect_names_below (chain, position, "name-not-excluded");
}

static void
expect_not_permitted (Chain *chain,
                      guint  position)
{
  expect_names_below (chain, position, "name-permitted");
}

/* Once the tree is empty, it stays empty, RFC 5280 §6.1.3 (d)(3). */
static void
expect_no_policy (Chain *chain,
                  guint  position)
{
  expect_names_below (chain, position, "policy-valid");
}

/* In the profile “path”, only what processing needs has to be readable. */
static void
expect_unreadable (Chain *chain,
                   guint  position)
{
  chain_expected_add (chain->findings, "extension-malformed", (int) position, CHAIN_WARNS);
}

/* Nothing else tells the status of that certificate. */
static void
expect_unknown (Chain *chain,
                guint  position)
{
  chain_expected_add (chain->findings, "revocation-known", (int) position, CHAIN_UNDECIDED);
}

/* RFC 5280 §4.2.1.9: keyCertSign must not be asserted without the cA flag. */
static void
expect_inconsistent (Chain *chain,
                     guint  position)
{
  if (chain->recipes[position].key_usage & WLK_KEY_USAGE_KEY_CERT_SIGN)
    chain_expected_add (chain->findings, "basic-constraints", (int) position, CHAIN_FAILS);
}

/* Nobody has that name, RFC 5280 §6.1.3 (a)(4). */
static void
expect_no_issuer (Chain *chain,
                  guint  position)
{
  chain_expected_add (chain->findings, "issuer-found", (int) position, CHAIN_FAILS);
}

/* RFC 5280 §4.1.2.6: a CA has a name. What it issues can only repeat that it has none. */
static void
expect_nameless (Chain *chain,
                 guint  position)
{
  chain_expected_add (chain->findings, "empty-subject", (int) position - 1, CHAIN_FAILS);
}

/* Each further CA is one too many as well, RFC 5280 §6.1.4 (l). */
static void
expect_too_long (Chain *chain,
                 guint  position)
{
  for (guint i = position + 1; i + 1 < chain->length; i++)
    chain_expected_add (chain->findings, "path-length", (int) i, CHAIN_FAILS);
}

/* The certificate names another key, of which the issuer knows nothing, RFC 5280 §4.2.1.1. */
static void
expect_other_key_id (Chain *chain,
                     guint  position)
{
  chain_expected_add (chain->findings, "authority-key-identifier", (int) position, CHAIN_FAILS);
}

/* The constraint is about a name that only the leaf has. */
static void
expect_leaf_excluded (Chain *chain,
                      guint  position)
{
  chain_expected_add (chain->findings, "name-not-excluded", (int) chain->length - 1, CHAIN_FAILS);
}

static void
expect_leaf_not_permitted (Chain *chain,
                           guint  position)
{
  chain_expected_add (chain->findings, "name-permitted", (int) chain->length - 1, CHAIN_FAILS);
}

/* A key whose curve is not named is no key, so nobody can say what it has signed. */
static void
expect_unchecked_signature (Chain *chain,
                            guint  position)
{
  if (position + 1 < chain->length)
    chain_expected_add (chain->findings, "signature", (int) position + 1, CHAIN_UNDECIDED);
}

/* CA/Browser Forum BR §6.1.5: RSA and EC keys alone. */
static void
expect_edwards_key (Chain *chain,
                    guint  position)
{
  chain_expected_add (chain->findings, "public-key", (int) position - 1, CHAIN_WARNS);
}

/* CA/Browser Forum BR §7.1.2.7.11: a subscriber's certificate signs no CRLs. */
static void
expect_crl_signer (Chain *chain,
                   guint  position)
{
  chain_expected_add (chain->findings, "basic-constraints", (int) position, CHAIN_WARNS);
}

static const ChainFault faults[] = {
  { "damaged", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, damage, NULL, NULL },
  { "damaged-rsa", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, damage_rsa, NULL, NULL },
  { "damaged-rsa-pss", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, damage_rsa_pss, NULL, NULL },
  { "damaged-ed25519", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, damage_ed25519, NULL, expect_edwards_key },
  { "damaged-ed448", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, damage_ed448, NULL, expect_edwards_key },
  { "new-algorithm", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, NULL, use_new_algorithm, NULL },
  { "nameless-algorithm", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, NULL, use_nameless_algorithm, NULL },
  { "rsa-pss-of-other-mask", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, use_rsa_above, use_other_mask, NULL },
  { "anchor-expired", "validity-not-after", NULL, CHAIN_ANCHOR,
    CHAIN_FAILS, expire, NULL, NULL },
  { "anchor-too-early", "validity-not-before", NULL, CHAIN_ANCHOR,
    CHAIN_FAILS, postpone, NULL, NULL },
  { "expired", "validity-not-after", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, expire, NULL, NULL },
  { "too-early", "validity-not-before", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, postpone, NULL, NULL },
  { "missing", "issuer-found", NULL, CHAIN_BELOW_FIRST,
    CHAIN_FAILS, omit_issuer, NULL, NULL },
  { "no-issuer-name", NULL, NULL, CHAIN_BELOW_FIRST,
    CHAIN_FAILS, empty_issuer, NULL, expect_nameless },
  { "issuer-not-named", "empty-issuer", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, name_no_issuer, NULL, expect_no_issuer },
  { "other-issuer-name", "issuer-found", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, name_other_issuer, NULL, NULL },
  { "signed-with-other-key", "signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, sign_with_other_key, expect_other_key_id },
  { "distrusted", "anchor-reached", NULL, CHAIN_PATH,
    CHAIN_FAILS, distrust, NULL, NULL },
  { "too-deep", "depth-limit", NULL, CHAIN_PATH,
    CHAIN_FAILS, limit_depth, NULL, NULL },
  { "name-not-permitted", "name-permitted", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, permit_other, NULL, expect_not_permitted },
  { "name-excluded", "name-not-excluded", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, exclude_all, NULL, expect_excluded },
  { "constraints-malformed", "name-constraints-update", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, break_constraints, NULL, NULL },
  { "host-excluded", NULL, NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, exclude_leaf, NULL, expect_leaf_excluded },
  { "host-excluded-by-anchor", NULL, NULL, CHAIN_ANCHOR,
    CHAIN_FAILS, exclude_leaf, NULL, expect_leaf_excluded },
  { "host-not-permitted", NULL, NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, permit_other_host, NULL, expect_leaf_not_permitted },
  { "policies-malformed", "certificate-policies", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, break_policies, NULL, expect_unreadable },
  { "policy-missing", "policy-valid", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, omit_policies, NULL, expect_no_policy },
  { "policy-required", NULL, NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, require_policy, NULL, expect_no_policy },
  { "any-policy-inhibited", NULL, NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, inhibit_any, NULL, expect_no_policy },
  { "any-policy-mapped", "policy-mappings", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, map_any, NULL, NULL },
  { "policy-constraints-malformed", "policy-constraints", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, break_policy_constraints, NULL, expect_unreadable },
  { "policy-not-accepted", "explicit-policy", NULL, CHAIN_LEAF,
    CHAIN_FAILS, accept_other_policy, NULL, NULL },
  { "no-ca", "ca-flag", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, deny_ca, NULL, expect_inconsistent },
  { "no-basic-constraints", "ca-flag", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, omit_basic_constraints, NULL, expect_inconsistent },
  { "path-too-long", "path-length", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, limit_path, NULL, expect_too_long },
  { "no-cert-sign", "key-cert-sign", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, deny_signing, NULL, NULL },
  { "anchor-without-cert-sign", "key-cert-sign", NULL, CHAIN_ANCHOR,
    CHAIN_FAILS, deny_signing, NULL, NULL },
  { "unknown-critical", "critical-extensions", "critical-extensions-end", CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, add_unknown_critical, NULL, NULL },
  { "anchor-unknown-critical", "critical-extensions", NULL, CHAIN_ANCHOR,
    CHAIN_FAILS, add_unknown_critical, NULL, NULL },
  { "other-host", "host-name", NULL, CHAIN_LEAF,
    CHAIN_FAILS, ask_other_host, NULL, NULL },
  { "wildcard-of-suffix", "host-name", NULL, CHAIN_LEAF,
    CHAIN_FAILS, use_suffix_wildcard, NULL, NULL },
  { "other-address", "ip-address", NULL, CHAIN_LEAF,
    CHAIN_FAILS, ask_address, NULL, NULL },
  { "other-mailbox", "email-address", NULL, CHAIN_LEAF,
    CHAIN_FAILS, ask_mailbox, NULL, NULL },
  { "no-signing-leaf", "key-usage", NULL, CHAIN_LEAF,
    CHAIN_FAILS, deny_use, NULL, expect_crl_signer },
  { "other-purpose", "extended-key-usage", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, issue_for_clients, NULL, NULL },
  { "extension-malformed", "extension-malformed", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, break_points, NULL, NULL },
  { "sha1", "signature-algorithm", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, use_sha1, NULL, NULL },
  { "md5", "signature-algorithm", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, use_md5, NULL, NULL },
  { "short-key", "key-strength", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, use_short_key, NULL, NULL },
  { "ca-as-leaf", "leaf-not-ca", NULL, CHAIN_LEAF,
    CHAIN_FAILS, make_ca, NULL, NULL },
  { "ed25519-on-web", "public-key", NULL, CHAIN_LEAF,
    CHAIN_FAILS, use_ed25519, NULL, NULL },
  { "explicit-curve", "public-key", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, describe_curve, expect_unchecked_signature },
  { "version-4", "version", NULL, CHAIN_LEAF,
    CHAIN_FAILS, NULL, use_version_4, NULL },
  { "serial-zero", "serial-number", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, use_serial_zero, NULL },
  { "other-algorithm-inside", "algorithms-equal", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, name_other_algorithm, NULL },
  { "generalized-times", "time-encoding", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, generalize_times, NULL },
  { "valid-too-long", "validity-period", NULL, CHAIN_LEAF,
    CHAIN_FAILS, stretch, NULL, NULL },
  { "no-name-at-all", "empty-subject", NULL, CHAIN_LEAF,
    CHAIN_FAILS, omit_names, NULL, NULL },
  { "no-key-identifiers", "extension-missing", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, omit_key_ids, NULL, NULL },
  { "no-key-usage", "extension-missing", NULL, CHAIN_INTERMEDIATES,
    CHAIN_FAILS, omit_key_usage, NULL, NULL },
  { "access-critical", "extension-criticality", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, access_critically, NULL, NULL },
  { "other-issuer-key-identified", "authority-key-identifier", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, identify_other_key, NULL, NULL },
  { "signing-leaf", "basic-constraints", NULL, CHAIN_LEAF,
    CHAIN_FAILS, allow_signing, NULL, NULL },
  { "constraining-leaf", "basic-constraints", NULL, CHAIN_LEAF,
    CHAIN_FAILS, constrain_nobody, NULL, NULL },
  { "hyphen-in-front", "san-syntax", NULL, CHAIN_LEAF,
    CHAIN_FAILS, add_hyphen, NULL, NULL },
  { "underscore", "san-syntax", NULL, CHAIN_LEAF,
    CHAIN_FAILS, add_underscore, NULL, NULL },
  { "other-common-name", "common-name", NULL, CHAIN_LEAF,
    CHAIN_FAILS, use_other_common_name, NULL, NULL },
  { "extension-twice", "extension-duplicate", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, NULL, repeat_extension, NULL },
  { "revoked", "revocation", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, require_revocation, revoked, NULL },
  { "crl-missing", "revocation-known", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_missing, NULL },
  { "crl-out-of-date", "crl-dates", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_out_of_date, expect_unknown },
  { "crl-damaged", "crl-signature", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_damaged, expect_unknown },
  { "crl-unknown-critical", "crl-extensions", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_unknown_critical, expect_unknown },
  { "crl-for-attributes", "crl-scope", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_for_attributes, expect_unknown },
  { "crl-delta-alone", "crl-delta", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, crl_delta_alone, expect_unknown },
  { "crl-without-number", "crl-number", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, require_revocation, crl_without_number, NULL },
  { "crl-without-crl-sign", "crl-issuer-key-usage", NULL, CHAIN_BELOW_FIRST,
    CHAIN_UNDECIDED, deny_crl_sign, add_all_crls, expect_unknown },
  { "crl-not-indirect", "crl-issuer", NULL, CHAIN_BELOW_FIRST,
    CHAIN_UNDECIDED, name_crl_issuer, add_crls_but_own, expect_unknown },
  { "ocsp-out-of-date", "ocsp-dates", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, ocsp_out_of_date, expect_unknown },
  { "ocsp-other-key", "ocsp-responder", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, ocsp_other_key, expect_unknown },
  { "ocsp-unknown", "ocsp-status", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_UNDECIDED, require_revocation, ocsp_unknown, expect_unknown },
  { "ocsp-revoked", "revocation", NULL, CHAIN_BELOW_ANCHOR,
    CHAIN_FAILS, require_revocation, ocsp_revoked, NULL },
};

/**
 * chain_faults_get:
 * @n_faults: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_faults): the faults
 */
const ChainFault *
chain_faults_get (guint *n_faults)
{
  *n_faults = G_N_ELEMENTS (faults);

  return faults;
}

/**
 * chain_faults_find:
 * @name: of a fault
 *
 * Returns: (transfer none): the fault
 */
const ChainFault *
chain_faults_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].name, name))
      return &faults[i];

  g_error ("no fault is called “%s”", name);
}

/**
 * chain_fault_expect:
 * @self: a fault
 * @chain: a chain that has it
 * @position: where
 *
 * Adds to the findings of @chain what the fault comes to.
 */
void
chain_fault_expect (const ChainFault *self,
                    Chain            *chain,
                    guint             position)
{
  gboolean is_leaf = position + 1 == chain->length;

  if (self->step != NULL)
    chain_expected_add (chain->findings,
                        is_leaf && self->leaf_step != NULL ? self->leaf_step : self->step,
                        self->place == CHAIN_PATH ? CHAIN_WHOLE_PATH : (int) position,
                        self->outcome);
  if (self->expect != NULL)
    self->expect (chain, position);
}
