/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_TYPE_FETCH_ADDRESS (wlk_fetch_address_get_type ())
G_DECLARE_FINAL_TYPE (WlkFetchAddress, wlk_fetch_address, WLK, FETCH_ADDRESS, GNetworkAddress)

/* A host to fetch from, which resolves to none but the addresses that may be asked. */

GUri *wlk_fetch_address_parse (const char *address,
                               GError **error);
WlkFetchAddress *wlk_fetch_address_new (GUri    *uri,
                                        gboolean allow_private);
gboolean wlk_fetch_address_check (WlkFetchAddress *self,
                                  GList           *addresses,
                                  GError         **error);

G_END_DECLS
