/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"
#include "fetch/wlk-fetch.h"

G_BEGIN_DECLS

#define WLK_FETCH_CACHE_MAX_BYTES       (16 << 20) /* of answers; some twenty long CRLs */
#define WLK_FETCH_CACHE_MAX_ENTRIES     256        /* about a day of inspecting hosts */
#define WLK_FETCH_CACHE_ISSUER_SECONDS  3600       /* s; an issuer's certificate rarely changes */
#define WLK_FETCH_CACHE_FAILURE_SECONDS 30         /* s; while the user tries other times */

WLK_DECLARE_REF_COUNTED (WlkFetchCache, wlk_fetch_cache);

/* A cache of fetches until they expire. It lives as long as its owner, a window or a process, and
 * may be used from any thread. */

WlkFetchCache *wlk_fetch_cache_new (void);
char *wlk_fetch_cache_make_key (const char *method,
                                const char *address,
                                GBytes     *body);
WlkFetch *wlk_fetch_cache_find (WlkFetchCache *self,
                                const char    *key,
                                gint64         now);
void wlk_fetch_cache_add (WlkFetchCache *self,
                          const char    *key,
                          WlkFetch      *fetch,
                          gint64         expires,
                          gint64         now);
void wlk_fetch_cache_drop_brief (WlkFetchCache *self);
guint wlk_fetch_cache_get_n_entries (WlkFetchCache *self);

G_END_DECLS
