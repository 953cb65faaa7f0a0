/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extensions.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-distribution-points.h"
#include "x509/wlk-policy-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * The extensions that validation uses, each parsed by one function with the ASN.1 of RFC 5280
 * §4.2. They only parse, and do not validate; a value that violates its syntax is malformed.
 */

#define MAX_DESCRIPTIONS 20000 /* in one extension; real ones have up to 5 */
#define MAX_PURPOSES     1000  /* in one extension; real ones have up to 10 */

#define FEATURE_STATUS_REQUEST 5 /* RFC 7633 §4.1, RFC 6066 §8 */

/**
 * wlk_extensions_read_basic_constraints:
 * @certificate: a certificate
 * @constraints: (out caller-allocates): its value; not a CA if absent
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.9.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_basic_constraints (WlkCertificate      *certificate,
                                       WlkBasicConstraints *constraints,
                                       GError             **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_BASIC_CONSTRAINTS);
  WlkDerReader inside;
  WlkDerElement element;
  WlkPresence presence = wlk_extension_enter (extension, "BasicConstraints", &inside, error);

  *constraints = (WlkBasicConstraints) { .is_ca = FALSE, .path_length = -1 };
  if (presence != WLK_PRESENT)
    return presence;

  if (wlk_der_reader_has_tag (&inside, WLK_DER_BOOLEAN) &&
      (!wlk_der_reader_next (&inside, &element, error) ||
       !wlk_der_read_boolean (&element, &constraints->is_ca, error)))
    return WLK_MALFORMED;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_INTEGER))
    {
      if (!wlk_der_reader_next (&inside, &element, error) ||
          !wlk_extension_read_number_of_certificates (&element, &constraints->path_length, error))
        return WLK_MALFORMED;
    }

  return wlk_der_reader_finish (&inside, "BasicConstraints", error) ? WLK_PRESENT : WLK_MALFORMED;
}

/**
 * wlk_extensions_read_key_usage:
 * @certificate: a certificate
 * @usage: (out): the bits that are set
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Unused bits are not part of the value, even if they are not zero.
 *
 * Source: RFC 5280 §4.2.1.3.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_key_usage (WlkCertificate *certificate,
                               WlkKeyUsage    *usage,
                               GError        **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_KEY_USAGE);
  WlkDerElement element;
  WlkDerBits bits;
  WlkPresence presence = wlk_extension_read_element (extension, WLK_DER_BIT_STRING,
                                                     "KeyUsage", &element, error);

  *usage = 0;
  if (presence != WLK_PRESENT)
    return presence;
  if (!wlk_der_read_bit_string (&element, &bits, error))
    return WLK_MALFORMED;

  for (guint i = 0; i < 9 && i < bits.length * 8 - bits.n_unused; i++)
    if (bits.bytes[i / 8] & (0x80 >> (i % 8)))
      *usage |= 1 << i;

  return WLK_PRESENT;
}

/* Whether its TLS feature extension demands a stapled OCSP response (RFC 7633 §4.2.3). */
gboolean
wlk_extensions_demands_staple (WlkCertificate *certificate)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_TLS_FEATURE);
  WlkDerReader inside;
  WlkDerElement element;
  gint64 feature = 0;

  if (wlk_extension_enter (extension, "Features", &inside, NULL) != WLK_PRESENT)
    return FALSE;
  while (!wlk_der_reader_is_at_end (&inside))
    {
      if (!wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "Feature", &element, NULL) ||
          !wlk_der_read_integer (&element, &feature, NULL))
        return FALSE;
      if (feature == FEATURE_STATUS_REQUEST)
        return TRUE;
    }

  return FALSE;
}

/* (transfer full) (nullable): its SignedCertificateTimestampList (RFC 6962 §3.3). */
GBytes *
wlk_extensions_dup_timestamps (WlkCertificate *certificate)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, WLK_OID_SCT_LIST);
  WlkDerElement element;

  if (wlk_extension_read_element (extension, WLK_DER_OCTET_STRING,
                                  "SignedCertificateTimestampList", &element, NULL) !=
      WLK_PRESENT)
    return NULL;

  return g_bytes_new (element.bytes, element.content.length);
}

/**
 * wlk_extensions_format_key_usage:
 * @usage: some bits
 *
 * Returns: (transfer full): their names as in RFC 5280, separated by commas
 */
char *
wlk_extensions_format_key_usage (WlkKeyUsage usage)
{
  static const char *names[] = {
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
  };
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (usage & (1 << i))
      {
        g_string_append (result, result->len > 0 ? ", " : "");
        g_string_append (result, names[i]);
      }
  if (result->len == 0)
    g_string_append (result, _("none"));

  return g_string_free (result, FALSE);
}

/**
 * wlk_extensions_read_extended_key_usage:
 * @certificate: a certificate
 * @purposes: (out) (transfer full) (nullable): the dotted key purposes
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.12.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_extended_key_usage (WlkCertificate *certificate,
                                        GStrv          *purposes,
                                        GError        **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_EXTENDED_KEY_USAGE);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  WlkDerReader inside;
  WlkPresence presence = wlk_extension_enter (extension, "ExtKeyUsageSyntax", &inside, error);

  *purposes = NULL;
  if (presence != WLK_PRESENT)
    return presence;

  for (guint i = 0; !wlk_der_reader_is_at_end (&inside); i++)
    {
      g_autofree char *oid = NULL;
      WlkDerElement element;

      if (!wlk_extension_check_count (i, MAX_PURPOSES, error) ||
          !wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "KeyPurposeId", &element,
                                  error))
        return WLK_MALFORMED;
      oid = wlk_der_dup_oid (&element, error);
      if (oid == NULL)
        return WLK_MALFORMED;
      g_strv_builder_add (builder, oid);
    }
  *purposes = g_strv_builder_end (builder);

  return WLK_PRESENT;
}

/**
 * wlk_extensions_read_subject_key_id:
 * @certificate: a certificate
 * @key_id: (out) (transfer full) (nullable): the key identifier
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.2.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_subject_key_id (WlkCertificate *certificate,
                                    GBytes        **key_id,
                                    GError        **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_SUBJECT_KEY_IDENTIFIER);
  WlkDerElement element;
  WlkPresence presence = wlk_extension_read_element (extension, WLK_DER_OCTET_STRING,
                                                     "SubjectKeyIdentifier", &element, error);

  *key_id = NULL;
  if (presence == WLK_PRESENT)
    *key_id = g_bytes_new (element.bytes, element.content.length);

  return presence;
}

/**
 * wlk_extensions_read_authority_key_id:
 * @certificate: a certificate
 * @key_id: (out) (transfer full) (nullable): its keyIdentifier; %NULL if it has only
 *   authorityCertIssuer and authorityCertSerialNumber
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.1.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_authority_key_id (WlkCertificate *certificate,
                                      GBytes        **key_id,
                                      GError        **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_AUTHORITY_KEY_IDENTIFIER);
  WlkDerReader inside;
  WlkDerElement element;
  WlkPresence presence = wlk_extension_enter (extension, "AuthorityKeyIdentifier", &inside, error);

  *key_id = NULL;
  if (presence != WLK_PRESENT || !wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT (0)))
    return presence;
  if (!wlk_der_reader_next (&inside, &element, error))
    return WLK_MALFORMED;

  *key_id = g_bytes_new (element.bytes, element.content.length);
  while (!wlk_der_reader_is_at_end (&inside))
    if (!wlk_der_reader_next (&inside, &element, error))
      {
        g_clear_pointer (key_id, g_bytes_unref);
        return WLK_MALFORMED;
      }

  return WLK_PRESENT;
}

/* The first directory name of GeneralNames. */
static WlkName *
dup_directory_name (const WlkDerElement *names)
{
  WlkDerReader inside;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&inside, names, NULL))
    return NULL;

  while (!wlk_der_reader_is_at_end (&inside) && wlk_der_reader_next (&inside, &element, NULL))
    {
      g_autoptr(WlkGeneralName) name = wlk_general_name_new (&element, FALSE);

      if (name->kind == WLK_GENERAL_NAME_DIRECTORY && name->name != NULL)
        return wlk_name_ref (name->name);
    }

  return NULL;
}

/**
 * wlk_extensions_read_authority_certificate:
 * @certificate: a certificate
 * @issuer: (out) (transfer full) (nullable): the first directory name of authorityCertIssuer
 * @serial: (out) (transfer full) (nullable): the content octets of authorityCertSerialNumber
 *
 * Reads the part of the authority key identifier that identifies the issuer's certificate instead
 * of its key.
 *
 * Source: RFC 5280 §4.2.1.1.
 *
 * Returns: whether there is such a part; %WLK_MALFORMED if the extension is unreadable
 */
WlkPresence
wlk_extensions_read_authority_certificate (WlkCertificate *certificate,
                                           WlkName       **issuer,
                                           GBytes        **serial)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_AUTHORITY_KEY_IDENTIFIER);
  WlkDerReader inside;
  WlkPresence presence = wlk_extension_enter (extension, "AuthorityKeyIdentifier", &inside, NULL);
  gboolean is_found = FALSE;

  *issuer = NULL;
  *serial = NULL;
  while (presence == WLK_PRESENT && !wlk_der_reader_is_at_end (&inside))
    {
      WlkDerElement element;

      if (!wlk_der_reader_next (&inside, &element, NULL))
        return WLK_MALFORMED;
      if (element.tag == WLK_DER_CONTEXT_CONSTRUCTED (1) && *issuer == NULL)
        *issuer = dup_directory_name (&element);
      else if (element.tag == WLK_DER_CONTEXT (2) && *serial == NULL)
        *serial = g_bytes_new (element.bytes, element.content.length);
      is_found = is_found || element.tag != WLK_DER_CONTEXT (0);
    }

  return presence == WLK_PRESENT && !is_found ? WLK_ABSENT : presence;
}

static void
access_description_free (WlkAccessDescription *self)
{
  g_free (self->method);
  g_clear_pointer (&self->location, wlk_general_name_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkAccessDescription, access_description_free)

static gpointer
read_access_description (WlkDerReader *inside,
                         WlkName      *issuer,
                         GError      **error)
{
  g_autoptr(WlkAccessDescription) description = g_new0 (WlkAccessDescription, 1);
  WlkDerReader reader;
  WlkDerElement element;

  if (!wlk_der_reader_enter (inside, WLK_DER_SEQUENCE, "AccessDescription", &reader, error) ||
      !wlk_der_reader_expect (&reader, WLK_DER_OBJECT_IDENTIFIER, "accessMethod", &element, error))
    return NULL;
  description->method = wlk_der_dup_oid (&element, error);
  if (description->method == NULL || !wlk_der_reader_next (&reader, &element, error))
    return NULL;
  description->location = wlk_general_name_new (&element, FALSE);

  return wlk_der_reader_finish (&reader, "AccessDescription", error)
         ? g_steal_pointer (&description)
         : NULL;
}

/* RFC 5280 §4.2.2.1 and §4.2.2.2 */
static const WlkExtensionList access_description_list = {
  "AuthorityInfoAccessSyntax", MAX_DESCRIPTIONS, NULL, read_access_description, NULL,
  (GDestroyNotify) access_description_free,
};

static const struct
{
  const char             *oid;
  const WlkExtensionList *list;
} lists[] = {
  { WLK_OID_SUBJECT_ALT_NAME, &wlk_general_name_list },
  { WLK_OID_ISSUER_ALT_NAME, &wlk_general_name_list },
  { WLK_OID_CRL_DISTRIBUTION_POINTS, &wlk_distribution_point_list },
  { WLK_OID_FRESHEST_CRL, &wlk_distribution_point_list },
  { WLK_OID_CERTIFICATE_POLICIES, &wlk_policy_list },
  { WLK_OID_POLICY_MAPPINGS, &wlk_policy_mapping_list },
  { WLK_OID_AUTHORITY_INFO_ACCESS, &access_description_list },
  { WLK_OID_SUBJECT_INFO_ACCESS, &access_description_list },
};

/**
 * wlk_extensions_read_list:
 * @certificate: a certificate
 * @oid: an extension whose value is a list: alternative names (#WlkGeneralName), distribution
 *   points (#WlkDistributionPoint), policies (#WlkPolicy), mappings (#WlkPolicyMapping) or
 *   information access (#WlkAccessDescription)
 * @entries: (out) (transfer full) (nullable): its entries
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT when it is malformed
 *
 * Decodes the list on first use; later calls return the same one, which is immutable.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_extensions_read_list (WlkCertificate *certificate,
                          const char     *oid,
                          GPtrArray     **entries,
                          GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].oid, oid))
      return wlk_certificate_read_list (certificate, oid, lists[i].list, entries, error);

  g_return_val_if_reached (WLK_ABSENT);
}
