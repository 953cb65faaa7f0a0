/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Runs the stages of a connection in sequence. */

gboolean wlk_probe_run (WlkConnection *connection,
                        GCancellable  *cancellable,
                        GError       **error);

G_END_DECLS
