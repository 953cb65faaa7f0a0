/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-malformed.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_malformed_fail:
 * @draft: what is found
 * @label: what cannot be read, an N_() string
 * @error: (nullable): what is wrong with it
 * @span: where it stands
 *
 * Fails a step that needs an extension whose value breaks its syntax. A verifier cannot know what
 * such an extension allows, so it must not accept the certificate.
 */
void
wlk_malformed_fail (WlkDraft     *draft,
                    const char   *label,
                    const GError *error,
                    WlkSpan       span)
{
  wlk_draft_words (draft, N_("Extension"), label);
  wlk_draft_at (draft, span);
  wlk_draft_text (draft, N_("What is wrong"), error != NULL ? error->message : NULL);
  wlk_draft_at (draft, span);
  wlk_draft_fail (draft, "extension_malformed",
                  N_("The extension “{1}” of “{certificate}” cannot be read: {2}"));
}
