/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/**
 * WlkDoorResult:
 * @WLK_DOOR_SAME_CHAIN: the list of certificates that most doors show
 * @WLK_DOOR_OTHER_CHAIN: another list
 * @WLK_DOOR_NO_CHAIN: a handshake without a certificate
 * @WLK_DOOR_REFUSED: no handshake
 *
 * What came of a door, compared with the others.
 */
typedef enum {
  WLK_DOOR_SAME_CHAIN,
  WLK_DOOR_OTHER_CHAIN,
  WLK_DOOR_NO_CHAIN,
  WLK_DOOR_REFUSED
} WlkDoorResult;

#define WLK_N_DOOR_RESULTS (WLK_DOOR_REFUSED + 1)

/**
 * WlkDoor:
 * @address: (nullable): the address; %NULL where a proxy looks up the name
 * @has_server_name: whether a server name is sent
 * @version: the only version that is offered
 * @key: which certificate the server is asked for
 * @connection: (nullable): how it went; %NULL until it has
 * @chain: the number of the list of certificates that the server sent, from 1 in the order in
 *   which lists were first seen; 0 for none
 *
 * One way into a server.
 */
typedef struct
{
  char          *address;
  gboolean       has_server_name;
  WlkTlsVersion  version;
  WlkServerKey   key;
  WlkConnection *connection;
  guint          chain;
} WlkDoor;

WlkDoor *wlk_door_new (const char   *address,
                       gboolean      has_server_name,
                       WlkTlsVersion version,
                       WlkServerKey  key);
void wlk_door_free (WlkDoor *self);
const char *wlk_door_get_address_text (const WlkDoor *self);
const char *wlk_door_get_name_text (const WlkDoor *self);
const char *wlk_door_get_key_text (const WlkDoor *self);
WlkDoorResult wlk_door_get_result (const WlkDoor *self,
                                   guint          main_chain);
const char *wlk_door_get_reason (const WlkDoor *self);
char *wlk_door_dup_result (const WlkDoor *self,
                           guint          main_chain);
char *wlk_door_dup_leaf (const WlkDoor *self);
char *wlk_door_dup_details (const WlkDoor *self,
                            const WlkDoor *main_door);

G_END_DECLS
