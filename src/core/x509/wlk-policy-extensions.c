/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-policy-extensions.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-extension.h"

#include <glib/gi18n-lib.h>

/* The four extensions about certificate policies, with the ASN.1 of RFC 5280 §4.2.1. */

#define MAX_POLICIES 4096 /* in one extension; real ones have about ten at most */

static void
policy_free (WlkPolicy *self)
{
  g_free (self->oid);
  g_free (self->unknown_qualifier);
  g_free (self);
}

static void
mapping_free (WlkPolicyMapping *self)
{
  g_free (self->issuer_policy);
  g_free (self->subject_policy);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkPolicy, policy_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkPolicyMapping, mapping_free)

static gboolean
read_oid (WlkDerReader *reader,
          const char   *what,
          char        **oid,
          WlkSpan      *span,
          GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, WLK_DER_OBJECT_IDENTIFIER, what, &element, error))
    return FALSE;

  *span = element.span;
  *oid = wlk_der_dup_oid (&element, error);

  return *oid != NULL;
}

static gboolean
is_known_qualifier (const char *oid)
{
  return g_str_equal (oid, "1.3.6.1.5.5.7.2.1") || /* id-qt-cps */
         g_str_equal (oid, "1.3.6.1.5.5.7.2.2");   /* id-qt-unotice */
}

/* Keeps the first qualifier that RFC 5280 does not define. FALSE if the list is malformed. */
static gboolean
read_qualifiers (const WlkDerElement *qualifiers,
                 WlkPolicy           *policy)
{
  WlkDerReader list;
  WlkDerReader qualifier;
  WlkDerElement value;

  if (!wlk_der_reader_init_content (&list, qualifiers, NULL) || wlk_der_reader_is_at_end (&list))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&list))
    {
      g_autofree char *oid = NULL;
      WlkSpan span;

      if (!wlk_der_reader_enter (&list, WLK_DER_SEQUENCE, "PolicyQualifierInfo", &qualifier,
                                 NULL) ||
          !read_oid (&qualifier, "policyQualifierId", &oid, &span, NULL) ||
          !wlk_der_reader_next (&qualifier, &value, NULL) ||
          !wlk_der_reader_finish (&qualifier, "PolicyQualifierInfo", NULL))
        return FALSE;
      if (policy->unknown_qualifier == NULL && !is_known_qualifier (oid))
        policy->unknown_qualifier = g_steal_pointer (&oid);
    }

  return TRUE;
}

/* PolicyInformation */
static gpointer
read_policy (WlkDerReader *inside,
             WlkName      *issuer,
             GError      **error)
{
  g_autoptr(WlkPolicy) policy = g_new0 (WlkPolicy, 1);
  WlkDerReader reader;
  WlkDerElement qualifiers;
  gboolean has_qualifiers;

  if (!wlk_der_reader_enter (inside, WLK_DER_SEQUENCE, "PolicyInformation", &reader, error) ||
      !read_oid (&reader, "policyIdentifier", &policy->oid, &policy->span, error))
    return NULL;
  has_qualifiers = !wlk_der_reader_is_at_end (&reader);
  if (has_qualifiers &&
      !wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "policyQualifiers", &qualifiers, error))
    return NULL;

  policy->has_bad_qualifiers = has_qualifiers && !read_qualifiers (&qualifiers, policy);

  return wlk_der_reader_finish (&reader, "PolicyInformation", error) ? g_steal_pointer (&policy)
                                                                     : NULL;
}

/* A policy is listed once. */
static gboolean
check_policies (GPtrArray *policies,
                GError   **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < policies->len; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];

      if (!g_hash_table_add (seen, policy->oid))
        return wlk_der_fail (error, policy->span.offset, _("A policy is listed twice."));
    }

  return TRUE;
}

/* RFC 5280 §4.2.1.4 */
const WlkExtensionList wlk_policy_list = {
  "CertificatePolicies", MAX_POLICIES, N_("The list of policies is empty."), read_policy,
  check_policies, (GDestroyNotify) policy_free,
};

static gpointer
read_mapping (WlkDerReader *inside,
              WlkName      *issuer,
              GError      **error)
{
  g_autoptr(WlkPolicyMapping) mapping = g_new0 (WlkPolicyMapping, 1);
  WlkDerReader reader;
  WlkSpan span;

  if (!wlk_der_reader_enter (inside, WLK_DER_SEQUENCE, "mapping", &reader, error) ||
      !read_oid (&reader, "issuerDomainPolicy", &mapping->issuer_policy, &mapping->span, error) ||
      !read_oid (&reader, "subjectDomainPolicy", &mapping->subject_policy, &span, error) ||
      !wlk_der_reader_finish (&reader, "mapping", error))
    return NULL;

  mapping->span.length = span.offset + span.length - mapping->span.offset;

  return g_steal_pointer (&mapping);
}

/* RFC 5280 §4.2.1.5 */
const WlkExtensionList wlk_policy_mapping_list = {
  "PolicyMappings", MAX_POLICIES, N_("The list of mappings is empty."), read_mapping,
  NULL, (GDestroyNotify) mapping_free,
};

static gboolean
read_constraint (WlkDerReader *inside,
                 guint32       tag,
                 int          *skip_certificates,
                 GError      **error)
{
  WlkDerElement element;

  *skip_certificates = -1;
  if (!wlk_der_reader_has_tag (inside, tag))
    return TRUE;

  return wlk_der_reader_next (inside, &element, error) &&
         wlk_extension_read_number_of_certificates (&element, skip_certificates, error);
}

/**
 * wlk_policy_extensions_read_constraints:
 * @certificate: a certificate
 * @constraints: (out caller-allocates): the constraints
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.11.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_policy_extensions_read_constraints (WlkCertificate       *certificate,
                                        WlkPolicyConstraints *constraints,
                                        GError              **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_POLICY_CONSTRAINTS);
  WlkDerReader inside;
  WlkPresence presence = wlk_extension_enter (extension, "PolicyConstraints", &inside, error);

  *constraints = (WlkPolicyConstraints) { -1, -1 };
  if (presence != WLK_PRESENT)
    return presence;

  if (wlk_der_reader_is_at_end (&inside))
    {
      wlk_der_fail (error, inside.base, _("It constrains nothing."));
      return WLK_MALFORMED;
    }
  if (!read_constraint (&inside, WLK_DER_CONTEXT (0), &constraints->require_explicit_policy,
                        error) ||
      !read_constraint (&inside, WLK_DER_CONTEXT (1), &constraints->inhibit_policy_mapping,
                        error) ||
      !wlk_der_reader_finish (&inside, "PolicyConstraints", error))
    return WLK_MALFORMED;

  return WLK_PRESENT;
}

/**
 * wlk_policy_extensions_read_inhibit_any:
 * @certificate: a certificate
 * @skip_certificates: (out): certificates that may follow before anyPolicy is inhibited; -1 for
 *   never
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * Source: RFC 5280 §4.2.1.14.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_policy_extensions_read_inhibit_any (WlkCertificate *certificate,
                                        int            *skip_certificates,
                                        GError        **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_INHIBIT_ANY_POLICY);
  WlkDerElement element;
  WlkPresence presence = wlk_extension_read_element (extension, WLK_DER_INTEGER,
                                                     "InhibitAnyPolicy", &element, error);

  *skip_certificates = -1;
  if (presence != WLK_PRESENT)
    return presence;

  return wlk_extension_read_number_of_certificates (&element, skip_certificates, error)
         ? WLK_PRESENT : WLK_MALFORMED;
}
