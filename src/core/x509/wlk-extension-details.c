/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extension-details.h"

#include "der/wlk-der-reader.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-field-writer.h"
#include "x509/wlk-oid.h"
#include "x509/wlk-sct-list.h"

#include <glib/gi18n-lib.h>

/*
 * The content of an extension as lines of text. Each writer gets a reader of the extension's value
 * and follows its ASN.1 in RFC 5280 §4.2; after an error, the lines written so far are kept,
 * followed by the reason and the bytes. An unknown extension is shown in hexadecimal.
 */

typedef gboolean (*Writer) (WlkField     *field,
                            WlkDerReader *reader,
                            GError      **error);

/* Writes all entries with @write, whose reader is positioned before an entry. */
static gboolean
write_all (WlkField     *field,
           WlkDerReader *inside,
           Writer        write,
           GError      **error)
{
  while (!wlk_der_reader_is_at_end (inside))
    if (!write (field, inside, error))
      return FALSE;

  return TRUE;
}

/* Writes all entries of a SEQUENCE. */
static gboolean
write_each (WlkField     *field,
            WlkDerReader *reader,
            const char   *what,
            Writer        write,
            GError      **error)
{
  WlkDerReader inside;

  return wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, what, &inside, error) &&
         write_all (field, &inside, write, error);
}

static gboolean
write_general_name (WlkField     *field,
                    WlkDerReader *names,
                    GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_next (names, &element, error))
    return FALSE;

  wlk_field_writer_add_general_name (field, &element, FALSE);

  return TRUE;
}

/* GeneralNames with an implicit tag */
static gboolean
write_tagged_names (WlkField            *field,
                    const WlkDerElement *element,
                    GError             **error)
{
  WlkDerReader names;

  return wlk_der_reader_init_content (&names, element, error) &&
         write_all (field, &names, write_general_name, error);
}

/* §4.2.1.1, one member */
static gboolean
write_authority_key_member (WlkField     *field,
                            WlkDerReader *inside,
                            GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_next (inside, &element, error))
    return FALSE;

  if (element.tag == WLK_DER_CONTEXT (0))
    wlk_field_writer_add_octets (field, _("Key identifier"), &element);
  else if (element.tag == WLK_DER_CONTEXT (2))
    wlk_field_writer_add_octets (field, _("Serial number"), &element);
  else if (element.tag == WLK_DER_CONTEXT_CONSTRUCTED (1))
    return write_tagged_names (wlk_field_add (field, _("Issuer"), NULL, element.span), &element,
                               error);

  return TRUE;
}

/* §4.2.1.2 */
static gboolean
write_subject_key_id (WlkField     *field,
                      WlkDerReader *reader,
                      GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, WLK_DER_OCTET_STRING, "SubjectKeyIdentifier", &element,
                              error))
    return FALSE;

  wlk_field_writer_add_octets (field, _("Key identifier"), &element);

  return TRUE;
}

/* §4.2.1.3 */
static gboolean
write_key_usage (WlkField     *field,
                 WlkDerReader *reader,
                 GError      **error)
{
  static const char * const names[] = {
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
  };
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_BIT_STRING, "KeyUsage", &element, error) &&
         wlk_field_writer_add_flags (field, _("Usages"), &element, names, G_N_ELEMENTS (names),
                                     error);
}

/* §4.2.1.9 */
static gboolean
write_basic_constraints (WlkField     *field,
                         WlkDerReader *reader,
                         GError      **error)
{
  WlkDerReader inside;
  WlkDerElement element = { 0 };
  gboolean is_ca = FALSE;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "BasicConstraints", &inside, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_BOOLEAN) &&
      (!wlk_der_reader_next (&inside, &element, error) ||
       !wlk_der_read_boolean (&element, &is_ca, error)))
    return FALSE;
  wlk_field_add (field, _("Certification authority"), is_ca ? _("yes") : _("no"), element.span);
  if (wlk_der_reader_is_at_end (&inside))
    return TRUE;

  return wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "pathLenConstraint", &element,
                                error) &&
         wlk_field_writer_add_number (field, _("Path length limit"), &element, error) &&
         wlk_der_reader_finish (&inside, "BasicConstraints", error);
}

static gboolean
write_subtree (WlkField     *field,
               WlkDerReader *subtrees,
               GError      **error)
{
  WlkDerReader subtree;
  WlkDerElement base;

  if (!wlk_der_reader_enter (subtrees, WLK_DER_SEQUENCE, "GeneralSubtree", &subtree, error) ||
      !wlk_der_reader_next (&subtree, &base, error))
    return FALSE;

  wlk_field_writer_add_general_name (field, &base, TRUE);

  return TRUE;
}

/* §4.2.1.10, the permitted or the excluded ones */
static gboolean
write_name_constraint (WlkField     *field,
                       WlkDerReader *inside,
                       GError      **error)
{
  WlkDerReader subtrees;
  WlkDerElement element;
  const char *title;

  if (!wlk_der_reader_next (inside, &element, error))
    return FALSE;

  title = element.tag == WLK_DER_CONTEXT_CONSTRUCTED (0) ? _("Permitted") : _("Excluded");

  return wlk_der_reader_init_content (&subtrees, &element, error) &&
         write_all (wlk_field_add (field, title, NULL, element.span), &subtrees, write_subtree,
                    error);
}

static gboolean
write_purpose (WlkField     *field,
               WlkDerReader *inside,
               GError      **error)
{
  return wlk_field_writer_add_next_oid (field, _("Purpose"), inside, NULL, error);
}

/* §4.2.1.13, the name of a distribution point */
static gboolean
write_distribution_point_name (WlkField            *field,
                               const WlkDerElement *element,
                               GError             **error)
{
  WlkDerReader choice;
  WlkDerElement name;

  if (!wlk_der_reader_init_content (&choice, element, error) ||
      !wlk_der_reader_next (&choice, &name, error))
    return FALSE;
  if (name.tag == WLK_DER_CONTEXT_CONSTRUCTED (0))
    return write_tagged_names (field, &name, error);

  wlk_field_writer_add_octets (field, _("Name relative to the CRL’s issuer"), &name);

  return TRUE;
}

/* §4.2.1.13, one member of a distribution point */
static gboolean
write_point_member (WlkField     *field,
                    WlkDerReader *point,
                    GError      **error)
{
  static const char * const reasons[] = {
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise",
  };
  WlkDerElement element;

  if (!wlk_der_reader_next (point, &element, error))
    return FALSE;

  switch (element.tag)
    {
    case WLK_DER_CONTEXT_CONSTRUCTED (0):
      return write_distribution_point_name (field, &element, error);

    case WLK_DER_CONTEXT (1):
      return wlk_field_writer_add_flags (field, _("Reasons"), &element, reasons,
                                         G_N_ELEMENTS (reasons), error);

    case WLK_DER_CONTEXT_CONSTRUCTED (2):
      return write_tagged_names (wlk_field_add (field, _("CRL’s issuer"), NULL, element.span),
                                 &element, error);

    default:
      return TRUE;
    }
}

static gboolean
write_distribution_point (WlkField     *field,
                          WlkDerReader *points,
                          GError      **error)
{
  WlkDerReader point;

  return wlk_der_reader_enter (points, WLK_DER_SEQUENCE, "DistributionPoint", &point, error) &&
         write_all (wlk_field_add (field, _("Distribution point"), NULL, WLK_SPAN_NONE), &point,
                    write_point_member, error);
}

static gboolean
write_access_description (WlkField     *field,
                          WlkDerReader *descriptions,
                          GError      **error)
{
  WlkDerReader description;
  WlkDerElement location;
  WlkField *line;

  if (!wlk_der_reader_enter (descriptions, WLK_DER_SEQUENCE, "AccessDescription", &description,
                             error) ||
      !wlk_field_writer_add_next_oid (field, _("Method"), &description, &line, error) ||
      !wlk_der_reader_next (&description, &location, error) ||
      !wlk_der_reader_finish (&description, "AccessDescription", error))
    return FALSE;

  wlk_field_writer_add_general_name (line, &location, FALSE);

  return TRUE;
}

static gboolean
write_feature (WlkField     *field,
               WlkDerReader *features,
               GError      **error)
{
  WlkDerElement element;
  gint64 feature;

  if (!wlk_der_reader_expect (features, WLK_DER_INTEGER, "Feature", &element, error) ||
      !wlk_der_read_integer (&element, &feature, error))
    return FALSE;
  if (feature != 5 && feature != 17)
    return wlk_field_writer_add_number (field, _("Feature"), &element, error);

  wlk_field_add (field, _("Feature"),
                 feature == 5 ? _("status_request (OCSP must be stapled)") : "status_request_v2",
                 element.span);

  return TRUE;
}

/* RFC 6962 §3.3 */
static gboolean
write_sct_list (WlkField     *field,
                WlkDerReader *reader,
                GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_OCTET_STRING, "SignedCertificateTimestampList",
                                &element, error) &&
         wlk_sct_list_describe (field, &element, error);
}

/* An extension without content: its value is NULL. */
static gboolean
write_null (WlkField     *field,
            WlkDerReader *reader,
            GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_NULL, "NULL", &element, error);
}

static gboolean
write_text (WlkField     *field,
            WlkDerReader *reader,
            GError      **error)
{
  WlkDerElement element;
  g_autofree char *text = NULL;

  if (!wlk_der_reader_next (reader, &element, error))
    return FALSE;
  text = wlk_der_dup_string (&element, element.tag, NULL, error);
  if (text == NULL)
    return FALSE;

  wlk_field_add (field, _("Text"), text, element.span);

  return TRUE;
}

/* A UserNotice's explicitText, and the numbers and names around it, or one string. */
static void
write_qualifier_value (WlkField            *line,
                       const WlkDerElement *value)
{
  g_autofree char *text = NULL;
  WlkDerElement element;
  WlkDerReader inside;

  if (value->tag == WLK_DER_SEQUENCE && wlk_der_reader_init_content (&inside, value, NULL))
    {
      while (!wlk_der_reader_is_at_end (&inside) && wlk_der_reader_next (&inside, &element, NULL))
        write_qualifier_value (line, &element);
      return;
    }

  if (wlk_der_is_string_type (value->tag))
    text = wlk_der_dup_string (value, value->tag, NULL, NULL);
  if (text != NULL)
    wlk_field_add (line, _("Text"), text, value->span);
  else
    wlk_field_writer_add_octets (line, _("Value"), value);
}

/* §4.2.1.4, one PolicyQualifierInfo */
static gboolean
write_qualifier (WlkField     *field,
                 WlkDerReader *qualifiers,
                 GError      **error)
{
  WlkDerReader inside;
  WlkDerElement element;
  WlkField *line;

  if (!wlk_der_reader_enter (qualifiers, WLK_DER_SEQUENCE, "PolicyQualifierInfo", &inside,
                             error) ||
      !wlk_field_writer_add_next_oid (field, _("Qualifier"), &inside, &line, error))
    return FALSE;
  if (wlk_der_reader_is_at_end (&inside))
    return TRUE;
  if (!wlk_der_reader_next (&inside, &element, error))
    return FALSE;

  write_qualifier_value (line, &element);

  return TRUE;
}

/* §4.2.1.4, one PolicyInformation */
static gboolean
write_policy (WlkField     *field,
              WlkDerReader *policies,
              GError      **error)
{
  WlkDerReader policy;
  WlkField *line;

  if (!wlk_der_reader_enter (policies, WLK_DER_SEQUENCE, "PolicyInformation", &policy, error) ||
      !wlk_field_writer_add_next_oid (field, _("Policy"), &policy, &line, error))
    return FALSE;

  return wlk_der_reader_is_at_end (&policy) ||
         write_each (line, &policy, "policyQualifiers", write_qualifier, error);
}

/* §4.2.1.5, one mapping */
static gboolean
write_mapping (WlkField     *field,
               WlkDerReader *mappings,
               GError      **error)
{
  WlkDerReader mapping;
  WlkField *line;

  if (!wlk_der_reader_enter (mappings, WLK_DER_SEQUENCE, "mapping", &mapping, error))
    return FALSE;

  line = wlk_field_add (field, _("Mapping"), NULL, WLK_SPAN_NONE);

  return wlk_field_writer_add_next_oid (line, _("Issuer’s policy"), &mapping, NULL, error) &&
         wlk_field_writer_add_next_oid (line, _("Subject’s policy"), &mapping, NULL, error);
}

/* §4.2.1.11, one of the two numbers */
static gboolean
write_policy_constraint (WlkField     *field,
                         WlkDerReader *inside,
                         GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_next (inside, &element, error) &&
         wlk_field_writer_add_number (field,
                                      element.tag == WLK_DER_CONTEXT (0)
                                      ? _("Certificates until a policy is required")
                                      : _("Certificates until mapping is inhibited"),
                                      &element, error);
}

/* §4.2.1.14 */
static gboolean
write_inhibit_any_policy (WlkField     *field,
                          WlkDerReader *reader,
                          GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_INTEGER, "InhibitAnyPolicy", &element, error) &&
         wlk_field_writer_add_number (field, _("Certificates until any policy is inhibited"),
                                      &element, error);
}

/*
 * How to write each extension:
 * @sequence: (nullable): the ASN.1 type of a SEQUENCE; @write writes each of its entries, and
 *   otherwise the whole value
 */
static const struct
{
  const char *oid;
  Writer      write;
  const char *sequence;
} writers[] = {
  { WLK_OID_SUBJECT_KEY_IDENTIFIER, write_subject_key_id },
  { WLK_OID_KEY_USAGE, write_key_usage },
  { WLK_OID_SUBJECT_ALT_NAME, write_general_name, "GeneralNames" },
  { WLK_OID_ISSUER_ALT_NAME, write_general_name, "GeneralNames" },
  { WLK_OID_BASIC_CONSTRAINTS, write_basic_constraints },
  { WLK_OID_NAME_CONSTRAINTS, write_name_constraint, "NameConstraints" },
  { WLK_OID_CRL_DISTRIBUTION_POINTS, write_distribution_point, "CRLDistributionPoints" },
  { WLK_OID_CERTIFICATE_POLICIES, write_policy, "CertificatePolicies" },
  { WLK_OID_POLICY_MAPPINGS, write_mapping, "PolicyMappings" },
  { WLK_OID_AUTHORITY_KEY_IDENTIFIER, write_authority_key_member, "AuthorityKeyIdentifier" },
  { WLK_OID_POLICY_CONSTRAINTS, write_policy_constraint, "PolicyConstraints" },
  { WLK_OID_EXTENDED_KEY_USAGE, write_purpose, "ExtKeyUsageSyntax" },
  { WLK_OID_FRESHEST_CRL, write_distribution_point, "CRLDistributionPoints" },
  { WLK_OID_INHIBIT_ANY_POLICY, write_inhibit_any_policy },
  { WLK_OID_AUTHORITY_INFO_ACCESS, write_access_description, "AuthorityInfoAccessSyntax" },
  { WLK_OID_SUBJECT_INFO_ACCESS, write_access_description, "AuthorityInfoAccessSyntax" },
  { WLK_OID_TLS_FEATURE, write_feature, "Features" },
  { WLK_OID_SCT_LIST, write_sct_list },
  { WLK_OID_CT_POISON, write_null },
  { WLK_OID_OCSP_NO_CHECK, write_null },
  { "2.16.840.1.113730.1.13", write_text },
};

static gboolean
write_value (WlkField     *field,
             const char   *oid,
             WlkDerReader *reader,
             GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_equal (writers[i].oid, oid))
      return writers[i].sequence != NULL
             ? write_each (field, reader, writers[i].sequence, writers[i].write, error)
             : writers[i].write (field, reader, error);

  return FALSE;
}

/**
 * wlk_extension_details_add:
 * @parent: the line below which to write
 * @certificate: a certificate
 * @extension: one of its extensions
 *
 * Writes the content of an extension; in hexadecimal if it is unknown or cannot be decoded.
 */
void
wlk_extension_details_add (WlkField           *parent,
                           WlkCertificate     *certificate,
                           const WlkExtension *extension)
{
  const char *name = wlk_oid_get_title (extension->oid);
  g_autofree char *title = name != NULL
                           ? g_strdup_printf ("%s (%s)", name, extension->oid)
                           : g_strdup (extension->oid);
  WlkField *field = wlk_field_add (parent, title, extension->is_critical ? _("critical") : NULL,
                                   extension->span);
  const guint8 *bytes = wlk_certificate_get_bytes (certificate, extension->value);
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;

  wlk_der_reader_init (&reader, bytes, extension->value.length, extension->value.offset);
  if (write_value (field, extension->oid, &reader, &error) &&
      wlk_der_reader_finish (&reader, title, &error))
    return;

  if (error != NULL)
    wlk_field_add (field, _("Could not be decoded"), error->message, WLK_SPAN_NONE);
  wlk_field_writer_add_bytes (field, _("Bytes"), bytes, extension->value.length, extension->value);
}
