/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "load/wlk-bundle.h"
#include "net/wlk-connection.h"
#include "report/wlk-report.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

#define WLK_TYPE_INSPECTION (wlk_inspection_get_type ())
G_DECLARE_FINAL_TYPE (WlkInspection, wlk_inspection, WLK, INSPECTION, GObject)

/* The result as a whole: what was received, and a report for each candidate path, the accepted or
 * most plausible one first. Immutable. Readable properties: “verdict”, “headline”, “title”,
 * “connection” (nullable), “report” (the first one), “reports” (a GListModel of WlkReport),
 * “unused” (a GListModel of WlkCertificate). */

WlkInspection *wlk_inspection_new (WlkQuery     * query,
                                   WlkBundle      * bundle,
                                   WlkConnection  * connection,
                                   WlkTrustStore  * trust,
                                   WlkCertificate * leaf,
                                   GPtrArray      * reports);
WlkQuery *wlk_inspection_get_query (WlkInspection *self);
WlkBundle *wlk_inspection_get_bundle (WlkInspection *self);
WlkConnection *wlk_inspection_get_connection (WlkInspection *self);
WlkTrustStore *wlk_inspection_get_trust (WlkInspection *self);
WlkCertificate *wlk_inspection_get_leaf (WlkInspection *self);
guint wlk_inspection_get_n_reports (WlkInspection *self);
WlkReport *wlk_inspection_get_report (WlkInspection *self,
                                      guint          index);
GListModel *wlk_inspection_get_unused (WlkInspection *self);
WlkVerdict wlk_inspection_get_verdict (WlkInspection *self);
WlkFinding *wlk_inspection_get_decisive (WlkInspection *self);
char *wlk_inspection_dup_headline (WlkInspection *self);

G_END_DECLS
