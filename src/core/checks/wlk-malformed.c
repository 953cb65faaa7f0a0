/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-malformed.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_malformed_fail:
 * @draft: the finding to fill
 * @label: the malformed extension, an N_() string
 * @error: (nullable): the parse error
 * @span: its location
 *
 * Fails a step that needs a malformed extension. Its meaning is undefined, so the certificate must
 * be rejected.
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
