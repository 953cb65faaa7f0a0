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

/**
 * WlkInspection:
 * @query: the query
 * @bundle: everything that was received; a connection's chain comes first, in the order in which it
 *   was sent
 * @connection: (nullable): the connection, or %NULL for files alone
 * @trust: the trust anchors
 * @leaf: (nullable): the end entity, or %NULL if no certificate was received
 * @reports: a list of #WlkReport, one for each candidate path, at least one; the accepted or most
 *   plausible one first
 * @unused: a list of #WlkCertificate: those that were received and are on no path
 *
 * The result as a whole, immutable. Readable property for templates: “connection”.
 */
struct _WlkInspection
{
  GObject              parent_instance;

  WlkQuery            *query;
  WlkBundle           *bundle;
  const WlkConnection *connection;
  WlkTrustStore       *trust;
  WlkCertificate      *leaf;
  GListStore          *reports;
  GListModel          *unused;
};

WlkInspection *wlk_inspection_new (WlkQuery            *query,
                                   WlkBundle           *bundle,
                                   const WlkConnection *connection,
                                   WlkTrustStore       *trust,
                                   WlkCertificate      *leaf,
                                   GPtrArray           *reports);
guint wlk_inspection_get_n_reports (WlkInspection *self);
WlkReport *wlk_inspection_get_report (WlkInspection *self,
                                      guint          index);
WlkVerdict wlk_inspection_get_verdict (WlkInspection *self);
WlkFinding *wlk_inspection_get_decisive (WlkInspection *self);
char *wlk_inspection_dup_headline (WlkInspection *self);

G_END_DECLS
