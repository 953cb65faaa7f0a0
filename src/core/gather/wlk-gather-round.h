/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-fetch-attempt.h"
#include "fetch/wlk-fetch-cache.h"
#include "fetch/wlk-fetcher.h"
#include "load/wlk-bundle.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

#define WLK_GATHER_MAX_ADDRESSES 4 /* of one kind in one certificate; real ones have one or two */

/**
 * WlkGatherRound:
 * @query: what is asked
 * @received: what was received
 * @fetched: where to add what is new
 * @fetcher: fetches it
 * @cache: is looked into first
 * @asked: (element-type char): what was asked for, and where
 * @attempts: (element-type WlkFetchAttempt): in the order in which they were
 * @report: the one on the best path
 * @path: that path
 * @progress: (nullable): told of each fetch
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it at once
 * @error: (nullable): why it ended; owned by whoever began the round
 *
 * One look at the best path and at what it lacks. All but @error is borrowed from the gatherer.
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
