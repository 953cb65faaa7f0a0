/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_TYPE_FETCH_PROXIES (wlk_fetch_proxies_get_type ())
G_DECLARE_FINAL_TYPE (WlkFetchProxies, wlk_fetch_proxies, WLK, FETCH_PROXIES, GObject)

/* A proxy resolver with a fixed result. */

GProxyResolver *wlk_fetch_proxies_new (GStrv proxies);

G_END_DECLS
