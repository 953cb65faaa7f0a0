/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extension.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"

#include <glib/gi18n-lib.h>

/* An Extension of a certificate, a CRL or an OCSP response, and the start of reading its value. */

#define MAX_EXTENSIONS 1024 /* of a CRL, an entry or a response; real ones have up to 5 */

/**
 * wlk_extension_next:
 * @reader: a reader before an Extension
 * @parts: (out caller-allocates): its parts
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads one extension. A critical flag that is neither 0x00 nor 0xFF counts as set, and an encoded
 * default is accepted; both violate DER without ambiguity.
 *
 * Source: RFC 5280 §4.1 and §4.2.
 *
 * Returns: %TRUE when @parts was read
 */
gboolean
wlk_extension_next (WlkDerReader      *reader,
                    WlkExtensionParts *parts,
                    GError           **error)
{
  WlkDerElement element;
  WlkDerReader inside;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, "Extension", &element, error))
    return FALSE;

  parts->span = element.span;
  parts->is_critical = FALSE;
  if (!wlk_der_reader_init_content (&inside, &element, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "extnID", &parts->oid, error) ||
      !wlk_der_check_oid (&parts->oid, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_BOOLEAN))
    {
      if (!wlk_der_reader_next (&inside, &element, error))
        return FALSE;
      if (element.content.length != 1)
        return wlk_der_fail (error, element.span.offset,
                             _("The critical flag must be one byte."));
      parts->is_critical = element.bytes[0] != 0;
    }

  return wlk_der_reader_expect (&inside, WLK_DER_OCTET_STRING, "extnValue",
                                &parts->value, error) &&
         wlk_der_reader_finish (&inside, "Extension", error);
}

/**
 * wlk_extension_read_all:
 * @reader: a reader before Extensions
 * @read: reads each
 * @object: for @read
 * @unknown_critical: (inout) (nullable): the first unrecognized critical extension
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Returns: %TRUE if all were read
 */
gboolean
wlk_extension_read_all (WlkDerReader    *reader,
                        WlkExtensionFunc read,
                        gpointer         object,
                        char           **unknown_critical,
                        GError         **error)
{
  WlkDerReader list;
  WlkExtensionParts parts;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "Extensions", &list, error))
    return FALSE;

  for (guint i = 0; !wlk_der_reader_is_at_end (&list); i++)
    {
      g_autofree char *oid = NULL;
      gboolean is_known = TRUE;

      if (i == MAX_EXTENSIONS)
        return wlk_der_fail (error, list.base, _("There are too many extensions."));
      if (!wlk_extension_next (&list, &parts, error))
        return FALSE;
      oid = wlk_der_dup_oid (&parts.oid, error);
      if (oid == NULL || !read (object, oid, &parts, &is_known, error))
        return FALSE;
      if (!is_known && parts.is_critical && *unknown_critical == NULL)
        *unknown_critical = g_steal_pointer (&oid);
    }

  return TRUE;
}

/**
 * wlk_extension_read_element:
 * @self: (nullable): an extension whose value is one element
 * @tag: the tag of that element
 * @what: its ASN.1 type, for an error
 * @element: (out caller-allocates): the element
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extension_read_element (const WlkExtension *self,
                            guint32             tag,
                            const char         *what,
                            WlkDerElement      *element,
                            GError            **error)
{
  WlkDerReader reader;

  if (self == NULL)
    return WLK_ABSENT;

  wlk_der_reader_init (&reader, self->bytes, self->value.length, self->value.offset);
  if (!wlk_der_reader_expect (&reader, tag, what, element, error) ||
      !wlk_der_reader_finish (&reader, what, error))
    return WLK_MALFORMED;

  return WLK_PRESENT;
}

/**
 * wlk_extension_enter:
 * @self: (nullable): an extension whose value is a SEQUENCE
 * @what: its ASN.1 type, for an error
 * @inside: (out caller-allocates): reads the content of the SEQUENCE
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extension_enter (const WlkExtension *self,
                     const char         *what,
                     WlkDerReader       *inside,
                     GError            **error)
{
  WlkDerElement element;
  WlkPresence presence = wlk_extension_read_element (self, WLK_DER_SEQUENCE, what, &element, error);

  if (presence == WLK_PRESENT && !wlk_der_reader_init_content (inside, &element, error))
    return WLK_MALFORMED;

  return presence;
}

/**
 * wlk_extension_read_number_of_certificates:
 * @element: pathLenConstraint or SkipCerts
 * @number: (out): its value; at most %G_MAXINT, which is longer than any path
 * @error: return location; %WLK_ERROR_PARSE when it is malformed or negative
 *
 * Source: RFC 5280 §4.2.1.9, §4.2.1.11.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_extension_read_number_of_certificates (const WlkDerElement *element,
                                           int                 *number,
                                           GError             **error)
{
  gint64 value;

  if (element->content.length > 0 && (element->bytes[0] & 0x80))
    return wlk_der_fail (error, element->span.offset,
                         _("A number of certificates cannot be negative."));
  if (element->content.length > sizeof value)
    {
      *number = G_MAXINT;
      return TRUE;
    }
  if (!wlk_der_read_integer (element, &value, error))
    return FALSE;

  *number = (int) MIN (value, G_MAXINT);

  return TRUE;
}

/**
 * wlk_extension_check_count:
 * @count: how many entries were read so far
 * @limit: how many an extension may have
 * @error: return location; %WLK_ERROR_LIMIT
 *
 * Returns: whether one more may be read
 */
gboolean
wlk_extension_check_count (guint    count,
                           guint    limit,
                           GError **error)
{
  if (count < limit)
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
               _("The extension has more than %u entries."), limit);

  return FALSE;
}

/**
 * wlk_extension_read_entries:
 * @list: the kind of extension
 * @inside: reads the content of the SEQUENCE
 * @issuer: (nullable): the issuer of the certificate, for names relative to it
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT
 *
 * Returns: (transfer full) (nullable): the decoded entries
 */
GPtrArray *
wlk_extension_read_entries (const WlkExtensionList *list,
                            WlkDerReader           *inside,
                            WlkName                *issuer,
                            GError                **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (list->free_entry);

  if (list->empty != NULL && wlk_der_reader_is_at_end (inside))
    {
      wlk_der_fail (error, inside->base, _(list->empty));
      return NULL;
    }

  while (!wlk_der_reader_is_at_end (inside))
    {
      gpointer entry = NULL;

      if (wlk_extension_check_count (entries->len, list->limit, error))
        entry = list->read (inside, issuer, error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  if (list->check != NULL && !list->check (entries, error))
    return NULL;

  return g_steal_pointer (&entries);
}
