/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-window-model.h"

G_BEGIN_DECLS

#define WLK_TYPE_QUERY_FORM (wlk_query_form_get_type ())
G_DECLARE_FINAL_TYPE (WlkQueryForm, wlk_query_form, WLK, QUERY_FORM, GtkWidget)

/* Shows the query of the #WlkWindowModel in its property “window-model” as editable rows. */

G_END_DECLS
