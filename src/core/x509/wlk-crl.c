/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-crl.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-signature-algorithm.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The whole list is parsed once at construction, to detect malformed entries early, and its entries
 * are scanned for each lookup. An entry has about 40 bytes, and takes some nanoseconds to scan.
 */

#define OID_CRL_NUMBER      "2.5.29.20"
#define OID_DELTA_INDICATOR "2.5.29.27"
#define OID_ISSUING_POINT   "2.5.29.28"

struct _WlkCrl
{
  GObject               parent_instance;

  GBytes               *der;
  WlkSpan               tbs;
  WlkSpan               entries;  /* content of revokedCertificates; empty if absent */
  WlkSignatureAlgorithm algorithm;
  WlkDerBits            signature;
  WlkName              *issuer;
  gint64                this_update;
  gint64                next_update; /* G_MAXINT64 without one */
  gboolean              is_number_critical;
  GBytes               *number;      /* nullable, like all that follow */
  GBytes               *base_number;
  GBytes               *authority_key_id;
  GBytes               *scope_der;
  WlkCrlScope          *scope;
  GPtrArray            *freshest;    /* (element-type WlkDistributionPoint) */
  char                 *unknown_critical;
  char                 *unknown_critical_of_entry;
};

G_DEFINE_FINAL_TYPE (WlkCrl, wlk_crl, G_TYPE_OBJECT)

static void
wlk_crl_finalize (GObject *object)
{
  WlkCrl *self = WLK_CRL (object);

  wlk_signature_algorithm_clear (&self->algorithm);
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_pointer (&self->number, g_bytes_unref);
  g_clear_pointer (&self->base_number, g_bytes_unref);
  g_clear_pointer (&self->authority_key_id, g_bytes_unref);
  g_clear_pointer (&self->scope_der, g_bytes_unref);
  g_clear_pointer (&self->scope, wlk_crl_scope_free);
  g_clear_pointer (&self->freshest, g_ptr_array_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
  g_clear_pointer (&self->unknown_critical_of_entry, g_free);
  g_clear_pointer (&self->der, g_bytes_unref);

  G_OBJECT_CLASS (wlk_crl_parent_class)->finalize (object);
}

static void
wlk_crl_class_init (WlkCrlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_crl_finalize;
}

static void
wlk_crl_init (WlkCrl *self)
{
}

static const guint8 *
get_bytes (WlkCrl *self,
           WlkSpan span)
{
  return (const guint8 *) g_bytes_get_data (self->der, NULL) + span.offset;
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
    self->freshest = wlk_distribution_points_read_list (&inside, self->issuer, NULL);

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
      g_auto(WlkCrlListEntry) entry = { 0 };

      if (!wlk_crl_list_entry_read (&entry, &reader, error))
        return FALSE;
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
          GError **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (self->der, &length);
  WlkDerReader reader;
  WlkDerReader crl;
  WlkDerElement tbs;
  WlkDerElement algorithm;
  WlkDerElement signature;

  if (length > WLK_DER_MAX_LENGTH)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT, _("The CRL is larger than %d bytes."),
                   WLK_DER_MAX_LENGTH);
      return FALSE;
    }

  wlk_der_reader_init (&reader, bytes, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "CertificateList", &crl, error) ||
      !wlk_der_reader_finish (&reader, "CertificateList", error) ||
      !wlk_der_reader_expect (&crl, WLK_DER_SEQUENCE, "tbsCertList", &tbs, error) ||
      !wlk_der_reader_expect (&crl, WLK_DER_SEQUENCE, "signatureAlgorithm", &algorithm, error) ||
      !wlk_der_reader_expect (&crl, WLK_DER_BIT_STRING, "signatureValue", &signature, error) ||
      !wlk_der_reader_finish (&crl, "CertificateList", error))
    return FALSE;

  self->tbs = tbs.span;
  return wlk_signature_algorithm_init (&self->algorithm, bytes + algorithm.span.offset,
                                       algorithm.span.length, error) &&
         wlk_der_read_bit_string (&signature, &self->signature, error) &&
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

  self = g_object_new (WLK_TYPE_CRL, NULL);
  self->der = g_bytes_ref (der);
  if (!read_crl (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* The issuer of the CRL. */
WlkName *
wlk_crl_get_issuer (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->issuer;
}

/* The time of issue, in seconds since 1970. */
gint64
wlk_crl_get_this_update (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), 0);

  return self->this_update;
}

/** Returns: the time by which the next CRL will be issued, in seconds since 1970; %G_MAXINT64 if
 * absent */
gint64
wlk_crl_get_next_update (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), 0);

  return self->next_update;
}

/** Returns: (nullable): the CRL number, big-endian (RFC 5280 §5.2.3), for
 * wlk_crl_number_compare() */
GBytes *
wlk_crl_get_number (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->number;
}

/* Whether the CRL number is a critical extension, which RFC 5280 §5.2.3 forbids. */
gboolean
wlk_crl_has_critical_number (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), FALSE);

  return self->is_number_critical;
}

/** Returns: (nullable): the BaseCRLNumber of a delta CRL (RFC 5280 §5.2.4); %NULL for a
 * complete CRL */
GBytes *
wlk_crl_get_base_number (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->base_number;
}

/* (nullable): the identifier of the key that signed the CRL (RFC 5280 §5.2.1). */
GBytes *
wlk_crl_get_authority_key_id (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->authority_key_id;
}

/** Returns: (nullable): the issuing distribution point (RFC 5280 §5.2.5); %NULL when the CRL
 * covers all certificates of its issuer */
const WlkCrlScope *
wlk_crl_get_scope (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->scope;
}

/** Returns: (nullable) (element-type WlkDistributionPoint): freshestCRL (RFC 5280
 * §5.2.6) */
GPtrArray *
wlk_crl_get_freshest (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->freshest;
}

static gboolean
equal_bytes (GBytes *first,
             GBytes *second)
{
  return first == second || (first != NULL && second != NULL && g_bytes_equal (first, second));
}

/**
 * wlk_crl_has_same_scope:
 * @self: a CRL
 * @other: another one
 *
 * Source: RFC 5280 §6.3.3 (c).
 *
 * Returns: whether issuer, issuing distribution point and key identifier are the same
 */
gboolean
wlk_crl_has_same_scope (WlkCrl *self,
                        WlkCrl *other)
{
  g_return_val_if_fail (WLK_IS_CRL (self) && WLK_IS_CRL (other), FALSE);

  return wlk_name_equal (self->issuer, other->issuer) &&
         equal_bytes (self->scope_der, other->scope_der) &&
         equal_bytes (self->authority_key_id, other->authority_key_id);
}

/* (nullable): the first unrecognized critical extension (RFC 5280 §5.2). */
const char *
wlk_crl_get_unknown_critical (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->unknown_critical;
}

/** Returns: (nullable): the first unrecognized critical extension of an entry (RFC 5280 §5.3) */
const char *
wlk_crl_get_unknown_critical_of_entry (WlkCrl *self)
{
  g_return_val_if_fail (WLK_IS_CRL (self), NULL);

  return self->unknown_critical_of_entry;
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
wlk_crl_find (WlkCrl         *self,
              WlkCertificate *certificate,
              WlkCrlEntry    *entry)
{
  WlkDerReader reader;
  WlkDerElement serial;
  gboolean is_issuer;

  g_return_val_if_fail (WLK_IS_CRL (self) && WLK_IS_CERTIFICATE (certificate), FALSE);

  serial = wlk_certificate_get_element (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  is_issuer = wlk_name_equal (self->issuer, wlk_certificate_get_issuer (certificate));
  wlk_der_reader_init (&reader, get_bytes (self, self->entries), self->entries.length,
                       self->entries.offset);
  while (!wlk_der_reader_is_at_end (&reader))
    {
      g_auto(WlkCrlListEntry) found = { 0 };

      if (!wlk_crl_list_entry_read (&found, &reader, NULL))
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
 * wlk_crl_verify_signature:
 * @self: a CRL
 * @key: the key that should have signed it
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot check the signature
 *
 * Source: RFC 5280 §6.3.3 (g).
 *
 * Returns: %TRUE when @key made the signature
 */
gboolean
wlk_crl_verify_signature (WlkCrl       *self,
                          WlkPublicKey *key,
                          GError      **error)
{
  g_return_val_if_fail (WLK_IS_CRL (self) && WLK_IS_PUBLIC_KEY (key), FALSE);

  return wlk_signature_algorithm_verify (&self->algorithm, key, get_bytes (self, self->tbs),
                                         self->tbs.length, &self->signature, error);
}
