/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name-fold.h"

#include "der/wlk-der-values.h"

#include <string.h>

/*
 * RFC 5280 §7.1 compares names as in RFC 4518: the string type is ignored, invisible characters are
 * removed, case is folded, leading and trailing white space is removed, and inner white space
 * becomes one space. A value that is not valid text is compared by its type and its bytes.
 */

/* Mapped to nothing by RFC 4518 §2.2, with the variation selectors as corrected by erratum 1757. */
static const struct
{
  gunichar first;
  gunichar last;
} invisible[] = {
  { 0x0000, 0x0008 }, { 0x000E, 0x001F }, { 0x007F, 0x0084 }, { 0x0086, 0x009F },
  { 0x00AD, 0x00AD }, { 0x034F, 0x034F }, { 0x06DD, 0x06DD }, { 0x070F, 0x070F },
  { 0x1806, 0x1806 }, { 0x180B, 0x180E }, { 0x200B, 0x200F }, { 0x202A, 0x202E },
  { 0x2060, 0x2063 }, { 0x206A, 0x206F }, { 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF },
  { 0xFFF9, 0xFFFC }, { 0x1D173, 0x1D17A }, { 0xE0001, 0xE0001 }, { 0xE0020, 0xE007F },
};

static gboolean
is_invisible (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (invisible); i++)
    if (character <= invisible[i].last)
      return character >= invisible[i].first;

  return FALSE;
}

static gboolean
is_white_space (gunichar character)
{
  return (character >= 0x09 && character <= 0x0D) || character == 0x85 ||
         g_unichar_isspace (character);
}

/* Types in which a byte below 0x80 is an ASCII character. */
static gboolean
is_ascii_based (guint32 type)
{
  return wlk_der_is_string_type (type) &&
         type != WLK_DER_BMP_STRING && type != WLK_DER_UNIVERSAL_STRING;
}

/* The common case, without allocation: short and ASCII. The result is that of fold_unicode(). */
static gboolean
fold_ascii (WlkNameFold  *self,
            const guint8 *bytes,
            gsize         length)
{
  gboolean is_space_due = FALSE;
  gsize used = 0;

  if (length > sizeof self->buffer)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = bytes[i];

      if (byte >= 0x80)
        return FALSE;
      if (is_invisible (byte))
        continue;
      if (byte == ' ' || (byte >= 0x09 && byte <= 0x0D))
        {
          is_space_due = used > 0;
          continue;
        }
      if (is_space_due)
        self->buffer[used++] = ' ';
      is_space_due = FALSE;
      self->buffer[used++] = byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
    }

  self->type = 0;
  self->bytes = self->buffer;
  self->length = used;
  return TRUE;
}

/* UTF-8 that may contain zero bytes, as UTF-8 without any. */
static char *
remove_invisible (const char *text,
                  gsize       length)
{
  g_autoptr(GString) result = g_string_sized_new (length);

  for (const char *c = text; c < text + length; c = g_utf8_next_char (c))
    if (!is_invisible (g_utf8_get_char (c)))
      g_string_append_unichar (result, g_utf8_get_char (c));

  return g_string_free (g_steal_pointer (&result), FALSE);
}

static char *
collapse_white_space (const char *text)
{
  g_autoptr(GString) result = g_string_sized_new (strlen (text));
  gboolean is_space_due = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (is_white_space (character))
        {
          is_space_due = result->len > 0;
          continue;
        }
      if (is_space_due)
        g_string_append_c (result, ' ');
      is_space_due = FALSE;
      g_string_append_unichar (result, character);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

static gboolean
fold_unicode (WlkNameFold         *self,
              const WlkDerElement *value)
{
  g_autofree char *text = NULL;
  g_autofree char *visible = NULL;
  g_autofree char *compatible = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *normal = NULL;
  gsize length = 0;

  text = wlk_der_dup_string (value, value->tag, &length, NULL);
  if (text == NULL)
    return FALSE;

  visible = remove_invisible (text, length);
  compatible = g_utf8_normalize (visible, -1, G_NORMALIZE_NFKC);
  folded = g_utf8_casefold (compatible, -1);
  normal = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
  self->owned = collapse_white_space (normal);
  self->type = 0;
  self->bytes = (const guint8 *) self->owned;
  self->length = strlen (self->owned);
  return TRUE;
}

/**
 * wlk_name_fold_init:
 * @self: a fold on the stack
 * @value: an attribute value; it must outlive @self
 *
 * Converts @value to a form in which two values match if their types and bytes are equal.
 *
 * Source: RFC 5280 §7.1, RFC 4518 §2.
 */
void
wlk_name_fold_init (WlkNameFold         *self,
                    const WlkDerElement *value)
{
  self->owned = NULL;
  if (is_ascii_based (value->tag) && fold_ascii (self, value->bytes, value->content.length))
    return;
  if (wlk_der_is_string_type (value->tag) && fold_unicode (self, value))
    return;

  self->type = value->tag;
  self->bytes = value->bytes;
  self->length = value->content.length;
}

/* Frees what @self owns. */
void
wlk_name_fold_clear (WlkNameFold *self)
{
  g_clear_pointer (&self->owned, g_free);
}
