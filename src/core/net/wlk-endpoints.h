/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-endpoint.h"

G_BEGIN_DECLS

#define WLK_ENDPOINTS_AT_ONCE 8   /* concurrent connections */
#define WLK_ENDPOINTS_MAX     256 /* endpoints tried: 32 addresses in eight ways each */

typedef void (*WlkEndpointsProgressFunc) (guint    n_done,
                                          guint    n_endpoints,
                                          gpointer user_data);

/* Connects to every combination of address, name, version and key type, to find those with other
 * certificates. */

void wlk_endpoints_try_async (const WlkConnection     *connection,
                              GCancellable            *cancellable,
                              WlkEndpointsProgressFunc progress,
                              gpointer                 progress_data,
                              GAsyncReadyCallback      callback,
                              gpointer                 user_data);
GPtrArray *wlk_endpoints_try_finish (GAsyncResult *result,
                                     GError      **error);
guint wlk_endpoints_count (const WlkConnection *connection);
guint wlk_endpoints_get_main_chain (GPtrArray *endpoints);
gboolean wlk_endpoints_stands_out (GPtrArray *endpoints,
                                   guint      index);
const WlkEndpoint *wlk_endpoints_get_main (GPtrArray *endpoints);
char *wlk_endpoints_dup_summary (GPtrArray *endpoints);

G_END_DECLS
