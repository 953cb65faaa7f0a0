/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_check_search_complete:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The search reached a limit before all paths were tried. The verdict is undetermined, unless the
 * end entity is rejected regardless of the path.
 *
 * Source: RFC 4158 §2.4.
 */
void
wlk_check_search_complete (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  const WlkSearchLimit *limit = context->search_limit;

  wlk_draft_number (draft, N_("Paths validated"), limit->n_paths);
  wlk_draft_number (draft, N_("Signatures checked"), limit->n_signatures);
  wlk_draft_unknown (draft, limit->is_fault_of_leaf ? NULL : "budget",
                     N_("The search for a path stopped at its limit, after {1} paths. One that it "
                        "did not come to may be good."));
}
