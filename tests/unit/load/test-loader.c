/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "load/wlk-loader.h"
#include "load/wlk-parser.h"
#include "wlk-test-ca.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>

/* What a source may look like, and what becomes of it. */

#define N_RECIPES 3

static GPtrArray *
get_path (void)
{
  static GPtrArray *path;

  if (path == NULL)
    {
      WlkTestRecipe recipes[N_RECIPES];

      wlk_test_make_recipes (recipes, N_RECIPES);
      path = wlk_test_issue_path (recipes, N_RECIPES);
    }

  return path;
}

static char *
dup_pem (guint index)
{
  return wlk_certificate_dup_pem (g_ptr_array_index (get_path (), index));
}

static GBytes *
get_der (guint index)
{
  gsize length;
  const guint8 *der = wlk_certificate_get_der (g_ptr_array_index (get_path (), index), &length);

  return g_bytes_new_static (der, length);
}

static WlkBundle *
load (const void *data,
      gsize       length,
      GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  return wlk_loader_load_bytes (bundle, bytes, "test", error)
         ? g_steal_pointer (&bundle)
         : NULL;
}

static WlkBundle *
load_text (const char *text)
{
  g_autoptr(GError) error = NULL;
  WlkBundle *bundle = load (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (bundle);

  return bundle;
}

static void
assert_certificates (WlkBundle *bundle,
                     guint      n_certificates)
{
  g_assert_cmpuint (bundle->certificates->len, ==, n_certificates);
  for (guint i = 0; i < n_certificates; i++)
    g_assert_true (wlk_certificate_equal (wlk_bundle_get_certificate (bundle, i),
                                          g_ptr_array_index (get_path (), i)));
}

static void
assert_problem (WlkBundle  *bundle,
                guint       index,
                gsize       line,
                const char *words)
{
  const WlkBundleProblem *problem = wlk_bundle_get_problem (bundle, index);

  g_assert_true (problem->is_line);
  g_assert_cmpuint (problem->position, ==, line);
  g_assert_nonnull (strstr (problem->message, words));
}

static void
assert_unreadable (WlkBundle  *bundle,
                   guint       index,
                   const char *words)
{
  WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, index);

  g_assert_nonnull (wlk_certificate_get_problem (certificate));
  g_assert_nonnull (strstr (wlk_certificate_get_problem (certificate), words));
}

/* PEM */

static void
test_pem_with_text_around (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text =
    g_strconcat ("\xEF\xBB\xBF" "subject=CN = Root\n-- not a block --\n", first,
                 "\nBag Attributes\n    friendlyName: –\n\n", second, "bye", NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 2);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

static void
test_pem_lines_are_counted (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat ("one\ntwo\n", first, "\n\n", second, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);
  g_autofree char *first_origin = wlk_bundle_dup_origin_text (bundle, 0);
  g_autofree char *second_origin = wlk_bundle_dup_origin_text (bundle, 1);
  g_autofree char *expected = NULL;
  guint n_lines = 3;

  for (const char *c = first; *c != '\0'; c++)
    n_lines += *c == '\n';
  expected = g_strdup_printf ("test, line %u", n_lines + 2);

  g_assert_cmpstr (first_origin, ==, "test, line 3");
  g_assert_cmpstr (second_origin, ==, expected);
}

static void
test_pem_with_crlf (void)
{
  g_autofree char *pem = dup_pem (0);
  g_auto(GStrv) lines = g_strsplit (pem, "\n", 0);
  g_autofree char *text = g_strjoinv (" \r\n", lines);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
}

static void
test_pem_in_one_line (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autoptr(GString) text = g_string_new (pem);
  g_autoptr(WlkBundle) bundle = NULL;
  char *end;

  end = strstr (text->str, "-----\n") + strlen ("-----\n");
  for (char *c = end; strncmp (c, "-----END", 8) != 0; c++)
    if (*c == '\n')
      *c = ' ';
  bundle = load_text (text->str);

  assert_certificates (bundle, 1);
}

static void
test_pem_as_utf16 (void)
{
  g_autofree char *pem = dup_pem (0);
  gsize length = 0;
  g_autofree char *converted = g_convert (pem, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(WlkBundle) bundle = NULL;

  g_byte_array_append (bytes, (const guint8 *) "\xFF\xFE", 2);
  g_byte_array_append (bytes, (guint8 *) converted, length);
  bundle = load (bytes->data, bytes->len, NULL);

  g_assert_nonnull (bundle);
  assert_certificates (bundle, 1);
}

static void
test_pem_other_labels (void)
{
  g_autofree char *pem = dup_pem (0);
  g_auto(GStrv) parts = g_strsplit (pem, "CERTIFICATE", 0);
  g_autofree char *old_label = g_strjoinv ("X509 CERTIFICATE", parts);
  g_autofree char *trusted = g_strjoinv ("TRUSTED CERTIFICATE", parts);
  g_autofree char *text = g_strconcat (old_label, trusted, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  g_assert_cmpuint (bundle->certificates->len, ==, 2);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

static void
test_bare_base64 (void)
{
  g_autoptr(GBytes) der = get_der (0);
  gsize length;
  const guint8 *data = g_bytes_get_data (der, &length);
  g_autofree char *text = g_base64_encode (data, length);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
}

/* One bad block among good ones */

typedef struct
{
  const char *path;
  const char *block;
  guint       line;  /* counted from the bad block's BEGIN, which is 0 */
  const char *words;
} BadBlock;

#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END   "-----END CERTIFICATE-----\n"

static const BadBlock bad_blocks[] = {
  { "no-end-before-next-begin", BEGIN "MIIB\n", 0, "no END line before the next one" },
  { "other-label-at-end", BEGIN "MIIB\n-----END X509 CRL-----\n", 2, "ends as “X509 CRL”" },
  { "end-without-begin", END, 0, "without a BEGIN" },
  { "wrong-character", BEGIN "MIIB\nMI!B\n" END, 2, "“!”" },
  { "invisible-character", BEGIN "MI\x01" "B\n" END, 1, "⟨U+0001⟩" },
  { "zero-byte-is-no-certificate", BEGIN END, 0, "." },
  { "length-not-of-four", BEGIN "MIIBA\n" END, 2, "multiple of four" },
  { "quoted-printable", BEGIN "MIIBMA=3D=3D\n" END, 1, "quoted-printable" },
  { "quoted-printable-soft-break", BEGIN "MIIBMA=\nAA\n" END, 2, "quoted-printable" },
  { "data-behind-padding", BEGIN "MI==MIIB\n" END, 1, "“M”" },
  { "no-certificate", BEGIN "AAAA\n" END, 0, "." },
  { "huge-length", BEGIN "MIT/////AAAA\n" END, 0, "." },
  { "indefinite-length", BEGIN "MIAAAAAA\n" END, 0, "." },
};

static void
test_bad_block (gconstpointer data)
{
  const BadBlock *test = data;
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat (first, test->block, second, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);
  guint line = 1;

  for (const char *c = first; *c != '\0'; c++)
    line += *c == '\n';

  g_assert_cmpuint (bundle->certificates->len, ==, 3);
  assert_unreadable (bundle, 1, test->words);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
  assert_problem (bundle, 0, line + test->line, test->words);
}

static void
test_cut_off_block_keeps_those_before (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat (first, second, NULL);
  g_autoptr(WlkBundle) bundle = NULL;

  text[strlen (first) + strlen (second) / 2] = '\0';
  bundle = load_text (text);

  g_assert_cmpuint (bundle->certificates->len, ==, 2);
  assert_unreadable (bundle, 1, "cut off");
  g_assert_cmpuint (bundle->problems->len, ==, 1);
}

/* A boundary with too few dashes is read, and reported since others do not find it. */
static void
test_few_dashes_are_read (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat (first + 2, second, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 2);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
  assert_problem (bundle, 0, 1, "too few dashes");
}

static void
test_two_dashes_are_unreadable (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat (first + 3, second, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  g_assert_cmpuint (bundle->certificates->len, ==, 3);
  assert_unreadable (bundle, 0, "five hyphens");
  assert_unreadable (bundle, 1, "without a BEGIN");
  g_assert_null (wlk_certificate_get_problem (wlk_bundle_get_certificate (bundle, 2)));
}

static void
test_prose_is_no_boundary (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autofree char *text = g_strconcat ("Paste from BEGIN CERTIFICATE on:\n", pem, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

static void
test_joined_boundaries_are_read (void)
{
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autofree char *text = g_strconcat (g_strchomp (first), second, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 2);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

/* The contents decide under a label that is unknown or wrong. */
static void
test_contents_beat_a_wrong_label (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autofree char *key = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);
  g_auto(GStrv) certificate = g_strsplit (pem, "CERTIFICATE", 0);
  g_auto(GStrv) key_parts = g_strsplit (key, "PRIVATE KEY", 0);
  g_autofree char *unknown = g_strjoinv ("X.509 CERTIFICATE", certificate);
  g_autofree char *wrong = g_strjoinv ("CERTIFICATE", key_parts);
  g_autofree char *text = g_strconcat (unknown, wrong, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY), ==, 1);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

static void
test_problems_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *good = dup_pem (0);
  g_autoptr(WlkBundle) bundle = NULL;

  for (guint i = 0; i < 1500; i++)
    g_string_append (text, BEGIN "AAAA\n" END);
  g_string_append (text, good);
  bundle = load_text (text->str);

  g_assert_cmpuint (bundle->certificates->len, ==, 1001);
  g_assert_cmpuint (bundle->problems->len, ==, 1000);
  g_assert_cmpuint (bundle->n_more_problems, ==, 500);
}

/* Other items */

static void
test_keys_are_kept (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autofree char *key = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);
  g_autofree char *text = g_strconcat (key, pem, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY), ==, 1);
  g_assert_cmpuint (g_bytes_get_size (wlk_bundle_get_item (bundle, WLK_BUNDLE_PRIVATE_KEY, 0)),
                    >, 100);
}

static void
test_other_labels_are_kept (void)
{
  g_autoptr(WlkBundle) bundle =
    load_text ("-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n"
               "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n"
               "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"
               "-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n");

  g_assert_cmpuint (bundle->crls->len, ==, 0);
  g_assert_cmpuint (bundle->problems->len, ==, 1); /* it is not a CRL */
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_CSR), ==, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PUBLIC_KEY), ==, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_OTHER), ==, 1);
}

static void
test_encrypted_key_headers_are_skipped (void)
{
  g_autoptr(WlkBundle) bundle =
    load_text ("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
               "DEK-Info: AES-128-CBC,00\n\nMIIB\n-----END RSA PRIVATE KEY-----\n");

  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY), ==, 1);
  g_assert_cmpuint (bundle->problems->len, ==, 0);
}

static void
test_items_are_bounded (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *good = dup_pem (0);
  g_autoptr(WlkBundle) bundle = NULL;

  for (guint i = 0; i < 10001; i++)
    g_string_append (text, "-----BEGIN X-----\nMIIB\n-----END X-----\n");
  g_string_append (text, good);
  bundle = load_text (text->str);

  assert_certificates (bundle, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_OTHER), ==, 10000);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
  assert_problem (bundle, 0, 30001, "more than 10000");
}

/* The certificate keeps the buffer that the key was in. */
static void
test_key_leaves_nothing_in_the_buffer (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autofree char *key = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);
  g_auto(GStrv) lines = g_strsplit (key, "\n", 0);
  g_autofree char *text = g_strconcat (pem, key, NULL);
  gsize length = strlen (text);
  guint8 *buffer = g_memdup2 (text, length);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  g_assert_true (wlk_parser_parse (bundle, buffer, length, "test", NULL, NULL));

  assert_certificates (bundle, 1);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY), ==, 1);
  g_assert_null (memmem (buffer, length, lines[1], strlen (lines[1])));
}

/* DER */

static GByteArray *
concatenate_der (void)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < N_RECIPES; i++)
    {
      g_autoptr(GBytes) der = get_der (i);
      gsize length;
      const guint8 *data = g_bytes_get_data (der, &length);

      g_byte_array_append (bytes, data, length);
    }

  return bytes;
}

static void
test_der_one_after_the_other (void)
{
  g_autoptr(GByteArray) bytes = concatenate_der ();
  g_autoptr(WlkBundle) bundle = load (bytes->data, bytes->len, NULL);

  g_assert_nonnull (bundle);
  assert_certificates (bundle, N_RECIPES);
}

/* Every length from nothing to all of it: no crash, and always either certificates or an error. */
static void
test_der_truncated_anywhere (void)
{
  g_autoptr(GBytes) der = get_der (2);
  gsize length;
  const guint8 *data = g_bytes_get_data (der, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WlkBundle) bundle = load (data, i, &error);

      g_assert_null (bundle);
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

static void
test_der_rest_is_a_problem (void)
{
  g_autoptr(GByteArray) bytes = concatenate_der ();
  g_autoptr(WlkBundle) bundle = load (bytes->data, bytes->len - 1, NULL);

  g_assert_nonnull (bundle);
  assert_certificates (bundle, N_RECIPES - 1);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
  g_assert_false (wlk_bundle_get_problem (bundle, 0)->is_line);
}

static void
test_cut_off_der_says_how_much_is_missing (void)
{
  g_autoptr(GBytes) der = get_der (0);
  gsize length;
  const guint8 *data = g_bytes_get_data (der, &length);
  g_autofree char *words = g_strdup_printf ("length of %lu bytes, but only %lu are",
                                            (gulong) length, (gulong) length - 100);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = load (data, length - 100, &error);

  g_assert_null (bundle);
  g_assert_nonnull (strstr (error->message, words));
}

/* PKCS#7 */

static gnutls_datum_t
make_pkcs7 (gnutls_x509_crt_fmt_t format)
{
  gnutls_datum_t out = { NULL, 0 };
  gnutls_pkcs7_t pkcs7;

  g_assert_cmpint (gnutls_pkcs7_init (&pkcs7), ==, 0);
  for (guint i = 0; i < N_RECIPES; i++)
    {
      gsize length;
      const guint8 *der = wlk_certificate_get_der (g_ptr_array_index (get_path (), i), &length);
      gnutls_datum_t datum = { (guint8 *) der, length };

      g_assert_cmpint (gnutls_pkcs7_set_crt_raw (pkcs7, &datum), ==, 0);
    }
  g_assert_cmpint (gnutls_pkcs7_export2 (pkcs7, format, &out), ==, 0);
  gnutls_pkcs7_deinit (pkcs7);

  return out;
}

static void
test_pkcs7 (gconstpointer data)
{
  gnutls_datum_t pkcs7 = make_pkcs7 (GPOINTER_TO_INT (data));
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = load (pkcs7.data, pkcs7.size, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bundle->certificates->len, ==, N_RECIPES);
  gnutls_free (pkcs7.data);
}

/* In DER there are no lines: the problem is at the certificate's byte. */
static void
test_pkcs7_bad_member (void)
{
  gnutls_datum_t pkcs7 = make_pkcs7 (GNUTLS_X509_FMT_DER);
  g_autoptr(GBytes) der = get_der (0);
  gsize length;
  const guint8 *data = g_bytes_get_data (der, &length);
  guint8 *member = memmem (pkcs7.data, pkcs7.size, data, length);
  g_autoptr(WlkBundle) bundle = NULL;
  const WlkBundleProblem *problem;

  g_assert_nonnull (member);
  member[4] = 0; /* the tag of the tbsCertificate */
  bundle = load (pkcs7.data, pkcs7.size, NULL);

  g_assert_cmpuint (bundle->certificates->len, ==, N_RECIPES);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
  problem = wlk_bundle_get_problem (bundle, 0);
  g_assert_false (problem->is_line);
  g_assert_cmpuint (problem->position, ==, member - pkcs7.data);
  gnutls_free (pkcs7.data);
}

static void
test_pkcs7_truncated_anywhere (void)
{
  gnutls_datum_t pkcs7 = make_pkcs7 (GNUTLS_X509_FMT_DER);

  for (guint i = 0; i < pkcs7.size; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(WlkBundle) bundle = load (pkcs7.data, i, &error);

      g_assert_null (bundle);
      g_assert_nonnull (error);
    }
  gnutls_free (pkcs7.data);
}

/* What is none of it */

typedef struct
{
  const char *path;
  const char *bytes;
  gsize       length;
  const char *words;
} Nothing;

#define BYTES(literal) literal, sizeof literal - 1

static const Nothing nothings[] = {
  { "empty", BYTES (""), "is empty" },
  { "blanks", BYTES ("  \n\n"), "no certificate" },
  { "text", BYTES ("Dear sir or madam"), "no certificate" },
  { "web-page", BYTES ("\n<!DOCTYPE html><html>"), "web page" },
  { "json", BYTES ("{\"error\": 404}"), "JSON" },
  { "java-key-store", BYTES ("\xFE\xED\xFE\xED\0\0\0\2"), "keytool" },
  { "zip", BYTES ("PK\x03\x04...."), "ZIP" },
  { "pkcs12", BYTES ("\x30\x81\x0E\x02\x01\x03\x30\x09\x06\x07*\x86H\x86\xF7\r\x01"),
    "PKCS#12" },
  { "ssh-key", BYTES ("ssh-rsa AAAA"), "SSH" },
  { "random", BYTES ("\x93\xA8\x00\x11\xFF\x7F\x80\x02"), "neither PEM nor DER" },
  { "deep-nesting", BYTES ("\x30\x80\x30\x80\x30\x80\x30\x80"), "." },
  { "huge-length", BYTES ("\x30\x84\xFF\xFF\xFF\xFF\x30"), "." },
  { "length-of-lengths", BYTES ("\x30\xFF\x30\x00\x00\x00\x00\x00"), "." },
};

static void
test_nothing (gconstpointer data)
{
  const Nothing *test = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = load (test->bytes, test->length, &error);

  g_assert_null (bundle);
  g_assert_true (error->domain == WLK_ERROR);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, test->words));
  g_assert_true (g_str_has_prefix (error->message, "test"));
}

static void
test_zeros (void)
{
  const gsize length = 64 << 20;
  g_autofree guint8 *zeros = g_malloc0 (length);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = load (zeros, length, &error);

  g_assert_null (bundle);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

/* One line of many megabytes that nearly begins a block again and again. Were the rest of the line
 * looked at for each, this would take hours. */
static void
test_one_endless_line (gconstpointer data)
{
  const gsize length = 32 << 20;
  const char *piece = data;
  const gsize piece_length = strlen (piece);
  g_autofree guint8 *line = g_malloc (length);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = NULL;

  for (gsize i = 0; i < length; i++)
    line[i] = piece[i % piece_length];
  bundle = load (line, length, &error);

  g_assert_null (bundle);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_EMPTY);
}

static void
test_more_dashes_than_five (void)
{
  g_autofree char *pem = dup_pem (0);
  g_autofree char *text = g_strconcat ("--- Server certificate ---\n--", pem, NULL);
  g_autoptr(WlkBundle) bundle = load_text (text);

  assert_certificates (bundle, 1);
}

/* Files */

static void
test_missing_file (void)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GFile) file = g_file_new_for_path ("/nonexistent/chain.pem");
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_loader_load_file (bundle, file, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "chain.pem: There is no such file."));
}

static void
test_folder (void)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GFile) file = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_loader_load_file (bundle, file, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "is a folder"));
}

static WlkBundle *
load_files (GListModel   *files,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  return wlk_loader_load_files (bundle, files, cancellable, error) ? g_steal_pointer (&bundle)
                                                                   : NULL;
}

static void
add_file (GListStore *files,
          const char *folder,
          const char *name,
          const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (contents != NULL)
    g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  g_list_store_append (files, file);
}

static void
remove_files (GListStore *files,
              const char *folder)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (files)); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (G_LIST_MODEL (files), i);

      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);
}

static void
test_several_files_are_one_bundle (void)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-load-XXXXXX", NULL);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *first = dup_pem (0);
  g_autofree char *second = dup_pem (1);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = NULL;

  add_file (files, folder, "a.pem", first);
  add_file (files, folder, "notes.txt", "nothing");
  add_file (files, folder, "b.pem", second);
  add_file (files, folder, "missing.pem", NULL);
  bundle = load_files (G_LIST_MODEL (files), NULL, &error);
  remove_files (files, folder);

  g_assert_no_error (error);
  assert_certificates (bundle, 2);
  g_assert_cmpuint (bundle->problems->len, ==, 2);
}

static char *
dup_problem_text (WlkBundle *bundle,
                  guint      index)
{
  return wlk_bundle_problem_dup_text (wlk_bundle_get_problem (bundle, index));
}

static void
test_offset_is_given_once (void)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "a.der");
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;

  wlk_bundle_add_problem (bundle, origin, 448, FALSE, "Byte 448: The data ends.");
  wlk_bundle_add_problem (bundle, origin, 448, FALSE, "Byte 4480: The data ends.");
  same = dup_problem_text (bundle, 0);
  other = dup_problem_text (bundle, 1);
  g_assert_cmpstr (same, ==, "a.der, byte 448: The data ends.");
  g_assert_cmpstr (other, ==, "a.der, byte 448: Byte 4480: The data ends.");
}

static void
test_failed_file_is_told_once (void)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-load-XXXXXX", NULL);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *good = dup_pem (0);
  g_autoptr(WlkBundle) bundle = NULL;
  g_autofree char *bad_text = NULL;
  g_autofree char *missing_text = NULL;

  add_file (files, folder, "good.pem", good);
  add_file (files, folder, "bad.pem", BEGIN "MI!B\n" END);
  add_file (files, folder, "missing.pem", NULL);
  bundle = load_files (G_LIST_MODEL (files), NULL, NULL);
  remove_files (files, folder);

  g_assert_cmpuint (bundle->problems->len, ==, 2);
  bad_text = dup_problem_text (bundle, 0);
  missing_text = dup_problem_text (bundle, 1);
  g_assert_true (g_str_has_prefix (bad_text, "bad.pem, line 2: The character"));
  g_assert_true (g_str_has_prefix (missing_text, "missing.pem: There is no such file."));
}

static void
test_only_bad_files_is_an_error (void)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = NULL;

  add_file (files, "/nonexistent", "a.pem", NULL);
  bundle = load_files (G_LIST_MODEL (files), NULL, &error);

  g_assert_null (bundle);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
}

static void
test_cancelled (void)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkBundle) bundle = NULL;

  add_file (files, "/etc", "hostname", NULL);
  g_cancellable_cancel (cancellable);
  bundle = load_files (G_LIST_MODEL (files), cancellable, &error);

  g_assert_null (bundle);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_blocks); i++)
    {
      g_autofree char *path = g_strconcat ("/load/loader/bad-block/", bad_blocks[i].path, NULL);

      g_test_add_data_func (path, &bad_blocks[i], test_bad_block);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    {
      g_autofree char *path = g_strconcat ("/load/loader/nothing/", nothings[i].path, NULL);

      g_test_add_data_func (path, &nothings[i], test_nothing);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ();
  g_test_add_func ("/load/loader/pem/text-around", test_pem_with_text_around);
  g_test_add_func ("/load/loader/pem/lines-are-counted", test_pem_lines_are_counted);
  g_test_add_func ("/load/loader/pem/crlf", test_pem_with_crlf);
  g_test_add_func ("/load/loader/pem/in-one-line", test_pem_in_one_line);
  g_test_add_func ("/load/loader/pem/more-dashes-than-five", test_more_dashes_than_five);
  g_test_add_func ("/load/loader/pem/utf-16", test_pem_as_utf16);
  g_test_add_func ("/load/loader/pem/other-labels", test_pem_other_labels);
  g_test_add_func ("/load/loader/pem/bare-base64", test_bare_base64);
  g_test_add_func ("/load/loader/pem/cut-off-keeps-those-before",
                   test_cut_off_block_keeps_those_before);
  g_test_add_func ("/load/loader/pem/few-dashes-are-read", test_few_dashes_are_read);
  g_test_add_func ("/load/loader/pem/two-dashes-are-unreadable", test_two_dashes_are_unreadable);
  g_test_add_func ("/load/loader/pem/prose-is-no-boundary", test_prose_is_no_boundary);
  g_test_add_func ("/load/loader/pem/joined-boundaries-are-read",
                   test_joined_boundaries_are_read);
  g_test_add_func ("/load/loader/pem/contents-beat-a-wrong-label",
                   test_contents_beat_a_wrong_label);
  g_test_add_func ("/load/loader/pem/problems-are-bounded", test_problems_are_bounded);
  g_test_add_func ("/load/loader/items/keys-are-kept", test_keys_are_kept);
  g_test_add_func ("/load/loader/items/others-are-kept", test_other_labels_are_kept);
  g_test_add_func ("/load/loader/items/headers-are-skipped",
                   test_encrypted_key_headers_are_skipped);
  g_test_add_func ("/load/loader/items/are-bounded", test_items_are_bounded);
  g_test_add_func ("/load/loader/items/key-leaves-nothing-in-the-buffer",
                   test_key_leaves_nothing_in_the_buffer);
  g_test_add_func ("/load/loader/der/cut-off-says-how-much-is-missing",
                   test_cut_off_der_says_how_much_is_missing);
  g_test_add_func ("/load/loader/der/one-after-the-other", test_der_one_after_the_other);
  g_test_add_func ("/load/loader/der/truncated-anywhere", test_der_truncated_anywhere);
  g_test_add_func ("/load/loader/der/rest-is-a-problem", test_der_rest_is_a_problem);
  g_test_add_data_func ("/load/loader/pkcs7/der", GINT_TO_POINTER (GNUTLS_X509_FMT_DER),
                        test_pkcs7);
  g_test_add_data_func ("/load/loader/pkcs7/pem", GINT_TO_POINTER (GNUTLS_X509_FMT_PEM),
                        test_pkcs7);
  g_test_add_func ("/load/loader/pkcs7/bad-member", test_pkcs7_bad_member);
  g_test_add_func ("/load/loader/pkcs7/truncated-anywhere", test_pkcs7_truncated_anywhere);
  g_test_add_func ("/load/loader/nothing/64-mib-of-zeros", test_zeros);
  g_test_add_data_func ("/load/loader/nothing/endless-line-of-dashes", "-", test_one_endless_line);
  g_test_add_data_func ("/load/loader/nothing/endless-line-of-dashes-and-letters", "-----x",
                        test_one_endless_line);
  g_test_add_data_func ("/load/loader/nothing/endless-line-of-long-labels",
                        "-----BEGIN ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ", test_one_endless_line);
  g_test_add_func ("/load/loader/file/missing", test_missing_file);
  g_test_add_func ("/load/loader/file/folder", test_folder);
  g_test_add_func ("/load/loader/files/several-are-one-bundle",
                   test_several_files_are_one_bundle);
  g_test_add_func ("/load/loader/problems/offset-is-given-once", test_offset_is_given_once);
  g_test_add_func ("/load/loader/files/failed-one-is-told-once", test_failed_file_is_told_once);
  g_test_add_func ("/load/loader/files/only-bad-ones-is-an-error",
                   test_only_bad_files_is_an_error);
  g_test_add_func ("/load/loader/files/cancelled", test_cancelled);

  return g_test_run ();
}
