/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "report/wlk-finding-list.h"

G_BEGIN_DECLS

#define WLK_TYPE_FINDING (wlk_finding_get_type ())
G_DECLARE_FINAL_TYPE (WlkFinding, wlk_finding, WLK, FINDING, GObject)

/* The record of one step; immutable. Readable properties for templates: “step-id”, “title”,
 * “reference”, “phase”, “outcome”, “summary”, “advice”, “position”. */

WlkFinding *wlk_finding_new (WlkFindingList * list,
                             guint index);
const WlkStep *wlk_finding_get_step (WlkFinding *self);
gboolean wlk_finding_is (WlkFinding *self,
                         WlkStepId   step);
int wlk_finding_get_position (WlkFinding *self);
WlkCertificate *wlk_finding_get_certificate (WlkFinding *self);
WlkOutcome wlk_finding_get_outcome (WlkFinding *self);
gboolean wlk_finding_matters (WlkFinding *self);
const char *wlk_finding_get_cause (WlkFinding *self);
char *wlk_finding_dup_summary (WlkFinding *self);
char *wlk_finding_dup_advice (WlkFinding *self);
const WlkEvidence *wlk_finding_get_evidence (WlkFinding *self,
                                             guint      *n_evidence);

G_END_DECLS
