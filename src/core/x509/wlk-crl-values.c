/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-crl-values.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-certificate-layout.h"
#include "x509/wlk-general-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The times, numbers and entries of a CRL, read after their ASN.1 in RFC 5280 §5. */

#define MAX_EXTENSIONS 1024 /* of one entry; real ones have up to 3 */

#define OID_REASON_CODE        "2.5.29.21"
#define OID_HOLD_INSTRUCTION   "2.5.29.23"
#define OID_INVALIDITY_DATE    "2.5.29.24"
#define OID_CERTIFICATE_ISSUER "2.5.29.29"

/**
 * wlk_crl_has_time:
 * @reader: a reader
 *
 * Returns: whether a Time comes next
 */
gboolean
wlk_crl_has_time (const WlkDerReader *reader)
{
  return wlk_der_reader_has_tag (reader, WLK_DER_UTC_TIME) ||
         wlk_der_reader_has_tag (reader, WLK_DER_GENERALIZED_TIME);
}

/**
 * wlk_crl_read_time:
 * @reader: stands at a Time
 * @what: its name, for an error
 * @seconds: (out): since 1970
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.1.2.4 to §5.1.2.6.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_crl_read_time (WlkDerReader *reader,
                   const char   *what,
                   gint64       *seconds,
                   GError      **error)
{
  WlkDerElement element;
  guint32 tag = wlk_der_reader_has_tag (reader, WLK_DER_GENERALIZED_TIME)
                ? WLK_DER_GENERALIZED_TIME
                : WLK_DER_UTC_TIME;

  return wlk_der_reader_expect (reader, tag, what, &element, error) &&
         wlk_der_read_time (&element, seconds, error);
}

/**
 * wlk_crl_read_number:
 * @value: the value of an extension
 * @number: (inout): takes its bytes without zeros in front, however many there are
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.2.3 and §5.2.4.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_crl_read_number (const WlkDerElement *value,
                     GBytes             **number,
                     GError             **error)
{
  WlkDerReader reader;
  WlkDerElement element;
  guint32 skip = 0;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_expect (&reader, WLK_DER_INTEGER, "CRLNumber", &element, error) ||
      !wlk_der_reader_finish (&reader, "CRLNumber", error))
    return FALSE;
  if (element.content.length == 0 || (element.bytes[0] & 0x80))
    return wlk_der_fail (error, element.span.offset, _("A CRL number cannot be negative."));

  while (skip < element.content.length && element.bytes[skip] == 0)
    skip++;
  g_clear_pointer (number, g_bytes_unref);
  *number = g_bytes_new (element.bytes + skip, element.content.length - skip);

  return TRUE;
}

/**
 * wlk_crl_read_key_id:
 * @value: the value of an extension
 * @key_id: (inout) (nullable): takes the identifier of a key, when there is one
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.2.1.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_crl_read_key_id (const WlkDerElement *value,
                     GBytes             **key_id,
                     GError             **error)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "AuthorityKeyIdentifier", &inside, error))
    return FALSE;
  if (!wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT (0)))
    return TRUE;
  if (!wlk_der_reader_next (&inside, &element, error))
    return FALSE;

  g_clear_pointer (key_id, g_bytes_unref);
  *key_id = g_bytes_new (element.bytes, element.content.length);

  return TRUE;
}

/**
 * wlk_crl_number_compare:
 * @first: a CRL number
 * @second: another one
 *
 * Returns: less than, equal to or greater than 0, like the numbers
 */
int
wlk_crl_number_compare (GBytes *first,
                        GBytes *second)
{
  gsize first_length = 0;
  gsize second_length = 0;
  const guint8 *first_bytes = g_bytes_get_data (first, &first_length);
  const guint8 *second_bytes = g_bytes_get_data (second, &second_length);

  if (first_length != second_length)
    return first_length < second_length ? -1 : 1;

  return first_length > 0 ? memcmp (first_bytes, second_bytes, first_length) : 0;
}

/**
 * wlk_crl_list_entry_clear:
 * @self: an entry
 *
 * Frees what it holds.
 */
void
wlk_crl_list_entry_clear (WlkCrlListEntry *self)
{
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
}

static gboolean
read_reason (const WlkDerElement *value,
             int                 *reason,
             GError             **error)
{
  WlkDerReader reader;
  WlkDerElement element;
  gint64 number = 0;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_expect (&reader, WLK_DER_ENUMERATED, "CRLReason", &element, error) ||
      !wlk_der_read_integer (&element, &number, error))
    return FALSE;

  *reason = (int) CLAMP (number, 0, G_MAXINT);

  return TRUE;
}

/* §5.3.3: the first directory name of certificateIssuer. */
static gboolean
read_certificate_issuer (const WlkDerElement *value,
                         WlkName            **issuer,
                         GError             **error)
{
  WlkDerReader reader;
  WlkDerReader names;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "CertificateIssuer", &names, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&names))
    {
      g_autoptr(WlkGeneralName) name = NULL;

      if (!wlk_der_reader_next (&names, &element, error))
        return FALSE;
      name = wlk_general_name_new (&element, FALSE);
      if (name->kind == WLK_GENERAL_NAME_DIRECTORY && name->name != NULL)
        {
          g_clear_pointer (issuer, wlk_name_unref);
          *issuer = wlk_name_ref (name->name);
          return TRUE;
        }
    }

  return wlk_der_fail (error, value->span.offset,
                       _("An entry names its certificate issuer in no form that is known."));
}

static gboolean
read_entry_extension (const WlkExtensionParts *parts,
                      WlkCrlListEntry         *entry,
                      GError                 **error)
{
  g_autofree char *oid = wlk_der_dup_oid (&parts->oid, error);

  if (oid == NULL)
    return FALSE;
  if (g_str_equal (oid, OID_REASON_CODE))
    return read_reason (&parts->value, &entry->entry.reason, error);
  if (g_str_equal (oid, OID_CERTIFICATE_ISSUER))
    return read_certificate_issuer (&parts->value, &entry->issuer, error);
  if (parts->is_critical && !g_str_equal (oid, OID_INVALIDITY_DATE) &&
      !g_str_equal (oid, OID_HOLD_INSTRUCTION) && entry->unknown_critical == NULL)
    entry->unknown_critical = g_steal_pointer (&oid);

  return TRUE;
}

/**
 * wlk_crl_read_entry:
 * @entries: stands at an entry of revokedCertificates
 * @entry: (inout): takes what it says
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.1.2.6, §5.3.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_crl_read_entry (WlkDerReader    *entries,
                    WlkCrlListEntry *entry,
                    GError         **error)
{
  WlkDerReader inside;
  WlkDerReader extensions;
  WlkExtensionParts parts;
  guint n_extensions = 0;

  if (!wlk_der_reader_enter (entries, WLK_DER_SEQUENCE, "revokedCertificate", &inside, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "userCertificate", &entry->serial,
                              error) ||
      !wlk_crl_read_time (&inside, "revocationDate", &entry->entry.date, error))
    return FALSE;
  if (wlk_der_reader_is_at_end (&inside))
    return TRUE;
  if (!wlk_der_reader_enter (&inside, WLK_DER_SEQUENCE, "crlEntryExtensions", &extensions, error) ||
      !wlk_der_reader_finish (&inside, "revokedCertificate", error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&extensions))
    if (++n_extensions > MAX_EXTENSIONS)
      return wlk_der_fail (error, extensions.base, _("An entry has too many extensions."));
    else if (!wlk_certificate_layout_next_extension (&extensions, &parts, error) ||
             !read_entry_extension (&parts, entry, error))
      return FALSE;

  return TRUE;
}

/**
 * wlk_crl_reason_get_name:
 * @reason: a CRLReason
 *
 * Returns: its name as in RFC 5280
 */
const char *
wlk_crl_reason_get_name (int reason)
{
  static const char *names[] = {
    "unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "unused", "removeFromCRL", "privilegeWithdrawn",
    "aACompromise",
  };

  return reason >= 0 && reason < (int) G_N_ELEMENTS (names) ? names[reason] : "unknown";
}
