/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der/wlk-der-values.h"

#include "base/wlk-error.h"
#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_OID_LENGTH  128 /* bytes of content; the longest in use have about 20 */
#define MAX_ARC_OCTETS  19  /* of 7 bits each: room for the 128 bits of a UUID below 2.25 */
#define MAX_OID_TEXT    (2 + 4 * MAX_OID_LENGTH) /* bytes; an octet makes “.127” at most */
#define MAX_ARC_DIGITS  41  /* decimal digits of 7 × 19 bits */
#define UTC_PIVOT_YEAR  50  /* RFC 5280 §4.1.2.5.1: 50 to 99 are in the 1900s, 00 to 49 later */

/**
 * wlk_der_read_boolean:
 * @element: an element that holds a BOOLEAN
 * @value: (out): its value
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: X.690 §11.1: TRUE is 0xFF in DER, and nothing else.
 *
 * Returns: %TRUE when @value was read
 */
gboolean
wlk_der_read_boolean (const WlkDerElement *element,
                      gboolean            *value,
                      GError             **error)
{
  if (element->content.length != 1 ||
      (element->bytes[0] != 0x00 && element->bytes[0] != 0xFF))
    return wlk_der_fail (error, element->span.offset, _("A BOOLEAN must be 0x00 or 0xFF."));

  *value = element->bytes[0] != 0;
  return TRUE;
}

/**
 * wlk_der_integer_is_minimal:
 * @element: an element that holds an INTEGER or ENUMERATED
 *
 * Source: X.690 §8.3.2: the first nine bits are not all equal.
 *
 * Returns: whether it has content octets, and no more than it needs
 */
gboolean
wlk_der_integer_is_minimal (const WlkDerElement *element)
{
  const guint8 *bytes = element->bytes;
  guint32 length = element->content.length;

  return length == 1 || (length > 1 &&
                         !(bytes[0] == 0x00 && (bytes[1] & 0x80) == 0) &&
                         !(bytes[0] == 0xFF && (bytes[1] & 0x80) != 0));
}

/* The content without the octets that only repeat the sign. */
static const guint8 *
skip_signs (const WlkDerElement *element,
            guint32             *length)
{
  const guint8 *bytes = element->bytes;

  *length = element->content.length;
  while (*length > 1 && ((bytes[0] == 0x00 && (bytes[1] & 0x80) == 0) ||
                         (bytes[0] == 0xFF && (bytes[1] & 0x80) != 0)))
    {
      bytes++;
      (*length)--;
    }

  return bytes;
}

/**
 * wlk_der_integer_equal:
 * @a: an element that holds an INTEGER
 * @b: another one
 *
 * Returns: whether they are the same number, also if one of them is not in its shortest form
 */
gboolean
wlk_der_integer_equal (const WlkDerElement *a,
                       const WlkDerElement *b)
{
  guint32 a_length;
  guint32 b_length;
  const guint8 *a_bytes = skip_signs (a, &a_length);
  const guint8 *b_bytes = skip_signs (b, &b_length);

  return a_length == b_length && memcmp (a_bytes, b_bytes, a_length) == 0;
}

/**
 * wlk_der_read_integer:
 * @element: an element that holds an INTEGER or ENUMERATED
 * @value: (out): its value
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT when the number is well-formed
 *   but does not fit in 64 bits
 *
 * Source: X.690 §8.3.
 *
 * Returns: %TRUE when @value was read
 */
gboolean
wlk_der_read_integer (const WlkDerElement *element,
                      gint64              *value,
                      GError             **error)
{
  const guint8 *bytes = element->bytes;
  guint32 length = element->content.length;
  guint64 result;

  if (length == 0)
    return wlk_der_fail (error, element->span.offset, _("An INTEGER must not be empty."));
  if (!wlk_der_integer_is_minimal (element))
    return wlk_der_fail (error, element->span.offset,
                         _("An INTEGER must be in its shortest form."));
  if (length > sizeof result)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("Byte %u: The number is too large."), element->span.offset);
      return FALSE;
    }

  result = (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  for (guint32 i = 0; i < length; i++)
    result = result << 8 | bytes[i];
  *value = (gint64) result;
  return TRUE;
}

/**
 * wlk_der_read_bit_string:
 * @element: an element that holds a BIT STRING
 * @bits: (out caller-allocates): its bits, borrowed from @element
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Unused bits that are not zero are accepted here: they do not change the value, and another step
 * checks the encoding.
 *
 * Source: X.690 §8.6.
 *
 * Returns: %TRUE when @bits was read
 */
gboolean
wlk_der_read_bit_string (const WlkDerElement *element,
                         WlkDerBits          *bits,
                         GError             **error)
{
  guint n_unused;

  if (element->content.length == 0)
    return wlk_der_fail (error, element->span.offset,
                         _("A BIT STRING must say how many bits are unused."));

  n_unused = element->bytes[0];
  if (n_unused > 7 || (n_unused > 0 && element->content.length == 1))
    return wlk_der_fail (error, element->span.offset,
                         _("A BIT STRING has more unused bits than bits."));

  bits->bytes = element->bytes + 1;
  bits->length = element->content.length - 1;
  bits->n_unused = n_unused;
  return TRUE;
}

/* Two decimal digits, or -1, which no part of a time may be. */
static int
read_two_digits (const guint8 *bytes)
{
  if (!g_ascii_isdigit (bytes[0]) || !g_ascii_isdigit (bytes[1]))
    return -1;

  return (bytes[0] - '0') * 10 + bytes[1] - '0';
}

/* Reads MMDDhhmmssZ after the year. */
static gboolean
read_after_year (int           year,
                 const guint8 *bytes,
                 gint64       *seconds)
{
  return bytes[10] == 'Z' &&
         wlk_time_from_civil (year,
                              read_two_digits (bytes),
                              read_two_digits (bytes + 2),
                              read_two_digits (bytes + 4),
                              read_two_digits (bytes + 6),
                              read_two_digits (bytes + 8),
                              seconds);
}

/**
 * wlk_der_read_time:
 * @element: a UTCTime or GeneralizedTime, by its tag
 * @seconds: (out): seconds since 1970-01-01 00:00:00 UTC
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads the one form that RFC 5280 allows for each type: seconds present, no fraction, “Z”. Other
 * forms are rejected, because verifiers disagree about their meaning, and a guessed time must not
 * decide.
 *
 * Source: RFC 5280 §4.1.2.5.
 *
 * Returns: %TRUE when @seconds was read
 */
gboolean
wlk_der_read_time (const WlkDerElement *element,
                   gint64              *seconds,
                   GError             **error)
{
  const guint8 *bytes = element->bytes;

  if (element->tag == WLK_DER_UTC_TIME)
    {
      int year = element->content.length == strlen ("YYMMDDhhmmssZ")
                 ? read_two_digits (bytes)
                 : -1;

      if (year < 0 ||
          !read_after_year (year + (year < UTC_PIVOT_YEAR ? 2000 : 1900), bytes + 2, seconds))
        return wlk_der_fail (error, element->span.offset,
                             _("A UTCTime must be a moment in the form YYMMDDhhmmssZ."));
      return TRUE;
    }
  if (element->tag == WLK_DER_GENERALIZED_TIME)
    {
      int century = element->content.length == strlen ("YYYYMMDDhhmmssZ")
                    ? read_two_digits (bytes)
                    : -1;
      int year = century < 0 ? -1 : read_two_digits (bytes + 2);

      if (year < 0 || !read_after_year (century * 100 + year, bytes + 4, seconds))
        return wlk_der_fail (error, element->span.offset,
                             _("A GeneralizedTime must be a moment in the form YYYYMMDDhhmmssZ."));
      return TRUE;
    }

  return wlk_der_fail (error, element->span.offset,
                       _("A time must be a UTCTime or a GeneralizedTime."));
}

/* Writes @value in decimal; returns the end. An index of certificates makes many dotted
 * identifiers, for which printf() is too slow. */
static char *
write_number (char   *end,
              guint64 value)
{
  char digits[20]; /* characters; 64 bits have no more */
  guint n_digits = 0;

  do
    digits[n_digits++] = '0' + value % 10;
  while ((value /= 10) > 0);
  while (n_digits > 0)
    *end++ = digits[--n_digits];
  return end;
}

/* Writes the number of @n_octets base-128 digits, which may be wider than 64 bits, minus @subtract;
 * returns the end. */
static char *
write_wide_number (char         *end,
                   const guint8 *octets,
                   guint         n_octets,
                   guint         subtract)
{
  guint8 digits[MAX_ARC_DIGITS] = { 0 }; /* decimal, the last one first */
  guint n_digits = 1;

  for (guint i = 0; i < n_octets; i++)
    {
      guint carry = octets[i] & 0x7F;

      for (guint k = 0; k < n_digits || carry > 0; k++)
        {
          carry += digits[k] * 128u;
          digits[k] = carry % 10;
          carry /= 10;
          n_digits = MAX (n_digits, k + 1);
        }
    }
  for (guint k = 0, borrow = subtract; borrow > 0; k++)
    {
      int digit = digits[k] - (int) (borrow % 10);

      borrow = borrow / 10 + (digit < 0 ? 1 : 0);
      digits[k] = digit < 0 ? digit + 10 : digit;
    }
  while (n_digits > 1 && digits[n_digits - 1] == 0)
    n_digits--;
  while (n_digits > 0)
    *end++ = '0' + digits[--n_digits];
  return end;
}

/* Writes one arc; the first octets encode two arcs (X.690 §8.19.4). */
static char *
write_arc (char         *end,
           gboolean      is_first,
           const guint8 *octets,
           guint         n_octets)
{
  guint64 value = 0;

  for (guint i = 0; i < n_octets && n_octets <= 9; i++)
    value = value << 7 | (octets[i] & 0x7F);

  if (is_first)
    {
      guint root = n_octets > 9 ? 2 : (guint) MIN (value / 40, 2);

      *end++ = '0' + root;
      value -= 40 * root;
    }
  *end++ = '.';
  return n_octets > 9
         ? write_wide_number (end, octets, n_octets, is_first ? 80 : 0)
         : write_number (end, value);
}

/**
 * wlk_der_check_oid:
 * @element: an element that holds an OBJECT IDENTIFIER
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT when it is too long
 *
 * Source: X.690 §8.19.
 *
 * Returns: %TRUE when wlk_der_dup_oid() will succeed
 */
gboolean
wlk_der_check_oid (const WlkDerElement *element,
                   GError             **error)
{
  const guint8 *bytes = element->bytes;
  guint32 length = element->content.length;
  guint32 start = 0;

  if (length > MAX_OID_LENGTH)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("Byte %u: The object identifier is too long."), element->span.offset);
      return FALSE;
    }
  for (guint32 i = 0; i < length; i++)
    {
      if (bytes[start] == 0x80 || i - start >= MAX_ARC_OCTETS)
        break;
      if ((bytes[i] & 0x80) == 0)
        start = i + 1;
    }
  if (length == 0 || start < length)
    return wlk_der_fail (error, element->span.offset, _("The object identifier is not valid."));

  return TRUE;
}

/**
 * wlk_der_dup_oid:
 * @element: an element that holds an OBJECT IDENTIFIER
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT when it is too long
 *
 * libtasn1 rejects an arc that does not fit in a machine word, yet UUIDs are registered as
 * arcs of 128 bits (X.667), so the octets are read here.
 *
 * Source: X.690 §8.19.
 *
 * Returns: (transfer full) (nullable): the identifier in dotted form, like “2.5.4.3”
 */
char *
wlk_der_dup_oid (const WlkDerElement *element,
                 GError             **error)
{
  char text[MAX_OID_TEXT];
  char *end = text;
  guint32 start = 0;

  if (!wlk_der_check_oid (element, error))
    return NULL;

  for (guint32 i = 0; i < element->content.length; i++)
    if ((element->bytes[i] & 0x80) == 0)
      {
        end = write_arc (end, start == 0, element->bytes + start, i + 1 - start);
        start = i + 1;
      }

  return g_strndup (text, end - text);
}

/* One byte for a character; the type says up to which character. */
static char *
dup_bytes_as_utf8 (const guint8 *bytes,
                   guint32       length,
                   guint8        last,
                   gsize        *result_length)
{
  g_autoptr(GString) result = g_string_sized_new (length);

  for (guint32 i = 0; i < length; i++)
    {
      if (bytes[i] > last)
        return NULL;
      if (bytes[i] < 0x80)
        g_string_append_c (result, (char) bytes[i]);
      else
        g_string_append_unichar (result, bytes[i]);
    }

  *result_length = result->len;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Two or four bytes for a character, the high one first. */
static char *
dup_wide_as_utf8 (const guint8 *bytes,
                  guint32       length,
                  guint         width,
                  gsize        *result_length)
{
  g_autoptr(GString) result = g_string_sized_new (length);

  if (length % width != 0)
    return NULL;
  for (guint32 i = 0; i < length; i += width)
    {
      gunichar character = 0;

      for (guint k = 0; k < width; k++)
        character = character << 8 | bytes[i + k];
      if (!g_unichar_validate (character))
        return NULL;
      g_string_append_unichar (result, character);
    }

  *result_length = result->len;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static char *
dup_utf8 (const guint8 *bytes,
          guint32       length,
          gsize        *result_length)
{
  char *result;

  /* GLib's validation stops at a zero byte, which untrusted text may contain. */
  for (guint32 start = 0; start < length;)
    {
      const guint8 *zero = memchr (bytes + start, 0, length - start);
      guint32 end = zero != NULL ? (guint32) (zero - bytes) : length;

      if (!g_utf8_validate_len ((const char *) bytes + start, end - start, NULL))
        return NULL;
      start = end + 1;
    }

  result = g_malloc (length + 1);
  if (length > 0)
    memcpy (result, bytes, length);
  result[length] = '\0';
  *result_length = length;
  return result;
}

/**
 * wlk_der_dup_string:
 * @element: an element that holds a character string
 * @type: which type, one of `WLK_DER_…_STRING`; usually the tag of @element
 * @length: (out) (optional): length of the result in bytes, which may contain zero bytes
 * @error: return location; %WLK_ERROR_PARSE when the bytes are not valid for that type
 *
 * Decodes any of the character string types of X.680. TeletexString is read as Latin-1, which is
 * what certificates mean by it. ASCII characters outside the repertoire of PrintableString,
 * NumericString and VisibleString are accepted here: they do not change the meaning, and another
 * step checks the encoding.
 *
 * Returns: (transfer full) (nullable): the string in UTF-8; untrusted text
 */
char *
wlk_der_dup_string (const WlkDerElement *element,
                    guint32              type,
                    gsize               *length,
                    GError             **error)
{
  const guint8 *bytes = element->bytes;
  guint32 size = element->content.length;
  gsize result_length = 0;
  char *result = NULL;

  switch (type)
    {
    case WLK_DER_UTF8_STRING:
      result = dup_utf8 (bytes, size, &result_length);
      break;

    case WLK_DER_NUMERIC_STRING:
    case WLK_DER_PRINTABLE_STRING:
    case WLK_DER_IA5_STRING:
    case WLK_DER_VISIBLE_STRING:
      result = dup_bytes_as_utf8 (bytes, size, 0x7F, &result_length);
      break;

    case WLK_DER_TELETEX_STRING:
      result = dup_bytes_as_utf8 (bytes, size, 0xFF, &result_length);
      break;

    case WLK_DER_BMP_STRING:
      result = dup_wide_as_utf8 (bytes, size, 2, &result_length);
      break;

    case WLK_DER_UNIVERSAL_STRING:
      result = dup_wide_as_utf8 (bytes, size, 4, &result_length);
      break;

    default:
      break;
    }

  if (result == NULL)
    wlk_der_fail (error, element->span.offset,
                  _("The text is not valid for the type of its string."));
  else if (length != NULL)
    *length = result_length;
  return result;
}

/* %TRUE when wlk_der_dup_string() reads this type. */
gboolean
wlk_der_is_string_type (guint32 tag)
{
  switch (tag)
    {
    case WLK_DER_UTF8_STRING:
    case WLK_DER_NUMERIC_STRING:
    case WLK_DER_PRINTABLE_STRING:
    case WLK_DER_TELETEX_STRING:
    case WLK_DER_IA5_STRING:
    case WLK_DER_VISIBLE_STRING:
    case WLK_DER_UNIVERSAL_STRING:
    case WLK_DER_BMP_STRING:
      return TRUE;

    default:
      return FALSE;
    }
}
