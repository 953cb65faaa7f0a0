/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fetch/wlk-fetcher.h"
#include "net/wlk-connection.h"

G_BEGIN_DECLS

WlkFetcher *wlk_gather_fetcher_new (const WlkConnection *connection,
                                    gboolean             allow_private,
                                    guint                timeout);

G_END_DECLS
