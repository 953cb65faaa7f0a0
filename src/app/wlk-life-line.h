/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

#define WLK_TYPE_LIFE_LINE (wlk_life_line_get_type ())
G_DECLARE_FINAL_TYPE (WlkLifeLine, wlk_life_line, WLK, LIFE_LINE, GtkWidget)

/* Draws the validity periods of the path in its property “inspection” as bars, and the validation
 * time as a line through them. */

G_END_DECLS
