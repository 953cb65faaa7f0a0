/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-connection-settings.h"

G_BEGIN_DECLS

#define WLK_TYPE_HOST_ENTRY (wlk_host_entry_get_type ())
G_DECLARE_FINAL_TYPE (WlkHostEntry, wlk_host_entry, WLK, HOST_ENTRY, GtkWidget)

/* An entry for a host, completed from the recent ones, with a button for the connection options. It
 * activates “win.connect”. Property: “settings”. */

void wlk_host_entry_set_text (WlkHostEntry *self,
                              const char   *text);

G_END_DECLS
