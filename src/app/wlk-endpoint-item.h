/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-endpoint.h"

G_BEGIN_DECLS

#define WLK_TYPE_ENDPOINT_ITEM (wlk_endpoint_item_get_type ())
G_DECLARE_FINAL_TYPE (WlkEndpointItem, wlk_endpoint_item, WLK, ENDPOINT_ITEM, GObject)

/* An endpoint that was tried, as a row of a table. Readable properties: “address”, “server-name”,
 * “version”, “key” (its cells), “how” (the last three in one), “result” (a number to sort by),
 * “word”, “details” (nullable), “explanation” (nullable: a longer text than “details”),
 * “icon-name”, “css-classes”. Immutable. */

WlkEndpointItem *wlk_endpoint_item_new (const WlkEndpoint * endpoint,
                                        const WlkEndpoint * main_endpoint);
WlkEndpointResult wlk_endpoint_item_get_result (WlkEndpointItem *self);
char *wlk_endpoint_item_dup_description (WlkEndpointItem *self);

G_END_DECLS
