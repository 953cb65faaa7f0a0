/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks-pending.h"

#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Rules that this version applies only where there is nothing to apply them to. A path without
 * constraints and policies passes them honestly; where a certificate has some, the step says that
 * it was not checked, and the verdict is “undetermined” when it depends on that.
 */

/* The first certificate above the one at hand that has an extension; the anchor's count as well. */
static WlkCertificate *
find_above (const WlkCheckContext *context,
            guint                  first,
            const char            *oid,
            const WlkExtension   **extension)
{
  for (guint i = first; i < context->position; i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (context->path, i);

      *extension = wlk_certificate_find_extension (certificate, oid);
      if (*extension != NULL)
        return certificate;
    }

  return NULL;
}

static void
add_own_extension (const WlkCheckContext *context,
                   WlkFindingDraft       *draft,
                   const char            *oid)
{
  wlk_finding_draft_add_oid (draft, N_("Extension"), oid,
                             wlk_check_context_get_span (context, oid));
}

static gboolean
has_extension (const WlkCheckContext *context,
               const char            *oid)
{
  return wlk_certificate_find_extension (context->certificate, oid) != NULL;
}

/**
 * wlk_check_certificate_policies:
 * @context: what to look at
 * @draft: what is found
 *
 * Under which policies the certificate was issued. By itself this decides nothing.
 *
 * Source: RFC 5280 §6.1.3 (d) to (f).
 */
void
wlk_check_certificate_policies (WlkCheckContext *context,
                                WlkFindingDraft *draft)
{
  if (!has_extension (context, WLK_OID_CERTIFICATE_POLICIES))
    {
      wlk_finding_draft_pass (draft, N_("“{certificate}” names no policies."));
      return;
    }

  add_own_extension (context, draft, WLK_OID_CERTIFICATE_POLICIES);
  wlk_finding_draft_unknown (draft, NULL,
                             N_("“{certificate}” names policies. They are not checked yet, and "
                                "matter only where one is required."));
}

/**
 * wlk_check_policy_mappings:
 * @context: what to look at
 * @draft: what is found
 *
 * Which policies the issuer regards as the same.
 *
 * Source: RFC 5280 §6.1.4 (a) and (b).
 */
void
wlk_check_policy_mappings (WlkCheckContext *context,
                           WlkFindingDraft *draft)
{
  if (!has_extension (context, WLK_OID_POLICY_MAPPINGS))
    {
      wlk_finding_draft_pass (draft, N_("“{certificate}” maps no policies."));
      return;
    }

  add_own_extension (context, draft, WLK_OID_POLICY_MAPPINGS);
  wlk_finding_draft_unknown (draft, NULL,
                             N_("“{certificate}” maps policies. That is not checked yet, and "
                                "matters only where a policy is required."));
}

/**
 * wlk_check_policy_constraints:
 * @context: what to look at
 * @draft: what is found
 *
 * Whether the certificate requires a policy from here on, or forbids mapping or anyPolicy.
 *
 * Source: RFC 5280 §6.1.4 (h) to (j).
 */
void
wlk_check_policy_constraints (WlkCheckContext *context,
                              WlkFindingDraft *draft)
{
  if (has_extension (context, WLK_OID_POLICY_CONSTRAINTS))
    {
      add_own_extension (context, draft, WLK_OID_POLICY_CONSTRAINTS);
      wlk_finding_draft_unknown (draft, "not_checked_yet",
                                 N_("“{certificate}” constrains policies, which is not checked "
                                    "yet."));
    }
  else if (has_extension (context, WLK_OID_INHIBIT_ANY_POLICY))
    {
      add_own_extension (context, draft, WLK_OID_INHIBIT_ANY_POLICY);
      wlk_finding_draft_unknown (draft, NULL,
                                 N_("“{certificate}” inhibits anyPolicy. That is not checked yet, "
                                    "and matters only where a policy is required."));
    }
  else
    {
      wlk_finding_draft_pass (draft, N_("“{certificate}” does not constrain policies."));
    }
}

/**
 * wlk_check_explicit_policy:
 * @context: what to look at
 * @draft: what is found
 *
 * Where a certificate of the path requires a policy, the path has one.
 *
 * Source: RFC 5280 §6.1.5 (a), (b) and (g).
 */
void
wlk_check_explicit_policy (WlkCheckContext *context,
                           WlkFindingDraft *draft)
{
  const WlkExtension *extension = NULL;
  guint first = context->has_anchor ? 1 : 0;
  WlkCertificate *requiring = find_above (context, first, WLK_OID_POLICY_CONSTRAINTS, &extension);

  if (requiring == NULL && has_extension (context, WLK_OID_POLICY_CONSTRAINTS))
    requiring = context->certificate;
  if (requiring == NULL)
    {
      wlk_finding_draft_pass (draft, N_("No certificate of the path requires a policy."));
      return;
    }

  wlk_finding_draft_add_text (draft, N_("Required by"), wlk_certificate_get_title (requiring),
                              WLK_SPAN_NONE);
  wlk_finding_draft_unknown (draft, "not_checked_yet",
                             N_("“{1}” may require a policy. Whether the path has one is not "
                                "checked yet."));
}

/**
 * wlk_check_revocation:
 * @context: what to look at
 * @draft: what is found
 *
 * The issuer has not withdrawn the certificate.
 *
 * Source: RFC 5280 §6.1.3 (a)(3), §6.3, RFC 6960.
 */
void
wlk_check_revocation (WlkCheckContext *context,
                      WlkFindingDraft *draft)
{
  wlk_finding_draft_unknown (draft, NULL, N_("Revocation is not checked yet."));
}

/**
 * wlk_check_encoding_rules:
 * @context: what to look at
 * @draft: what is found
 *
 * The certificate keeps the rules for those who issue certificates.
 *
 * Source: RFC 5280 §4.
 */
void
wlk_check_encoding_rules (WlkCheckContext *context,
                          WlkFindingDraft *draft)
{
  wlk_finding_draft_unknown (draft, NULL, N_("The encoding rules are not checked yet."));
}
