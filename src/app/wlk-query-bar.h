/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-window-model.h"

G_BEGIN_DECLS

#define WLK_TYPE_QUERY_BAR (wlk_query_bar_get_type ())
G_DECLARE_FINAL_TYPE (WlkQueryBar, wlk_query_bar, WLK, QUERY_BAR, GtkWidget)

/* Shows the query of the #WlkWindowModel in its property “window-model”, and offers the form to
 * change it. */

G_END_DECLS
