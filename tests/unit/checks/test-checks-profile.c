/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"
#include "wlk-test-der.h"

#include "der/wlk-der-reader.h"

#include <string.h>

/*
 * The rules of the profiles, in a path of four. A row puts one fault into each certificate where it
 * can be, and names the first profile that refuses it: that one points at the certificate and the
 * step, and the one before it warns or has nothing to say.
 */

#define LEAF 3

typedef void (*FaultFunc) (WlkCheckFixture *fixture,
                           guint            position);

typedef struct
{
  const char *name;
  FaultFunc   apply;
  guint       first;
  guint       last;
  WlkProfile  profile; /* the first that refuses it */
  const char *step;    /* NULL when none does */
} Fault;

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
replace (WlkCheckFixture *fixture,
         guint            position,
         WlkSpan          span,
         const char      *hex)
{
  WlkCertificate *certificate = fixture->certificates->pdata[position];

  fixture->certificates->pdata[position] =
    wlk_test_replace (certificate, span, hex,
                      fixture->recipes[position > 0 ? position - 1 : 0].key);
  g_object_unref (certificate);
}

static void
replace_field (WlkCheckFixture    *fixture,
               guint               position,
               WlkCertificateField field,
               const char         *hex)
{
  wlk_check_fixture_issue (fixture);
  replace (fixture, position,
           wlk_certificate_get_span (fixture->certificates->pdata[position], field), hex);
}

static void
use_version_1 (WlkCheckFixture *fixture,
               guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_VERSION, "a003020100");
}

static void
use_version_4 (WlkCheckFixture *fixture,
               guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_VERSION, "a003020103");
}

static void
use_serial_zero (WlkCheckFixture *fixture,
                 guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_SERIAL_NUMBER, "020100");
}

static void
use_negative_serial (WlkCheckFixture *fixture,
                     guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_SERIAL_NUMBER, "0201ff");
}

static void
use_serial_of_20 (WlkCheckFixture *fixture,
                  guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_SERIAL_NUMBER,
                 "02140101010101010101010101010101010101010101");
}

static void
use_serial_of_21 (WlkCheckFixture *fixture,
                  guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_SERIAL_NUMBER,
                 "0215010101010101010101010101010101010101010101");
}

static void
name_other_algorithm (WlkCheckFixture *fixture,
                      guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM,
                 "300a06082a8648ce3d040303");
}

static void
replace_validity (WlkCheckFixture *fixture,
                  guint            position,
                  const char      *hex)
{
  WlkSpan not_before;
  WlkSpan not_after;
  WlkSpan validity;

  wlk_check_fixture_issue (fixture);
  not_before = wlk_certificate_get_span (fixture->certificates->pdata[position],
                                         WLK_CERTIFICATE_NOT_BEFORE);
  not_after = wlk_certificate_get_span (fixture->certificates->pdata[position],
                                        WLK_CERTIFICATE_NOT_AFTER);
  validity.offset = not_before.offset - 2;
  validity.length = not_after.offset + not_after.length - validity.offset;
  replace (fixture, position, validity, hex);
}

static void
generalize_times (WlkCheckFixture *fixture,
                  guint            position)
{
  replace_validity (fixture, position,
                    "3022180f32303236303130313030303030305a"
                    "180f32303236313233313233353935395a");
}

static void
end_in_2049 (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->recipes[position].not_after = 2524607999;
}

static void
end_in_2050 (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->recipes[position].not_after = 2524608000;
}

static void
repeat_extension (WlkCheckFixture *fixture,
                  guint            position)
{
  static const char extra[] = "300806042a0304050400";
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GString) hex = g_string_new (NULL);
  WlkCertificate *certificate;
  const WlkExtension *first;
  const WlkExtension *last;

  wlk_check_fixture_issue (fixture);
  certificate = fixture->certificates->pdata[position];
  first = wlk_certificate_get_extension (certificate, 0);
  last = wlk_certificate_get_extension (certificate,
                                        wlk_certificate_get_n_extensions (certificate) - 1);
  g_byte_array_append (der, wlk_certificate_get_bytes (certificate, first->span),
                       last->span.offset + last->span.length - first->span.offset);
  wlk_test_der_add_hex (der, extra);
  wlk_test_der_add_hex (der, extra);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (3));
  for (guint i = 0; i < der->len; i++)
    g_string_append_printf (hex, "%02x", der->data[i]);
  replace_field (fixture, position, WLK_CERTIFICATE_EXTENSIONS, hex->str);
}

static void
omit_key_ids (WlkCheckFixture *fixture,
              guint            position)
{
  fixture->recipes[position].has_no_key_ids = TRUE;
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
add_unknown_critical (WlkCheckFixture *fixture,
                      guint            position)
{
  static const WlkTestExtension extensions[] = { { "1.2.3.4", TRUE, "0500" }, { NULL } };

  fixture->recipes[position].extensions = extensions;
}

static void
constrain_names (WlkCheckFixture *fixture,
                 guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_NAME_CONSTRAINTS, TRUE, "3010a00e300c820a6c6561662e6578616d70" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
omit_key_usage (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->recipes[position].key_usage = 0;
}

static void
allow_nothing (WlkCheckFixture *fixture,
               guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_KEY_USAGE, TRUE, "03020700" }, { NULL }
  };

  fixture->purpose = WLK_PURPOSE_ANY;
  fixture->recipes[position].key_usage = 0;
  fixture->recipes[position].extensions = extensions;
}

static void
allow_signing_crls (WlkCheckFixture *fixture,
                    guint            position)
{
  fixture->recipes[position].key_usage |= WLK_KEY_USAGE_CRL_SIGN;
}

static void
add_purpose (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->recipes[position].purposes = WLK_OID_PURPOSE_SERVER;
}

static void
omit_purposes (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].purposes = NULL;
}

static void
allow_any_purpose (WlkCheckFixture *fixture,
                   guint            position)
{
  fixture->recipes[position].purposes = WLK_OID_PURPOSE_SERVER " " WLK_OID_ANY_EXTENDED_KEY_USAGE;
}

/* CA/Browser Forum BR §7.1.2.7.10 lists what must not stand beside the purpose of a server. */
static void
add_forbidden_purpose (WlkCheckFixture *fixture,
                       const char      *purposes)
{
  fixture->recipes[LEAF].purposes = purposes;
}

static void
add_code_signing (WlkCheckFixture *fixture,
                  guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CODE);
}

static void
add_email_protection (WlkCheckFixture *fixture,
                      guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_EMAIL);
}

static void
add_time_stamping (WlkCheckFixture *fixture,
                   guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_TIME_STAMPING);
}

static void
add_ocsp_signing (WlkCheckFixture *fixture,
                  guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_OCSP_SIGNING);
}

static void
add_precertificates (WlkCheckFixture *fixture,
                     guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " 1.3.6.1.4.1.11129.2.4.4");
}

static void
add_client (WlkCheckFixture *fixture,
            guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " " WLK_OID_PURPOSE_CLIENT);
}

static void
add_unlisted_purpose (WlkCheckFixture *fixture,
                      guint            position)
{
  add_forbidden_purpose (fixture, WLK_OID_PURPOSE_SERVER " 1.3.6.1.5.5.7.3.17");
}

/* Those rules are about servers. */
static void
ask_for_email (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->purpose = WLK_PURPOSE_EMAIL;
  fixture->name = NULL;
  fixture->recipes[LEAF].purposes = WLK_OID_PURPOSE_EMAIL " " WLK_OID_PURPOSE_CODE;
}

static void
constrain_names_uncritically (WlkCheckFixture *fixture,
                              guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_NAME_CONSTRAINTS, FALSE, "3012a010300e820c6c6561662e6578616d706c65" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
constrain_policies_uncritically (WlkCheckFixture *fixture,
                                 guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_POLICY_CONSTRAINTS, FALSE, "3003810100" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
access_critically (WlkCheckFixture *fixture,
                   guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_AUTHORITY_INFO_ACCESS, TRUE,
      "3012301006082b060105050730018604783a2f2f" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
access_nothing (WlkCheckFixture *fixture,
                guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_AUTHORITY_INFO_ACCESS, FALSE, "3000" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
allow_no_purpose (WlkCheckFixture *fixture,
                  guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_EXTENDED_KEY_USAGE, FALSE, "3000" }, { NULL }
  };

  fixture->purpose = WLK_PURPOSE_ANY;
  fixture->recipes[position].purposes = NULL;
  fixture->recipes[position].extensions = extensions;
}

static void
break_points (WlkCheckFixture *fixture,
              guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE, "0500" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
name_other_key (WlkCheckFixture *fixture,
                guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_AUTHORITY_KEY_IDENTIFIER, FALSE, "30068004deadbeef" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
name_issuers_certificate (WlkCheckFixture *fixture,
                          guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_AUTHORITY_KEY_IDENTIFIER, FALSE, "3003820101" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
name_no_key (WlkCheckFixture *fixture,
             guint            position)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_AUTHORITY_KEY_IDENTIFIER, FALSE, "3000" }, { NULL }
  };

  fixture->recipes[position].extensions = extensions;
}

static void
allow_signing (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].key_usage |= WLK_KEY_USAGE_KEY_CERT_SIGN;
}

static void
deny_signing (WlkCheckFixture *fixture,
              guint            position)
{
  fixture->recipes[position].key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
}

static void
omit_basic_constraints (WlkCheckFixture *fixture,
                        guint            position)
{
  fixture->recipes[position].has_basic_constraints = FALSE;
  fixture->recipes[position].key_usage = 0;
}

static void
use_ed25519 (WlkCheckFixture *fixture,
             guint            position)
{
  fixture->recipes[position].key = WLK_TEST_KEY_ED25519;
}

static void
use_p384 (WlkCheckFixture *fixture,
          guint            position)
{
  fixture->recipes[position].key = WLK_TEST_KEY_EC_P384;
}

static void
describe_curve (WlkCheckFixture *fixture,
                guint            position)
{
  replace_field (fixture, position, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, explicit_curve);
}

/* An RSA key of @n_bytes, whose first byte is @first, with an exponent. */
static void
use_rsa (WlkCheckFixture *fixture,
         guint            position,
         guint            n_bytes,
         guint8           first,
         guint            exponent)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GByteArray) modulus = g_byte_array_new ();
  g_autoptr(GBytes) key = NULL;
  g_autoptr(GString) hex = g_string_new (NULL);

  g_byte_array_set_size (modulus, n_bytes);
  memset (modulus->data, 0x55, n_bytes);
  modulus->data[0] = first;
  modulus->data[1] = 0xD5;
  wlk_test_der_add (der, WLK_DER_INTEGER, modulus->data, n_bytes);
  wlk_test_der_add_integer (der, WLK_DER_INTEGER, exponent);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  key = g_bytes_new (der->data, der->len);
  g_byte_array_set_size (der, 0);
  wlk_test_der_add_hex (der, "300d06092a864886f70d0101010500");
  wlk_test_der_add_signature (der, key);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  for (guint i = 0; i < der->len; i++)
    g_string_append_printf (hex, "%02x", der->data[i]);
  replace_field (fixture, position, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, hex->str);
}

static void
use_rsa_2052 (WlkCheckFixture *fixture,
              guint            position)
{
  use_rsa (fixture, position, 257, 0x0F, 65537);
}

static void
use_exponent_1 (WlkCheckFixture *fixture,
                guint            position)
{
  use_rsa (fixture, position, 257, 0x00, 1);
}

static void
use_exponent_4 (WlkCheckFixture *fixture,
                guint            position)
{
  use_rsa (fixture, position, 257, 0x00, 4);
}

static void
last_398_days (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].not_after = WLK_TEST_NOT_BEFORE + 398 * 86400 - 1;
}

static void
last_398_days_and_a_second (WlkCheckFixture *fixture,
                            guint            position)
{
  fixture->recipes[position].not_after = WLK_TEST_NOT_BEFORE + 398 * 86400;
}

static void
last_200_days (WlkCheckFixture *fixture,
               guint            position)
{
  fixture->recipes[position].not_before = 1773532800;
  fixture->recipes[position].not_after = 1773532800 + 200 * 86400 - 1;
}

static void
last_200_days_and_a_second (WlkCheckFixture *fixture,
                            guint            position)
{
  fixture->recipes[position].not_before = 1773532800;
  fixture->recipes[position].not_after = 1773532800 + 200 * 86400;
}

static void
omit_name (WlkCheckFixture *fixture,
           guint            position)
{
  fixture->recipes[position].subject = "";
}

static void
omit_all_names (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->name = NULL;
  fixture->recipes[position].subject = "";
  fixture->recipes[position].san = NULL;
}

static void
omit_name_of_issuer (WlkCheckFixture *fixture,
                     guint            position)
{
  fixture->recipes[position - 1].subject = "";
}

static void
add_underscore (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example DNS:a_b.example";
}

static void
add_hyphen_in_front (WlkCheckFixture *fixture,
                     guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example DNS:-a.example";
}

static void
add_inner_wildcard (WlkCheckFixture *fixture,
                    guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example DNS:a.*.example";
}

static void
add_wildcard (WlkCheckFixture *fixture,
              guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example DNS:*.a.example";
}

static void
add_long_label (WlkCheckFixture *fixture,
                guint            position)
{
  fixture->recipes[position].san =
    "DNS:leaf.example "
    "DNS:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg.example";
}

static void
add_too_long_label (WlkCheckFixture *fixture,
                    guint            position)
{
  fixture->recipes[position].san =
    "DNS:leaf.example "
    "DNS:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg.example";
}

static void
add_mailbox_without_domain (WlkCheckFixture *fixture,
                            guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example EMAIL:me@";
}

static void
add_uri_without_scheme (WlkCheckFixture *fixture,
                        guint            position)
{
  fixture->recipes[position].san = "DNS:leaf.example URI://a.example";
}

static void
use_other_common_name (WlkCheckFixture *fixture,
                       guint            position)
{
  fixture->recipes[position].subject = "CN=other.example";
}

static void
use_host_beside_address (WlkCheckFixture *fixture,
                         guint            position)
{
  fixture->name = "192.0.2.1";
  fixture->recipes[position].subject = "CN=leaf.example";
  fixture->recipes[position].san = "IP:192.0.2.1";
}

static void
use_other_address (WlkCheckFixture *fixture,
                   guint            position)
{
  use_host_beside_address (fixture, position);
  fixture->recipes[position].subject = "CN=192.0.2.2";
}

static void
use_address_in_octal (WlkCheckFixture *fixture,
                      guint            position)
{
  use_host_beside_address (fixture, position);
  fixture->recipes[position].subject = "CN=192.000.002.001";
}

static void
use_address_in_hexadecimal (WlkCheckFixture *fixture,
                            guint            position)
{
  use_host_beside_address (fixture, position);
  fixture->recipes[position].subject = "CN=0xC0000201";
}

static void
use_long_ipv6_address (WlkCheckFixture *fixture,
                       guint            position)
{
  fixture->name = "2001:db8::1";
  fixture->recipes[position].subject = "CN=2001:db8:0:0:0:0:0:1";
  fixture->recipes[position].san = "IP:2001:db8::1";
}

static void
use_capital_common_name (WlkCheckFixture *fixture,
                         guint            position)
{
  fixture->recipes[position].subject = "CN=Leaf.example";
}

static void
use_common_name_of_wildcard (WlkCheckFixture *fixture,
                             guint            position)
{
  fixture->recipes[position].subject = "CN=a.example";
  fixture->recipes[position].san = "DNS:leaf.example DNS:*.a.example";
}

static void
match_public_suffix (WlkCheckFixture *fixture,
                     guint            position)
{
  fixture->name = "leaf.co.uk";
  fixture->recipes[position].subject = "CN=*.co.uk";
  fixture->recipes[position].san = "DNS:*.co.uk";
}

static void
match_below_public_suffix (WlkCheckFixture *fixture,
                           guint            position)
{
  fixture->name = "leaf.a.co.uk";
  fixture->recipes[position].subject = "CN=*.a.co.uk";
  fixture->recipes[position].san = "DNS:*.a.co.uk";
}

#define PATH   WLK_PROFILE_PATH
#define STRICT WLK_PROFILE_STRICT
#define WEB    WLK_PROFILE_WEB

static const Fault faults[] = {
  { "version-1-with-extensions", use_version_1, LEAF, LEAF, STRICT, "version" },
  { "version-4", use_version_4, LEAF, LEAF, STRICT, "version" },
  { "serial-zero", use_serial_zero, 1, LEAF, STRICT, "serial-number" },
  { "serial-negative", use_negative_serial, 1, LEAF, STRICT, "serial-number" },
  { "serial-of-20-octets", use_serial_of_20, 1, LEAF, PATH, NULL },
  { "serial-of-21-octets", use_serial_of_21, 1, LEAF, STRICT, "serial-number" },
  { "other-algorithm-inside", name_other_algorithm, 1, LEAF, STRICT, "algorithms-equal" },
  { "generalized-times", generalize_times, 1, LEAF, STRICT, "time-encoding" },
  { "utc-time-of-2049", end_in_2049, 1, LEAF - 1, PATH, NULL },
  { "generalized-time-of-2050", end_in_2050, 1, LEAF - 1, PATH, NULL },
  { "extension-twice", repeat_extension, 1, LEAF, STRICT, "extension-duplicate" },
  { "anchor-expired", expire, 0, 0, STRICT, "validity-not-after" },
  { "anchor-not-yet-valid", postpone, 0, 0, STRICT, "validity-not-before" },
  { "anchor-with-unknown-critical", add_unknown_critical, 0, 0, STRICT, "critical-extensions" },
  { "anchor-with-purpose", add_purpose, 0, 0, WEB, "extended-key-usage" },
  { "ca-with-purpose", add_purpose, 1, LEAF - 1, PATH, NULL },
  { "no-key-identifiers", omit_key_ids, 0, LEAF, STRICT, "extension-missing" },
  { "no-key-usage", omit_key_usage, 1, LEAF - 1, STRICT, "extension-missing" },
  { "no-key-usage-of-anchor", omit_key_usage, 0, 0, WEB, "extension-missing" },
  { "no-key-usage-of-leaf", omit_key_usage, LEAF, LEAF, PATH, NULL },
  { "key-usage-of-nothing", allow_nothing, LEAF, LEAF, STRICT, "basic-constraints" },
  { "leaf-with-name-constraints", constrain_names, LEAF, LEAF, STRICT, "basic-constraints" },
  { "leaf-that-signs-crls", allow_signing_crls, LEAF, LEAF, WEB, "basic-constraints" },
  { "no-purposes", omit_purposes, LEAF, LEAF, WEB, "extension-missing" },
  { "any-purpose", allow_any_purpose, LEAF, LEAF, WEB, "extended-key-usage" },
  { "code-signing", add_code_signing, LEAF, LEAF, WEB, "extended-key-usage" },
  { "email-protection", add_email_protection, LEAF, LEAF, WEB, "extended-key-usage" },
  { "time-stamping", add_time_stamping, LEAF, LEAF, WEB, "extended-key-usage" },
  { "ocsp-signing", add_ocsp_signing, LEAF, LEAF, WEB, "extended-key-usage" },
  { "precertificates", add_precertificates, LEAF, LEAF, WEB, "extended-key-usage" },
  { "client", add_client, LEAF, LEAF, PATH, NULL },
  { "unlisted-purpose", add_unlisted_purpose, LEAF, LEAF, PATH, NULL },
  { "purposes-of-email", ask_for_email, LEAF, LEAF, PATH, NULL },
  { "leaf-with-uncritical-constraints", constrain_names_uncritically, LEAF, LEAF, STRICT,
    "basic-constraints" },
  { "uncritical-policy-constraints", constrain_policies_uncritically, 1, LEAF - 1, STRICT,
    "extension-criticality" },
  { "critical-access", access_critically, 1, LEAF, STRICT, "extension-criticality" },
  { "no-access-descriptions", access_nothing, 1, LEAF, STRICT, "extension-malformed" },
  { "no-purpose", allow_no_purpose, 1, LEAF, STRICT, "extension-malformed" },
  { "malformed-distribution-points", break_points, 1, LEAF, STRICT, "extension-malformed" },
  { "other-authority-key", name_other_key, 1, LEAF, STRICT, "authority-key-identifier" },
  { "issuers-certificate-named", name_issuers_certificate, 1, LEAF, WEB,
    "authority-key-identifier" },
  { "no-authority-key", name_no_key, 1, LEAF, WEB, "authority-key-identifier" },
  { "signing-leaf", allow_signing, LEAF, LEAF, STRICT, "basic-constraints" },
  { "anchor-without-basic-constraints", omit_basic_constraints, 0, 0, STRICT,
    "basic-constraints" },
  { "anchor-without-cert-sign", deny_signing, 0, 0, STRICT, "key-cert-sign" },
  { "ed25519", use_ed25519, LEAF, LEAF, WEB, "public-key" },
  { "p-384", use_p384, LEAF, LEAF, PATH, NULL },
  { "explicit-curve", describe_curve, LEAF, LEAF, PATH, "public-key" },
  { "rsa-2052", use_rsa_2052, LEAF, LEAF, WEB, "public-key" },
  { "exponent-1", use_exponent_1, LEAF, LEAF, STRICT, "public-key" },
  { "exponent-4", use_exponent_4, LEAF, LEAF, STRICT, "public-key" },
  { "398-days", last_398_days, LEAF, LEAF, PATH, NULL },
  { "398-days-and-a-second", last_398_days_and_a_second, LEAF, LEAF, WEB, "validity-period" },
  { "200-days", last_200_days, LEAF, LEAF, PATH, NULL },
  { "200-days-and-a-second", last_200_days_and_a_second, LEAF, LEAF, WEB, "validity-period" },
  { "san-uncritical-without-subject", omit_name, LEAF, LEAF, STRICT, "extension-criticality" },
  { "no-name-at-all", omit_all_names, LEAF, LEAF, STRICT, "empty-subject" },
  { "underscore", add_underscore, LEAF, LEAF, WEB, "san-syntax" },
  { "hyphen-in-front", add_hyphen_in_front, LEAF, LEAF, STRICT, "san-syntax" },
  { "inner-wildcard", add_inner_wildcard, LEAF, LEAF, STRICT, "san-syntax" },
  { "leftmost-wildcard", add_wildcard, LEAF, LEAF, PATH, NULL },
  { "label-of-63", add_long_label, LEAF, LEAF, PATH, NULL },
  { "label-of-64", add_too_long_label, LEAF, LEAF, STRICT, "san-syntax" },
  { "mailbox-without-domain", add_mailbox_without_domain, LEAF, LEAF, STRICT, "san-syntax" },
  { "uri-without-scheme", add_uri_without_scheme, LEAF, LEAF, STRICT, "san-syntax" },
  { "other-common-name", use_other_common_name, LEAF, LEAF, WEB, "common-name" },
  { "capital-common-name", use_capital_common_name, LEAF, LEAF, WEB, "common-name" },
  { "host-beside-address", use_host_beside_address, LEAF, LEAF, PATH, NULL },
  { "other-address", use_other_address, LEAF, LEAF, WEB, "common-name" },
  { "address-in-octal", use_address_in_octal, LEAF, LEAF, WEB, "common-name" },
  { "address-in-hexadecimal", use_address_in_hexadecimal, LEAF, LEAF, WEB, "common-name" },
  { "long-ipv6-address", use_long_ipv6_address, LEAF, LEAF, WEB, "common-name" },
  { "common-name-of-wildcard", use_common_name_of_wildcard, LEAF, LEAF, PATH, NULL },
  { "wildcard-of-public-suffix", match_public_suffix, LEAF, LEAF, WEB, "host-name" },
  { "wildcard-below-public-suffix", match_below_public_suffix, LEAF, LEAF, PATH, NULL },
};

static void
judge (WlkCheckFixture *fixture,
       const Fault     *fault,
       guint            position,
       WlkProfile       profile)
{
  wlk_check_fixture_init (fixture, LEAF + 1);
  fixture->profile = profile;
  fixture->recipes[LEAF].subject = "CN=leaf.example";
  fault->apply (fixture, position);
  wlk_check_fixture_judge (fixture);
}

static void
assert_refused (WlkCheckFixture *fixture,
                const Fault     *fault,
                guint            position)
{
  WlkFinding *decisive = wlk_report_get_decisive (fixture->report);

  g_assert_nonnull (decisive);
  g_assert_cmpstr (wlk_finding_get_step (decisive)->name, ==, fault->step);
  g_assert_cmpint (wlk_finding_get_position (decisive), ==, (int) position);
  g_assert_cmpint (wlk_report_get_verdict (fixture->report), ==, WLK_VERDICT_NOT_TRUSTED);
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;

  for (guint position = fault->first; position <= fault->last; position++)
    for (WlkProfile profile = PATH; profile <= WEB; profile++)
      {
        g_auto(WlkCheckFixture) fixture = { 0 };

        judge (&fixture, fault, position, profile);
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
        fixture.profile = profile;
        fixture.recipes[LEAF].subject = "CN=leaf.example";
        constrain_names_uncritically (&fixture, position);
        wlk_check_fixture_judge (&fixture);

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
  WlkTestRecipe recipe = fixture->recipes[0];
  WlkTestExtension extensions[2] = { { WLK_OID_SUBJECT_KEY_IDENTIFIER, FALSE, NULL }, { NULL } };
  g_autoptr(GString) hex = g_string_new (NULL);
  g_autoptr(GBytes) key_id = NULL;
  gsize length = 0;
  const guint8 *bytes = NULL;

  wlk_extensions_read_subject_key_id (fixture->certificates->pdata[0], &key_id, NULL);
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
        fixture.profile = profile;
        fixture.recipes[LEAF].subject = "CN=leaf.example";
        wlk_check_fixture_issue (&fixture);
        anchor = issue_anchor (&fixture, rows[i].issuer, rows[i].issuer_name);
        g_object_unref (fixture.certificates->pdata[0]);
        fixture.certificates->pdata[0] = anchor;
        wlk_check_fixture_judge (&fixture);

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
        fixture.profile = profile;
        fixture.recipes[LEAF].subject = "CN=leaf.example";
        omit_name_of_issuer (&fixture, position);
        wlk_check_fixture_judge (&fixture);

        if (profile == PATH)
          wlk_check_fixture_assert_decisive (&fixture, "empty-issuer", (int) position,
                                             "encoding_rule");
        else
          wlk_check_fixture_assert_decisive (&fixture, "empty-subject", (int) position - 1,
                                             "encoding_rule");
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
      fixture.profile = profile;
      fixture.recipes[LEAF].subject = "CN=leaf.example";
      fixture.recipes[LEAF].is_ca = TRUE;
      fixture.recipes[LEAF].key_usage = WLK_KEY_USAGE_KEY_CERT_SIGN;
      wlk_check_fixture_judge (&fixture);

      if (profile == WEB)
        wlk_check_fixture_assert_decisive (&fixture, "leaf-not-ca", LEAF, "ca_as_leaf");
      else
        wlk_check_fixture_assert_decisive (&fixture, "key-usage", LEAF, "ku_leaf");
    }
}

/* What a profile does not refuse, it warns of. */
static void
test_warning (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.profile = WLK_PROFILE_PATH;
  use_serial_zero (&fixture, 2);
  wlk_check_fixture_judge (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, "serial-number", 2, WLK_OUTCOME_WARNING);
  wlk_check_fixture_assert_outcome (&fixture, "serial-number", 1, WLK_OUTCOME_PASSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/profile/%s", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/checks/profile/uncritical-constraints", test_uncritical_constraints);
  g_test_add_func ("/checks/profile/ca-as-leaf", test_ca_as_leaf);
  g_test_add_func ("/checks/profile/nameless-issuer", test_nameless_issuer);
  g_test_add_func ("/checks/profile/anchor-without-authority-key-identifier",
                   test_anchor_without_authority);
  g_test_add_func ("/checks/profile/warning", test_warning);

  return g_test_run ();
}
