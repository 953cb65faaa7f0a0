/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "trust/wlk-trust-store.h"
#include "wlk-test-ca.h"
#include "x509/wlk-extensions.h"

#include <glib/gstdio.h>
#include <string.h>

/* Where anchors come from, and how they are found again. */

typedef struct
{
  char           *folder;
  WlkTestRecipe   recipes[2];
  WlkCertificate *roots[2];
} Fixture;

static char *
write_root (Fixture    *fixture,
            guint       index,
            const char *name)
{
  g_autofree char *pem = wlk_certificate_dup_pem (fixture->roots[index]);
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));

  return path;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("weaklink-trust-XXXXXX", NULL);
  fixture->recipes[0] = wlk_test_recipe_ca ("CN=First", WLK_TEST_KEY_EC_0);
  fixture->recipes[1] = wlk_test_recipe_ca ("CN=Second", WLK_TEST_KEY_EC_1);
  for (guint i = 0; i < 2; i++)
    fixture->roots[i] = wlk_test_issue (&fixture->recipes[i], NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->roots[0]);
  g_object_unref (fixture->roots[1]);
}

static WlkTrustStore *
load (const char *source,
      GError    **error)
{
  const char *sources[] = { source, NULL };

  return wlk_trust_store_load (sources, NULL, NULL, error);
}

static void
test_file (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = write_root (fixture, 0, "root.pem");
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = load (path, &error);
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strconcat (path, ", 1 certificate", NULL);

  g_assert_no_error (error);
  text = wlk_trust_store_dup_text (trust);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), ==, 1);
  g_assert_true (wlk_certificate_equal (wlk_trust_store_get_anchor (trust, 0),
                                        fixture->roots[0]));
  g_assert_cmpstr (wlk_trust_store_get_origin (trust, 0)->place, ==, path);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_folder (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *readme = g_build_filename (fixture->folder, "README", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  g_free (write_root (fixture, 0, "a.pem"));
  g_free (write_root (fixture, 1, "b.crt"));
  g_free (write_root (fixture, 1, "0123abcd.0"));
  g_assert_true (g_file_set_contents (readme, "nothing here", -1, NULL));
  trust = load (fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), ==, 2);
  g_assert_true (wlk_trust_store_find (trust, fixture->roots[0], NULL));
  g_assert_true (wlk_trust_store_find (trust, fixture->roots[1], NULL));
}

/* The name that says more, though the link's name sorts before it. */
static void
test_folder_prefers_names_to_hashes (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *file = write_root (fixture, 0, "root.pem");
  g_autoptr(WlkTrustStore) trust = NULL;

  g_free (write_root (fixture, 0, "0123abcd.0"));
  trust = load (fixture->folder, NULL);

  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), ==, 1);
  g_assert_cmpstr (wlk_trust_store_get_origin (trust, 0)->place, ==, file);
}

/* Rather than to leave anchors out without a word. */
static void
test_folder_with_too_many_files (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  g_free (write_root (fixture, 0, "root.pem"));
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05u", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      FILE *file = g_fopen (path, "w");

      g_assert_nonnull (file);
      fclose (file);
    }
  trust = load (fixture->folder, &error);

  g_assert_null (trust);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

static void
test_several_sources (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *first = write_root (fixture, 0, "a.pem");
  g_autofree char *second = write_root (fixture, 1, "b.pem");
  const char *sources[] = { first, second, first, NULL };
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_load (sources, NULL, NULL, NULL);
  g_autofree char *text = wlk_trust_store_dup_text (trust);

  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), ==, 2);
  g_assert_cmpstr (text, ==, "2 certificates from several places");
}

static void
test_missing_file (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing.pem", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = load (path, &error);

  g_assert_null (trust);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
}

static void
test_empty_folder (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = load (fixture->folder, &error);

  g_assert_null (trust);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

static void
test_key_alone (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "key.pem", NULL);
  g_autofree char *key = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  g_assert_true (g_file_set_contents (path, key, -1, NULL));
  trust = load (path, &error);

  g_assert_null (trust);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

static void
test_system (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_load (NULL, NULL, NULL, &error);

  if (g_error_matches (error, WLK_ERROR, WLK_ERROR_EMPTY))
    {
      g_test_skip ("this system has no trust store");
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), >, 10);
  for (guint i = 0; i < wlk_trust_store_get_n_anchors (trust); i++)
    g_assert_true (wlk_trust_store_find (trust, wlk_trust_store_get_anchor (trust, i), NULL));
}

static void
test_renewed_root_is_the_anchor (Fixture      *fixture,
                                 gconstpointer data)
{
  WlkTestRecipe renewed = fixture->recipes[0];
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->roots[0]);
  g_autoptr(WlkCertificate) certificate = NULL;
  guint index = 99;

  renewed.serial++;
  certificate = wlk_test_issue (&renewed, NULL);

  g_assert_true (wlk_trust_store_find (trust, certificate, &index));
  g_assert_cmpuint (index, ==, 0);
}

static void
test_same_name_other_key_is_not (Fixture      *fixture,
                                 gconstpointer data)
{
  WlkTestRecipe other = fixture->recipes[0];
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->roots[0]);
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(GArray) named = NULL;

  other.key = WLK_TEST_KEY_EC_7;
  certificate = wlk_test_issue (&other, NULL);
  named = wlk_trust_store_find_by_subject (trust, wlk_certificate_get_subject (certificate));

  g_assert_false (wlk_trust_store_find (trust, certificate, NULL));
  g_assert_cmpuint (named->len, ==, 1);
}

static void
test_empty_store (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autofree char *text = wlk_trust_store_dup_text (trust);

  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), ==, 0);
  g_assert_false (wlk_trust_store_find (trust, fixture->roots[0], NULL));
  g_assert_cmpstr (text, ==, "an empty trust store");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static WlkTrustSettings *
load_settings (Fixture    *fixture,
               const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "roots.pem", NULL);
  const char * const sources[] = { path, NULL };
  g_autoptr(WlkTrustStore) store = NULL;
  g_autoptr(GError) error = NULL;
  WlkTrustSettings *settings;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  store = wlk_trust_store_load (sources, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (store), ==, 1);
  settings = wlk_trust_store_get_settings (store, 0);

  return settings != NULL ? wlk_trust_settings_ref (settings) : NULL;
}

/* The root as OpenSSL writes it, with more bytes behind it. */
static char *
dup_trusted (Fixture    *fixture,
             const char *more,
             gsize       length)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *base64 = NULL;
  gsize der_length;
  const guint8 *der = wlk_certificate_get_der (fixture->roots[0], &der_length);

  g_byte_array_append (bytes, der, der_length);
  g_byte_array_append (bytes, (const guint8 *) more, length);
  base64 = g_base64_encode (bytes->data, bytes->len);
  return g_strdup_printf ("-----BEGIN TRUSTED CERTIFICATE-----\n%s\n"
                          "-----END TRUSTED CERTIFICATE-----\n", base64);
}

static void
test_settings_of_openssl (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *rejected =
    dup_trusted (fixture, "\x30\x0C\xA0\x0A\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01", 14);
  g_autofree char *broken = dup_trusted (fixture, "\x30\x7F", 2);
  g_autofree char *plain = wlk_certificate_dup_pem (fixture->roots[0]);
  g_autoptr(WlkTrustSettings) of_rejected = load_settings (fixture, rejected);
  g_autoptr(WlkTrustSettings) of_broken = load_settings (fixture, broken);

  g_assert_false (wlk_trust_settings_allow (of_rejected, WLK_OID_PURPOSE_SERVER));
  g_assert_true (wlk_trust_settings_allow (of_rejected, WLK_OID_PURPOSE_EMAIL));
  g_assert_true (of_broken->is_distrusted);
  g_assert_null (load_settings (fixture, plain));
}

static void
test_distrust_of_p11_kit (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *pem = wlk_certificate_dup_pem (fixture->roots[0]);
  g_autofree char *distrusted = g_strconcat ("[p11-kit-object-v1]\nlabel: \"a\"\n"
                                             "x-distrusted: true\n", pem, NULL);
  g_autofree char *trusted = g_strconcat ("[p11-kit-object-v1]\ntrusted: true\n"
                                          "x-distrusted: false\n", pem, NULL);
  g_autofree char *both = g_strconcat (pem, distrusted, NULL);
  g_autoptr(WlkTrustSettings) settings = load_settings (fixture, distrusted);
  g_autoptr(WlkTrustSettings) of_both = load_settings (fixture, both);

  g_assert_true (settings->is_distrusted);
  g_assert_true (of_both->is_distrusted);
  g_assert_null (load_settings (fixture, trusted));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/trust/trust-store/file", test_file);
  ADD ("/trust/trust-store/folder-leaves-out-twins-and-notes", test_folder);
  ADD ("/trust/trust-store/folder-prefers-names-to-hashes", test_folder_prefers_names_to_hashes);
  ADD ("/trust/trust-store/folder-with-too-many-files-is-an-error",
       test_folder_with_too_many_files);
  ADD ("/trust/trust-store/several-sources", test_several_sources);
  ADD ("/trust/trust-store/missing-file-is-an-error", test_missing_file);
  ADD ("/trust/trust-store/empty-folder-is-an-error", test_empty_folder);
  ADD ("/trust/trust-store/key-alone-is-an-error", test_key_alone);
  ADD ("/trust/trust-store/system", test_system);
  ADD ("/trust/trust-store/renewed-root-is-the-anchor", test_renewed_root_is_the_anchor);
  ADD ("/trust/trust-store/same-name-other-key-is-not", test_same_name_other_key_is_not);
  ADD ("/trust/trust-store/settings-of-openssl", test_settings_of_openssl);
  ADD ("/trust/trust-store/distrust-of-p11-kit", test_distrust_of_p11_kit);
  ADD ("/trust/trust-store/empty", test_empty_store);

  return g_test_run ();
}
