/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-door-trial.h"

G_BEGIN_DECLS

#define WLK_TYPE_DOORS_PAGE (wlk_doors_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkDoorsPage, wlk_doors_page, WLK, DOORS_PAGE, GtkWidget)

/* Invites to try every door of the server of the #WlkConnection in its property “connection”,
 * shows how far that is, and then a table. Readable property: “trial” (nullable). */

WlkDoorTrial *wlk_doors_page_get_trial (WlkDoorsPage * self);

G_END_DECLS
