/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

#define WLK_TYPE_DOOR_TRIAL (wlk_door_trial_get_type ())
G_DECLARE_FINAL_TYPE (WlkDoorTrial, wlk_door_trial, WLK, DOOR_TRIAL, GObject)

/* Tries every door of the server of a connection, when it is asked to. Readable properties:
 * “connection”, “items” (a GListModel of WlkDoorItem, empty until all are tried), “is-running”,
 * “progress” (“5 of 16 doors”), “fraction”, “invitation” (what it would do), “summary” (nullable
 * until all are tried), “common” (nullable: the chain that most show). */

WlkDoorTrial *wlk_door_trial_new (WlkConnection * connection);
void wlk_door_trial_start (WlkDoorTrial *self);
void wlk_door_trial_cancel (WlkDoorTrial *self);
gboolean wlk_door_trial_is_running (WlkDoorTrial *self);
WlkConnection *wlk_door_trial_get_connection (WlkDoorTrial *self);
GListModel *wlk_door_trial_get_items (WlkDoorTrial *self);
const char *wlk_door_trial_get_summary (WlkDoorTrial *self);

G_END_DECLS
