/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-malformed.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-policy-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Certificate policies. The valid_policy_graph is updated along the path together with three
 * counters: the number of certificates until a policy is required, and until mappings and anyPolicy
 * are inhibited. A path without any policy is valid unless one is required.
 */

#define MAX_LISTED 5 /* policies in evidence */

static void
add_policies (WlkDraft           *draft,
              const char         *label,
              const char * const *policies)
{
  for (guint i = 0; i < MAX_LISTED && policies[i] != NULL; i++)
    wlk_draft_oid (draft, label, policies[i]);
}

/* A policy is required by the query or by a certificate of the path. */
static gboolean
add_requiring (const WlkCheckContext *context,
               WlkDraft              *draft)
{
  WlkCertificate *requiring;

  if (context->requiring_position < 0)
    {
      wlk_draft_words (draft, N_("Required by"), N_("the settings of this inspection"));
      return FALSE;
    }

  requiring = wlk_path_get_certificate (context->path, (guint) context->requiring_position);
  wlk_draft_text (draft, N_("Required by"), wlk_certificate_get_title (requiring));

  return TRUE;
}

/* The failing certificate is the lower of the one that requires a policy and the one that left
 * none. */
static void
set_failing_certificate (const WlkCheckContext *context,
                         WlkDraft              *draft)
{
  int position = MAX (context->requiring_position, context->policyless_position);

  if (position >= 0)
    draft->failing_certificate = wlk_path_get_certificate (context->path, (guint) position);
}

static void
fail_malformed (WlkCheckContext *context,
                WlkDraft        *draft,
                const char      *label,
                const char      *oid,
                const GError    *error)
{
  wlk_policy_graph_clear (context->policy_graph);
  wlk_malformed_fail (draft, label, error, wlk_check_context_get_span (context, oid));
}

/* RFC 5280 §6.1.3 (d)(2): even if inhibited, anyPolicy is valid in a self-issued CA certificate. */
static gboolean
is_any_accepted (const WlkCheckContext *context)
{
  return context->inhibit_any_policy > 0 ||
         (!wlk_check_context_is_leaf (context) &&
          wlk_certificate_is_self_issued (context->certificate));
}

/**
 * wlk_check_certificate_policies:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Adds the certificate's policies to the graph. Without the extension, no policy is valid from here
 * on, which alone is not a failure.
 *
 * Source: RFC 5280 §6.1.3 (d) and (e), RFC 9618 §5.2.
 */
void
wlk_check_certificate_policies (WlkCheckContext *context,
                                WlkDraft        *draft)
{
  g_autoptr(GPtrArray) policies = NULL;
  g_autoptr(GError) error = NULL;
  WlkPresence presence = wlk_extensions_read_list (context->certificate,
                                                   WLK_OID_CERTIFICATE_POLICIES, &policies, &error);

  if (presence == WLK_MALFORMED)
    {
      fail_malformed (context, draft, N_("Certificate policies"), WLK_OID_CERTIFICATE_POLICIES,
                      error);
      return;
    }
  if (presence == WLK_ABSENT)
    {
      wlk_policy_graph_clear (context->policy_graph);
      wlk_draft_pass (draft, N_("“{certificate}” names no policies."));
      return;
    }

  for (guint i = 0; i < policies->len && i < MAX_LISTED; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];

      wlk_draft_oid (draft, N_("Policy"), policy->oid);
      wlk_draft_at (draft, policy->span);
    }
  wlk_policy_graph_add_level (context->policy_graph, policies, is_any_accepted (context));
  wlk_draft_pass (draft,
                  N_("“{certificate}” names the policies under which it was issued."));
}

static void
add_own_policies (const WlkCheckContext *context,
                  WlkDraft              *draft)
{
  g_autoptr(GPtrArray) policies = NULL;

  wlk_extensions_read_list (context->certificate, WLK_OID_CERTIFICATE_POLICIES, &policies, NULL);
  for (guint i = 0; policies != NULL && i < policies->len && i < MAX_LISTED; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];

      wlk_draft_oid (draft, N_("Its policy"), policy->oid);
      wlk_draft_at (draft, policy->span);
    }
}

/**
 * wlk_check_policy_valid:
 * @context: the check context
 * @draft: the finding to fill
 *
 * If a policy is required, at least one is still valid after this certificate.
 *
 * Source: RFC 5280 §6.1.3 (f).
 */
void
wlk_check_policy_valid (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  gboolean is_null = wlk_policy_graph_is_null (context->policy_graph);

  if (is_null && context->policyless_position < 0)
    context->policyless_position = (int) context->position;
  if (context->explicit_policy > 0)
    {
      wlk_draft_pass (draft, N_("No policy is required at “{certificate}”."));
      return;
    }
  if (!is_null)
    {
      g_auto(GStrv) expected = wlk_policy_graph_dup_expected (context->policy_graph);

      add_policies (draft, N_("Valid policy"), (const char * const *) expected);
      wlk_draft_pass (draft,
                      N_("A policy is required, and the path down to “{certificate}” has one."));
      return;
    }

  if (add_requiring (context, draft))
    wlk_draft_fail (draft, "policy",
                    N_("“{1}” requires a policy that holds for the whole path, and "
                       "“{certificate}” leaves none."));
  else
    wlk_draft_fail (draft, "policy",
                    N_("A policy that holds for the whole path is required, and "
                       "“{certificate}” leaves none."));
  add_own_policies (context, draft);
  set_failing_certificate (context, draft);
}

static const WlkPolicyMapping *
find_any_policy (GPtrArray *mappings)
{
  for (guint i = 0; i < mappings->len; i++)
    {
      const WlkPolicyMapping *mapping = mappings->pdata[i];

      if (g_str_equal (mapping->issuer_policy, WLK_OID_ANY_POLICY) ||
          g_str_equal (mapping->subject_policy, WLK_OID_ANY_POLICY))
        return mapping;
    }

  return NULL;
}

static void
add_mapping (WlkDraft               *draft,
             const WlkPolicyMapping *mapping)
{
  g_autofree char *text = g_strdup_printf ("%s → %s", mapping->issuer_policy,
                                           mapping->subject_policy);

  wlk_draft_text (draft, N_("Mapping"), text);
  wlk_draft_at (draft, mapping->span);
}

/**
 * wlk_check_policy_mappings:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Applies the mappings between equivalent policies. anyPolicy must not be mapped.
 *
 * Source: RFC 5280 §6.1.4 (a) and (b), RFC 9618 §5.3.
 */
void
wlk_check_policy_mappings (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  g_autoptr(GPtrArray) mappings = NULL;
  g_autoptr(GError) error = NULL;
  WlkPresence presence = wlk_extensions_read_list (context->certificate, WLK_OID_POLICY_MAPPINGS,
                                                   &mappings, &error);
  const WlkPolicyMapping *any;

  if (presence == WLK_MALFORMED)
    {
      fail_malformed (context, draft, N_("Policy mappings"), WLK_OID_POLICY_MAPPINGS, error);
      return;
    }
  if (presence == WLK_ABSENT)
    {
      wlk_draft_pass (draft, N_("“{certificate}” maps no policies."));
      return;
    }

  any = find_any_policy (mappings);
  if (any != NULL)
    {
      wlk_policy_graph_clear (context->policy_graph);
      add_mapping (draft, any);
      wlk_draft_fail (draft, "policy_mapping_any",
                      N_("“{certificate}” maps anyPolicy, which means any policy and must not be "
                         "mapped."));
      return;
    }

  for (guint i = 0; i < mappings->len && i < MAX_LISTED; i++)
    add_mapping (draft, mappings->pdata[i]);
  wlk_policy_graph_map (context->policy_graph, mappings, context->policy_mapping == 0);
  if (context->policy_mapping > 0)
    wlk_draft_note (draft, N_("“{certificate}” maps policies of its issuer to its own."));
  else
    wlk_draft_note (draft,
                    N_("“{certificate}” maps policies where that is inhibited, so "
                       "the mapped ones end here."));
}

/* RFC 5280 §6.1.4 (h): self-issued certificates are not counted. */
static void
count_down (WlkCheckContext *context)
{
  if (wlk_certificate_is_self_issued (context->certificate))
    return;

  if (context->explicit_policy > 0)
    context->explicit_policy--;
  if (context->policy_mapping > 0)
    context->policy_mapping--;
  if (context->inhibit_any_policy > 0)
    context->inhibit_any_policy--;
}

static void
limit (guint *counter,
       int    skip_certificates)
{
  if (skip_certificates >= 0)
    *counter = MIN (*counter, (guint) skip_certificates);
}

static void
impose (WlkCheckContext            *context,
        const WlkPolicyConstraints *constraints,
        int                         inhibit_any)
{
  guint before = context->explicit_policy;

  limit (&context->explicit_policy, constraints->require_explicit_policy);
  limit (&context->policy_mapping, constraints->inhibit_policy_mapping);
  limit (&context->inhibit_any_policy, inhibit_any);
  if (context->explicit_policy < before)
    context->requiring_position = (int) context->position;
}

static void
add_skip (WlkDraft   *draft,
          const char *label,
          int         skip_certificates,
          WlkSpan     span)
{
  if (skip_certificates >= 0)
    {
      wlk_draft_number (draft, label, skip_certificates);
      wlk_draft_at (draft, span);
    }
}

/**
 * wlk_check_policy_constraints:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Whether the certificate requires a policy from here on, or inhibits mapping or anyPolicy.
 *
 * Source: RFC 5280 §6.1.4 (h) to (j).
 */
void
wlk_check_policy_constraints (WlkCheckContext *context,
                              WlkDraft        *draft)
{
  WlkPolicyConstraints constraints;
  g_autoptr(GError) error = NULL;
  int inhibit_any = -1;
  WlkPresence presence = wlk_policy_extensions_read_constraints (context->certificate,
                                                                 &constraints, &error);
  WlkSpan span = wlk_check_context_get_span (context, WLK_OID_POLICY_CONSTRAINTS);

  count_down (context);
  if (presence == WLK_MALFORMED)
    {
      fail_malformed (context, draft, N_("Policy constraints"), WLK_OID_POLICY_CONSTRAINTS,
                      error);
      return;
    }
  if (wlk_policy_extensions_read_inhibit_any (context->certificate, &inhibit_any, &error) ==
      WLK_MALFORMED)
    {
      fail_malformed (context, draft, N_("Inhibit anyPolicy"), WLK_OID_INHIBIT_ANY_POLICY, error);
      return;
    }

  impose (context, &constraints, inhibit_any);
  add_skip (draft, N_("Certificates until a policy is required"),
            constraints.require_explicit_policy, span);
  add_skip (draft, N_("Certificates until mapping is inhibited"),
            constraints.inhibit_policy_mapping, span);
  add_skip (draft, N_("Certificates until anyPolicy is inhibited"), inhibit_any,
            wlk_check_context_get_span (context, WLK_OID_INHIBIT_ANY_POLICY));
  if (draft->n_evidence == 0)
    wlk_draft_pass (draft, N_("“{certificate}” does not constrain policies."));
  else
    wlk_draft_note (draft,
                    N_("“{certificate}” constrains the policies of the certificates below it."));
}

/* §6.1.5 (a) and (b). Returns %FALSE when the leaf's constraints are malformed. */
static gboolean
wrap_up_explicit_policy (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  WlkPolicyConstraints constraints;
  g_autoptr(GError) error = NULL;

  if (context->explicit_policy > 0)
    context->explicit_policy--;
  if (wlk_policy_extensions_read_constraints (context->certificate, &constraints, &error) ==
      WLK_MALFORMED)
    {
      fail_malformed (context, draft, N_("Policy constraints"), WLK_OID_POLICY_CONSTRAINTS,
                      error);
      return FALSE;
    }
  if (constraints.require_explicit_policy == 0 && context->explicit_policy > 0)
    {
      context->explicit_policy = 0;
      context->requiring_position = (int) context->position;
    }

  return TRUE;
}

static void
fail_explicit_policy (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  const char * const *accepted = wlk_query_get (context->query)->policies;

  if (add_requiring (context, draft))
    wlk_draft_fail (draft, "policy",
                    N_("“{1}” requires a policy that holds for the whole path, and the "
                       "path has none of those that are accepted."));
  else
    wlk_draft_fail (draft, "policy",
                    N_("A policy that holds for the whole path is required, and the path "
                       "has none of those that are accepted."));
  if (accepted != NULL)
    add_policies (draft, N_("Accepted"), accepted);
  add_policies (draft, N_("Of the path"), (const char * const *) context->authority_policies);
  set_failing_certificate (context, draft);
}

/**
 * wlk_check_explicit_policy:
 * @context: the check context
 * @draft: the finding to fill
 *
 * If a policy is required, the path has one of the acceptable policies. The resulting policy sets
 * are kept for the report.
 *
 * Source: RFC 5280 §6.1.5 (a), (b) and (g), RFC 9618 §5.4.
 */
void
wlk_check_explicit_policy (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  if (!wrap_up_explicit_policy (context, draft))
    return;

  g_strfreev (context->authority_policies);
  g_strfreev (context->user_policies);
  context->authority_policies = wlk_policy_graph_dup_authorities (context->policy_graph);
  context->user_policies = wlk_policy_graph_dup_user (context->policy_graph,
                                                      wlk_query_get (context->query)->policies);

  if (context->explicit_policy > 0)
    {
      add_policies (draft, N_("Of the path"), (const char * const *) context->user_policies);
      wlk_draft_pass (draft, N_("Nothing requires a policy of this path."));
    }
  else if (context->user_policies[0] != NULL)
    {
      add_policies (draft, N_("Of the path"), (const char * const *) context->user_policies);
      wlk_draft_pass (draft,
                      N_("A policy is required, and the path has an accepted one."));
    }
  else
    {
      fail_explicit_policy (context, draft);
    }
}
