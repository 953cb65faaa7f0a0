/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/wlk-connection-options.h"
#include "net/wlk-target.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION_SETTINGS (wlk_connection_settings_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnectionSettings, wlk_connection_settings, WLK, CONNECTION_SETTINGS,
                      GObject)

/* The rows of “starttls” before those of the table of protocols */
#define WLK_CONNECTION_STARTTLS_BY_PORT 0
#define WLK_CONNECTION_STARTTLS_NONE    1
#define WLK_CONNECTION_STARTTLS_FIRST   2

/* The user's connection settings of a window. Readable properties: “options” (a
 * WlkConnectionOptions), “summary” (differences from the defaults, or NULL), “invalid” (the names
 * of properties with an invalid text) and “problem” (a sentence about the first of them, or NULL).
 * The rows of the form, readable and writable: the numbers “starttls”, “version” (0 for all, then
 * the newest first), “family” and “timeout” (seconds), the boolean “sends-server-name”, and the
 * texts “server-name”, “alpn”, “address”, “port” and “proxy”. */

WlkConnectionSettings * wlk_connection_settings_new (void);
void wlk_connection_settings_set_options (WlkConnectionSettings *self,
                                          WlkConnectionOptions  *options);
void wlk_connection_settings_set_starttls (WlkConnectionSettings *self,
                                           const char            *id);
GPtrArray *wlk_connection_settings_list_credentials (WlkConnectionSettings *self);
void wlk_connection_settings_set_credentials (WlkConnectionSettings *self,
                                              GPtrArray             *credentials);
WlkConnectionOptions *wlk_connection_settings_use_for (WlkConnectionSettings *self,
                                                       const WlkTarget       *target);
WlkConnectionOptions *wlk_connection_settings_use_again_for (WlkConnectionSettings *self,
                                                             const WlkTarget       *target);
char *wlk_connection_settings_dup_summary (WlkConnectionSettings *self);

G_END_DECLS
