/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-connection-settings.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION_FORM (wlk_connection_form_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnectionForm, wlk_connection_form, WLK, CONNECTION_FORM, GtkWidget)

/* A form with all connection options. Valid input applies immediately, to the next connection.
 * Property: “settings”. Signal: “connect”, to connect now. */

G_END_DECLS
