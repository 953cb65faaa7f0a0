/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der/wlk-der-reader.h"

#include "base/wlk-error.h"

#include <string.h>

#define BASE 100 /* bytes; every offset must be counted from here */

/* Bytes that hold no element, and what the error must say. */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;
  const char *message; /* a part of it */
} Refused;

#define BYTES(text) text, sizeof text - 1

static const Refused refused[] = {
  { "nothing", BYTES (""), "Byte 100: The data ends where another element must follow." },
  { "tag-alone", BYTES ("\x30"), "Byte 100: The data ends inside a tag" },
  { "indefinite-length", BYTES ("\x30\x80\x00\x00"), "indefinite" },
  { "content-cut", BYTES ("\x04\x03\x01\x02"), "longer than the data that is left" },
  { "length-cut", BYTES ("\x04\x82\x01"), "longer than the data that is left" },
  { "length-of-length-cut", BYTES ("\x04\x81"), "longer than the data that is left" },
  { "long-form-for-short", BYTES ("\x04\x81\x01\x00"), "shortest form" },
  { "long-form-with-zero", BYTES ("\x04\x82\x00\x80" "01234567"), "longer than the data" },
  { "length-of-32-bits", BYTES ("\x04\x84\xFF\xFF\xFF\xFF" "0"), "longer than the data" },
  { "length-of-64-bits", BYTES ("\x04\x88\x80\x00\x00\x00\x00\x00\x00\x00" "0"), "longer than" },
  { "length-of-126-octets", BYTES ("\x04\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), "longer than" },
  { "reserved-length", BYTES ("\x04\xFF\x01\x00"), "longer than" },
  { "high-tag-for-low", BYTES ("\x1F\x1E\x00"), "shortest form" },
  { "high-tag-padded", BYTES ("\x1F\x80\x20\x00"), "shortest form" },
  { "high-tag-too-large", BYTES ("\x1F\x8F\xFF\xFF\xFF\x00\x00"), "" },
  { "high-tag-cut", BYTES ("\x1F\x81"), "" },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autofree guint8 *bytes = g_memdup2 (row->bytes, row->length);
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, row->length, BASE);
  g_assert_false (wlk_der_reader_next (&reader, &element, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_true (g_str_has_prefix (error->message, "Byte 100: "));
  g_assert_nonnull (strstr (error->message, row->message));
}

static void
test_long_length_with_zero (void)
{
  guint8 bytes[4 + 0x80] = { 0x04, 0x82, 0x00, 0x80 };
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, sizeof bytes, 0);
  g_assert_false (wlk_der_reader_next (&reader, &element, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "shortest form"));
}

static void
test_offsets (void)
{
  static const guint8 bytes[] = { 0x02, 0x01, 0x05, 0x30, 0x04, 0x04, 0x02, 0xAA, 0xBB };
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, sizeof bytes, BASE);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  g_assert_cmpuint (element.tag, ==, WLK_DER_INTEGER);
  g_assert_cmpuint (element.span.offset, ==, BASE);
  g_assert_cmpuint (element.span.length, ==, 3);

  g_assert_true (wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "s", &inside, NULL));
  g_assert_true (wlk_der_reader_is_at_end (&reader));
  g_assert_true (wlk_der_reader_next (&inside, &element, NULL));
  g_assert_cmpuint (element.span.offset, ==, BASE + 5);
  g_assert_cmpuint (element.content.offset, ==, BASE + 7);
  g_assert_cmpuint (element.content.length, ==, 2);
  g_assert_true (element.bytes == bytes + 7);
  g_assert_cmpuint (element.depth, ==, 1);
}

static void
test_longest_forms (void)
{
  g_autofree guint8 *bytes = g_malloc0 (5 + 0x10000);
  WlkDerReader reader;
  WlkDerElement element;

  memcpy (bytes, "\x04\x83\x01\x00\x00", 5);
  wlk_der_reader_init (&reader, bytes, 5 + 0x10000, 0);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  g_assert_cmpuint (element.content.length, ==, 0x10000);
  g_assert_true (wlk_der_reader_is_at_end (&reader));
}

static void
test_high_tag (void)
{
  static const guint8 bytes[] = { 0xBF, 0x81, 0x00, 0x00 };
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, sizeof bytes, 0);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  g_assert_cmpuint (element.tag, ==, 0xBF000080);
  g_assert_true (wlk_der_element_is_constructed (&element));
}

static void
test_expect_other_tag (void)
{
  static const guint8 bytes[] = { 0x31, 0x00 };
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, sizeof bytes, BASE);
  g_assert_true (wlk_der_reader_has_tag (&reader, WLK_DER_SET));
  g_assert_false (wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "Name", &element, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==,
                   "Byte 100: “Name” must have the tag 0x30 here, not 0x31.");
}

static void
test_expect_at_end (void)
{
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, NULL, 0, BASE);
  g_assert_false (wlk_der_reader_has_tag (&reader, WLK_DER_SET));
  g_assert_false (wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "Name", &element, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "Byte 100: The data ends where “Name” must follow.");
}

static void
test_finish_with_rest (void)
{
  static const guint8 bytes[] = { 0x05, 0x00, 0x00, 0x00 };
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;
  WlkDerElement element;

  wlk_der_reader_init (&reader, bytes, sizeof bytes, BASE);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  g_assert_false (wlk_der_reader_finish (&reader, "Name", &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "Byte 102: “Name” has 2 bytes too many at its end.");
}

/* Goes @depth levels down into SEQUENCEs around nothing. */
static gboolean
enter_levels (guint    depth,
              GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  WlkDerReader reader;

  for (guint i = 0; i < depth; i++)
    {
      guint8 header[] = { 0x30, (guint8) (2 * (depth - 1 - i)) };

      g_byte_array_append (bytes, header, sizeof header);
    }
  wlk_der_reader_init (&reader, bytes->data, bytes->len, 0);
  for (guint i = 0; i < depth; i++)
    {
      WlkDerReader inside;

      if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "level", &inside, error))
        return FALSE;
      reader = inside;
    }

  return TRUE;
}

static void
test_deepest (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (enter_levels (WLK_DER_MAX_DEPTH, &error));
  g_assert_no_error (error);
}

static void
test_too_deep (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (enter_levels (WLK_DER_MAX_DEPTH + 1, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/der/reader/%s-is-refused", refused[i].name);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/der/reader/long-length-with-zero-is-refused", test_long_length_with_zero);
  g_test_add_func ("/der/reader/offsets-are-absolute", test_offsets);
  g_test_add_func ("/der/reader/longest-forms-are-read", test_longest_forms);
  g_test_add_func ("/der/reader/high-tag-is-read", test_high_tag);
  g_test_add_func ("/der/reader/expect-other-tag-fails", test_expect_other_tag);
  g_test_add_func ("/der/reader/expect-at-end-fails", test_expect_at_end);
  g_test_add_func ("/der/reader/finish-with-rest-fails", test_finish_with_rest);
  g_test_add_func ("/der/reader/deepest-level-is-read", test_deepest);
  g_test_add_func ("/der/reader/one-level-deeper-is-refused", test_too_deep);

  return g_test_run ();
}
