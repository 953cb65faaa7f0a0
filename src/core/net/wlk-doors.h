/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

#define WLK_DOORS_AT_ONCE 8   /* connections at the same time; no server takes that for an attack */
#define WLK_DOORS_MAX     128 /* doors tried: 16 addresses, each in eight ways */

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

typedef void (*WlkDoorsProgressFunc) (guint    n_done,
                                      guint    n_doors,
                                      gpointer user_data);

/* Connects in every way that a client might, to find the address, the version or the name behind
 * which a server shows something else. */

void wlk_doors_try_async (WlkConnection       *connection,
                          GCancellable        *cancellable,
                          WlkDoorsProgressFunc progress,
                          gpointer             progress_data,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
GPtrArray *wlk_doors_try_finish (GAsyncResult *result,
                                 GError      **error);
guint wlk_doors_get_main_chain (GPtrArray *doors);
gboolean wlk_doors_stands_out (GPtrArray *doors,
                               guint      index);
char *wlk_door_dup_result (const WlkDoor *door,
                           guint          main_chain);

G_END_DECLS
