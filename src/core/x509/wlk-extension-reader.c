/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extension-reader.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"

#include <glib/gi18n-lib.h>

/* How every reader of an extension begins: at the DER inside extnValue. */

/**
 * wlk_extension_enter:
 * @certificate: a certificate
 * @oid: an extension whose value is a SEQUENCE
 * @what: its ASN.1 type, for an error
 * @inside: (out caller-allocates): reads what is inside the SEQUENCE
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extension_enter (WlkCertificate *certificate,
                     const char     *oid,
                     const char     *what,
                     WlkDerReader   *inside,
                     GError        **error)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, oid);
  WlkDerReader reader;

  if (extension == NULL)
    return WLK_ABSENT;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, extension->value),
                       extension->value.length, extension->value.offset);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, what, inside, error) ||
      !wlk_der_reader_finish (&reader, what, error))
    return WLK_MALFORMED;

  return WLK_PRESENT;
}

/**
 * wlk_extension_read_element:
 * @certificate: a certificate
 * @oid: an extension whose value is one element
 * @tag: the tag of that element
 * @what: its ASN.1 type, for an error
 * @element: (out caller-allocates): the element
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extension_read_element (WlkCertificate *certificate,
                            const char     *oid,
                            guint32         tag,
                            const char     *what,
                            WlkDerElement  *element,
                            GError        **error)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, oid);
  WlkDerReader reader;

  if (extension == NULL)
    return WLK_ABSENT;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, extension->value),
                       extension->value.length, extension->value.offset);
  if (!wlk_der_reader_expect (&reader, tag, what, element, error) ||
      !wlk_der_reader_finish (&reader, what, error))
    return WLK_MALFORMED;

  return WLK_PRESENT;
}

/* The certificate does not change by it: whoever reads the extension again finds the same. */
static gpointer *
get_list_slot (const WlkExtension *extension)
{
  return (gpointer *) &extension->list;
}

static gint *
get_readable_slot (const WlkExtension *extension)
{
  return (gint *) &extension->is_readable;
}

/**
 * wlk_extension_is_known_readable:
 * @extension: an extension
 *
 * Returns: whether it was read already and is written as its ASN.1 says
 */
gboolean
wlk_extension_is_known_readable (const WlkExtension *extension)
{
  return g_atomic_int_get (get_readable_slot (extension)) != 0;
}

/**
 * wlk_extension_note_readable:
 * @extension: an extension
 *
 * Remembers, from any thread, that it is written as its ASN.1 says.
 */
void
wlk_extension_note_readable (const WlkExtension *extension)
{
  g_atomic_int_set (get_readable_slot (extension), 1);
}

/**
 * wlk_extension_recall_list:
 * @certificate: a certificate
 * @oid: an extension whose value is a list
 *
 * Several steps read the same lists. They share one, from any thread, and nobody changes it.
 *
 * Returns: (transfer full) (nullable): the list that was read already
 */
GPtrArray *
wlk_extension_recall_list (WlkCertificate *certificate,
                           const char     *oid)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, oid);
  GPtrArray *list = NULL;

  if (extension != NULL)
    list = g_atomic_pointer_get (get_list_slot (extension));

  return list != NULL ? g_ptr_array_ref (list) : NULL;
}

/**
 * wlk_extension_remember_list:
 * @certificate: a certificate
 * @oid: an extension that it has
 * @list: (transfer full): what was read of it
 *
 * Keeps @list for wlk_extension_recall_list(), as long as @certificate lives.
 *
 * Returns: (transfer full): the list to use, which may be that of another thread
 */
GPtrArray *
wlk_extension_remember_list (WlkCertificate *certificate,
                             const char     *oid,
                             GPtrArray      *list)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, oid);

  if (!g_atomic_pointer_compare_and_exchange (get_list_slot (extension), NULL, list))
    g_ptr_array_unref (list);

  return g_ptr_array_ref (g_atomic_pointer_get (get_list_slot (extension)));
}

/**
 * wlk_extension_read_number_of_certificates:
 * @element: pathLenConstraint or SkipCerts
 * @number: (out): what it says; larger than %G_MAXINT, which is more than any path has, is
 *   %G_MAXINT
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
