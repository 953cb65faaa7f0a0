/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate.h"

#include "wlk-test-ca.h"

#include <string.h>

#define N_THREADS 4

static WlkCertificate *
issue_leaf (WlkTestKey key)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root,O=Test,C=DE", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", key);

  return wlk_test_issue (&leaf, &root);
}

static void
test_simple_fields (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  g_autofree char *serial = wlk_certificate_dup_serial (certificate);

  g_assert_cmpuint (wlk_certificate_get_version (certificate), ==, 3);
  g_assert_cmpint (wlk_certificate_get_not_before (certificate), ==, WLK_TEST_NOT_BEFORE);
  g_assert_cmpint (wlk_certificate_get_not_after (certificate), ==, WLK_TEST_NOT_AFTER);
  g_assert_cmpstr (wlk_certificate_get_title (certificate), ==, "leaf.example");
  g_assert_cmpstr (wlk_name_get_text (wlk_certificate_get_issuer (certificate)), ==,
                   "CN=Root, O=Test, C=DE");
  g_assert_cmpstr (wlk_certificate_get_signature_text (certificate), ==, "ECDSA with SHA-256");
  g_assert_cmpstr (wlk_certificate_get_signature_oid (certificate), ==, "1.2.840.10045.4.3.2");
  g_assert_cmpstr (serial, ==, "4d:00:01");
  g_assert_false (wlk_certificate_is_ca (certificate));
  g_assert_false (wlk_certificate_is_self_issued (certificate));
}

/* What other programs say of the same bytes. */
static void
test_digests (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  g_autofree char *fingerprint = wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256);
  g_autofree char *pin = wlk_certificate_dup_key_pin (certificate);
  g_autofree char *plain = NULL;
  g_autofree char *expected_pin = NULL;
  gnutls_x509_crt_t crt = wlk_certificate_get_gnutls (certificate, NULL);
  g_auto(GStrv) pairs = g_strsplit (fingerprint, ":", -1);
  g_autofree char *joined = g_strjoinv ("", pairs);
  guint8 key_id[32];
  size_t key_id_size = sizeof key_id;
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  plain = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
  g_assert_cmpint (g_ascii_strcasecmp (joined, plain), ==, 0);
  g_assert_cmpuint (strlen (fingerprint), ==, 32 * 3 - 1);

  g_assert_cmpint (gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, key_id,
                                               &key_id_size), ==, 0);
  expected_pin = g_base64_encode (key_id, key_id_size);
  g_assert_cmpstr (pin, ==, expected_pin);
}

static void
test_pem (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);
  gnutls_datum_t text = { (guint8 *) pem, (unsigned int) strlen (pem) };
  gnutls_datum_t der;
  gsize length;
  const guint8 *bytes = wlk_certificate_get_der (certificate, &length);

  g_assert_true (g_str_has_prefix (pem, "-----BEGIN CERTIFICATE-----\n"));
  g_assert_true (g_str_has_suffix (pem, "-----END CERTIFICATE-----\n"));
  g_assert_cmpint (gnutls_pem_base64_decode2 ("CERTIFICATE", &text, &der), ==, 0);
  g_assert_cmpmem (der.data, der.size, bytes, length);
  gnutls_free (der.data);
}

static void
test_title_without_subject (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) certificate = NULL;

  leaf.subject = "";
  certificate = wlk_test_issue (&leaf, &root);
  g_assert_true (wlk_name_is_empty (wlk_certificate_get_subject (certificate)));
  g_assert_cmpstr (wlk_certificate_get_title (certificate), ==, "leaf.example");
}

static void
test_title_of_address (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) certificate = NULL;

  leaf.subject = "";
  leaf.san = "IP:192.0.2.1";
  certificate = wlk_test_issue (&leaf, &root);
  g_assert_cmpstr (wlk_certificate_get_title (certificate), ==, "192.0.2.1");
}

static void
test_title_without_names (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);

  g_assert_cmpstr (wlk_certificate_get_title (certificate), ==, "Serial number 4d:00:01");
}

static void
test_extensions (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  const WlkExtension *usage;

  usage = wlk_certificate_find_extension (certificate, WLK_OID_KEY_USAGE);
  g_assert_nonnull (usage);
  g_assert_true (usage->is_critical);
  g_assert_cmpuint (wlk_certificate_get_bytes (certificate, usage->span)[0], ==, 0x30);
  g_assert_cmpuint (wlk_certificate_get_bytes (certificate, usage->value)[0], ==, 0x03);
  g_assert_null (wlk_certificate_find_extension (certificate, "1.2.3"));
  for (guint i = 0; i < wlk_certificate_get_n_extensions (certificate); i++)
    g_assert_nonnull (wlk_certificate_get_extension (certificate, i)->oid);
}

static void
test_unreadable (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x30\x82", 2);
  g_autoptr(WlkCertificate) first = wlk_certificate_new_unreadable (bytes, "It is cut off.");
  g_autoptr(WlkCertificate) readable = issue_leaf (WLK_TEST_KEY_EC_1);
  g_autofree char *serial = wlk_certificate_dup_serial (first);
  gsize length;

  g_assert_cmpstr (wlk_certificate_get_problem (first), ==, "It is cut off.");
  g_assert_null (wlk_certificate_get_problem (readable));
  wlk_certificate_get_der (first, &length);
  g_assert_cmpuint (length, ==, 2);
  g_assert_cmpstr (wlk_name_get_text (wlk_certificate_get_subject (first)), ==, "");
  g_assert_cmpstr (wlk_name_get_text (wlk_certificate_get_issuer (first)), ==, "");
  g_assert_cmpstr (serial, ==, "");
  g_assert_cmpuint (wlk_certificate_get_n_extensions (first), ==, 0);
  g_assert_cmpint (wlk_certificate_get_not_before (first), ==, G_MAXINT64);
  g_assert_cmpint (wlk_certificate_get_not_after (first), ==, G_MININT64);
  g_assert_false (wlk_certificate_is_ca (first));
  g_assert_false (wlk_certificate_verify_signature (first, wlk_certificate_get_public_key (first),
                                                    NULL));
}

/* Nothing is known of two certificates without bytes, so they are not the same. */
static void
test_unreadable_without_bytes (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (NULL, 0);
  g_autoptr(WlkCertificate) first = wlk_certificate_new_unreadable (bytes, "It is cut off.");
  g_autoptr(WlkCertificate) second = wlk_certificate_new_unreadable (bytes, "It is cut off.");

  g_assert_true (wlk_certificate_equal (first, first));
  g_assert_false (wlk_certificate_equal (first, second));
}

static void
test_slice (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  guint8 *arena = g_malloc0 (length + 20);
  g_autoptr(GBytes) owner = NULL;
  g_autoptr(WlkCertificate) slice = NULL;
  gsize slice_length;

  memcpy (arena + 10, der, length);
  owner = g_bytes_new_take (arena, length + 20);
  slice = wlk_certificate_new_from_slice (owner, 10, length, NULL);
  g_clear_pointer (&owner, g_bytes_unref);

  g_assert_true (wlk_certificate_get_der (slice, &slice_length) == arena + 10);
  g_assert_cmpuint (slice_length, ==, length);
  g_assert_true (wlk_certificate_equal (slice, certificate));
  g_assert_cmpuint (wlk_certificate_hash (slice), ==, wlk_certificate_hash (certificate));
  g_assert_finalize_object (g_steal_pointer (&slice));
}

static void
test_size (void)
{
  GTypeQuery query;

  g_type_query (WLK_TYPE_CERTIFICATE, &query);
  g_assert_cmpuint (query.instance_size, <=, 250);
}

static void
test_self_issued (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe next = wlk_test_recipe_ca ("CN=ROOT ", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) rollover = wlk_test_issue (&next, &root);

  g_assert_true (wlk_certificate_is_self_issued (anchor));
  g_assert_true (wlk_certificate_is_self_issued (rollover));
  g_assert_true (wlk_certificate_is_ca (rollover));
  g_assert_false (wlk_certificate_has_same_key (anchor, rollover));
  g_assert_cmpuint (wlk_certificate_hash_subject (rollover), ==,
                    wlk_certificate_hash_issuer (rollover));
  g_assert_cmpuint (wlk_certificate_hash_subject (rollover), ==,
                    wlk_name_hash (wlk_certificate_get_subject (rollover)));
}

/* A key signs, with this digest, and the signature must verify with the right key alone. */
typedef struct
{
  const char *name;
  WlkTestKey  key;
  const char *digest;
  const char *text;
} SignatureRow;

static const SignatureRow signatures[] = {
  { "ecdsa", WLK_TEST_KEY_EC_0, NULL, "ECDSA with SHA-256" },
  { "ecdsa-p384", WLK_TEST_KEY_EC_P384, "SHA384", "ECDSA with SHA-384" },
  { "rsa", WLK_TEST_KEY_RSA_2048_0, NULL, "RSA with SHA-256" },
  { "rsa-sha1", WLK_TEST_KEY_RSA_2048_0, "SHA1", "RSA with SHA-1" },
  { "rsa-md5", WLK_TEST_KEY_RSA_1024, "MD5", "RSA with MD5" },
  { "ed25519", WLK_TEST_KEY_ED25519, NULL, "Ed25519" },
};

static void
test_signature (gconstpointer data)
{
  const SignatureRow *row = data;
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", row->key);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_5);
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) good = NULL;
  g_autoptr(WlkCertificate) bad = NULL;
  g_autoptr(GError) error = NULL;
  WlkPublicKey *key = wlk_certificate_get_public_key (anchor);

  leaf.digest = row->digest;
  good = wlk_test_issue (&leaf, &root);
  leaf.has_bad_signature = TRUE;
  bad = wlk_test_issue (&leaf, &root);

  g_assert_cmpstr (wlk_certificate_get_signature_text (good), ==, row->text);
  g_assert_true (wlk_certificate_verify_signature (good, key, &error));
  g_assert_no_error (error);
  g_assert_false (wlk_certificate_verify_signature (bad, key, &error));
  g_assert_no_error (error);
  g_assert_false (wlk_certificate_verify_signature (good, wlk_certificate_get_public_key (good),
                                                    &error));
  g_assert_no_error (error);
}

typedef struct
{
  WlkCertificate *certificate;
  gint            n_waiting; /* (atomic): threads that have not come to the start yet */
} Race;

static gpointer
run_race (gpointer data)
{
  Race *race = data;
  gpointer *result = g_new0 (gpointer, 6);

  g_atomic_int_add (&race->n_waiting, -1);
  while (g_atomic_int_get (&race->n_waiting) > 0)
    continue;

  result[0] = wlk_certificate_get_subject (race->certificate);
  result[1] = (gpointer) wlk_certificate_get_title (race->certificate);
  result[2] = wlk_certificate_get_public_key (race->certificate);
  result[3] = wlk_certificate_get_gnutls (race->certificate, NULL);
  result[4] = (gpointer) wlk_certificate_find_extension (race->certificate, WLK_OID_KEY_USAGE);
  result[5] = (gpointer) wlk_name_get_text (result[0]);
  return result;
}

/* All threads must get the same objects, however they meet. */
static void
test_threads (void)
{
  for (guint round = 0; round < 50; round++)
    {
      g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
      Race race = { certificate, N_THREADS };
      GThread *threads[N_THREADS];
      gpointer *results[N_THREADS];

      for (guint i = 0; i < N_THREADS; i++)
        threads[i] = g_thread_new ("race", run_race, &race);
      for (guint i = 0; i < N_THREADS; i++)
        results[i] = g_thread_join (threads[i]);
      for (guint i = 0; i < N_THREADS; i++)
        {
          g_assert_cmpmem (results[i], 6 * sizeof (gpointer),
                           results[0], 6 * sizeof (gpointer));
          g_assert_nonnull (results[i][3]);
        }
      for (guint i = 0; i < N_THREADS; i++)
        g_free (results[i]);
      g_assert_finalize_object (g_steal_pointer (&certificate));
    }
}

#define ADD_ROWS(rows, subject, result, function) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *path = \
        g_strdup_printf ("/x509/certificate/" subject "%s" result, rows[i].name); \
\
      g_test_add_data_func (path, &rows[i], function); \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (signatures, "signature/", "-verifies-with-its-key-alone", test_signature)
  g_test_add_func ("/x509/certificate/simple-fields-are-read", test_simple_fields);
  g_test_add_func ("/x509/certificate/digests-agree-with-others", test_digests);
  g_test_add_func ("/x509/certificate/pem-comes-back", test_pem);
  g_test_add_func ("/x509/certificate/title/without-subject-is-san", test_title_without_subject);
  g_test_add_func ("/x509/certificate/title/of-address-is-address", test_title_of_address);
  g_test_add_func ("/x509/certificate/title/without-names-is-serial", test_title_without_names);
  g_test_add_func ("/x509/certificate/extensions/are-found", test_extensions);
  g_test_add_func ("/x509/certificate/unreadable/has-empty-names", test_unreadable);
  g_test_add_func ("/x509/certificate/unreadable/without-bytes-equals-no-other",
                   test_unreadable_without_bytes);
  g_test_add_func ("/x509/certificate/slice-shares-its-owner", test_slice);
  g_test_add_func ("/x509/certificate/size-stays-small", test_size);
  g_test_add_func ("/x509/certificate/self-issued-by-folded-name", test_self_issued);
  g_test_add_func ("/x509/certificate/threads-get-the-same", test_threads);

  return g_test_run ();
}
