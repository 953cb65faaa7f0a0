/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include "net/wlk-connection.h"
#include "net/wlk-doors.h"

G_BEGIN_DECLS

void wlk_connection_json_add (JsonBuilder   *builder,
                              WlkConnection *connection);
void wlk_connection_json_add_doors (JsonBuilder *builder,
                                    GPtrArray   *doors);

G_END_DECLS
