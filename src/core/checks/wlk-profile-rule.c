/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-profile-rule.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_profile_rule_break:
 * @context: the check context
 * @draft: the finding to fill
 * @first_profile: the first profile that includes the rule, as do those after it
 * @cause: id of a cause
 * @summary: an N_() template
 *
 * Reports a violated rule: a failure if the profile includes the rule, else a warning.
 */
void
wlk_profile_rule_break (const WlkCheckContext *context,
                        WlkDraft              *draft,
                        WlkProfile             first_profile,
                        const char            *cause,
                        const char            *summary)
{
  if (wlk_query_get (context->query)->profile >= first_profile)
    wlk_draft_fail (draft, cause, summary);
  else
    wlk_draft_warn (draft, cause, summary);
}

/**
 * wlk_profile_rule_reject:
 * @context: the check context
 * @draft: the finding to fill
 * @cause: id of a cause
 * @summary: an N_() template
 *
 * Reports a certificate that no profile accepts. Of a trust anchor above other certificates, RFC
 * 5280 §6 uses only name and key, so there it is a warning under “path”.
 */
void
wlk_profile_rule_reject (const WlkCheckContext *context,
                         WlkDraft              *draft,
                         const char            *cause,
                         const char            *summary)
{
  gboolean is_only_anchor = wlk_check_context_is_anchor (context) &&
                            !wlk_check_context_is_leaf (context);

  wlk_profile_rule_break (context, draft, is_only_anchor ? WLK_PROFILE_STRICT : WLK_PROFILE_PATH,
                          cause, summary);
}

#define MAX_LISTED 5 /* extensions; one can take two pieces of evidence of WLK_MAX_EVIDENCE */

/**
 * wlk_profile_rule_list:
 * @draft: the finding to fill
 * @label: an N_() string
 * @extension: an extension that violates the rule of the step
 * @n_violations: (inout): the number of violations so far
 *
 * Adds the extension to the evidence, unless that already lists enough of them.
 *
 * Returns: whether it was added
 */
gboolean
wlk_profile_rule_list (WlkDraft           *draft,
                       const char         *label,
                       const WlkExtension *extension,
                       guint              *n_violations)
{
  if ((*n_violations)++ >= MAX_LISTED)
    return FALSE;

  wlk_draft_oid (draft, label, extension->oid);
  wlk_draft_at (draft, extension->span);
  return TRUE;
}

/**
 * wlk_profile_rule_count_rest:
 * @draft: the finding to fill
 * @n_violations: the number of all violations
 *
 * Adds the number of those that wlk_profile_rule_list() did not add.
 */
void
wlk_profile_rule_count_rest (WlkDraft *draft,
                             guint     n_violations)
{
  if (n_violations > MAX_LISTED)
    wlk_draft_number (draft, N_("Further extensions"), n_violations - MAX_LISTED);
}
