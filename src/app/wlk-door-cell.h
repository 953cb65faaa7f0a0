/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-door-item.h"

G_BEGIN_DECLS

#define WLK_TYPE_DOOR_CELL (wlk_door_cell_get_type ())
G_DECLARE_FINAL_TYPE (WlkDoorCell, wlk_door_cell, WLK, DOOR_CELL, GtkWidget)

/* The cell with the result of a door, the #WlkDoorItem in its property “item”. It also names the
 * row for those who listen. */

G_END_DECLS
