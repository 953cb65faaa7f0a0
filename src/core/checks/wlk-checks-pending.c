/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks-pending.h"

#include <glib/gi18n-lib.h>

/* Rules that this version does not apply yet. Their steps say so. */

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
