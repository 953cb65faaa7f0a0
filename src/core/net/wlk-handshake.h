/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Performs and records a TLS handshake over an open connection. */

void wlk_handshake_run_async (WlkConnection      *connection,
                              GIOStream          *stream,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean wlk_handshake_run_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
