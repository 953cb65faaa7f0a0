/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/wlk-finding.h"

G_BEGIN_DECLS

#define WLK_TYPE_EVIDENCE_VIEW (wlk_evidence_view_get_type ())
G_DECLARE_FINAL_TYPE (WlkEvidenceView, wlk_evidence_view, WLK, EVIDENCE_VIEW, GtkWidget)

/* Shows the evidence of the #WlkFinding in its property “finding”: the rule, the found and the
 * expected values, advice, and the messages of other programs. */

G_END_DECLS
