/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_TYPE_FETCH_HOST (wlk_fetch_host_get_type ())
G_DECLARE_FINAL_TYPE (WlkFetchHost, wlk_fetch_host, WLK, FETCH_HOST, GNetworkAddress)

/* A host with a fixed list of network addresses, without name resolution. */

WlkFetchHost *wlk_fetch_host_new (GUri * uri,
                                  GStrv addresses);

G_END_DECLS
