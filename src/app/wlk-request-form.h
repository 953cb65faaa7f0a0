/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-session.h"

G_BEGIN_DECLS

#define WLK_TYPE_REQUEST_FORM (wlk_request_form_get_type ())
G_DECLARE_FINAL_TYPE (WlkRequestForm, wlk_request_form, WLK, REQUEST_FORM, GtkWidget)

/* Lets somebody change what is asked of the inspection of the #WlkSession in its property
 * “session”, and asks again at once. */

G_END_DECLS
