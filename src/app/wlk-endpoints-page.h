/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "wlk-endpoint-trial.h"

G_BEGIN_DECLS

#define WLK_TYPE_ENDPOINTS_PAGE (wlk_endpoints_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkEndpointsPage, wlk_endpoints_page, WLK, ENDPOINTS_PAGE, GtkWidget)

/* Offers to try every endpoint of the server of the #WlkConnection in its property “connection”,
 * shows the progress, and then a table. Readable property: “trial” (nullable). */

WlkEndpointTrial *wlk_endpoints_page_get_trial (WlkEndpointsPage * self);

G_END_DECLS
