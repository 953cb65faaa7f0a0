/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks-pending.h"

#include <glib/gi18n-lib.h>

/* Rules that this version does not apply yet. Their steps say so. */

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
