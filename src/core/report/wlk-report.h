/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "path/wlk-path.h"
#include "report/wlk-finding.h"
#include "report/wlk-query.h"

G_BEGIN_DECLS

#define WLK_TYPE_REPORT (wlk_report_get_type ())
G_DECLARE_FINAL_TYPE (WlkReport, wlk_report, WLK, REPORT, GObject)

/**
 * WlkReport:
 * @query: the query
 * @path: (nullable): the validated path; %NULL without certificates, after a failed connection
 * @verdict: not trusted if a rule is violated; undetermined if none is, but a required one could
 *   not be checked; else trusted
 * @findings: (element-type WlkFinding): in check order; %NULL until first used, see
 *   wlk_report_get_finding()
 * @list: their records
 * @decisive: index of the finding at which a conforming validator would stop; -1 for none
 * @path_decisive: the same, without the phase “connection”
 * @authority_policies: (nullable): see wlk_report_get_authority_policies()
 * @user_policies: (nullable): see wlk_report_get_user_policies()
 *
 * All findings about one candidate path, in check order; immutable. A GListModel of WlkFinding.
 */
struct _WlkReport
{
  GObject         parent_instance;

  WlkQuery       *query;
  WlkPath        *path;
  WlkVerdict      verdict;
  GPtrArray      *findings;
  WlkFindingList *list;
  int             decisive;
  int             path_decisive;
  GStrv           authority_policies;
  GStrv           user_policies;
};

WlkReport *wlk_report_new (WlkQuery       *query,
                           WlkPath        *path,
                           WlkFindingList *list);
void wlk_report_take_policies (WlkReport *self,
                               GStrv      authorities,
                               GStrv      user);
const char * const *wlk_report_get_authority_policies (WlkReport *self);
const char * const *wlk_report_get_user_policies (WlkReport *self);
WlkFinding *wlk_report_get_decisive (WlkReport *self);
const WlkFindingRecord *wlk_report_get_path_decisive (WlkReport *self);
int wlk_report_get_weak_link (WlkReport *self);
char *wlk_report_dup_headline (WlkReport *self);
WlkFinding *wlk_report_get_finding (WlkReport *self,
                                    guint      index);
const WlkFindingRecord *wlk_report_get_record (WlkReport *self,
                                               guint      index);
gboolean wlk_report_is_refused_elsewhere (WlkReport *self,
                                          guint      index);
WlkFinding *wlk_report_find (WlkReport *self,
                             WlkStepId  step,
                             int        position);
WlkOutcome wlk_report_get_outcome_at (WlkReport *self,
                                      guint      position);
gboolean wlk_report_is_reached (WlkReport *self,
                                guint      position);

G_END_DECLS
