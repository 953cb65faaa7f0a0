/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WLK_RECENT_HOSTS_MAX 20 /* hosts; a list short enough to read */

#define WLK_TYPE_RECENT_HOSTS (wlk_recent_hosts_get_type ())
G_DECLARE_FINAL_TYPE (WlkRecentHosts, wlk_recent_hosts, WLK, RECENT_HOSTS, GObject)

/* The hosts of recent connections, the latest first, stored in a file of the user. Shared by all
 * windows. */

WlkRecentHosts *wlk_recent_hosts_get_default (void);
WlkRecentHosts *wlk_recent_hosts_new (const char *path);
GListModel *wlk_recent_hosts_get_items (WlkRecentHosts *self);
void wlk_recent_hosts_add (WlkRecentHosts *self,
                           const char     *host);
void wlk_recent_hosts_clear (WlkRecentHosts *self);

G_END_DECLS
