/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/wlk-report.h"

G_BEGIN_DECLS

#define WLK_TYPE_STEP_ITEM (wlk_step_item_get_type ())
G_DECLARE_FINAL_TYPE (WlkStepItem, wlk_step_item, WLK, STEP_ITEM, GObject)

/* A finding in the list of steps, and whether its evidence is shown. Properties: “finding”,
 * “number” (its index among the steps of the report, from 1), “is-expanded” (writable). */
GListModel *wlk_step_item_list (WlkReport * report,
                                int position,
                                gboolean is_connection);

WlkFinding *wlk_step_item_get_finding (WlkStepItem *self);
gboolean wlk_step_item_is_expanded (WlkStepItem *self);
void wlk_step_item_set_expanded (WlkStepItem *self,
                                 gboolean     is_expanded);
gboolean wlk_step_item_is_worth_showing (WlkStepItem *self);

G_END_DECLS
