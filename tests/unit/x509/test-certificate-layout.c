/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate.h"

#include "base/wlk-error.h"
#include "wlk-test-ca.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

static WlkCertificate *
issue_leaf (WlkTestKey key)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root,O=Test,C=DE", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", key);

  return wlk_test_issue (&leaf, &root);
}

static void
append_tlv (GByteArray   *result,
            guint8        tag,
            const guint8 *bytes,
            guint         length)
{
  guint8 header[] = { tag, 0x83, (guint8) (length >> 16), (guint8) (length >> 8),
                      (guint8) length };

  if (length < 0x80)
    g_byte_array_append (result, (guint8[]) { tag, (guint8) length }, 2);
  else if (length < 0x100)
    g_byte_array_append (result, (guint8[]) { tag, 0x81, (guint8) length }, 3);
  else if (length < 0x10000)
    g_byte_array_append (result, (guint8[]) { tag, 0x82, header[3], header[4] }, 4);
  else
    g_byte_array_append (result, header, 5);
  g_byte_array_append (result, bytes, length);
}

/* The certificate with a part of its tbsCertificate replaced, and with all lengths right. */
static GBytes *
replace (WlkCertificate *certificate,
         WlkSpan         span,
         const char     *bytes,
         gsize           length)
{
  WlkSpan first = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION);
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  g_autoptr(GByteArray) content = g_byte_array_new ();
  g_autoptr(GByteArray) outer = g_byte_array_new ();
  GByteArray *result = g_byte_array_new ();
  gsize size;
  const guint8 *der = wlk_certificate_get_der (certificate, &size);
  guint32 tbs_end = tbs.offset + tbs.length;

  g_byte_array_append (content, der + first.offset, span.offset - first.offset);
  g_byte_array_append (content, (const guint8 *) bytes, (guint) length);
  g_byte_array_append (content, der + span.offset + span.length,
                       tbs_end - span.offset - span.length);
  append_tlv (outer, 0x30, content->data, content->len);
  g_byte_array_append (outer, der + tbs_end, (guint) size - tbs_end);
  append_tlv (result, 0x30, outer->data, outer->len);
  return g_byte_array_free_to_bytes (result);
}

/* A part of a certificate in other bytes, which must be read nevertheless, or must not. */
typedef struct
{
  const char         *name;
  WlkCertificateField field;
  const char         *bytes;
  gsize               length;
  int                 code;     /* of the error; -1 when it is read */
  const char         *message;  /* a part of it */
} ReplaceRow;

static const ReplaceRow tolerated[] = {
  { "same-version", WLK_CERTIFICATE_VERSION, BYTES ("\xA0\x03\x02\x01\x02"), -1, NULL },
  { "no-version", WLK_CERTIFICATE_VERSION, BYTES (""), -1, NULL },
  { "strange-version", WLK_CERTIFICATE_VERSION, BYTES ("\xA0\x03\x02\x01\x63"), -1, NULL },
  { "negative-version", WLK_CERTIFICATE_VERSION, BYTES ("\xA0\x03\x02\x01\xFF"), -1, NULL },
  { "huge-version", WLK_CERTIFICATE_VERSION,
    BYTES ("\xA0\x0B\x02\x09\x7F\x00\x00\x00\x00\x00\x00\x00\x00"), -1, NULL },
  { "negative-serial", WLK_CERTIFICATE_SERIAL_NUMBER, BYTES ("\x02\x01\xFF"), -1, NULL },
  { "padded-serial", WLK_CERTIFICATE_SERIAL_NUMBER, BYTES ("\x02\x03\x00\x00\x01"), -1, NULL },
  { "empty-serial", WLK_CERTIFICATE_SERIAL_NUMBER, BYTES ("\x02\x00"), -1, NULL },
  { "other-inner-algorithm", WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM,
    BYTES ("\x30\x04\x06\x02\x2A\x03"), -1, NULL },
  { "empty-issuer", WLK_CERTIFICATE_ISSUER, BYTES ("\x30\x00"), -1, NULL },
  { "empty-subject", WLK_CERTIFICATE_SUBJECT, BYTES ("\x30\x00"), -1, NULL },
  { "no-extensions", WLK_CERTIFICATE_EXTENSIONS, BYTES (""), -1, NULL },
  { "empty-extensions", WLK_CERTIFICATE_EXTENSIONS, BYTES ("\xA3\x02\x30\x00"), -1, NULL },
  { "extension-twice", WLK_CERTIFICATE_EXTENSIONS,
    BYTES ("\xA3\x12\x30\x10\x30\x06\x06\x02\x2A\x03\x04\x00\x30\x06\x06\x02\x2A\x03\x04\x00"),
    -1, NULL },
  { "critical-by-one", WLK_CERTIFICATE_EXTENSIONS,
    BYTES ("\xA3\x0D\x30\x0B\x30\x09\x06\x02\x2A\x03\x01\x01\x01\x04\x00"), -1, NULL },
  { "unique-ids", WLK_CERTIFICATE_EXTENSIONS, BYTES ("\x81\x01\x00\x82\x01\x00"), -1, NULL },
};

static const ReplaceRow refused[] = {
  { "version-of-other-type", WLK_CERTIFICATE_VERSION, BYTES ("\xA0\x03\x04\x01\x02"),
    WLK_ERROR_PARSE, "“version” must have the tag 0x02 here, not 0x04." },
  { "version-with-rest", WLK_CERTIFICATE_VERSION, BYTES ("\xA0\x04\x02\x01\x02\x00"),
    WLK_ERROR_PARSE, "“version” has 1 byte too many" },
  { "no-serial", WLK_CERTIFICATE_SERIAL_NUMBER, BYTES (""),
    WLK_ERROR_PARSE, "“serialNumber” must have the tag 0x02" },
  { "issuer-not-a-name", WLK_CERTIFICATE_ISSUER, BYTES ("\x30\x02\x30\x00"),
    WLK_ERROR_PARSE, "“RelativeDistinguishedName” must have the tag 0x31" },
  { "subject-cut", WLK_CERTIFICATE_SUBJECT, BYTES ("\x30\x02\x31\x05"),
    WLK_ERROR_PARSE, "longer than the data that is left" },
  { "key-without-bits", WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO,
    BYTES ("\x30\x06\x30\x04\x06\x02\x2A\x03"),
    WLK_ERROR_PARSE, "The data ends where “subjectPublicKey” must follow." },
  { "key-with-bad-oid", WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO,
    BYTES ("\x30\x08\x30\x03\x06\x01\x80\x03\x01\x00"),
    WLK_ERROR_PARSE, "The object identifier is not valid." },
  { "extensions-unwrapped", WLK_CERTIFICATE_EXTENSIONS, BYTES ("\xA3\x00"),
    WLK_ERROR_PARSE, "The data ends where “extensions” must follow." },
  { "extension-without-value", WLK_CERTIFICATE_EXTENSIONS,
    BYTES ("\xA3\x08\x30\x06\x30\x04\x06\x02\x2A\x03"),
    WLK_ERROR_PARSE, "The data ends where “extnValue” must follow." },
  { "extension-with-rest", WLK_CERTIFICATE_EXTENSIONS,
    BYTES ("\xA3\x0C\x30\x0A\x30\x08\x06\x02\x2A\x03\x04\x00\x05\x00"),
    WLK_ERROR_PARSE, "“Extension” has 2 bytes too many" },
  { "unique-ids-swapped", WLK_CERTIFICATE_EXTENSIONS, BYTES ("\x82\x01\x00\x81\x01\x00"),
    WLK_ERROR_PARSE, "“tbsCertificate” has 3 bytes too many" },
  { "something-else", WLK_CERTIFICATE_EXTENSIONS, BYTES ("\x05\x00"),
    WLK_ERROR_PARSE, "“tbsCertificate” has 2 bytes too many" },
};

static void
test_replace (gconstpointer data)
{
  const ReplaceRow *row = data;
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  WlkSpan span = wlk_certificate_get_span (certificate, row->field);
  g_autoptr(GBytes) der = replace (certificate, span, row->bytes, row->length);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCertificate) changed = wlk_certificate_new (der, &error);

  if (row->code < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (wlk_certificate_get_title (changed), !=, "");
      return;
    }
  g_assert_null (changed);
  g_assert_error (error, WLK_ERROR, row->code);
  g_assert_true (g_str_has_prefix (error->message, "Byte "));
  g_assert_nonnull (strstr (error->message, row->message));
}

static WlkCertificate *
replace_field (WlkCertificateField field,
               const char         *bytes,
               gsize               length)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  WlkSpan span = wlk_certificate_get_span (certificate, field);
  g_autoptr(GBytes) der = replace (certificate, span, bytes, length);
  g_autoptr(GError) error = NULL;
  WlkCertificate *changed = wlk_certificate_new (der, &error);

  g_assert_no_error (error);
  return changed;
}

static void
test_spans (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  static const struct
  {
    WlkCertificateField field;
    guint8              tag;
  } rows[] = {
    { WLK_CERTIFICATE_TBS, 0x30 },
    { WLK_CERTIFICATE_VERSION, 0xA0 },
    { WLK_CERTIFICATE_SERIAL_NUMBER, 0x02 },
    { WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM, 0x30 },
    { WLK_CERTIFICATE_ISSUER, 0x30 },
    { WLK_CERTIFICATE_NOT_BEFORE, 0x17 },
    { WLK_CERTIFICATE_NOT_AFTER, 0x17 },
    { WLK_CERTIFICATE_SUBJECT, 0x30 },
    { WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, 0x30 },
    { WLK_CERTIFICATE_EXTENSIONS, 0xA3 },
    { WLK_CERTIFICATE_SIGNATURE_ALGORITHM, 0x30 },
    { WLK_CERTIFICATE_SIGNATURE_VALUE, 0x03 },
  };
  WlkSpan last;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WlkSpan span = wlk_certificate_get_span (certificate, rows[i].field);

      g_assert_cmpuint (span.length, >, 0);
      g_assert_cmpuint (wlk_certificate_get_bytes (certificate, span)[0], ==, rows[i].tag);
    }
  last = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_VALUE);
  wlk_certificate_get_der (certificate, &length);
  g_assert_cmpuint (last.offset + last.length, ==, length);
  g_assert_cmpuint (wlk_certificate_get_span (certificate,
                                              WLK_CERTIFICATE_ISSUER_UNIQUE_ID).length, ==, 0);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  const char *text;
} SerialRow;

static const SerialRow serials[] = {
  { "zero", BYTES ("\x02\x01\x00"), "00" },
  { "top-bit", BYTES ("\x02\x03\x00\xFF\x01"), "ff:01" },
  { "minus-one", BYTES ("\x02\x01\xFF"), "-01" },
  { "minus-128", BYTES ("\x02\x01\x80"), "-80" },
  { "minus-256", BYTES ("\x02\x02\xFF\x00"), "-01:00" },
  { "empty", BYTES ("\x02\x00"), "" },
};

static void
test_serial (gconstpointer data)
{
  const SerialRow *row = data;
  g_autoptr(WlkCertificate) certificate = replace_field (WLK_CERTIFICATE_SERIAL_NUMBER,
                                                         row->bytes, row->length);
  g_autofree char *serial = wlk_certificate_dup_serial (certificate);

  g_assert_cmpstr (serial, ==, row->text);
}

static void
test_versions (void)
{
  g_autoptr(WlkCertificate) none = replace_field (WLK_CERTIFICATE_VERSION, BYTES (""));
  g_autoptr(WlkCertificate) strange = replace_field (WLK_CERTIFICATE_VERSION,
                                                     BYTES ("\xA0\x03\x02\x01\x63"));
  g_autoptr(WlkCertificate) negative = replace_field (WLK_CERTIFICATE_VERSION,
                                                      BYTES ("\xA0\x03\x02\x01\xFF"));

  g_assert_cmpuint (wlk_certificate_get_version (none), ==, 1);
  g_assert_cmpuint (wlk_certificate_get_version (strange), ==, 100);
  g_assert_cmpuint (wlk_certificate_get_version (negative), ==, 0);
}

static void
test_unreadable_times (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_NOT_BEFORE);
  g_autoptr(WlkCertificate) changed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  guint8 *copy = g_memdup2 (der, length);

  copy[span.offset + 4] = '9'; /* a month that does not exist */
  copy[span.offset + span.length + 4] = '9';
  bytes = g_bytes_new_take (copy, length);
  changed = wlk_certificate_new (bytes, NULL);

  g_assert_cmpint (wlk_certificate_get_not_before (changed), ==, G_MAXINT64);
  g_assert_cmpint (wlk_certificate_get_not_after (changed), ==, G_MININT64);
}

/* basicConstraints and what it says. */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  gboolean    is_ca;
} CaRow;

#define BASIC_CONSTRAINTS "\x06\x03\x55\x1D\x13"

static const CaRow ca_rows[] = {
  { "true", BYTES ("\xA3\x10\x30\x0E\x30\x0C" BASIC_CONSTRAINTS
                   "\x04\x05\x30\x03\x01\x01\xFF"),
    TRUE },
  { "true-with-path-length",
    BYTES ("\xA3\x13\x30\x11\x30\x0F" BASIC_CONSTRAINTS
           "\x04\x08\x30\x06\x01\x01\xFF\x02\x01\x00"),
    TRUE },
  { "default", BYTES ("\xA3\x0D\x30\x0B\x30\x09" BASIC_CONSTRAINTS "\x04\x02\x30\x00"),
    FALSE },
  { "false", BYTES ("\xA3\x10\x30\x0E\x30\x0C" BASIC_CONSTRAINTS
                    "\x04\x05\x30\x03\x01\x01\x00"),
    FALSE },
  { "one-for-true", BYTES ("\xA3\x10\x30\x0E\x30\x0C" BASIC_CONSTRAINTS
                           "\x04\x05\x30\x03\x01\x01\x01"),
    FALSE },
  { "with-rest", BYTES ("\xA3\x12\x30\x10\x30\x0E" BASIC_CONSTRAINTS
                        "\x04\x07\x30\x05\x01\x01\xFF\x05\x00"),
    FALSE },
  { "with-bytes-behind", BYTES ("\xA3\x11\x30\x0F\x30\x0D" BASIC_CONSTRAINTS
                                "\x04\x06\x30\x03\x01\x01\xFF\x00"),
    FALSE },
  { "empty", BYTES ("\xA3\x0B\x30\x09\x30\x07" BASIC_CONSTRAINTS "\x04\x00"), FALSE },
};

static void
test_is_ca (gconstpointer data)
{
  const CaRow *row = data;
  g_autoptr(WlkCertificate) certificate = replace_field (WLK_CERTIFICATE_EXTENSIONS,
                                                         row->bytes, row->length);

  g_assert_cmpint (wlk_certificate_is_ca (certificate), ==, row->is_ca);
}

static void
test_no_extensions (void)
{
  g_autoptr(WlkCertificate) certificate = replace_field (WLK_CERTIFICATE_EXTENSIONS, BYTES (""));

  g_assert_cmpuint (wlk_certificate_get_n_extensions (certificate), ==, 0);
  g_assert_null (wlk_certificate_find_extension (certificate, WLK_OID_KEY_USAGE));
  g_assert_false (wlk_certificate_is_ca (certificate));
}

static WlkCertificate *
make_with_extensions (guint    n_extensions,
                      GError **error)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS);
  g_autoptr(GByteArray) list = g_byte_array_new ();
  g_autoptr(GByteArray) sequence = g_byte_array_new ();
  g_autoptr(GByteArray) tagged = g_byte_array_new ();
  g_autoptr(GBytes) der = NULL;

  for (guint i = 0; i < n_extensions; i++)
    g_byte_array_append (list, (const guint8 *) "\x30\x06\x06\x02\x2A\x03\x04\x00", 8);
  append_tlv (sequence, 0x30, list->data, list->len);
  append_tlv (tagged, 0xA3, sequence->data, sequence->len);
  der = replace (certificate, span, (const char *) tagged->data, tagged->len);
  return wlk_certificate_new (der, error);
}

static void
test_most_extensions (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCertificate) certificate =
    make_with_extensions (WLK_CERTIFICATE_MAX_EXTENSIONS, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_certificate_get_n_extensions (certificate), ==,
                    WLK_CERTIFICATE_MAX_EXTENSIONS);
}

static void
test_too_many_extensions (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (make_with_extensions (WLK_CERTIFICATE_MAX_EXTENSIONS + 1, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

static void
test_too_large (void)
{
  g_autofree guint8 *zeros = g_malloc0 (WLK_CERTIFICATE_MAX_LENGTH + 1);
  g_autoptr(GBytes) der = g_bytes_new_static (zeros, WLK_CERTIFICATE_MAX_LENGTH + 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (wlk_certificate_new (der, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

static void
test_truncated (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new (der, i);
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_certificate_new (cut, &error));
      g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
    }
}

static void
test_trailing_byte (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  guint8 *copy = g_malloc0 (length + 1);
  g_autoptr(GBytes) longer = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  memcpy (copy, der, length);
  longer = g_bytes_new_take (copy, length + 1);
  g_assert_null (wlk_certificate_new (longer, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  message = g_strdup_printf ("Byte %u: “Certificate” has 1 byte too many at its end.",
                             (guint) length);
  g_assert_cmpstr (error->message, ==, message);
}

/* Every bit of a certificate turned round once: it is refused, or it answers. */
static void
test_flipped (void)
{
  g_autoptr(WlkCertificate) certificate = issue_leaf (WLK_TEST_KEY_EC_1);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  for (gsize i = 0; i < length * 8; i++)
    {
      guint8 *copy = g_memdup2 (der, length);
      g_autoptr(GBytes) bytes = g_bytes_new_take (copy, length);
      g_autoptr(WlkCertificate) changed = NULL;
      g_autoptr(GError) error = NULL;

      copy[i / 8] ^= 1 << i % 8;
      changed = wlk_certificate_new (bytes, &error);
      g_assert_true ((changed == NULL) == (error != NULL));
      if (changed == NULL)
        continue;
      g_assert_false (wlk_certificate_equal (changed, certificate));
      g_assert_cmpstr (wlk_certificate_get_title (changed), !=, NULL);
      g_assert_cmpstr (wlk_certificate_get_public_key (changed)->text, !=, NULL);
    }
}

#define ADD_ROWS(rows, subject, result, function) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *path = \
        g_strdup_printf ("/x509/certificate-layout/" subject "%s" result, rows[i].name); \
\
      g_test_add_data_func (path, &rows[i], function); \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (tolerated, "", "-is-read", test_replace)
  ADD_ROWS (refused, "", "-is-refused", test_replace)
  ADD_ROWS (ca_rows, "is-ca/", "", test_is_ca)
  ADD_ROWS (serials, "serial/", "", test_serial)
  g_test_add_func ("/x509/certificate-layout/spans-point-at-the-parts", test_spans);
  g_test_add_func ("/x509/certificate-layout/versions-count-from-one", test_versions);
  g_test_add_func ("/x509/certificate-layout/unreadable-times-are-never-valid",
                   test_unreadable_times);
  g_test_add_func ("/x509/certificate-layout/extensions/none-are-none", test_no_extensions);
  g_test_add_func ("/x509/certificate-layout/extensions/most-are-read", test_most_extensions);
  g_test_add_func ("/x509/certificate-layout/extensions/too-many-are-refused",
                   test_too_many_extensions);
  g_test_add_func ("/x509/certificate-layout/too-large-is-refused", test_too_large);
  g_test_add_func ("/x509/certificate-layout/truncated-is-refused", test_truncated);
  g_test_add_func ("/x509/certificate-layout/trailing-byte-is-refused", test_trailing_byte);
  g_test_add_func ("/x509/certificate-layout/every-bit-flipped-survives", test_flipped);

  return g_test_run ();
}
