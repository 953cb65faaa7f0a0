/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fetch/wlk-fetch-request.h"

G_BEGIN_DECLS

gboolean wlk_fetch_route_find (WlkFetchRequest *request,
                               GUri            *uri,
                               GProxyResolver  *resolver,
                               gboolean         allow_private,
                               GCancellable    *cancellable,
                               GError         **error);

G_END_DECLS
