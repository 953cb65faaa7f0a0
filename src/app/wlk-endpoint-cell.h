/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-endpoint-item.h"

G_BEGIN_DECLS

#define WLK_TYPE_ENDPOINT_CELL (wlk_endpoint_cell_get_type ())
G_DECLARE_FINAL_TYPE (WlkEndpointCell, wlk_endpoint_cell, WLK, ENDPOINT_CELL, GtkWidget)

/* The cell with the result of an endpoint, the #WlkEndpointItem in its property “item”. It also
 * sets the row's accessible label. */

G_END_DECLS
