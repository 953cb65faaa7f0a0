/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der/wlk-der-values.h"

#include "base/wlk-error.h"

#include <string.h>

#define BYTES(text) text, sizeof text - 1

static WlkDerElement
make_element (guint32     tag,
              const char *bytes,
              gsize       length)
{
  return (WlkDerElement) {
           .tag = tag,
           .span = { 10, (guint32) length + 2 },
           .content = { 12, (guint32) length },
           .bytes = (const guint8 *) bytes,
  };
}

/* Times: what is written and the second that it means; or that it means none. */
typedef struct
{
  const char *name;
  guint32     tag;
  const char *text;
  gboolean    is_time;
  gint64      seconds;
} TimeRow;

static const TimeRow times[] = {
  { "utc-epoch", WLK_DER_UTC_TIME, "700101000000Z", TRUE, 0 },
  { "utc-last-of-window", WLK_DER_UTC_TIME, "491231235959Z", TRUE, 2524607999 },
  { "utc-first-of-window", WLK_DER_UTC_TIME, "500101000000Z", TRUE, -631152000 },
  { "utc-end-of-century", WLK_DER_UTC_TIME, "991231235959Z", TRUE, 946684799 },
  { "utc-leap-day", WLK_DER_UTC_TIME, "240229120000Z", TRUE, 1709208000 },
  { "utc-no-leap-day", WLK_DER_UTC_TIME, "230229120000Z", FALSE, 0 },
  { "utc-leap-second", WLK_DER_UTC_TIME, "161231235960Z", FALSE, 0 },
  { "utc-hour-24", WLK_DER_UTC_TIME, "161231240000Z", FALSE, 0 },
  { "utc-month-0", WLK_DER_UTC_TIME, "160031000000Z", FALSE, 0 },
  { "utc-day-31-of-april", WLK_DER_UTC_TIME, "160431000000Z", FALSE, 0 },
  { "utc-without-seconds", WLK_DER_UTC_TIME, "7001010000Z", FALSE, 0 },
  { "utc-with-zone", WLK_DER_UTC_TIME, "700101000000+0100", FALSE, 0 },
  { "utc-without-zone", WLK_DER_UTC_TIME, "700101000000", FALSE, 0 },
  { "utc-lower-case-zone", WLK_DER_UTC_TIME, "700101000000z", FALSE, 0 },
  { "utc-sign", WLK_DER_UTC_TIME, "-10101000000Z", FALSE, 0 },
  { "utc-blank", WLK_DER_UTC_TIME, "70 101000000Z", FALSE, 0 },
  { "utc-empty", WLK_DER_UTC_TIME, "", FALSE, 0 },
  { "generalized-epoch", WLK_DER_GENERALIZED_TIME, "19700101000000Z", TRUE, 0 },
  { "generalized-year-0", WLK_DER_GENERALIZED_TIME, "00000101000000Z", TRUE, -62167219200 },
  { "generalized-year-1", WLK_DER_GENERALIZED_TIME, "00010101000000Z", TRUE, -62135596800 },
  { "generalized-year-9999", WLK_DER_GENERALIZED_TIME, "99991231235959Z", TRUE, 253402300799 },
  { "generalized-leap-day-2000", WLK_DER_GENERALIZED_TIME, "20000229000000Z", TRUE, 951782400 },
  { "generalized-no-leap-day-1900", WLK_DER_GENERALIZED_TIME, "19000229000000Z", FALSE, 0 },
  { "generalized-no-leap-day-2100", WLK_DER_GENERALIZED_TIME, "21000229000000Z", FALSE, 0 },
  { "generalized-fraction", WLK_DER_GENERALIZED_TIME, "20260101000000.5Z", FALSE, 0 },
  { "generalized-without-seconds", WLK_DER_GENERALIZED_TIME, "202601010000Z", FALSE, 0 },
  { "generalized-local", WLK_DER_GENERALIZED_TIME, "20260101000000", FALSE, 0 },
  { "generalized-letters", WLK_DER_GENERALIZED_TIME, "2026010100000OZ", FALSE, 0 },
  { "utc-as-generalized", WLK_DER_GENERALIZED_TIME, "700101000000Z", FALSE, 0 },
  { "other-type", WLK_DER_PRINTABLE_STRING, "700101000000Z", FALSE, 0 },
};

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  WlkDerElement element = make_element (row->tag, row->text, strlen (row->text));
  g_autoptr(GError) error = NULL;
  gint64 seconds = 0;

  g_assert_cmpint (wlk_der_read_time (&element, &seconds, &error), ==, row->is_time);
  if (row->is_time)
    g_assert_cmpint (seconds, ==, row->seconds);
  else
    g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
}

/* Object identifiers; without a text they must be refused. */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  const char *text;
} OidRow;

static const OidRow oids[] = {
  { "common-name", BYTES ("\x55\x04\x03"), "2.5.4.3" },
  { "first-arc-0", BYTES ("\x00"), "0.0" },
  { "first-arc-0-39", BYTES ("\x27"), "0.39" },
  { "first-arc-1", BYTES ("\x28"), "1.0" },
  { "first-arc-2", BYTES ("\x50"), "2.0" },
  { "first-arc-2-large", BYTES ("\x88\x37\x03"), "2.999.3" },
  { "rsa", BYTES ("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"), "1.2.840.113549.1.1.1" },
  { "arc-of-63-bits", BYTES ("\x2A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"),
    "1.2.9223372036854775807" },
  { "arc-of-64-bits", BYTES ("\x2A\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"),
    "1.2.18446744073709551615" },
  { "arc-of-128-bits",
    BYTES ("\x69\x83\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"),
    "2.25.340282366920938463463374607431768211455" },
  { "wide-first-arc", BYTES ("\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"),
    "2.18446744073709551535" },
  { "empty", BYTES (""), NULL },
  { "cut-in-arc", BYTES ("\x55\x84"), NULL },
  { "padded-arc", BYTES ("\x55\x80\x04"), NULL },
  { "padded-first-arc", BYTES ("\x80\x55"), NULL },
  { "arc-of-134-bits",
    BYTES ("\x69\x83\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"),
    NULL },
};

static void
test_oid (gconstpointer data)
{
  const OidRow *row = data;
  WlkDerElement element = make_element (WLK_DER_OBJECT_IDENTIFIER, row->bytes, row->length);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = wlk_der_dup_oid (&element, &error);

  g_assert_cmpstr (text, ==, row->text);
  if (row->text == NULL)
    g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
}

static void
test_oid_too_long (void)
{
  char bytes[129] = { 0 };
  WlkDerElement element = make_element (WLK_DER_OBJECT_IDENTIFIER, bytes, sizeof bytes);
  g_autoptr(GError) error = NULL;

  g_assert_null (wlk_der_dup_oid (&element, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

/* Character strings; without a text they must be refused. */
typedef struct
{
  const char *name;
  guint32     type;
  const char *bytes;
  gsize       length;
  const char *text;
  gsize       text_length;
} StringRow;

static const StringRow strings[] = {
  { "utf8", WLK_DER_UTF8_STRING, BYTES ("\xC3\xA9"), BYTES ("é") },
  { "utf8-with-zero", WLK_DER_UTF8_STRING, BYTES ("a\0b"), BYTES ("a\0b") },
  { "utf8-empty", WLK_DER_UTF8_STRING, BYTES (""), BYTES ("") },
  { "utf8-latin-1", WLK_DER_UTF8_STRING, BYTES ("\xE9"), NULL, 0 },
  { "utf8-overlong", WLK_DER_UTF8_STRING, BYTES ("\xC0\xAF"), NULL, 0 },
  { "utf8-surrogate", WLK_DER_UTF8_STRING, BYTES ("\xED\xA0\x80"), NULL, 0 },
  { "utf8-bad-after-zero", WLK_DER_UTF8_STRING, BYTES ("a\0\xFF"), NULL, 0 },
  { "printable", WLK_DER_PRINTABLE_STRING, BYTES ("A b"), BYTES ("A b") },
  { "printable-underscore", WLK_DER_PRINTABLE_STRING, BYTES ("a_b@c"), BYTES ("a_b@c") },
  { "printable-latin-1", WLK_DER_PRINTABLE_STRING, BYTES ("\xE9"), NULL, 0 },
  { "ia5", WLK_DER_IA5_STRING, BYTES ("a@b"), BYTES ("a@b") },
  { "ia5-latin-1", WLK_DER_IA5_STRING, BYTES ("\x80"), NULL, 0 },
  { "visible", WLK_DER_VISIBLE_STRING, BYTES ("abc"), BYTES ("abc") },
  { "numeric", WLK_DER_NUMERIC_STRING, BYTES ("1 2"), BYTES ("1 2") },
  { "teletex", WLK_DER_TELETEX_STRING, BYTES ("\xE9"), BYTES ("é") },
  { "bmp", WLK_DER_BMP_STRING, BYTES ("\x00\xE9\x20\xAC"), BYTES ("é€") },
  { "bmp-odd", WLK_DER_BMP_STRING, BYTES ("\x00"), NULL, 0 },
  { "bmp-surrogate", WLK_DER_BMP_STRING, BYTES ("\xD8\x3D\xDE\x00"), NULL, 0 },
  { "universal", WLK_DER_UNIVERSAL_STRING, BYTES ("\x00\x01\xF6\x00"), BYTES ("😀") },
  { "universal-odd", WLK_DER_UNIVERSAL_STRING, BYTES ("\x00\x01\xF6"), NULL, 0 },
  { "universal-beyond-unicode", WLK_DER_UNIVERSAL_STRING, BYTES ("\x00\x11\x00\x00"), NULL, 0 },
  { "octets", WLK_DER_OCTET_STRING, BYTES ("abc"), NULL, 0 },
};

static void
test_string (gconstpointer data)
{
  const StringRow *row = data;
  WlkDerElement element = make_element (row->type, row->bytes, row->length);
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  g_autofree char *text = wlk_der_dup_string (&element, row->type, &length, &error);

  if (row->text == NULL)
    {
      g_assert_null (text);
      g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
      return;
    }
  g_assert_cmpmem (text, length, row->text, row->text_length);
}

/* Integers. */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  gint64      value;
  int         code; /* of the error, or -1 */
} IntegerRow;

static const IntegerRow integers[] = {
  { "zero", BYTES ("\x00"), 0, -1 },
  { "one", BYTES ("\x01"), 1, -1 },
  { "minus-one", BYTES ("\xFF"), -1, -1 },
  { "127", BYTES ("\x7F"), 127, -1 },
  { "128", BYTES ("\x00\x80"), 128, -1 },
  { "minus-128", BYTES ("\x80"), -128, -1 },
  { "largest", BYTES ("\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), G_MAXINT64, -1 },
  { "smallest", BYTES ("\x80\x00\x00\x00\x00\x00\x00\x00"), G_MININT64, -1 },
  { "empty", BYTES (""), 0, WLK_ERROR_PARSE },
  { "padded", BYTES ("\x00\x7F"), 0, WLK_ERROR_PARSE },
  { "padded-negative", BYTES ("\xFF\x80"), 0, WLK_ERROR_PARSE },
  { "too-large", BYTES ("\x00\x80\x00\x00\x00\x00\x00\x00\x00"), 0, WLK_ERROR_LIMIT },
};

static void
test_integer (gconstpointer data)
{
  const IntegerRow *row = data;
  WlkDerElement element = make_element (WLK_DER_INTEGER, row->bytes, row->length);
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  g_assert_cmpint (wlk_der_read_integer (&element, &value, &error), ==, row->code < 0);
  if (row->code < 0)
    g_assert_cmpint (value, ==, row->value);
  else
    g_assert_error (error, WLK_ERROR, row->code);
}

static void
test_boolean (void)
{
  WlkDerElement no = make_element (WLK_DER_BOOLEAN, BYTES ("\x00"));
  WlkDerElement yes = make_element (WLK_DER_BOOLEAN, BYTES ("\xFF"));
  gboolean value = TRUE;

  g_assert_true (wlk_der_read_boolean (&no, &value, NULL));
  g_assert_false (value);
  g_assert_true (wlk_der_read_boolean (&yes, &value, NULL));
  g_assert_true (value);
}

static void
test_boolean_other (void)
{
  WlkDerElement one = make_element (WLK_DER_BOOLEAN, BYTES ("\x01"));
  WlkDerElement two = make_element (WLK_DER_BOOLEAN, BYTES ("\xFF\xFF"));
  g_autoptr(GError) error = NULL;
  gboolean value;

  g_assert_false (wlk_der_read_boolean (&two, &value, NULL));
  g_assert_false (wlk_der_read_boolean (&one, &value, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "Byte 10: A BOOLEAN must be 0x00 or 0xFF.");
}

static void
test_bit_string (void)
{
  WlkDerElement element = make_element (WLK_DER_BIT_STRING, BYTES ("\x07\x80"));
  WlkDerBits bits;

  g_assert_true (wlk_der_read_bit_string (&element, &bits, NULL));
  g_assert_cmpuint (bits.n_unused, ==, 7);
  g_assert_cmpmem (bits.bytes, bits.length, "\x80", 1);
}

static void
test_bit_string_bad (void)
{
  WlkDerElement empty = make_element (WLK_DER_BIT_STRING, BYTES (""));
  WlkDerElement eight = make_element (WLK_DER_BIT_STRING, BYTES ("\x08\x80"));
  WlkDerElement lone = make_element (WLK_DER_BIT_STRING, BYTES ("\x01"));
  WlkDerBits bits;

  g_assert_false (wlk_der_read_bit_string (&empty, &bits, NULL));
  g_assert_false (wlk_der_read_bit_string (&eight, &bits, NULL));
  g_assert_false (wlk_der_read_bit_string (&lone, &bits, NULL));
}

#define ADD_ROWS(rows, subject, function) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) \
    { \
      g_autofree char *path = g_strdup_printf ("/der/values/" subject "/%s", rows[i].name); \
\
      g_test_add_data_func (path, &rows[i], function); \
    }

/* Numbers are equal whatever their length, and not only when their last octets are. */
static void
test_integer_equal (void)
{
  static const struct { const char *a;
                        gsize       a_length;
                        const char *b;
                        gsize       b_length;
                        gboolean    is_equal;
  } rows[] = {
    { BYTES ("\x05"), BYTES ("\x05"), TRUE },
    { BYTES ("\x00\x00\x05"), BYTES ("\x05"), TRUE },
    { BYTES ("\x00\x85"), BYTES ("\x85"), FALSE },
    { BYTES ("\xFF\xFF\x85"), BYTES ("\x85"), TRUE },
    { BYTES ("\x00"), BYTES ("\x00\x00"), TRUE },
    { BYTES ("\x01\x05"), BYTES ("\x05"), FALSE },
    { BYTES (""), BYTES ("\x00"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WlkDerElement a = make_element (WLK_DER_INTEGER, rows[i].a, rows[i].a_length);
      WlkDerElement b = make_element (WLK_DER_INTEGER, rows[i].b, rows[i].b_length);

      g_assert_cmpint (wlk_der_integer_equal (&a, &b), ==, rows[i].is_equal);
      g_assert_cmpint (wlk_der_integer_equal (&b, &a), ==, rows[i].is_equal);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ROWS (times, "time", test_time)
  ADD_ROWS (oids, "oid", test_oid)
  ADD_ROWS (strings, "string", test_string)
  ADD_ROWS (integers, "integer", test_integer)
  g_test_add_func ("/der/values/integer/equal-numbers", test_integer_equal);
  g_test_add_func ("/der/values/oid/too-long-is-refused", test_oid_too_long);
  g_test_add_func ("/der/values/boolean/both-are-read", test_boolean);
  g_test_add_func ("/der/values/boolean/others-are-refused", test_boolean_other);
  g_test_add_func ("/der/values/bit-string/is-read", test_bit_string);
  g_test_add_func ("/der/values/bit-string/unused-bits-without-bits-are-refused",
                   test_bit_string_bad);

  return g_test_run ();
}
