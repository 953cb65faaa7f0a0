/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "inspect/wlk-inspector.h"
#include "load/wlk-loader.h"
#include "trust/wlk-trust-store.h"
#include "wlk-test-ca.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <unistd.h>

/*
 * Opening a PEM file of 100 000 certificates: time and peak memory, each in a process of its own,
 * beside reading the file line by line and beside GnuTLS; then the same with the inspection of a
 * chain that is in it.
 *
 * Nothing is signed 100 000 times: one certificate is the mould, and each copy gets a serial
 * number and a name of its own. Its signature no longer fits, which loading does not look at.
 */

#define N_COPIES       100000
#define N_CHAIN        4 /* certificates; the anchor is not in the file */
#define N_CERTIFICATES (N_COPIES + N_CHAIN - 1)
#define N_ROUNDS       5 /* odd, for a median; GnuTLS takes seconds for one */
#define LINE_LENGTH    64
#define LEAF_NAME      "leaf.example" /* of wlk_test_make_recipes() */

typedef struct
{
  char           *path;
  WlkCertificate *anchor;
} Input;

/* The mould is about as long as certificates on the web are: 1.2 kB. */
static WlkCertificate *
make_mould (void)
{
  g_autoptr(GString) names = g_string_new ("DNS:000000.bench.example");
  WlkTestRecipe ca = wlk_test_recipe_ca ("CN=Bench CA,O=Weak Link", WLK_TEST_KEY_RSA_2048_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("000000.bench.example", WLK_TEST_KEY_RSA_2048_1);

  for (guint i = 1; i <= 18; i++)
    g_string_append_printf (names, " DNS:%06u.bench.example", i);
  leaf.san = g_intern_string (names->str);
  leaf.serial = 0x7F000000;

  return wlk_test_issue (&leaf, &ca);
}

static void
number_copy (guint8 *der,
             gsize   length,
             WlkSpan serial,
             guint   number)
{
  g_autofree char *name = g_strdup_printf ("%06u", number);
  guint8 *end = der + length;
  guint8 *place = der;

  for (guint i = 0; i < 4; i++)
    der[serial.offset + serial.length - 1 - i] ^= (guint8) (number >> (8 * i));
  for (; (place = memmem (place, end - place, "000000.bench", 12)) != NULL; place += 12)
    memcpy (place, name, 6);
}

static void
append_block (FILE         *file,
              const guint8 *der,
              gsize         length)
{
  g_autofree char *text = g_base64_encode (der, length);
  gsize text_length = strlen (text);

  fputs ("-----BEGIN CERTIFICATE-----\n", file);
  for (gsize i = 0; i < text_length; i += LINE_LENGTH)
    fprintf (file, "%.*s\n", LINE_LENGTH, text + i);
  fputs ("-----END CERTIFICATE-----\n", file);
}

/* The chain lies behind all the others, where it is found last. */
static WlkCertificate *
append_chain (FILE *file)
{
  WlkTestRecipe recipes[N_CHAIN];
  g_autoptr(GPtrArray) chain = NULL;

  wlk_test_make_recipes (recipes, N_CHAIN);
  chain = wlk_test_issue_path (recipes, N_CHAIN);
  for (guint i = N_CHAIN - 1; i > 0; i--)
    {
      gsize length;
      const guint8 *der = wlk_certificate_get_der (chain->pdata[i], &length);

      append_block (file, der, length);
    }

  return g_object_ref (chain->pdata[0]);
}

/* Returns the anchor of the chain that is in the file. */
static WlkCertificate *
write_certificates (const char *path)
{
  g_autoptr(WlkCertificate) mould = make_mould ();
  WlkCertificate *anchor;
  WlkSpan serial = wlk_certificate_get_span (mould, WLK_CERTIFICATE_SERIAL_NUMBER);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (mould, &length);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  for (guint i = 0; i < N_COPIES; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (der, length);

      number_copy (copy, length, serial, i);
      append_block (file, copy, length);
    }
  anchor = append_chain (file);
  g_assert_cmpint (fclose (file), ==, 0);

  return anchor;
}

/* Reads the file and looks for the end of each line: what any reader must do at least. */
static void
read_lines (gpointer data)
{
  const Input *input = data;
  g_autofree char *contents = NULL;
  gsize length = 0;
  guint n_lines = 0;

  g_assert_true (g_file_get_contents (input->path, &contents, &length, NULL));
  for (const char *c = contents; (c = memchr (c, '\n', contents + length - c)) != NULL; c++)
    n_lines++;
  g_assert_cmpuint (n_lines, >, N_CERTIFICATES);
}

static WlkBundle *
load_bundle (const Input *input)
{
  WlkBundle *bundle = wlk_bundle_new ();
  g_autoptr(GFile) file = g_file_new_for_path (input->path);
  g_autoptr(GError) error = NULL;

  wlk_loader_load_file (bundle, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bundle->certificates->len, ==, N_CERTIFICATES);
  g_assert_cmpuint (bundle->problems->len, ==, 0);

  return bundle;
}

static void
load_file (gpointer data)
{
  load_bundle (data);
  _exit (0); /* what it costs to forget them again is another question */
}

static void
load_file_with_gnutls (gpointer data)
{
  const Input *input = data;
  g_autofree char *contents = NULL;
  gnutls_x509_crt_t *certificates = NULL;
  unsigned int n_certificates = 0;
  gsize length = 0;
  gnutls_datum_t datum;

  g_assert_true (g_file_get_contents (input->path, &contents, &length, NULL));
  datum = (gnutls_datum_t) { (guint8 *) contents, length };
  g_assert_cmpint (gnutls_x509_crt_list_import2 (&certificates, &n_certificates, &datum,
                                                 GNUTLS_X509_FMT_PEM, 0), >=, 0);
  g_assert_cmpuint (n_certificates, ==, N_CERTIFICATES);
  _exit (0);
}

static void
inspect_file (gpointer data)
{
  const Input *input = data;
  WlkBundle *bundle = load_bundle (input);
  WlkInspector *inspector = wlk_inspector_new ();
  WlkQuery *query = wlk_test_query (LEAF_NAME, WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
  WlkInspection *inspection = wlk_inspector_inspect (inspector, query, bundle, NULL,
                                                     wlk_test_trust (input->anchor), NULL, NULL,
                                                     NULL);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  _exit (0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-bench-XXXXXX", NULL);
  Input input = { .path = g_build_filename (folder, "many.pem", NULL) };
  const BenchPeer readers[] = {
    { "Weak Link", load_file, &input },
    { "read and find the lines", read_lines, &input },
    { "gnutls_x509_crt_list_import2", load_file_with_gnutls, &input },
  };
  const BenchPeer inspectors[] = {
    { "Weak Link", inspect_file, &input },
    { "Weak Link, opening alone", load_file, &input },
    { "read and find the lines", read_lines, &input },
  };
  g_autofree char *title = NULL;
  GStatBuf info;

  input.anchor = write_certificates (input.path);
  g_assert_cmpint (g_stat (input.path, &info), ==, 0);
  title = g_strdup_printf ("Open a PEM file of %d certificates, %.0f MB", N_CERTIFICATES,
                           info.st_size / 1e6);
  bench_compare_in_children (title, readers, G_N_ELEMENTS (readers), N_ROUNDS);
  bench_compare_in_children ("Open it and validate the chain in it", inspectors,
                             G_N_ELEMENTS (inspectors), N_ROUNDS);

  g_unlink (input.path);
  g_rmdir (folder);
  g_free (input.path);
  g_object_unref (input.anchor);

  return 0;
}
