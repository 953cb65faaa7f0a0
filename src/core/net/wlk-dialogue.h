/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Runs the plain-text exchange of a protocol until TLS begins. */

void wlk_dialogue_run_async (WlkConnection      *connection,
                             const WlkStarttls  *protocol,
                             GIOStream          *stream,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean wlk_dialogue_run_finish (GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
