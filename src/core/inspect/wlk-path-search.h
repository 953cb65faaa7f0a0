/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "load/wlk-bundle.h"
#include "report/wlk-report.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

GPtrArray *wlk_path_search_run (WlkQuery       *query,
                                WlkCertificate *leaf,
                                const char     *leaf_origin,
                                WlkBundle      *received,
                                gboolean        is_live,
                                WlkTrustStore  *trust,
                                GCancellable   *cancellable,
                                GError        **error);

G_END_DECLS
