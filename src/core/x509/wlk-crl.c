/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-crl.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-general-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The whole list is parsed once at construction, to detect malformed entries early, and its entries
 * are scanned for each lookup. An entry has about 40 bytes, and takes some nanoseconds to scan.
 */

#define OID_CRL_NUMBER      "2.5.29.20"
#define OID_DELTA_INDICATOR "2.5.29.27"
#define OID_ISSUING_POINT   "2.5.29.28"

#define OID_REASON_CODE        "2.5.29.21"
#define OID_HOLD_INSTRUCTION   "2.5.29.23"
#define OID_INVALIDITY_DATE    "2.5.29.24"
#define OID_CERTIFICATE_ISSUER "2.5.29.29"

static void
crl_clear (WlkCrl *self)
{
  wlk_signed_data_clear (&self->signed_data);
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_pointer (&self->number, g_bytes_unref);
  g_clear_pointer (&self->base_number, g_bytes_unref);
  g_clear_pointer (&self->authority_key_id, g_bytes_unref);
  g_clear_pointer (&self->scope_der, g_bytes_unref);
  g_clear_pointer (&self->scope, wlk_crl_scope_free);
  g_clear_pointer (&self->freshest, g_ptr_array_unref);
  g_free (self->unknown_critical);
  g_free (self->unknown_critical_of_entry);
}

WLK_DEFINE_REF_COUNTED (WlkCrl, wlk_crl, crl_clear)

/*
 * An entry of revokedCertificates:
 * @issuer: (nullable): certificateIssuer, for this entry and those that follow
 * @unknown_critical: (nullable): an unrecognized critical extension
 */
typedef struct
{
  WlkDerElement serial;
  WlkCrlEntry   entry;
  WlkName      *issuer;
  char         *unknown_critical;
} ListEntry;

static void
list_entry_clear (ListEntry *self)
{
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListEntry, list_entry_clear)

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
read_entry_extension (gpointer                 object,
                      const char              *oid,
                      const WlkExtensionParts *parts,
                      gboolean                *is_known,
                      GError                 **error)
{
  ListEntry *self = object;

  if (g_str_equal (oid, OID_REASON_CODE))
    return read_reason (&parts->value, &self->entry.reason, error);
  if (g_str_equal (oid, OID_CERTIFICATE_ISSUER))
    return read_certificate_issuer (&parts->value, &self->issuer, error);

  *is_known = g_str_equal (oid, OID_INVALIDITY_DATE) || g_str_equal (oid, OID_HOLD_INSTRUCTION);

  return TRUE;
}

/* §5.1.2.6 and §5.3. @self starts with zeros. */
static gboolean
read_entry (ListEntry    *self,
            WlkDerReader *entries,
            GError      **error)
{
  WlkDerReader inside;
  WlkDerElement date;

  return wlk_der_reader_enter (entries, WLK_DER_SEQUENCE, "revokedCertificate", &inside, error) &&
         wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "userCertificate", &self->serial,
                                error) &&
         wlk_der_reader_expect_time (&inside, "revocationDate", &date, error) &&
         wlk_der_read_time (&date, &self->entry.date, error) &&
         (wlk_der_reader_is_at_end (&inside) ||
          wlk_extension_read_all (&inside, read_entry_extension, self, &self->unknown_critical,
                                  error)) &&
         wlk_der_reader_finish (&inside, "revokedCertificate", error);
}

static const guint8 *
get_bytes (const WlkCrl *self,
           WlkSpan       span)
{
  return (const guint8 *) g_bytes_get_data (self->signed_data.der, NULL) + span.offset;
}

/* §5.2.3 and §5.2.4: the bytes without leading zeros, of any length. */
static gboolean
read_number (const WlkDerElement *value,
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

/* §5.2.1 */
static gboolean
read_key_id (const WlkDerElement *value,
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

static gboolean
read_scope (WlkCrl              *self,
            const WlkDerElement *value,
            GError             **error)
{
  WlkDerReader reader;

  if (!wlk_der_reader_init_content (&reader, value, error))
    return FALSE;

  g_clear_pointer (&self->scope, wlk_crl_scope_free);
  g_clear_pointer (&self->scope_der, g_bytes_unref);
  self->scope = wlk_crl_scope_new (&reader, self->issuer, error);
  self->scope_der = g_bytes_new (value->bytes, value->content.length);

  return self->scope != NULL;
}

static gboolean
read_freshest (WlkCrl              *self,
               const WlkDerElement *value)
{
  WlkDerReader reader;
  WlkDerReader inside;

  if (self->freshest == NULL && wlk_der_reader_init_content (&reader, value, NULL) &&
      wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "CRLDistributionPoints", &inside, NULL))
    self->freshest = wlk_extension_read_entries (&wlk_distribution_point_list, &inside,
                                                 self->issuer,
                                                 NULL);

  return TRUE;
}

/* §5.2. A CRL with an unrecognized critical extension must not be used. */
static gboolean
read_extension (gpointer                 object,
                const char              *oid,
                const WlkExtensionParts *parts,
                gboolean                *is_known,
                GError                 **error)
{
  WlkCrl *self = object;

  if (g_str_equal (oid, OID_CRL_NUMBER))
    {
      self->is_number_critical = parts->is_critical;
      return read_number (&parts->value, &self->number, error);
    }
  if (g_str_equal (oid, OID_DELTA_INDICATOR))
    return read_number (&parts->value, &self->base_number, error);
  if (g_str_equal (oid, WLK_OID_AUTHORITY_KEY_IDENTIFIER))
    return read_key_id (&parts->value, &self->authority_key_id, error);
  if (g_str_equal (oid, OID_ISSUING_POINT))
    return read_scope (self, &parts->value, error);

  *is_known = FALSE;

  return !g_str_equal (oid, WLK_OID_FRESHEST_CRL) || read_freshest (self, &parts->value);
}

static gboolean
read_extensions (WlkCrl       *self,
                 WlkDerReader *reader,
                 GError      **error)
{
  WlkDerReader tagged;

  if (!wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (0)))
    return TRUE;

  return wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (0), "crlExtensions", &tagged,
                               error) &&
         wlk_extension_read_all (&tagged, read_extension, self, &self->unknown_critical, error) &&
         wlk_der_reader_finish (&tagged, "crlExtensions", error);
}

static gboolean
check_entries (WlkCrl  *self,
               GError **error)
{
  WlkDerReader reader;

  wlk_der_reader_init (&reader, get_bytes (self, self->entries), self->entries.length,
                       self->entries.offset);
  while (!wlk_der_reader_is_at_end (&reader))
    {
      g_auto(ListEntry) entry = { 0 };

      if (!read_entry (&entry, &reader, error))
        return FALSE;
      if (entry.issuer != NULL && (self->scope == NULL || !self->scope->is_indirect))
        self->has_stray_issuer = TRUE;
      if (self->unknown_critical_of_entry == NULL)
        self->unknown_critical_of_entry = g_steal_pointer (&entry.unknown_critical);
    }

  return TRUE;
}

static gboolean
read_issuer (WlkCrl       *self,
             WlkDerReader *reader,
             GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, "issuer", &element, error))
    return FALSE;

  self->issuer = wlk_name_new (get_bytes (self, element.span), element.span.length, error);

  return self->issuer != NULL;
}

static gboolean
read_time (WlkDerReader *reader,
           const char   *what,
           gint64       *seconds,
           GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect_time (reader, what, &element, error) &&
         wlk_der_read_time (&element, seconds, error);
}

static gboolean
read_dates (WlkCrl       *self,
            WlkDerReader *reader,
            GError      **error)
{
  gboolean has_next;

  if (!read_time (reader, "thisUpdate", &self->this_update, error))
    return FALSE;

  has_next = wlk_der_reader_has_tag (reader, WLK_DER_UTC_TIME) ||
             wlk_der_reader_has_tag (reader, WLK_DER_GENERALIZED_TIME);
  self->next_update = G_MAXINT64;

  return !has_next || read_time (reader, "nextUpdate", &self->next_update, error);
}

static gboolean
read_tbs (WlkCrl              *self,
          const WlkDerElement *tbs,
          GError             **error)
{
  WlkDerReader reader;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&reader, tbs, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&reader, WLK_DER_INTEGER) &&
      !wlk_der_reader_next (&reader, &element, error))
    return FALSE;
  if (!wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "signature", &element, error) ||
      !read_issuer (self, &reader, error) ||
      !read_dates (self, &reader, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&reader, WLK_DER_SEQUENCE))
    {
      if (!wlk_der_reader_next (&reader, &element, error))
        return FALSE;
      self->entries = element.content;
    }

  return read_extensions (self, &reader, error) &&
         wlk_der_reader_finish (&reader, "tbsCertList", error) &&
         check_entries (self, error);
}

static gboolean
read_crl (WlkCrl  *self,
          GBytes  *der,
          GError **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  WlkDerReader reader;
  WlkDerReader crl;
  WlkDerElement tbs;

  if (length > WLK_DER_MAX_LENGTH)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT, _("The CRL is larger than %d bytes."),
                   WLK_DER_MAX_LENGTH);
      return FALSE;
    }

  wlk_der_reader_init (&reader, bytes, length, 0);

  return wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "CertificateList", &crl, error) &&
         wlk_der_reader_finish (&reader, "CertificateList", error) &&
         wlk_signed_data_read (&self->signed_data, der, &crl, "tbsCertList", &tbs, error) &&
         wlk_der_reader_finish (&crl, "CertificateList", error) &&
         read_tbs (self, &tbs, error);
}

/**
 * wlk_crl_new:
 * @der: a CertificateList
 * @error: return location; %WLK_ERROR_PARSE with reason and offset, or %WLK_ERROR_LIMIT
 *
 * Source: RFC 5280 §5.1.
 *
 * Returns: (transfer full) (nullable): the CRL
 */
WlkCrl *
wlk_crl_new (GBytes  *der,
             GError **error)
{
  g_autoptr(WlkCrl) self = NULL;

  g_return_val_if_fail (der != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkCrl);
  if (!read_crl (self, der, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
equal_bytes (GBytes *first,
             GBytes *second)
{
  return first == second || (first != NULL && second != NULL && g_bytes_equal (first, second));
}

/* Whether issuer, issuing distribution point and key identifier are the same (RFC 5280 §6.3.3
 * (c)). */
gboolean
wlk_crl_has_same_scope (const WlkCrl *self,
                        const WlkCrl *other)
{
  return wlk_name_equal (self->issuer, other->issuer) &&
         equal_bytes (self->scope_der, other->scope_der) &&
         equal_bytes (self->authority_key_id, other->authority_key_id);
}

/**
 * wlk_crl_find:
 * @self: a CRL
 * @certificate: a certificate
 * @entry: (out caller-allocates): date and reason of its revocation
 *
 * Finds a certificate by its issuer and its serial number. An entry of an indirect CRL belongs to
 * its certificateIssuer, or to that of the previous entry.
 *
 * Source: RFC 5280 §5.3.3, §6.3.3 (i) and (j).
 *
 * Returns: whether the certificate is on the list
 */
gboolean
wlk_crl_find (const WlkCrl   *self,
              WlkCertificate *certificate,
              WlkCrlEntry    *entry)
{
  WlkDerReader reader;
  WlkDerElement serial;
  gboolean is_issuer;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);

  serial = wlk_certificate_get_element (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  is_issuer = wlk_name_equal (self->issuer, wlk_certificate_get_issuer (certificate));
  wlk_der_reader_init (&reader, get_bytes (self, self->entries), self->entries.length,
                       self->entries.offset);
  while (!wlk_der_reader_is_at_end (&reader))
    {
      g_auto(ListEntry) found = { 0 };

      if (!read_entry (&found, &reader, NULL))
        return FALSE;
      if (found.issuer != NULL)
        is_issuer = wlk_name_equal (found.issuer, wlk_certificate_get_issuer (certificate));
      if (is_issuer && wlk_der_integer_equal (&found.serial, &serial))
        {
          *entry = found.entry;
          return TRUE;
        }
    }

  return FALSE;
}

/* Less than, equal to or greater than 0, like the numbers. */
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

/* Its name as in RFC 5280. */
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
