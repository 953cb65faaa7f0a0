/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Goes through the stages of a connection, one after the other. */

void wlk_probe_run_async (WlkConnection      *connection,
                          guint               timeout,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean wlk_probe_run_finish (GAsyncResult *result,
                               GError      **error);

G_END_DECLS
