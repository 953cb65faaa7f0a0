/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-fetch-attempt.h"
#include "fetch/wlk-fetch-cache.h"
#include "fetch/wlk-fetcher.h"
#include "load/wlk-bundle.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

#define WLK_GATHER_MAX_ADDRESSES 4 /* of one kind in one certificate; one or two are usual */

/**
 * WlkGatherRound:
 * @query: the query
 * @received: the received data
 * @fetched: the bundle to add new data to
 * @fetcher: the fetcher
 * @cache: the cache, used first
 * @asked: (element-type char): the requests made, by kind and address
 * @attempts: (element-type WlkFetchAttempt): in order
 * @report: the report on the best path
 * @path: that path
 * @progress: (nullable): called for each fetch
 * @progress_data: for @progress
 * @cancellable: (nullable): cancels it
 * @error: (nullable): why it ended; owned by the caller
 *
 * One round of fetching what the best path lacks. All but @error is borrowed from the gatherer.
 */
typedef struct
{
  WlkQuery      *query;
  WlkBundle     *received;
  WlkBundle     *fetched;
  WlkFetcher    *fetcher;
  WlkFetchCache *cache;
  GHashTable    *asked;
  GPtrArray     *attempts;
  WlkReport     *report;
  WlkPath       *path;
  WlkFetchFunc   progress;
  gpointer       progress_data;
  GCancellable  *cancellable;
  GError        *error;
} WlkGatherRound;

char *wlk_gather_round_make_key (WlkGatherRound *self,
                                 const char     *method,
                                 const char     *address,
                                 GBytes         *body);
gboolean wlk_gather_round_begin (WlkGatherRound *self,
                                 WlkStepId       step,
                                 const char     *address,
                                 WlkCertificate *certificate);
WlkFetchAttempt *wlk_gather_round_ask (WlkGatherRound *self,
                                       WlkStepId       step,
                                       WlkCertificate *certificate,
                                       const char     *address,
                                       const char     *final_address,
                                       GBytes         *body,
                                       const char     *key);
void wlk_gather_round_keep (WlkGatherRound        *self,
                            const WlkFetchAttempt *attempt,
                            WlkCertificate        *issuer,
                            const char            *key);
GPtrArray *wlk_gather_round_list_access (WlkCertificate *certificate,
                                         const char     *method);

G_END_DECLS
