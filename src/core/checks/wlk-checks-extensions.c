/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-policy-extensions.h"

#include <glib/gi18n-lib.h>

/* The extensions that the steps process before a verdict of “trusted”. A certificate with any other
 * critical extension is rejected. */
static const char * const processed[] = {
  WLK_OID_BASIC_CONSTRAINTS,
  WLK_OID_KEY_USAGE,
  WLK_OID_EXTENDED_KEY_USAGE,
  WLK_OID_SUBJECT_ALT_NAME,
  WLK_OID_NAME_CONSTRAINTS,
  WLK_OID_CERTIFICATE_POLICIES,
  WLK_OID_POLICY_MAPPINGS,
  WLK_OID_POLICY_CONSTRAINTS,
  WLK_OID_INHIBIT_ANY_POLICY,
  WLK_OID_CRL_DISTRIBUTION_POINTS,
  WLK_OID_AUTHORITY_KEY_IDENTIFIER,
  WLK_OID_SUBJECT_KEY_IDENTIFIER,
  WLK_OID_AUTHORITY_INFO_ACCESS,
};

static gboolean
is_processed (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (processed); i++)
    if (g_str_equal (oid, processed[i]))
      return TRUE;

  return FALSE;
}

/**
 * wlk_checks_extensions_find_unknown:
 * @certificate: a certificate
 * @also_known: (nullable): dotted object identifier of an extension that the caller processes
 *
 * Source: RFC 5280 §4.2.
 *
 * Returns: (nullable): the first critical extension that is not processed
 */
const WlkExtension *
wlk_checks_extensions_find_unknown (WlkCertificate *certificate,
                                    const char     *also_known)
{
  for (guint i = 0; i < wlk_certificate_get_n_extensions (certificate); i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (certificate, i);

      if (extension->is_critical && !is_processed (extension->oid) &&
          g_strcmp0 (extension->oid, also_known) != 0)
        return extension;
    }

  return NULL;
}

/* RFC 5280 §4.2.1.4: critical policies are interpreted with their qualifiers, or rejected. */
static gboolean
has_unknown_qualifier (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  const WlkExtension *extension = wlk_certificate_find_extension (context->certificate,
                                                                  WLK_OID_CERTIFICATE_POLICIES);
  g_autoptr(GPtrArray) policies = NULL;

  if (extension == NULL || !extension->is_critical ||
      wlk_extensions_read_list (context->certificate, WLK_OID_CERTIFICATE_POLICIES, &policies,
                                NULL) != WLK_PRESENT)
    return FALSE;

  for (guint i = 0; i < policies->len; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];

      if (policy->unknown_qualifier == NULL && !policy->has_bad_qualifiers)
        continue;
      if (policy->unknown_qualifier != NULL)
        wlk_draft_oid (draft, N_("Unknown policy qualifier"), policy->unknown_qualifier);
      else
        wlk_draft_oid (draft, N_("Policy with a malformed qualifier"), policy->oid);
      wlk_draft_at (draft, policy->span);
      wlk_profile_rule_reject (context, draft, "unknown_critical",
                               N_("The critical certificate policies of “{certificate}” have a "
                                  "qualifier that is not known here: {1}. A program that does "
                                  "not know it must reject the certificate."));
      return TRUE;
    }

  return FALSE;
}

/**
 * wlk_check_critical_extensions:
 * @context: the check context
 * @draft: the finding to fill
 *
 * All critical extensions are known, and so are the qualifiers of critical policies. RFC 5280 §6
 * ignores those of a trust anchor, but §4.2 applies to every certificate.
 *
 * Source: RFC 5280 §6.1.4 (o), §6.1.5 (f), §4.2, §4.2.1.4.
 */
void
wlk_check_critical_extensions (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  guint n_extensions = wlk_certificate_get_n_extensions (context->certificate);
  guint n_critical = 0;
  guint n_unknown = 0;

  for (guint i = 0; i < n_extensions; i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (context->certificate, i);

      if (!extension->is_critical)
        continue;
      n_critical++;
      if (!is_processed (extension->oid))
        wlk_profile_rule_list (draft, N_("Unknown critical extension"), extension, &n_unknown);
    }

  if (n_unknown > 0)
    {
      wlk_profile_rule_count_rest (draft, n_unknown);
      wlk_profile_rule_reject (context, draft, "unknown_critical",
                               N_("“{certificate}” has a critical extension that is not known "
                                  "here: {1}. A program that does not know it must reject the "
                                  "certificate."));
      return;
    }
  if (has_unknown_qualifier (context, draft))
    return;

  wlk_draft_number (draft, N_("Extensions"), n_extensions);
  wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_EXTENSIONS));
  wlk_draft_number (draft, N_("Of these critical"), n_critical);
  wlk_draft_pass (draft, n_critical > 0
                  ? N_("All critical extensions of “{certificate}” are known.")
                  : N_("“{certificate}” has no critical extension."));
}
