/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-public-key.h"

#include "base/wlk-error.h"
#include "wlk-test-ca.h"
#include "wlk-test-der.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

#define RSA_OID "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"
#define DSA_OID "\x06\x07\x2A\x86\x48\xCE\x38\x04\x01"
#define EC_OID  "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01"

/* Keys of the test CA. */
typedef struct
{
  const char     *name;
  WlkTestKey      key;
  WlkKeyAlgorithm algorithm;
  guint           bits;
  const char     *curve;
  const char     *text;
} RealRow;

static const RealRow real_keys[] = {
  { "rsa-2048", WLK_TEST_KEY_RSA_2048_0, WLK_KEY_ALGORITHM_RSA, 2048, NULL, "RSA 2048" },
  { "rsa-1024", WLK_TEST_KEY_RSA_1024, WLK_KEY_ALGORITHM_RSA, 1024, NULL, "RSA 1024" },
  { "p-256", WLK_TEST_KEY_EC_0, WLK_KEY_ALGORITHM_EC, 256, "P-256", "EC P-256" },
  { "p-384", WLK_TEST_KEY_EC_P384, WLK_KEY_ALGORITHM_EC, 384, "P-384", "EC P-384" },
  { "ed25519", WLK_TEST_KEY_ED25519, WLK_KEY_ALGORITHM_ED25519, 256, "Ed25519", "Ed25519" },
};

static void
test_real (gconstpointer data)
{
  const RealRow *row = data;
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Root", row->key);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  g_autoptr(GError) error = NULL;
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);

  g_assert_cmpint (key->algorithm, ==, row->algorithm);
  g_assert_cmpuint (key->bits, ==, row->bits);
  g_assert_cmpstr (key->curve, ==, row->curve);
  g_assert_cmpstr (key->text, ==, row->text);
  g_assert_nonnull (wlk_public_key_get_gnutls (key, &error));
  g_assert_no_error (error);
  g_assert_true (wlk_public_key_get_gnutls (key, NULL) == wlk_public_key_get_gnutls (key, NULL));
}

/* Keys that GnuTLS cannot use, and that must be described nevertheless. */
typedef struct
{
  const char     *name;
  const char     *spki;
  gsize           length;
  WlkKeyAlgorithm algorithm;
  guint           bits;
  const char     *text;
} OddRow;

static const OddRow odd_keys[] = {
  { "unknown-algorithm", BYTES ("\x30\x09\x30\x04\x06\x02\x2A\x03\x03\x01\x00"),
    WLK_KEY_ALGORITHM_UNKNOWN, 0, "1.2.3" },
  { "ml-dsa", BYTES ("\x30\x10\x30\x0B\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x12\x03\x01\x00"),
    WLK_KEY_ALGORITHM_UNKNOWN, 0, "ML-DSA-65" },
  { "unknown-curve",
    BYTES ("\x30\x12\x30\x0D" EC_OID "\x06\x02\x2A\x03\x03\x01\x00"),
    WLK_KEY_ALGORITHM_EC, 0, "EC 1.2.3" },
  { "explicit-curve",
    BYTES ("\x30\x24\x30\x1F" EC_OID "\x30\x14\x02\x01\x01\x30\x0F"
           "\x06\x07\x2A\x86\x48\xCE\x3D\x01\x01\x02\x04\x00\xFF\x00\x01\x03\x01\x00"),
    WLK_KEY_ALGORITHM_EC, 24, "EC with explicit parameters" },
  { "curve-missing", BYTES ("\x30\x0E\x30\x09" EC_OID "\x03\x01\x00"),
    WLK_KEY_ALGORITHM_EC, 0, "EC without a named curve" },
  { "rsa-of-nonsense", BYTES ("\x30\x13\x30\x0D" RSA_OID "\x05\x00\x03\x02\x00\x01"),
    WLK_KEY_ALGORITHM_RSA, 0, "RSA" },
  { "rsa-without-bits", BYTES ("\x30\x11\x30\x0D" RSA_OID "\x05\x00\x03\x00"),
    WLK_KEY_ALGORITHM_RSA, 0, "RSA" },
  { "dsa", BYTES ("\x30\x19\x30\x14" DSA_OID "\x30\x09\x02\x02\x01\xFF\x02\x03\x01\x00\x01"
                  "\x03\x01\x00"),
    WLK_KEY_ALGORITHM_DSA, 9, "DSA 9" },
  { "dsa-with-inherited-parameters", BYTES ("\x30\x0E\x30\x09" DSA_OID "\x03\x01\x00"),
    WLK_KEY_ALGORITHM_DSA, 0, "DSA" },
};

static void
test_odd (gconstpointer data)
{
  const OddRow *row = data;
  g_autoptr(GBytes) spki = g_bytes_new_static (row->spki, row->length);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) gnutls_error = NULL;
  g_autoptr(WlkPublicKey) key = wlk_public_key_new (spki, &error);

  g_assert_no_error (error);
  g_assert_cmpint (key->algorithm, ==, row->algorithm);
  g_assert_cmpuint (key->bits, ==, row->bits);
  g_assert_null (key->curve);
  g_assert_cmpstr (key->text, ==, row->text);
  g_assert_null (wlk_public_key_get_gnutls (key, &gnutls_error));
  g_assert_error (gnutls_error, WLK_ERROR, WLK_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (gnutls_error->message, row->text));
}

static void
test_truncated (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_RSA_1024);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  GBytes *spki = wlk_certificate_get_public_key (certificate)->spki;

  for (gsize i = 0; i < g_bytes_get_size (spki); i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new (g_bytes_get_data (spki, NULL), i);
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_public_key_new (cut, &error));
      g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
    }
}

/* An RSA key of numbers of these sizes, which is described in any case. */
typedef struct
{
  const char *name;
  guint       modulus;  /* bits */
  guint       exponent;
  gboolean    is_oversized;
} SizeRow;

static const SizeRow sizes[] = {
  { "rsa-16384-is-usable", 16384, 17, FALSE },
  { "rsa-16385-is-oversized", 16385, 17, TRUE },
  { "rsa-3072-with-long-exponent-is-usable", 3072, 3072, FALSE },
  { "rsa-3073-with-exponent-of-64-is-usable", 3073, 64, FALSE },
  { "rsa-3073-with-exponent-of-65-is-oversized", 3073, 65, TRUE },
  { "rsa-512-with-endless-exponent-is-oversized", 512, 65536, TRUE },
};

static void
add_number (GByteArray *der,
            guint       n_bits)
{
  gsize length = n_bits / 8 + 1; /* room for a zero bit in front, so that it is positive */
  g_autofree guint8 *bytes = g_malloc (length);

  memset (bytes, 0xFF, length);
  bytes[0] = (guint8) (0xFF >> (8 - n_bits % 8));
  wlk_test_der_add (der, 0x02, bytes, length);
}

static GBytes *
make_rsa (guint modulus,
          guint exponent)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();
  guint8 no_unused_bits = 0;
  guint start;

  wlk_test_der_add_hex (der, "300D06092A864886F70D0101010500");
  start = der->len;
  g_byte_array_append (der, &no_unused_bits, 1);
  add_number (der, modulus);
  add_number (der, exponent);
  wlk_test_der_wrap (der, start + 1, 0x30);
  wlk_test_der_wrap (der, start, 0x03);
  wlk_test_der_wrap (der, 0, 0x30);

  return g_byte_array_free_to_bytes (g_steal_pointer (&der));
}

static void
test_size (gconstpointer data)
{
  const SizeRow *row = data;
  g_autoptr(GBytes) spki = make_rsa (row->modulus, row->exponent);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkPublicKey) key = wlk_public_key_new (spki, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (key->bits, ==, row->modulus);
  g_assert_cmpint (key->is_oversized, ==, row->is_oversized);
  g_assert_cmpint (wlk_public_key_get_gnutls (key, &error) == NULL, ==, row->is_oversized);
  if (row->is_oversized)
    g_assert_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (real_keys); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/public-key/%s-is-usable",
                                               real_keys[i].name);

      g_test_add_data_func (path, &real_keys[i], test_real);
    }
  for (guint i = 0; i < G_N_ELEMENTS (odd_keys); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/public-key/%s-is-described",
                                               odd_keys[i].name);

      g_test_add_data_func (path, &odd_keys[i], test_odd);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/public-key/%s", sizes[i].name);

      g_test_add_data_func (path, &sizes[i], test_size);
    }
  g_test_add_func ("/x509/public-key/truncated-is-refused", test_truncated);

  return g_test_run ();
}
