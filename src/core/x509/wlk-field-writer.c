/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-field-writer.h"

#include "base/wlk-text.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-general-name.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>

/* Writes single DER values as lines of text. */

#define MAX_SHOWN_BYTES 4096 /* of one value; more is not useful on a screen */

/**
 * wlk_field_writer_add_bytes:
 * @field: the line below which to write
 * @title: what it is
 * @bytes: (array length=length): the bytes
 * @length: how many
 * @span: their position
 *
 * Writes bytes in hexadecimal, at most the first %MAX_SHOWN_BYTES.
 *
 * Returns: (transfer none): the line
 */
WlkField *
wlk_field_writer_add_bytes (WlkField     *field,
                            const char   *title,
                            const guint8 *bytes,
                            gsize         length,
                            WlkSpan       span)
{
  g_autofree char *hex = wlk_text_format_hex (bytes, MIN (length, MAX_SHOWN_BYTES), ":");
  g_autofree char *cut = length > MAX_SHOWN_BYTES ? g_strconcat (hex, "…", NULL) : NULL;

  return wlk_field_add (field, title, cut != NULL ? cut : hex, span);
}

/**
 * wlk_field_writer_add_octets:
 * @field: the line below which to write
 * @title: what it is
 * @element: an element
 *
 * Writes the content octets of an element in hexadecimal.
 */
void
wlk_field_writer_add_octets (WlkField            *field,
                             const char          *title,
                             const WlkDerElement *element)
{
  wlk_field_writer_add_bytes (field, title, element->bytes, element->content.length,
                              element->span);
}

static gboolean
add_oid (WlkField            *field,
         const char          *title,
         const WlkDerElement *element,
         WlkField           **added,
         GError             **error)
{
  g_autofree char *oid = wlk_der_dup_oid (element, error);
  const char *name = oid != NULL ? wlk_oid_get_title (oid) : NULL;
  g_autofree char *text = name != NULL ? g_strdup_printf ("%s (%s)", name, oid) : NULL;
  WlkField *line;

  if (oid == NULL)
    return FALSE;

  line = wlk_field_add (field, title, text != NULL ? text : oid, element->span);
  if (added != NULL)
    *added = line;

  return TRUE;
}

/**
 * wlk_field_writer_add_next_oid:
 * @field: the line below which to write
 * @title: what it is
 * @reader: its next element is an OBJECT IDENTIFIER
 * @added: (out) (optional): the line
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads an object identifier and writes it with its name.
 *
 * Returns: %TRUE when it could be decoded
 */
gboolean
wlk_field_writer_add_next_oid (WlkField     *field,
                               const char   *title,
                               WlkDerReader *reader,
                               WlkField    **added,
                               GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_OBJECT_IDENTIFIER, title, &element, error) &&
         add_oid (field, title, &element, added, error);
}

/**
 * wlk_field_writer_add_general_name:
 * @field: the line below which to write
 * @element: a GeneralName
 * @is_subtree: whether it is the base of a GeneralSubtree
 *
 * Writes a name, titled with its form.
 */
void
wlk_field_writer_add_general_name (WlkField            *field,
                                   const WlkDerElement *element,
                                   gboolean             is_subtree)
{
  g_autoptr(WlkGeneralName) name = wlk_general_name_new (element, is_subtree);
  g_autofree char *marked = NULL;

  if (!name->is_well_formed)
    /* Translators: a name in a certificate that breaks the rules of its form. */
    marked = g_strdup_printf (_("%s (not well formed)"), name->text);
  wlk_field_add (field, wlk_general_name_kind_get_title (name->kind),
                 marked != NULL ? marked : name->text, name->span);
}

/**
 * wlk_field_writer_add_flags:
 * @field: the line below which to write
 * @title: what it is
 * @element: a BIT STRING
 * @names: (array length=n_names): names of the bits, from bit 0
 * @n_names: how many
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes the names of the bits that are set.
 *
 * Returns: %TRUE when it could be decoded
 */
gboolean
wlk_field_writer_add_flags (WlkField            *field,
                            const char          *title,
                            const WlkDerElement *element,
                            const char * const  *names,
                            guint                n_names,
                            GError             **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  WlkDerBits bits;

  if (!wlk_der_read_bit_string (element, &bits, error))
    return FALSE;

  for (guint i = 0; i < n_names && i < bits.length * 8; i++)
    if (bits.bytes[i / 8] & (0x80 >> (i % 8)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", names[i]);
  wlk_field_add (field, title, text->len > 0 ? text->str : _("none"), element->span);

  return TRUE;
}

/**
 * wlk_field_writer_add_number:
 * @field: the line below which to write
 * @title: what it is
 * @element: an INTEGER
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes a number.
 *
 * Returns: %TRUE when it could be decoded
 */
gboolean
wlk_field_writer_add_number (WlkField            *field,
                             const char          *title,
                             const WlkDerElement *element,
                             GError             **error)
{
  g_autofree char *text = NULL;
  gint64 number;

  if (!wlk_der_read_integer (element, &number, error))
    return FALSE;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  wlk_field_add (field, title, text, element->span);

  return TRUE;
}
