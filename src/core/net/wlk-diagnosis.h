/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Tries again in other ways what failed before a certificate was seen, to learn why. */

gboolean wlk_diagnosis_run (WlkConnection *connection,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS
