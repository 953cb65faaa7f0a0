/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-der.h"

#include "der/wlk-der-reader.h"

#include <string.h>

/**
 * wlk_test_der_wrap:
 * @der: what was written so far
 * @start: where the content begins
 * @tag: of the element that the content becomes
 *
 * Puts tag and length before the content.
 */
void
wlk_test_der_wrap (GByteArray *der,
                   guint       start,
                   guint8      tag)
{
  guint length = der->len - start;
  guint8 header[4] = { tag };
  guint header_length = 2;

  g_assert_cmpuint (length, <, 0x10000);
  if (length < 0x80)
    {
      header[1] = (guint8) length;
    }
  else
    {
      header[1] = 0x82;
      header[2] = (guint8) (length >> 8);
      header[3] = (guint8) length;
      header_length = 4;
      if (length < 0x100)
        {
          header[1] = 0x81;
          header[2] = (guint8) length;
          header_length = 3;
        }
    }

  g_byte_array_set_size (der, der->len + header_length);
  memmove (der->data + start + header_length, der->data + start, length);
  memcpy (der->data + start, header, header_length);
}

/**
 * wlk_test_der_add:
 * @der: what was written so far
 * @tag: a tag
 * @bytes: content octets
 * @length: how many
 *
 * Adds one element.
 */
void
wlk_test_der_add (GByteArray   *der,
                  guint8        tag,
                  gconstpointer bytes,
                  gsize         length)
{
  guint start = der->len;

  g_byte_array_append (der, bytes, (guint) length);
  wlk_test_der_wrap (der, start, tag);
}

/**
 * wlk_test_der_add_integer:
 * @der: what was written so far
 * @tag: of an INTEGER, or another one
 * @number: a number
 *
 * Adds it in as few octets as it needs.
 */
void
wlk_test_der_add_integer (GByteArray *der,
                          guint8      tag,
                          guint64     number)
{
  guint8 bytes[9] = { 0 };
  guint skip = 0;

  for (guint i = 0; i < 8; i++)
    bytes[8 - i] = (guint8) (number >> (8 * i));
  while (skip < 8 && bytes[skip] == 0 && (bytes[skip + 1] & 0x80) == 0)
    skip++;
  wlk_test_der_add (der, tag, bytes + skip, sizeof bytes - skip);
}

/**
 * wlk_test_der_add_oid:
 * @der: what was written so far
 * @oid: dotted
 *
 * Adds an OBJECT IDENTIFIER.
 */
void
wlk_test_der_add_oid (GByteArray *der,
                      const char *oid)
{
  g_auto(GStrv) arcs = g_strsplit (oid, ".", -1);
  guint start = der->len;

  for (guint i = 1; arcs[i] != NULL; i++)
    {
      guint64 arc = g_ascii_strtoull (arcs[i], NULL, 10);

      if (i == 1)
        arc += 40 * g_ascii_strtoull (arcs[0], NULL, 10);
      for (int shift = 63; shift >= 0; shift -= 7)
        {
          guint8 byte = (guint8) ((arc >> shift) & 0x7F) | (shift > 0 ? 0x80 : 0);

          if (shift == 0 || (arc >> shift) != 0)
            g_byte_array_append (der, &byte, 1);
        }
    }
  wlk_test_der_wrap (der, start, WLK_DER_OBJECT_IDENTIFIER);
}

/* Adds elements up to “}” or the end, and returns what follows. */
static const char *
add_elements (GByteArray *der,
              const char *text)
{
  while (*text != '\0' && *text != '}')
    {
      const char *end = text + 1;

      if (*text == '"')
        {
          end = strchr (end, '"');
          g_byte_array_append (der, (const guint8 *) text + 1, (guint) (end - text - 1));
          text = end + 1;
        }
      else if (*text == '<')
        {
          g_autofree char *oid = g_strndup (end, strcspn (end, ">"));

          wlk_test_der_add_oid (der, oid);
          text = end + strlen (oid) + 1;
        }
      else if (*text == '{')
        {
          guint start = der->len - 1;
          guint8 tag = der->data[start];

          g_byte_array_set_size (der, start);
          text = add_elements (der, end);
          g_assert_cmpint (*text, ==, '}');
          wlk_test_der_wrap (der, start, tag);
          text++;
        }
      else
        {
          guint8 byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 |
                                  g_ascii_xdigit_value (text[1]));

          g_byte_array_append (der, &byte, 1);
          text += 2;
        }
    }

  return text;
}

/**
 * wlk_test_der_add_hex:
 * @der: what was written so far
 * @hex: elements, in hexadecimal
 *
 * Adds them. In @hex, “30{…}” is a tag before its contents, whose length is computed, “"text"” is
 * text, and “<1.2.3>” an OBJECT IDENTIFIER.
 */
void
wlk_test_der_add_hex (GByteArray *der,
                      const char *hex)
{
  const char *end = add_elements (der, hex);

  g_assert_cmpint (*end, ==, '\0');
}

/**
 * wlk_test_der_add_time:
 * @der: what was written so far
 * @seconds: since 1970
 *
 * Adds a GeneralizedTime.
 */
void
wlk_test_der_add_time (GByteArray *der,
                       gint64      seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%Y%m%d%H%M%SZ");

  wlk_test_der_add (der, WLK_DER_GENERALIZED_TIME, text, strlen (text));
}

/**
 * wlk_test_der_add_signature:
 * @der: what was written so far
 * @signature: a signature
 *
 * Adds it as a BIT STRING.
 */
void
wlk_test_der_add_signature (GByteArray *der,
                            GBytes     *signature)
{
  guint start = der->len;
  guint8 n_unused = 0;

  g_byte_array_append (der, &n_unused, 1);
  g_byte_array_append (der, g_bytes_get_data (signature, NULL),
                       (guint) g_bytes_get_size (signature));
  wlk_test_der_wrap (der, start, WLK_DER_BIT_STRING);
}
