/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

#define WLK_TYPE_LIFE_LINE (wlk_life_line_get_type ())
G_DECLARE_FINAL_TYPE (WlkLifeLine, wlk_life_line, WLK, LIFE_LINE, GtkWidget)

/* Draws when each certificate of the path in its property “inspection” is valid, as bars, and the
 * time that was checked, as a line through them. */

G_END_DECLS
