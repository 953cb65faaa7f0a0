/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "fetch/wlk-fetch-cache.h"
#include "fetch/wlk-fetcher.h"
#include "load/wlk-bundle.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

  WLK_DECLARE_REF_COUNTED (WlkGatherer, wlk_gatherer)

/* Fetches what an inspection lacks, in rounds; between two rounds the paths are validated again. */

WlkGatherer *wlk_gatherer_new (WlkQuery    * query,
                               WlkBundle     * received,
                               WlkFetcher    * fetcher,
                               WlkFetchCache * cache);
void wlk_gatherer_set_progress (WlkGatherer *self,
                                WlkFetchFunc progress,
                                gpointer     progress_data);
gboolean wlk_gatherer_gather (WlkGatherer  *self,
                              WlkReport    *best,
                              GCancellable *cancellable,
                              GError      **error);
WlkBundle *wlk_gatherer_get_fetched (WlkGatherer *self);
GPtrArray *wlk_gatherer_get_attempts (WlkGatherer *self);

G_END_DECLS
