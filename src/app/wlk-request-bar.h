/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-session.h"

G_BEGIN_DECLS

#define WLK_TYPE_REQUEST_BAR (wlk_request_bar_get_type ())
G_DECLARE_FINAL_TYPE (WlkRequestBar, wlk_request_bar, WLK, REQUEST_BAR, GtkWidget)

/* Shows what was asked of the inspection of the #WlkSession in its property “session”, and offers
 * the form in which it can be changed. */

G_END_DECLS
