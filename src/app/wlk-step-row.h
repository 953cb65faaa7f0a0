/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-step-item.h"

G_BEGIN_DECLS

#define WLK_TYPE_STEP_ROW (wlk_step_row_get_type ())
G_DECLARE_FINAL_TYPE (WlkStepRow, wlk_step_row, WLK, STEP_ROW, GtkWidget)

/* Shows the #WlkStepItem in its property “item”. */

G_END_DECLS
