/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-window-model.h"

G_BEGIN_DECLS

#define WLK_TYPE_WINDOW (wlk_window_get_type ())
G_DECLARE_FINAL_TYPE (WlkWindow, wlk_window, WLK, WINDOW, AdwApplicationWindow)

/* The window: opens files, hosts, and dropped or pasted text, and shows the start page or the
 * inspection. */
WlkWindow *wlk_window_new (AdwApplication * application);

WlkWindowModel *wlk_window_get_session (WlkWindow *self);

G_END_DECLS
