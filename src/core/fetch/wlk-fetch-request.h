/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_FETCH_REQUEST_MAX_BYTES (256 << 10) /* packed; an OCSP request has about 100 */

/**
 * WlkFetchRequest:
 * @address: the HTTP or HTTPS URI to fetch
 * @content_type: (nullable): of @body
 * @body: (nullable): what to send by POST; %NULL to use GET
 * @addresses: the only network addresses of the host to connect to without a proxy
 * @proxies: proxies to try in this order, as of g_proxy_resolver_lookup()
 * @timeout: milliseconds until the caller gives up
 *
 * A request to weaklink-fetch: one exchange over HTTP.
 */
typedef struct
{
  char   *address;
  char   *content_type;
  GBytes *body;
  GStrv   addresses;
  GStrv   proxies;
  guint   timeout;
} WlkFetchRequest;

GBytes *wlk_fetch_request_pack (const WlkFetchRequest *self);
gboolean wlk_fetch_request_unpack (WlkFetchRequest *self,
                                   GBytes          *packed);
void wlk_fetch_request_clear (WlkFetchRequest *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkFetchRequest, wlk_fetch_request_clear)

G_END_DECLS
