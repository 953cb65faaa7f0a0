/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Diagnoses a failure before the first certificate by further attempts. */

gboolean wlk_diagnosis_run (WlkConnection *connection,
                            GCancellable  *cancellable,
                            GError       **error);

G_END_DECLS
