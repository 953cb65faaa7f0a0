/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-text.h"

#include <string.h>

/*
 * Text in a certificate is untrusted. Before it is shown, each character that could hide, reorder
 * or forge text on the screen is replaced by the visible name of its code point.
 */

#define MAX_MARKS 2 /* on a letter, as in decomposed Vietnamese; more could cover other lines */

/* Characters without a glyph, beside those that the general category excludes: the other
 * Default_Ignorable_Code_Points, and blank symbols. */
static const struct
{
  gunichar first;
  gunichar last;
} blanks[] = {
  { 0x034F, 0x034F },   /* combining grapheme joiner */
  { 0x115F, 0x1160 },   /* Hangul fillers */
  { 0x17B4, 0x17B5 },   /* Khmer inherent vowels */
  { 0x180B, 0x180F },   /* Mongolian variation selectors */
  { 0x2800, 0x2800 },   /* Braille pattern blank */
  { 0x3164, 0x3164 },   /* Hangul filler */
  { 0xFE00, 0xFE0F },   /* variation selectors */
  { 0xFFA0, 0xFFA0 },   /* halfwidth Hangul filler */
  { 0xFFFC, 0xFFFC },   /* object replacement character */
  { 0x1D159, 0x1D159 }, /* musical symbol null notehead */
  { 0xE0000, 0xE0FFF }, /* tags and variation selectors */
};

static gboolean
is_blank (gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (character >= blanks[i].first && character <= blanks[i].last)
      return TRUE;

  return FALSE;
}

static gboolean
is_visible (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:             /* bidi controls, zero-width characters, soft hyphen */
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return FALSE;

    case G_UNICODE_SPACE_SEPARATOR:
      return character == ' ';

    default:
      return !is_blank (character);
    }
}

static gboolean
is_mark (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* Replaces a mark without a base, which would change the text before it, a repeated one and one
 * too many. @n_free is the number of marks that can follow, and @last the last character. */
static void
append_visible (GString  *result,
                gunichar  character,
                guint    *n_free,
                gunichar *last)
{
  gboolean is_replaced = !is_visible (character);

  if (is_mark (character) && (*n_free == 0 || character == *last))
    is_replaced = TRUE;

  if (is_replaced)
    g_string_append_printf (result, "⟨U+%04X⟩", character);
  else
    g_string_append_unichar (result, character);
  *n_free = is_replaced || character == ' ' ? 0 : is_mark (character) ? *n_free - 1 : MAX_MARKS;
  *last = character;
}

/* Nearly all text in certificates is printable ASCII. */
static gsize
count_printable_ascii (const char *text,
                       const char *end)
{
  const char *c = text;

  while (c < end && *c >= ' ' && *c <= '~')
    c++;

  return (gsize) (c - text);
}

/**
 * wlk_text_make_visible:
 * @text: untrusted text; it need not be UTF-8
 * @length: its length in bytes, or -1 when it ends with a zero byte
 *
 * Makes control, formatting, bidirectional and blank characters and stacked combining marks
 * visible as `⟨U+202E⟩` and bytes that are not UTF-8 as `⟨0xFF⟩`. The result is one line of plain,
 * valid UTF-8.
 *
 * Source: Unicode Technical Report 36, §2 and Annex 9, for the bidirectional controls; Unicode
 * Technical Standard 39, §5.4, for the marks.
 *
 * Returns: (transfer full): the visible text
 */
char *
wlk_text_make_visible (const char *text,
                       gssize      length)
{
  g_autoptr(GString) result = NULL;
  const char *end;
  gsize n_plain;
  guint n_free;
  gunichar last = 0;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    return g_strdup ("");

  end = length < 0 ? text + strlen (text) : text + length;
  n_plain = count_printable_ascii (text, end);
  if (text + n_plain == end)
    return g_strndup (text, n_plain);

  result = g_string_sized_new (end - text);
  g_string_append_len (result, text, n_plain);
  text += n_plain;
  n_free = n_plain > 0 && text[-1] != ' ' ? MAX_MARKS : 0;
  while (text < end)
    {
      /* GLib reports a zero byte within the length as an incomplete sequence. */
      gunichar character = *text != '\0' ? g_utf8_get_char_validated (text, end - text) : 0;

      if (character == (gunichar) -1 || character == (gunichar) -2)
        {
          g_string_append_printf (result, "⟨0x%02X⟩", (guint8) *text);
          n_free = 0;
          text++;
          continue;
        }
      append_visible (result, character, &n_free, &last);
      text = g_utf8_next_char (text);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * wlk_text_format_hex:
 * @bytes: (array length=length): some bytes
 * @length: how many
 * @separator: (nullable): text between two bytes, for example ":"
 *
 * Returns: (transfer full): the bytes as upper-case hexadecimal digits
 */
char *
wlk_text_format_hex (const guint8 *bytes,
                     gsize         length,
                     const char   *separator)
{
  static const char digits[] = "0123456789ABCDEF";
  GString *result = g_string_sized_new (length * 3);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && separator != NULL)
        g_string_append (result, separator);
      g_string_append_c (result, digits[bytes[i] >> 4]);
      g_string_append_c (result, digits[bytes[i] & 0x0F]);
    }

  return g_string_free (result, FALSE);
}
