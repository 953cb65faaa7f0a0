/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

#define WLK_TYPE_ENDPOINT_TRIAL (wlk_endpoint_trial_get_type ())
G_DECLARE_FINAL_TYPE (WlkEndpointTrial, wlk_endpoint_trial, WLK, ENDPOINT_TRIAL, GObject)

/* Tries every endpoint of the server of a connection, on request. Readable properties:
 * “connection”, “items” (a GListModel of WlkEndpointItem, empty until all are tried), “is-running”,
 * “progress” (“5 of 16 endpoints”), “fraction”, “invitation” (describes the trial), “summary”
 * (nullable until all are tried), “common” (nullable: the chain that most endpoints send). */

WlkEndpointTrial *wlk_endpoint_trial_new (const WlkConnection * connection);
void wlk_endpoint_trial_start (WlkEndpointTrial *self);
void wlk_endpoint_trial_cancel (WlkEndpointTrial *self);
gboolean wlk_endpoint_trial_is_running (WlkEndpointTrial *self);
GListModel *wlk_endpoint_trial_get_items (WlkEndpointTrial *self);
const char *wlk_endpoint_trial_get_summary (WlkEndpointTrial *self);

G_END_DECLS
