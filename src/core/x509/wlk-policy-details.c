/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-policy-details.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-field-writer.h"

#include <glib/gi18n-lib.h>

/* What the extensions about certificate policies say, as lines for a person (RFC 5280 §4.2.1). */

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

/**
 * wlk_policy_details_write_policies:
 * @field: the line below which to write
 * @reader: of the extension’s value
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes certificatePolicies.
 *
 * Source: RFC 5280 §4.2.1.4.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_policy_details_write_policies (WlkField     *field,
                                   WlkDerReader *reader,
                                   GError      **error)
{
  WlkDerReader policies;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "CertificatePolicies", &policies, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&policies))
    {
      WlkDerReader policy;
      WlkDerReader qualifiers;
      WlkField *line;

      if (!wlk_der_reader_enter (&policies, WLK_DER_SEQUENCE, "PolicyInformation", &policy,
                                 error) ||
          !wlk_field_writer_add_next_oid (field, _("Policy"), &policy, &line, error))
        return FALSE;
      if (wlk_der_reader_is_at_end (&policy))
        continue;
      if (!wlk_der_reader_enter (&policy, WLK_DER_SEQUENCE, "policyQualifiers", &qualifiers,
                                 error))
        return FALSE;
      while (!wlk_der_reader_is_at_end (&qualifiers))
        if (!write_qualifier (line, &qualifiers, error))
          return FALSE;
    }

  return TRUE;
}

/**
 * wlk_policy_details_write_mappings:
 * @field: the line below which to write
 * @reader: of the extension’s value
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes policyMappings.
 *
 * Source: RFC 5280 §4.2.1.5.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_policy_details_write_mappings (WlkField     *field,
                                   WlkDerReader *reader,
                                   GError      **error)
{
  WlkDerReader mappings;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "PolicyMappings", &mappings, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&mappings))
    {
      WlkDerReader mapping;
      WlkField *line;

      if (!wlk_der_reader_enter (&mappings, WLK_DER_SEQUENCE, "mapping", &mapping, error))
        return FALSE;
      line = wlk_field_add (field, _("Mapping"), NULL, WLK_SPAN_NONE);
      if (!wlk_field_writer_add_next_oid (line, _("Issuer’s policy"), &mapping, NULL, error) ||
          !wlk_field_writer_add_next_oid (line, _("Subject’s policy"), &mapping, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * wlk_policy_details_write_constraints:
 * @field: the line below which to write
 * @reader: of the extension’s value
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes policyConstraints.
 *
 * Source: RFC 5280 §4.2.1.11.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_policy_details_write_constraints (WlkField     *field,
                                      WlkDerReader *reader,
                                      GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "PolicyConstraints", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    {
      WlkDerElement element;
      const char *title;

      if (!wlk_der_reader_next (&inside, &element, error))
        return FALSE;
      title = element.tag == WLK_DER_CONTEXT (0)
              ? _("Certificates until a policy is required")
              : _("Certificates until mapping is inhibited");
      if (!wlk_field_writer_add_number (field, title, &element, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * wlk_policy_details_write_inhibit_any:
 * @field: the line below which to write
 * @reader: of the extension’s value
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes inhibitAnyPolicy.
 *
 * Source: RFC 5280 §4.2.1.14.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_policy_details_write_inhibit_any (WlkField     *field,
                                      WlkDerReader *reader,
                                      GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_INTEGER, "InhibitAnyPolicy", &element, error) &&
         wlk_field_writer_add_number (field, _("Certificates until any policy is inhibited"),
                                      &element, error);
}
