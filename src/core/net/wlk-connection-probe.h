/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

WlkConnection *wlk_connection_probe (const WlkTarget          *target,
                                     WlkConnectionOptions     *options,
                                     WlkConnectionProgressFunc progress,
                                     gpointer                  progress_data,
                                     GCancellable             *cancellable,
                                     GError                  **error);
void wlk_connection_probe_async (const WlkTarget      *target,
                                 WlkConnectionOptions *options,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
WlkConnection *wlk_connection_probe_finish (GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
