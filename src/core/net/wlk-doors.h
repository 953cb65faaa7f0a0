/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-door.h"

G_BEGIN_DECLS

#define WLK_DOORS_AT_ONCE 8   /* connections at the same time; no server takes that for an attack */
#define WLK_DOORS_MAX     256 /* doors tried: all 32 addresses of a connection, in eight ways */

typedef void (*WlkDoorsProgressFunc) (guint    n_done,
                                      guint    n_doors,
                                      gpointer user_data);

/* Connects in every way that a client might, to find the address, the version or the name behind
 * which a server shows something else. */

void wlk_doors_try_async (WlkConnection       *connection,
                          GCancellable        *cancellable,
                          WlkDoorsProgressFunc progress,
                          gpointer             progress_data,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
GPtrArray *wlk_doors_try_finish (GAsyncResult *result,
                                 GError      **error);
guint wlk_doors_count (WlkConnection *connection);
guint wlk_doors_get_main_chain (GPtrArray *doors);
gboolean wlk_doors_stands_out (GPtrArray *doors,
                               guint      index);
const WlkDoor *wlk_doors_get_main (GPtrArray *doors);
char *wlk_doors_dup_summary (GPtrArray *doors);

G_END_DECLS
