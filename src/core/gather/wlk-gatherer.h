/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "fetch/wlk-fetch-cache.h"
#include "fetch/wlk-fetcher.h"
#include "load/wlk-bundle.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkGatherer, wlk_gatherer);

/**
 * WlkGatherer:
 * @query: the query
 * @received: what was received
 * @fetched: the data fetched so far
 * @fetcher: makes the fetches
 * @cache: the answers, also of earlier inspections
 * @asked: (element-type char): requests by kind and address
 * @attempts: (element-type WlkFetchAttempt): the attempts so far, in order
 * @progress: (nullable): called for each fetch, in the gathering thread
 * @progress_data: for @progress
 *
 * Fetches what an inspection lacks, in rounds; between two rounds the paths are validated again.
 */
struct _WlkGatherer
{
  WlkQuery      *query;
  WlkBundle     *received;
  WlkBundle     *fetched;
  WlkFetcher    *fetcher;
  WlkFetchCache *cache;
  GHashTable    *asked;
  GPtrArray     *attempts;
  WlkFetchFunc   progress;
  gpointer       progress_data;
};

WlkGatherer *wlk_gatherer_new (WlkQuery      *query,
                               WlkBundle     *received,
                               WlkFetcher    *fetcher,
                               WlkFetchCache *cache);
gboolean wlk_gatherer_gather (WlkGatherer  *self,
                              WlkReport    *best,
                              GCancellable *cancellable,
                              GError      **error);

G_END_DECLS
