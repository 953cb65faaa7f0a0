/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-progress-item.h"

G_BEGIN_DECLS

#define WLK_TYPE_PROGRESS_ROW (wlk_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (WlkProgressRow, wlk_progress_row, WLK, PROGRESS_ROW, GtkWidget)

/* A step of a connection in progress: a spinner or its outcome, its title and its state. Property:
 * “item”. */

G_END_DECLS
