/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "fetch/wlk-fetch.h"

G_BEGIN_DECLS

#define WLK_FETCHER_MAX_FETCHES   8         /* per inspection; a path of three has about six */
#define WLK_FETCHER_MAX_BYTES     (1 << 20) /* of one answer; most CRLs have less than 300 KiB */
#define WLK_FETCHER_MAX_REDIRECTS 5         /* per fetch; to HTTPS, to another host, and back */
#define WLK_FETCHER_TIMEOUT       10000     /* ms for one fetch; responders answer within one s */

WLK_DECLARE_REF_COUNTED (WlkFetcher, wlk_fetcher);

/**
 * WlkFetcher:
 * @allow_private: whether it may connect to private and loopback addresses
 * @timeout: of one fetch, in milliseconds
 * @n_left: how many fetches are left
 * @proxies: (nullable): the proxies, or %NULL for those of the desktop
 *
 * Fetches the URIs in certificates over HTTP, a bounded number of times. Used for one inspection,
 * in one thread.
 */
struct _WlkFetcher
{
  gboolean        allow_private;
  guint           timeout;
  guint           n_left;
  GProxyResolver *proxies;
};

WlkFetcher *wlk_fetcher_new (gboolean allow_private,
                             guint    timeout);
gboolean wlk_fetcher_is_fetchable (const char *address);
WlkFetch *wlk_fetcher_fetch (WlkFetcher   *self,
                             const char   *address,
                             GBytes       *body,
                             const char   *content_type,
                             GCancellable *cancellable,
                             GError      **error);

G_END_DECLS
