/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-window-model.h"

G_BEGIN_DECLS

#define WLK_TYPE_INSPECTION_PAGE (wlk_inspection_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkInspectionPage, wlk_inspection_page, WLK, INSPECTION_PAGE, GtkWidget)

/* Shows the inspection of the #WlkWindowModel in its property “window-model”: the answer, the tree,
 * and beside or behind them the selected row of the tree. */
gboolean wlk_inspection_page_go_back (WlkInspectionPage *self);

G_END_DECLS
