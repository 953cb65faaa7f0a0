/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name.h"

#include "base/wlk-error.h"
#include "der/wlk-der-reader.h"

#include <string.h>

/*
 * The names here are written as RDNs with “/” before each and “+” before each further attribute
 * of one: the last arc of a type below 2.5.4, a letter for the type of the string, and the value,
 * like “/6p=US/10u=Acme/3p=R3”. A capital X instead of the letter means bytes in hexadecimal
 * in an UTF8String.
 */

static void
append_tlv (GByteArray   *result,
            guint8        tag,
            const guint8 *bytes,
            gsize         length)
{
  guint8 header[] = { tag, 0x82, (guint8) (length >> 8), (guint8) length };

  if (length < 0x80)
    {
      header[1] = (guint8) length;
      g_byte_array_append (result, header, 2);
    }
  else if (length < 0x100)
    {
      header[1] = 0x81;
      header[2] = (guint8) length;
      g_byte_array_append (result, header, 3);
    }
  else
    g_byte_array_append (result, header, 4);
  g_byte_array_append (result, bytes, length);
}

static void
append_wide (GByteArray *result,
             const char *text,
             guint       width)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      for (guint i = width; i > 0; i--)
        {
          guint8 byte = (guint8) (character >> (8 * (i - 1)));

          g_byte_array_append (result, &byte, 1);
        }
    }
}

static void
append_value (GByteArray *result,
              char        letter,
              const char *text)
{
  g_autoptr(GByteArray) wide = g_byte_array_new ();
  g_autofree char *latin = NULL;

  switch (letter)
    {
    case 'b':
    case 'w':
      append_wide (wide, text, letter == 'b' ? 2 : 4);
      append_tlv (result, letter == 'b' ? WLK_DER_BMP_STRING : WLK_DER_UNIVERSAL_STRING,
                  wide->data, wide->len);
      return;

    case 't':
      latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
      append_tlv (result, WLK_DER_TELETEX_STRING, (const guint8 *) latin, strlen (latin));
      return;

    case 'X':
      for (; text[0] != '\0'; text += 2)
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 |
                                  g_ascii_xdigit_value (text[1]));

          g_byte_array_append (wide, &byte, 1);
        }
      append_tlv (result, WLK_DER_UTF8_STRING, wide->data, wide->len);
      return;

    default:
      append_tlv (result,
                  letter == 'u' ? WLK_DER_UTF8_STRING
                  : letter == 'p' ? WLK_DER_PRINTABLE_STRING
                  : letter == 'i' ? WLK_DER_IA5_STRING
                  : letter == 'n' ? WLK_DER_NUMERIC_STRING
                  : letter == 'v' ? WLK_DER_VISIBLE_STRING
                  : WLK_DER_OCTET_STRING,
                  (const guint8 *) text, strlen (text));
    }
}

static void
append_attribute (GByteArray *result,
                  const char *attribute)
{
  g_autoptr(GByteArray) content = g_byte_array_new ();
  const char *equals = strchr (attribute, '=');
  guint8 oid[] = { WLK_DER_OBJECT_IDENTIFIER, 3, 0x55, 0x04, 0 };

  oid[4] = (guint8) g_ascii_strtoull (attribute, NULL, 10);
  g_byte_array_append (content, oid, sizeof oid);
  append_value (content, equals[-1], equals + 1);
  append_tlv (result, WLK_DER_SEQUENCE, content->data, content->len);
}

static GBytes *
make_der (const char *spec)
{
  g_autoptr(GByteArray) content = g_byte_array_new ();
  g_auto(GStrv) rdns = g_strsplit (spec, "/", -1);
  GByteArray *result = g_byte_array_new ();

  for (guint i = 1; rdns[0] != NULL && rdns[i] != NULL; i++)
    {
      g_autoptr(GByteArray) set = g_byte_array_new ();
      g_auto(GStrv) attributes = g_strsplit (rdns[i], "+", -1);

      for (guint k = 0; attributes[k] != NULL; k++)
        append_attribute (set, attributes[k]);
      append_tlv (content, WLK_DER_SET, set->data, set->len);
    }
  append_tlv (result, WLK_DER_SEQUENCE, content->data, content->len);
  return g_byte_array_free_to_bytes (result);
}

static WlkName *
make_name (const char *spec)
{
  g_autoptr(GBytes) der = make_der (spec);
  g_autoptr(GError) error = NULL;
  WlkName *name = wlk_name_new (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &error);

  g_assert_no_error (error);
  return name;
}

/* Two names, and whether they are the same. */
typedef struct
{
  const char *name;
  const char *a;
  const char *b;
  gboolean    is_equal;
} EqualRow;

static const EqualRow equals[] = {
  { "empty", "", "", TRUE },
  { "same", "/6p=US/3u=R3", "/6p=US/3u=R3", TRUE },
  { "case", "/3p=Example CA", "/3p=EXAMPLE ca", TRUE },
  { "printable-and-utf8", "/3p=R3", "/3u=R3", TRUE },
  { "printable-and-bmp", "/3p=r3", "/3b=R3", TRUE },
  { "printable-and-universal", "/3p=R3", "/3w=R3", TRUE },
  { "ia5-and-visible", "/3i=R3", "/3v=R3", TRUE },
  { "numeric-and-teletex", "/3n=12", "/3t=12", TRUE },
  { "utf8-and-teletex-umlaut", "/3u=MÜLLER", "/3t=Müller", TRUE },
  { "utf8-and-bmp-umlaut", "/3u=Müller", "/3b=müller", TRUE },
  { "composed-and-decomposed", "/3u=M\303\274ller", "/3u=Mu\314\210ller", TRUE },
  { "full-width", "/3u=Ａｃｍｅ", "/3p=acme", TRUE },
  { "sharp-s", "/3u=Straße", "/3u=STRASSE", TRUE },
  { "greek-final-sigma", "/3u=ΟΔΟΣ", "/3u=οδος", TRUE },
  { "leading-blank", "/3p=  R3", "/3p=R3", TRUE },
  { "trailing-blank", "/3p=R3 ", "/3p=R3", TRUE },
  { "inner-blanks", "/3p=a   b", "/3p=a b", TRUE },
  { "tab", "/3u=a\tb", "/3u=a b", TRUE },
  { "no-break-space", "/3u=é\302\240b", "/3u=é b", TRUE },
  { "inner-blank-or-none", "/3p=a b", "/3p=ab", FALSE },
  { "blanks-alone-and-empty", "/3p=  ", "/3p=", TRUE },
  { "set-in-other-order", "/3u=a+10u=b", "/10u=B+3u=A", TRUE },
  { "set-with-one-twice", "/3u=a+3u=a", "/3u=a", FALSE },
  { "set-and-sequence", "/3u=a+10u=b", "/3u=a/10u=b", FALSE },
  { "other-order", "/3u=a/10u=b", "/10u=b/3u=a", FALSE },
  { "other-type", "/3u=a", "/10u=a", FALSE },
  { "other-value", "/3u=a", "/3u=b", FALSE },
  { "longer", "/3u=a", "/3u=a/3u=a", FALSE },
  { "prefix", "/3u=a", "/3u=ab", FALSE },
  { "octets-same", "/3o=ab", "/3o=ab", TRUE },
  { "octets-case", "/3o=ab", "/3o=AB", FALSE },
  { "octets-and-text", "/3o=ab", "/3u=ab", FALSE },
  { "bytes-not-utf8-same", "/3X=41E9", "/3X=41E9", TRUE },
  { "bytes-not-utf8-case", "/3X=41E9", "/3X=61E9", FALSE },
  { "zero-byte-is-nothing", "/3X=6100", "/3u=a", TRUE },
  { "text-behind-zero-byte", "/3X=C3A90061", "/3X=C3A90062", FALSE },
  { "text-behind-zero-byte-counts", "/3X=610062", "/3u=a", FALSE },
  { "soft-hyphen-is-nothing", "/3u=Evil\302\255 Corp", "/3p=evil corp", TRUE },
  { "control-character-is-nothing", "/3u=Ev\177il\001 Corp", "/3p=evil corp", TRUE },
  { "c1-control-character-is-nothing", "/3u=Ev\302\200il", "/3p=evil", TRUE },
  { "zero-width-space-is-nothing", "/3u=Ev\342\200\213il", "/3p=evil", TRUE },
  { "bidi-control-is-nothing", "/3u=Ev\342\200\256il", "/3p=evil", TRUE },
  { "variation-selector-is-nothing", "/3u=Ev\357\270\200il", "/3p=evil", TRUE },
  { "object-replacement-is-nothing", "/3u=Ev\357\277\274il", "/3p=evil", TRUE },
  { "tag-character-is-nothing", "/3u=Ev\363\240\201\277il", "/3p=evil", TRUE },
  { "next-line-is-a-space", "/3u=a\302\205b", "/3p=a b", TRUE },
  { "invisible-between-blanks", "/3u=a \302\255 b", "/3p=a b", TRUE },
  { "invisible-alone-is-empty", "/3u=\302\255", "/3p=", TRUE },
  { "replacement-character-counts", "/3u=a\357\277\275", "/3p=a", FALSE },
  { "hair-space-is-a-space", "/3u=a\342\200\212b", "/3p=a b", TRUE },
  { "function-application-counts", "/3u=a\342\201\244", "/3p=a", FALSE },
};

static void
test_equal (gconstpointer data)
{
  const EqualRow *row = data;
  g_autoptr(WlkName) a = make_name (row->a);
  g_autoptr(WlkName) b = make_name (row->b);

  g_assert_cmpint (wlk_name_equal (a, b), ==, row->is_equal);
  g_assert_cmpint (wlk_name_equal (b, a), ==, row->is_equal);
  if (row->is_equal)
    g_assert_cmpuint (wlk_name_hash (a), ==, wlk_name_hash (b));
  else
    g_assert_cmpuint (wlk_name_hash (a), !=, wlk_name_hash (b));
}

/* A value longer than the buffer of the quick way must compare as a short one does. */
static void
test_equal_long (void)
{
  g_autofree char *upper = g_strnfill (300, 'A');
  g_autofree char *lower = g_strnfill (300, 'a');
  g_autofree char *upper_spec = g_strconcat ("/3p=", upper, NULL);
  g_autofree char *lower_spec = g_strconcat ("/3u= ", lower, NULL);
  g_autoptr(WlkName) a = make_name (upper_spec);
  g_autoptr(WlkName) b = make_name (lower_spec);

  g_assert_true (wlk_name_equal (a, b));
  g_assert_cmpuint (wlk_name_hash (a), ==, wlk_name_hash (b));
}

/* A name and one that may be above it. */
static const EqualRow subtrees[] = {
  { "itself", "/6p=US/10u=a", "/6p=US/10u=a", TRUE },
  { "below", "/6p=US/10u=a/3u=b", "/6p=us/10p=A", TRUE },
  { "anything-below-empty", "/6p=US", "", TRUE },
  { "empty-below-empty", "", "", TRUE },
  { "above", "/6p=US", "/6p=US/10u=a", FALSE },
  { "beside", "/6p=US/10u=b", "/6p=US/10u=a", FALSE },
  { "value-begins-alike", "/6p=US/10u=ab", "/6p=US/10u=a", FALSE },
  { "part-of-a-set", "/10u=a+3u=b", "/10u=a", FALSE },
};

static void
test_within (gconstpointer data)
{
  const EqualRow *row = data;
  g_autoptr(WlkName) name = make_name (row->a);
  g_autoptr(WlkName) ancestor = make_name (row->b);

  g_assert_cmpint (wlk_name_is_within (name, ancestor), ==, row->is_equal);
}

/* A name, its whole text and its short one. */
typedef struct
{
  const char *name;
  const char *spec;
  const char *text;
  const char *short_text;
} TextRow;

static const TextRow texts[] = {
  { "usual", "/6p=US/10u=Let’s Encrypt/3p=R3", "CN=R3, O=Let’s Encrypt, C=US", "R3" },
  { "empty", "", "", "" },
  { "last-common-name", "/3u=a/3u=b", "CN=b, CN=a", "b" },
  { "empty-common-name", "/10u=o/3u=", "CN=, O=o", "o" },
  { "unit-after-organization", "/10u=o/11u=unit", "OU=unit, O=o", "unit" },
  { "country-alone", "/6p=US", "C=US", "US" },
  { "set", "/6p=US/3u=a+5p=1", "CN=a + serialNumber=1, C=US", "a" },
  { "unknown-type", "/99u=a", "2.5.4.99=a", "a" },
  { "comma", "/10u=Foo, Inc.", "O=Foo\\, Inc.", "Foo, Inc." },
  { "forged-attribute", "/3u=a, O=Bank", "CN=a\\, O=Bank", "a, O=Bank" },
  { "bidi-control", "/3u=a\342\200\256b", "CN=a⟨U+202E⟩b", "a⟨U+202E⟩b" },
  { "line-break", "/3u=a\nb", "CN=a⟨U+000A⟩b", "a⟨U+000A⟩b" },
  { "zero-byte", "/3X=610062", "CN=a⟨U+0000⟩b", "a⟨U+0000⟩b" },
  { "bytes-not-utf8", "/3X=61E9", "CN=a⟨0xE9⟩", "a⟨0xE9⟩" },
  { "octets", "/3o=ab", "CN=#04026162", "#04026162" },
  { "number-sign", "/3u=#0402", "CN=\\#0402", "#0402" },
  { "markup", "/3u=<b>&amp;", "CN=\\<b\\>&amp\\;", "<b>&amp;" },
};

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  g_autoptr(WlkName) name = make_name (row->spec);

  g_assert_cmpstr (wlk_name_get_text (name), ==, row->text);
  g_assert_cmpstr (wlk_name_get_short_text (name), ==, row->short_text);
}

static void
test_long_text (void)
{
  g_autofree char *value = g_strnfill (5000, 'a');
  g_autofree char *spec = g_strconcat ("/3u=", value, NULL);
  g_autoptr(WlkName) name = make_name (spec);

  g_assert_cmpuint (strlen (wlk_name_get_text (name)), <, 1100);
  g_assert_true (g_str_has_suffix (wlk_name_get_text (name), "…"));
}

static void
test_attribute (void)
{
  g_autoptr(WlkName) name = make_name ("/10u=o/3u=first/3u=se\ncond");
  g_autofree char *common_name = wlk_name_dup_attribute (name, "2.5.4.3");

  g_assert_cmpstr (common_name, ==, "se⟨U+000A⟩cond");
  g_assert_null (wlk_name_dup_attribute (name, "2.5.4.6"));
}

static void
test_parts (void)
{
  g_autoptr(WlkName) name = make_name ("/6p=US/3u=a+5p=1");
  g_autoptr(WlkName) empty = make_name ("");
  g_autoptr(GBytes) der = make_der ("/6p=US/3u=a+5p=1");
  const guint8 *bytes;
  gsize length;

  g_assert_cmpuint (wlk_name_get_n_rdns (name), ==, 2);
  g_assert_false (wlk_name_is_empty (name));
  g_assert_true (wlk_name_is_empty (empty));
  bytes = wlk_name_get_der (name, &length);
  g_assert_cmpmem (bytes, length, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
}

static GBytes *
make_long_der (guint n_rdns)
{
  g_autoptr(GString) spec = g_string_new (NULL);

  for (guint i = 0; i < n_rdns; i++)
    g_string_append (spec, "/3u=a");
  return make_der (spec->str);
}

static void
test_most_rdns (void)
{
  g_autoptr(GBytes) der = make_long_der (4096);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkName) name = wlk_name_new (g_bytes_get_data (der, NULL), g_bytes_get_size (der),
                                          &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_name_get_n_rdns (name), ==, 4096);
  g_assert_cmpuint (strlen (wlk_name_get_text (name)), <, 10000);
  g_assert_true (g_str_has_suffix (wlk_name_get_text (name), ", …"));
}

static void
test_too_many_rdns (void)
{
  g_autoptr(GBytes) der = make_long_der (4097);
  g_autoptr(GError) error = NULL;

  g_assert_null (wlk_name_new (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

/* A name that is cut off anywhere, or has a byte too many, is rejected. */
static void
test_truncated (void)
{
  g_autoptr(GBytes) der = make_der ("/6p=US/10u=Let’s Encrypt/3p=R3");
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes, i);

      g_assert_null (wlk_name_new (cut, i, NULL));
    }
  memcpy (longer, bytes, length);
  g_assert_null (wlk_name_new (longer, length + 1, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
}

#define ADD_ROWS(rows, subject, function) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *path = g_strdup_printf ("/x509/name/" subject "/%s", rows[i].name); \
\
      g_test_add_data_func (path, &rows[i], function); \
    }

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (equals, "equal", test_equal)
  ADD_ROWS (subtrees, "within", test_within)
  ADD_ROWS (texts, "text", test_text)
  g_test_add_func ("/x509/name/equal/long-values", test_equal_long);
  g_test_add_func ("/x509/name/text/long-value-is-cut", test_long_text);
  g_test_add_func ("/x509/name/attribute/last-one-is-made-visible", test_attribute);
  g_test_add_func ("/x509/name/parts-are-counted", test_parts);
  g_test_add_func ("/x509/name/most-rdns-are-read-and-cut-in-text", test_most_rdns);
  g_test_add_func ("/x509/name/too-many-rdns-are-refused", test_too_many_rdns);
  g_test_add_func ("/x509/name/truncated-is-refused", test_truncated);

  return g_test_run ();
}
