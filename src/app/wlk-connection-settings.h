/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/wlk-connection-options.h"
#include "net/wlk-target.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION_SETTINGS (wlk_connection_settings_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnectionSettings, wlk_connection_settings, WLK, CONNECTION_SETTINGS,
                      GObject)

/* The user's connection settings of a window. Readable properties: “options” (a
 * WlkConnectionOptions), “summary” (differences from the defaults, or NULL). */

WlkConnectionSettings *wlk_connection_settings_new (void);
WlkConnectionOptions *wlk_connection_settings_get_options (WlkConnectionSettings *self);
void wlk_connection_settings_set_options (WlkConnectionSettings *self,
                                          WlkConnectionOptions  *options);
void wlk_connection_settings_set_starttls (WlkConnectionSettings *self,
                                           const char            *id);
WlkConnectionOptions *wlk_connection_settings_use_for (WlkConnectionSettings *self,
                                                       const WlkTarget       *target);
WlkConnectionOptions *wlk_connection_settings_use_again_for (WlkConnectionSettings *self,
                                                             const WlkTarget       *target);
char *wlk_connection_settings_dup_summary (WlkConnectionSettings *self);

G_END_DECLS
