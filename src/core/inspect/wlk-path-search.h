/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "checks/wlk-check-context.h"

G_BEGIN_DECLS

/* Per inspection: enough for the longest path, and for cross-certified roots. */
#define WLK_MAX_SIGNATURE_CHECKS 160

GPtrArray *wlk_path_search_run (const WlkCheckInput *input,
                                WlkQuery            *query,
                                WlkCertificate      *leaf,
                                const char          *leaf_origin,
                                WlkSearchLimit      *limit,
                                GCancellable        *cancellable,
                                GError             **error);

G_END_DECLS
