/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-connection-settings.h"

G_BEGIN_DECLS

#define WLK_TYPE_START_PAGE (wlk_start_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkStartPage, wlk_start_page, WLK, START_PAGE, GtkWidget)

/* The page of a window without an inspection: Open, Connect, Paste, recent hosts and the
 * examples. It uses the window's actions “win.open”, “win.paste”, “win.connect” and
 * “win.open-example”. Property: “settings”, for connecting. */

G_END_DECLS
