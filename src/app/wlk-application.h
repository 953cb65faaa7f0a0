/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WLK_TYPE_APPLICATION (wlk_application_get_type ())
G_DECLARE_FINAL_TYPE (WlkApplication, wlk_application, WLK, APPLICATION, AdwApplication)

/* Opens a window for each host, example or set of files. */
WlkApplication *wlk_application_new (void);

G_END_DECLS
