/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "path/wlk-path.h"
#include "report/wlk-finding.h"
#include "report/wlk-query.h"

G_BEGIN_DECLS

#define WLK_TYPE_REPORT (wlk_report_get_type ())
G_DECLARE_FINAL_TYPE (WlkReport, wlk_report, WLK, REPORT, GObject)

/* All findings about one candidate path, in check order; immutable. A GListModel of WlkFinding.
 * Readable properties: “verdict”, “headline”, “path”, “decisive”. */

WlkReport *wlk_report_new (WlkQuery       * query,
                           WlkPath        * path,
                           WlkFindingList * list);
void wlk_report_take_policies (WlkReport *self,
                               GStrv      authorities,
                               GStrv      user);
const char * const *wlk_report_get_authority_policies (WlkReport *self);
const char * const *wlk_report_get_user_policies (WlkReport *self);
WlkQuery *wlk_report_get_query (WlkReport *self);
WlkPath *wlk_report_get_path (WlkReport *self);
WlkVerdict wlk_report_get_verdict (WlkReport *self);
WlkFinding *wlk_report_get_decisive (WlkReport *self);
const WlkFindingRecord *wlk_report_get_path_decisive (WlkReport *self);
int wlk_report_get_weak_link (WlkReport *self);
char *wlk_report_dup_headline (WlkReport *self);
guint wlk_report_get_n_findings (WlkReport *self);
WlkFinding *wlk_report_get_finding (WlkReport *self,
                                    guint      index);
const WlkFindingRecord *wlk_report_get_record (WlkReport *self,
                                               guint      index);
WlkFinding *wlk_report_find (WlkReport *self,
                             WlkStepId  step,
                             int        position);
WlkOutcome wlk_report_get_outcome_at (WlkReport *self,
                                      guint      position);
gboolean wlk_report_is_reached (WlkReport *self,
                                guint      position);

G_END_DECLS
