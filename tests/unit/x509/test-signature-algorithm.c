/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-signature-algorithm.h"

#include "base/wlk-error.h"
#include "wlk-test-ca.h"
#include "wlk-test-der.h"

#include <gnutls/x509.h>
#include <gnutls/crypto.h>
#include <string.h>

#define BYTES(text) (const guint8 *) text, sizeof text - 1

/* The beginning of an AlgorithmIdentifier of RSA-PSS; its parameters follow. */
#define PSS_OID    "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"
#define SHA256_OID "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define SHA384_OID "\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02"
#define MGF1_OID   "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x08"

/* RSASSA-PSS-params with SHA-256 in both places and a salt of 32 bytes. */
#define PSS_SHA256 \
  "\x30\x41" PSS_OID "\x30\x34" \
  "\xA0\x0F\x30\x0D" SHA256_OID "\x05\x00" \
  "\xA1\x1C\x30\x1A" MGF1_OID "\x30\x0D" SHA256_OID "\x05\x00" \
  "\xA2\x03\x02\x01\x20"

/* The same with SHA-384 for the mask, which GnuTLS cannot do. */
#define PSS_MIXED \
  "\x30\x41" PSS_OID "\x30\x34" \
  "\xA0\x0F\x30\x0D" SHA256_OID "\x05\x00" \
  "\xA1\x1C\x30\x1A" MGF1_OID "\x30\x0D" SHA384_OID "\x05\x00" \
  "\xA2\x03\x02\x01\x20"

/* The same with a salt of less than no bytes. */
#define PSS_NEGATIVE_SALT \
  "\x30\x41" PSS_OID "\x30\x34" \
  "\xA0\x0F\x30\x0D" SHA256_OID "\x05\x00" \
  "\xA1\x1C\x30\x1A" MGF1_OID "\x30\x0D" SHA256_OID "\x05\x00" \
  "\xA2\x03\x02\x01\xE0"

typedef struct
{
  const char             *name;
  const guint8           *der;
  gsize                   length;
  const char             *text;
  gnutls_sign_algorithm_t gnutls;
  gboolean                has_wrong_parameters;
} DescribeRow;

static const DescribeRow described[] = {
  { "rsa-sha256", BYTES ("\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00"),
    "RSA with SHA-256", GNUTLS_SIGN_RSA_SHA256 },
  { "rsa-sha256-without-null", BYTES ("\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"),
    "RSA with SHA-256", GNUTLS_SIGN_RSA_SHA256, TRUE },
  { "ecdsa-sha384", BYTES ("\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03"),
    "ECDSA with SHA-384", GNUTLS_SIGN_ECDSA_SHA384 },
  { "ecdsa-sha384-with-null", BYTES ("\x30\x0C\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03\x05\x00"),
    "ECDSA with SHA-384", GNUTLS_SIGN_ECDSA_SHA384, TRUE },
  { "ed25519-with-null", BYTES ("\x30\x07\x06\x03\x2B\x65\x70\x05\x00"), "Ed25519",
    GNUTLS_SIGN_EDDSA_ED25519, TRUE },
  { "unknown-with-null", BYTES ("\x30\x06\x06\x02\x2A\x03\x05\x00"), "1.2.3",
    GNUTLS_SIGN_UNKNOWN },
  { "ed25519", BYTES ("\x30\x05\x06\x03\x2B\x65\x70"), "Ed25519", GNUTLS_SIGN_EDDSA_ED25519 },
  { "unknown", BYTES ("\x30\x04\x06\x02\x2A\x03"), "1.2.3", GNUTLS_SIGN_UNKNOWN },
  { "md2", BYTES ("\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x02\x05\x00"),
    "RSA with MD2", GNUTLS_SIGN_UNKNOWN },
  { "ml-dsa", BYTES ("\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x12"), "ML-DSA-65",
    GNUTLS_SIGN_UNKNOWN },
  { "pss-sha256", BYTES (PSS_SHA256), "RSA-PSS with SHA-256", GNUTLS_SIGN_RSA_PSS_SHA256 },
  { "pss-mixed-digests", BYTES (PSS_MIXED), "RSA-PSS with SHA-256", GNUTLS_SIGN_UNKNOWN },
  { "pss-negative-salt", BYTES (PSS_NEGATIVE_SALT), "RSA-PSS with SHA-256",
    GNUTLS_SIGN_UNKNOWN },
  { "pss-defaults", BYTES ("\x30\x0D" PSS_OID "\x30\x00"), "RSA-PSS with SHA-1",
    GNUTLS_SIGN_UNKNOWN },
  { "pss-without-parameters", BYTES ("\x30\x0B" PSS_OID), "RSA-PSS", GNUTLS_SIGN_UNKNOWN,
    TRUE },
  { "pss-nonsense", BYTES ("\x30\x0D" PSS_OID "\x05\x00"), "RSA-PSS", GNUTLS_SIGN_UNKNOWN,
    TRUE },
};

static void
test_described (gconstpointer data)
{
  const DescribeRow *row = data;
  g_auto(WlkSignatureAlgorithm) algorithm = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_true (wlk_signature_algorithm_init (&algorithm, row->der, row->length, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (algorithm.text, ==, row->text);
  g_assert_cmpint (algorithm.gnutls, ==, row->gnutls);
  g_assert_cmpint (algorithm.has_wrong_parameters, ==, row->has_wrong_parameters);
}

/* Signatures of any value: only the encoding counts. */
static const struct
{
  const char   *name;
  const char   *algorithm;
  gsize         algorithm_length;
  const guint8 *signature;
  gsize         length;
  guint         n_unused;
  gboolean      is_der;
} encoded[] = {
  { "ecdsa", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x06\x02\x01\x01\x02\x01\x02"), 0, TRUE },
  { "ecdsa-with-zero", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x07\x02\x02\x00\x01\x02\x01\x02"), 0, FALSE },
  { "ecdsa-long-length", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x81\x06\x02\x01\x01\x02\x01\x02"), 0, FALSE },
  { "ecdsa-indefinite", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x80\x02\x01\x01\x02\x01\x02\x00\x00"), 0, FALSE },
  { "ecdsa-three-numbers", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x09\x02\x01\x01\x02\x01\x02\x02\x01\x03"), 0, FALSE },
  { "ecdsa-trailing", "\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x03", 12,
    BYTES ("\x30\x06\x02\x01\x01\x02\x01\x02\x00"), 0, FALSE },
  { "dsa-with-zero", "\x30\x09\x06\x07\x2A\x86\x48\xCE\x38\x04\x03", 11,
    BYTES ("\x30\x07\x02\x02\x00\x01\x02\x01\x02"), 0, FALSE },
  { "rsa", "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00", 15, BYTES ("\x01"),
    0, TRUE },
  { "rsa-unused-bits", "\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00", 15,
    BYTES ("\x00"), 1, FALSE },
  { "unknown", "\x30\x04\x06\x02\x2A\x03", 6, BYTES ("\x01"), 0, TRUE },
};

static void
test_encoded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (encoded); i++)
    {
      const WlkDerBits bits = { encoded[i].signature, (guint32) encoded[i].length,
                                encoded[i].n_unused };
      g_auto(WlkSignatureAlgorithm) algorithm = { 0 };

      g_test_message ("%s", encoded[i].name);
      g_assert_true (wlk_signature_algorithm_init (&algorithm,
                                                   (const guint8 *) encoded[i].algorithm,
                                                   encoded[i].algorithm_length, NULL));
      g_assert_true ((wlk_signature_algorithm_find_fault (&algorithm, &bits) == NULL) ==
                     encoded[i].is_der);
    }
}

static void
test_malformed (void)
{
  g_auto(WlkSignatureAlgorithm) algorithm = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_signature_algorithm_init (&algorithm, BYTES ("\x30\x02\x05\x00"), &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
}

#define ED448 "\x30\x05\x06\x03\x2B\x65\x71"

/* Signs “data” with a key of the test CA. */
static gnutls_datum_t
sign (WlkTestKey              key,
      gnutls_sign_algorithm_t algorithm)
{
  g_autofree char *pem = wlk_test_dup_key_pem (key);
  gnutls_datum_t key_datum = { (guint8 *) pem, (unsigned int) strlen (pem) };
  gnutls_datum_t data = { (guint8 *) "data", 4 };
  gnutls_datum_t signature = { NULL, 0 };
  gnutls_privkey_t privkey;

  g_assert_cmpint (gnutls_privkey_init (&privkey), >=, 0);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (privkey, &key_datum, GNUTLS_X509_FMT_PEM,
                                                   NULL, 0), >=, 0);
  g_assert_cmpint (gnutls_privkey_sign_data2 (privkey, algorithm, 0, &data, &signature), >=, 0);
  gnutls_privkey_deinit (privkey);
  return signature;
}

/* Whether @signature over “data” verifies with the AlgorithmIdentifier @der. */
static gboolean
verify (const guint8         *der,
        gsize                 length,
        WlkTestKey            key,
        const gnutls_datum_t *signature,
        GError              **error)
{
  g_auto(WlkSignatureAlgorithm) algorithm = { 0 };
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Root", key);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  WlkDerBits bits = { signature->data, signature->size, 0 };

  g_assert_true (wlk_signature_algorithm_init (&algorithm, der, length, NULL));
  return wlk_signature_algorithm_verify (&algorithm, wlk_certificate_get_public_key (certificate),
                                         (const guint8 *) "data", 4, &bits, error);
}

static void
test_pss (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_PSS_SHA256);

  g_assert_true (verify (BYTES (PSS_SHA256), WLK_TEST_KEY_RSA_2048_0, &signature, &error));
  g_assert_no_error (error);
  gnutls_free (signature.data);
}

static void
test_pss_other_key (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_PSS_SHA256);

  g_assert_false (verify (BYTES (PSS_SHA256), WLK_TEST_KEY_RSA_2048_1, &signature, &error));
  g_assert_no_error (error);
  gnutls_free (signature.data);
}

static void
test_pss_mixed (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_PSS_SHA256);

  g_assert_false (verify (BYTES (PSS_MIXED), WLK_TEST_KEY_RSA_2048_0, &signature, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "MGF1"));
  gnutls_free (signature.data);
}

/* An RSA key that is for RSA-PSS alone, as AlgorithmIdentifier @hex says. */
static WlkPublicKey *
create_pss_key (WlkTestKey  key,
                const char *hex)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Root", key);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  GBytes *spki = wlk_certificate_get_public_key (certificate)->spki;
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  gsize length = 0;
  const guint8 *old = g_bytes_get_data (spki, &length);
  const guint skip = 4 + 15; /* the header of the whole, and rsaEncryption */

  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, old + skip, (guint) length - skip);
  wlk_test_der_wrap (der, 0, 0x30);
  bytes = g_bytes_new (der->data, der->len);

  return wlk_public_key_new (bytes, NULL);
}

/* RFC 4055 §3.1, §3.3: a key may say with which digest and from which length of salt it signs. */
static void
test_pss_limits (void)
{
  static const struct
  {
    const char *hex;
    gboolean    is_permitted;
  } rows[] = {
    { "300b06092a864886f70d01010a", TRUE },
    { "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
      "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120", TRUE },
    { "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
      "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020114", TRUE },
    { "304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
      "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020121", FALSE },
    { "304106092a864886f70d01010a3034a00f300d06096086480165030402030500"
      "a11c301a06092a864886f70d010108300d06096086480165030402030500a203020120", FALSE },
    { "300d06092a864886f70d01010a3000", FALSE }, /* SHA-1, by default */
  };
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_PSS_SHA256);
  WlkDerBits bits = { signature.data, signature.size, 0 };
  g_auto(WlkSignatureAlgorithm) algorithm = { 0 };

  g_assert_true (wlk_signature_algorithm_init (&algorithm, BYTES (PSS_SHA256), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WlkPublicKey) key = create_pss_key (WLK_TEST_KEY_RSA_2048_0, rows[i].hex);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (wlk_signature_algorithm_verify (&algorithm, key, (const guint8 *) "data", 4,
                                                       &bits, &error),
                       ==, rows[i].is_permitted);
      g_assert_no_error (error);
    }
  gnutls_free (signature.data);
}

static void
test_key_of_other_kind (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_PSS_SHA256);

  g_assert_false (verify (BYTES (PSS_SHA256), WLK_TEST_KEY_EC_0, &signature, &error));
  g_assert_no_error (error);
  gnutls_free (signature.data);
}

/* ECDSA takes a SEQUENCE of two numbers; anything else is not a signature, and not an error
 * either. */
static void
test_signature_of_nonsense (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = { (guint8 *) "nonsense", 8 };

  g_assert_false (verify (BYTES ("\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"),
                          WLK_TEST_KEY_EC_0, &signature, &error));
  g_assert_no_error (error);
}

/* Signatures of every length that could matter, under every kind of key. */
static void
test_any_length (void)
{
  static const struct
  {
    const guint8 *der;
    gsize         length;
    WlkTestKey    key;
  } rows[] = {
    { BYTES ("\x30\x0A\x06\x08\x2A\x86\x48\xCE\x3D\x04\x03\x02"), WLK_TEST_KEY_EC_0 },
    { BYTES ("\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00"),
      WLK_TEST_KEY_RSA_1024 },
    { BYTES ("\x30\x05\x06\x03\x2B\x65\x70"), WLK_TEST_KEY_ED25519 },
    { BYTES (ED448), WLK_TEST_KEY_ED448 },
    { BYTES (PSS_SHA256), WLK_TEST_KEY_RSA_1024 },
    { BYTES ("\x30\x05\x06\x03\x2B\x65\x70"), WLK_TEST_KEY_EC_0 },
    { BYTES ("\x30\x05\x06\x03\x2B\x65\x70"), WLK_TEST_KEY_RSA_1024 },
  };
  guint8 bytes[300] = { 0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint length = 0; length <= sizeof bytes; length++)
      {
        gnutls_datum_t signature = { bytes, length };
        g_autoptr(GError) error = NULL;

        g_assert_false (verify (rows[i].der, rows[i].length, rows[i].key, &signature, &error));
        g_assert_no_error (error);
      }
}

/* The last byte of such a signature is always 0, and Nettle does not look at it. */
static void
test_ed448_last_byte (void)
{
  gnutls_datum_t signature = sign (WLK_TEST_KEY_ED448, GNUTLS_SIGN_EDDSA_ED448);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (signature.size, ==, 114);
  g_assert_true (verify (BYTES (ED448), WLK_TEST_KEY_ED448, &signature, &error));
  for (guint bit = 0; bit < 8; bit++)
    {
      signature.data[113] = (guint8) (1 << bit);
      g_assert_false (verify (BYTES (ED448), WLK_TEST_KEY_ED448, &signature, &error));
    }
  g_assert_no_error (error);
  gnutls_free (signature.data);
}

/* GnuTLS has a name for RIPEMD-160, and code only in some versions. Without it the signature cannot
 * be checked; with it, it is simply not one of this kind. */
static void
test_digest_without_code (void)
{
  g_autoptr(GError) error = NULL;
  gnutls_datum_t signature = sign (WLK_TEST_KEY_RSA_2048_0, GNUTLS_SIGN_RSA_SHA256);
  guint8 digest[64];
  gboolean has_code = gnutls_hash_fast (GNUTLS_DIG_RMD160, "", 0, digest) >= 0;

  g_assert_false (verify (BYTES ("\x30\x0A\x06\x06\x2B\x24\x03\x03\x01\x02\x05\x00"),
                          WLK_TEST_KEY_RSA_2048_0, &signature, &error));
  if (has_code)
    g_assert_no_error (error);
  else
    g_assert_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED);
  gnutls_free (signature.data);
}

#define OID_RSA_SHA256   "1.2.840.113549.1.1.11"
#define OID_RSA_PSS      "1.2.840.113549.1.1.10"
#define OID_ECDSA_SHA256 "1.2.840.10045.4.3.2"
#define OID_ED25519      "1.3.101.112"

/* Which keys can make which signatures. */
static void
test_fits_key (void)
{
  static const struct
  {
    const char *oid;
    WlkTestKey  key;
    gboolean    fits;
  } rows[] = {
    { OID_RSA_SHA256, WLK_TEST_KEY_RSA_2048_0, TRUE },
    { OID_RSA_SHA256, WLK_TEST_KEY_EC_0, FALSE },
    { OID_RSA_SHA256, WLK_TEST_KEY_ED25519, FALSE },
    { OID_RSA_PSS, WLK_TEST_KEY_RSA_2048_0, TRUE },
    { OID_ECDSA_SHA256, WLK_TEST_KEY_EC_0, TRUE },
    { OID_ECDSA_SHA256, WLK_TEST_KEY_EC_P384, TRUE },
    { OID_ECDSA_SHA256, WLK_TEST_KEY_RSA_2048_0, FALSE },
    { OID_ED25519, WLK_TEST_KEY_ED25519, TRUE },
    { OID_ED25519, WLK_TEST_KEY_EC_0, FALSE },
    { "1.2.3.4", WLK_TEST_KEY_EC_0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=CA", rows[i].key);
      g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);

      g_assert_cmpint (wlk_signature_algorithm_fits_key
                         (rows[i].oid, wlk_certificate_get_public_key (certificate)),
                       ==, rows[i].fits);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (described); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/signature-algorithm/%s-is-described",
                                               described[i].name);

      g_test_add_data_func (path, &described[i], test_described);
    }
  g_test_add_func ("/x509/signature-algorithm/encoding-is-der", test_encoded);
  g_test_add_func ("/x509/signature-algorithm/malformed-fails", test_malformed);
  g_test_add_func ("/x509/signature-algorithm/pss-verifies", test_pss);
  g_test_add_func ("/x509/signature-algorithm/pss-of-other-key-does-not-verify",
                   test_pss_other_key);
  g_test_add_func ("/x509/signature-algorithm/pss-keeps-to-limits-of-key", test_pss_limits);
  g_test_add_func ("/x509/signature-algorithm/pss-with-mixed-digests-is-unsupported",
                   test_pss_mixed);
  g_test_add_func ("/x509/signature-algorithm/key-of-other-kind-does-not-verify",
                   test_key_of_other_kind);
  g_test_add_func ("/x509/signature-algorithm/nonsense-does-not-verify",
                   test_signature_of_nonsense);
  g_test_add_func ("/x509/signature-algorithm/ed448-with-last-byte-does-not-verify",
                   test_ed448_last_byte);
  g_test_add_func ("/x509/signature-algorithm/any-length-does-not-verify", test_any_length);
  g_test_add_func ("/x509/signature-algorithm/digest-without-code-is-unsupported",
                   test_digest_without_code);
  g_test_add_func ("/x509/signature-algorithm/key-of-other-kind-is-known", test_fits_key);

  return g_test_run ();
}
