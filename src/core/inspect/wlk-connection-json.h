/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "net/wlk-connection.h"
#include "net/wlk-endpoints.h"

G_BEGIN_DECLS

void wlk_connection_json_add (JsonBuilder   *builder,
                              WlkConnection *connection);
void wlk_connection_json_add_endpoints (JsonBuilder *builder,
                                        GPtrArray   *endpoints);

G_END_DECLS
