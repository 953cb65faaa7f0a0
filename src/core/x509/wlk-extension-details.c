/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extension-details.h"

#include "der/wlk-der-reader.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-field-writer.h"
#include "x509/wlk-oid.h"
#include "x509/wlk-policy-details.h"
#include "x509/wlk-sct-list.h"

#include <glib/gi18n-lib.h>

/*
 * What an extension says, as lines for a person. Each writer is given a reader of the extension's
 * value and follows its ASN.1 in RFC 5280 §4.2; where it stops with an error, what it has written
 * so far stays, with what is wrong and the bytes below it. An extension that nobody knows is its
 * bytes.
 */

typedef gboolean (*Writer) (WlkField     *field,
                            WlkDerReader *reader,
                            GError      **error);

static gboolean
write_general_names_inside (WlkField     *field,
                            WlkDerReader *inside,
                            GError      **error)
{
  while (!wlk_der_reader_is_at_end (inside))
    {
      WlkDerElement element;

      if (!wlk_der_reader_next (inside, &element, error))
        return FALSE;
      wlk_field_writer_add_general_name (field, &element, FALSE);
    }

  return TRUE;
}

static gboolean
write_general_names (WlkField     *field,
                     WlkDerReader *reader,
                     GError      **error)
{
  WlkDerReader inside;

  return wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "GeneralNames", &inside, error) &&
         write_general_names_inside (field, &inside, error);
}

/* §4.2.1.1 */
static gboolean
write_authority_key_id (WlkField     *field,
                        WlkDerReader *reader,
                        GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "AuthorityKeyIdentifier", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    {
      WlkDerElement element;
      WlkDerReader names;

      if (!wlk_der_reader_next (&inside, &element, error))
        return FALSE;
      if (element.tag == WLK_DER_CONTEXT (0))
        wlk_field_writer_add_octets (field, _("Key identifier"), &element);
      else if (element.tag == WLK_DER_CONTEXT (2))
        wlk_field_writer_add_octets (field, _("Serial number"), &element);
      else if (element.tag == WLK_DER_CONTEXT_CONSTRUCTED (1) &&
               (!wlk_der_reader_init_content (&names, &element, error) ||
                !write_general_names_inside (wlk_field_add (field, _("Issuer"), NULL,
                                                            element.span),
                                             &names, error)))
        return FALSE;
    }

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

/* §4.2.1.10, the subtrees of one kind */
static gboolean
write_subtrees (WlkField            *field,
                const WlkDerElement *subtrees,
                GError             **error)
{
  WlkDerReader reader;

  if (!wlk_der_reader_init_content (&reader, subtrees, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&reader))
    {
      WlkDerReader subtree;
      WlkDerElement base;

      if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "GeneralSubtree", &subtree, error) ||
          !wlk_der_reader_next (&subtree, &base, error))
        return FALSE;
      wlk_field_writer_add_general_name (field, &base, TRUE);
    }

  return TRUE;
}

/* §4.2.1.10 */
static gboolean
write_name_constraints (WlkField     *field,
                        WlkDerReader *reader,
                        GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "NameConstraints", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    {
      WlkDerElement element;
      const char *title;

      if (!wlk_der_reader_next (&inside, &element, error))
        return FALSE;
      title = element.tag == WLK_DER_CONTEXT_CONSTRUCTED (0) ? _("Permitted") : _("Excluded");
      if (!write_subtrees (wlk_field_add (field, title, NULL, element.span), &element, error))
        return FALSE;
    }

  return TRUE;
}

/* §4.2.1.12 */
static gboolean
write_extended_key_usage (WlkField     *field,
                          WlkDerReader *reader,
                          GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "ExtKeyUsageSyntax", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    if (!wlk_field_writer_add_next_oid (field, _("Purpose"), &inside, NULL, error))
      return FALSE;

  return TRUE;
}

/* §4.2.1.13, the name of a distribution point */
static gboolean
write_distribution_point_name (WlkField            *field,
                               const WlkDerElement *element,
                               GError             **error)
{
  WlkDerReader choice;
  WlkDerElement name;
  WlkDerReader names;

  if (!wlk_der_reader_init_content (&choice, element, error) ||
      !wlk_der_reader_next (&choice, &name, error))
    return FALSE;
  if (name.tag == WLK_DER_CONTEXT_CONSTRUCTED (0))
    return wlk_der_reader_init_content (&names, &name, error) &&
           write_general_names_inside (field, &names, error);

  wlk_field_writer_add_octets (field, _("Name relative to the CRL’s issuer"), &name);

  return TRUE;
}

/* §4.2.1.13, one distribution point */
static gboolean
write_distribution_point (WlkField     *field,
                          WlkDerReader *point,
                          GError      **error)
{
  static const char * const reasons[] = {
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise",
  };

  while (!wlk_der_reader_is_at_end (point))
    {
      WlkDerElement element;
      WlkDerReader names;
      gboolean is_good = TRUE;

      if (!wlk_der_reader_next (point, &element, error))
        return FALSE;
      if (element.tag == WLK_DER_CONTEXT_CONSTRUCTED (0))
        is_good = write_distribution_point_name (field, &element, error);
      else if (element.tag == WLK_DER_CONTEXT (1))
        is_good = wlk_field_writer_add_flags (field, _("Reasons"), &element, reasons,
                                              G_N_ELEMENTS (reasons), error);
      else if (element.tag == WLK_DER_CONTEXT_CONSTRUCTED (2))
        is_good = wlk_der_reader_init_content (&names, &element, error) &&
                  write_general_names_inside (wlk_field_add (field, _("CRL’s issuer"), NULL,
                                                             element.span),
                                              &names, error);
      if (!is_good)
        return FALSE;
    }

  return TRUE;
}

/* §4.2.1.13 and §4.2.1.15 */
static gboolean
write_distribution_points (WlkField     *field,
                           WlkDerReader *reader,
                           GError      **error)
{
  WlkDerReader points;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "CRLDistributionPoints", &points, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&points))
    {
      WlkDerReader point;

      if (!wlk_der_reader_enter (&points, WLK_DER_SEQUENCE, "DistributionPoint", &point, error) ||
          !write_distribution_point (wlk_field_add (field, _("Distribution point"), NULL,
                                                    WLK_SPAN_NONE),
                                     &point, error))
        return FALSE;
    }

  return TRUE;
}

/* §4.2.2.1 and §4.2.2.2 */
static gboolean
write_access (WlkField     *field,
              WlkDerReader *reader,
              GError      **error)
{
  WlkDerReader descriptions;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "AuthorityInfoAccessSyntax",
                             &descriptions, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&descriptions))
    {
      WlkDerReader description;
      WlkDerElement location;
      WlkField *line;

      if (!wlk_der_reader_enter (&descriptions, WLK_DER_SEQUENCE, "AccessDescription",
                                 &description, error) ||
          !wlk_field_writer_add_next_oid (field, _("Method"), &description, &line, error) ||
          !wlk_der_reader_next (&description, &location, error) ||
          !wlk_der_reader_finish (&description, "AccessDescription", error))
        return FALSE;
      wlk_field_writer_add_general_name (line, &location, FALSE);
    }

  return TRUE;
}

/* RFC 7633 §4 */
static gboolean
write_tls_feature (WlkField     *field,
                   WlkDerReader *reader,
                   GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "Features", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    {
      WlkDerElement element;
      gint64 feature;

      if (!wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "Feature", &element, error) ||
          !wlk_der_read_integer (&element, &feature, error))
        return FALSE;
      if (feature == 5)
        wlk_field_add (field, _("Feature"), _("status_request (OCSP must be stapled)"),
                       element.span);
      else if (feature == 17)
        wlk_field_add (field, _("Feature"), "status_request_v2", element.span);
      else if (!wlk_field_writer_add_number (field, _("Feature"), &element, error))
        return FALSE;
    }

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

/* An extension whose being there says it all: its value is NULL. */
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

static const struct
{
  const char *oid;
  Writer      write;
} writers[] = {
  { WLK_OID_SUBJECT_KEY_IDENTIFIER, write_subject_key_id },
  { WLK_OID_KEY_USAGE, write_key_usage },
  { WLK_OID_SUBJECT_ALT_NAME, write_general_names },
  { WLK_OID_ISSUER_ALT_NAME, write_general_names },
  { WLK_OID_BASIC_CONSTRAINTS, write_basic_constraints },
  { WLK_OID_NAME_CONSTRAINTS, write_name_constraints },
  { WLK_OID_CRL_DISTRIBUTION_POINTS, write_distribution_points },
  { WLK_OID_CERTIFICATE_POLICIES, wlk_policy_details_write_policies },
  { WLK_OID_POLICY_MAPPINGS, wlk_policy_details_write_mappings },
  { WLK_OID_AUTHORITY_KEY_IDENTIFIER, write_authority_key_id },
  { WLK_OID_POLICY_CONSTRAINTS, wlk_policy_details_write_constraints },
  { WLK_OID_EXTENDED_KEY_USAGE, write_extended_key_usage },
  { WLK_OID_FRESHEST_CRL, write_distribution_points },
  { WLK_OID_INHIBIT_ANY_POLICY, wlk_policy_details_write_inhibit_any },
  { WLK_OID_AUTHORITY_INFO_ACCESS, write_access },
  { WLK_OID_SUBJECT_INFO_ACCESS, write_access },
  { WLK_OID_TLS_FEATURE, write_tls_feature },
  { WLK_OID_SCT_LIST, write_sct_list },
  { WLK_OID_CT_POISON, write_null },
  { WLK_OID_OCSP_NO_CHECK, write_null },
  { "2.16.840.1.113730.1.13", write_text },
};

static Writer
find_writer (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_equal (writers[i].oid, oid))
      return writers[i].write;

  return NULL;
}

/**
 * wlk_extension_details_add:
 * @parent: the line below which to write
 * @certificate: a certificate
 * @extension: one of its extensions
 *
 * Writes what an extension says; one that is not known, or cannot be decoded, with its bytes.
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
  Writer write = find_writer (extension->oid);
  g_autoptr(GError) error = NULL;
  WlkDerReader reader;

  wlk_der_reader_init (&reader, bytes, extension->value.length, extension->value.offset);
  if (write != NULL && write (field, &reader, &error) &&
      wlk_der_reader_finish (&reader, title, &error))
    return;

  if (error != NULL)
    wlk_field_add (field, _("Could not be decoded"), error->message, WLK_SPAN_NONE);
  wlk_field_writer_add_bytes (field, _("Bytes"), bytes, extension->value.length, extension->value);
}
