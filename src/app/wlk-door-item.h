/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-door.h"

G_BEGIN_DECLS

#define WLK_TYPE_DOOR_ITEM (wlk_door_item_get_type ())
G_DECLARE_FINAL_TYPE (WlkDoorItem, wlk_door_item, WLK, DOOR_ITEM, GObject)

/* A door that was tried, as a row of a table. Readable properties: “address”, “server-name”,
 * “version”, “key” (its cells), “how” (the last three in one), “result” (a number to sort by),
 * “word”, “details” (nullable), “explanation” (nullable: more than “details” has room for),
 * “icon-name”, “css-classes”. Immutable. */

WlkDoorItem *wlk_door_item_new (const WlkDoor * door,
                                const WlkDoor * main_door);
WlkDoorResult wlk_door_item_get_result (WlkDoorItem *self);
char *wlk_door_item_dup_description (WlkDoorItem *self);

G_END_DECLS
