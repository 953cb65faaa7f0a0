/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-profile-rule.h"

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
