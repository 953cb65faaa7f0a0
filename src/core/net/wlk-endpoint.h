/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/**
 * WlkEndpointResult:
 * @WLK_ENDPOINT_SAME_CHAIN: the list of certificates that most endpoints send
 * @WLK_ENDPOINT_OTHER_CHAIN: another list
 * @WLK_ENDPOINT_NO_CHAIN: a handshake without a certificate
 * @WLK_ENDPOINT_REFUSED: no handshake
 *
 * The result of an endpoint, compared with the others.
 */
typedef enum {
  WLK_ENDPOINT_SAME_CHAIN,
  WLK_ENDPOINT_OTHER_CHAIN,
  WLK_ENDPOINT_NO_CHAIN,
  WLK_ENDPOINT_REFUSED
} WlkEndpointResult;

#define WLK_N_ENDPOINT_RESULTS (WLK_ENDPOINT_REFUSED + 1)

/**
 * WlkEndpoint:
 * @address: (nullable): the address; %NULL where a proxy looks up the name
 * @has_server_name: whether a server name is sent
 * @version: the only version that is offered
 * @key: the requested certificate type
 * @connection: (nullable): its record; %NULL until tried
 * @chain: the number of the list of certificates that the server sent, from 1 in order of first
 *   occurrence; 0 for none
 *
 * An address, server name, version and key type to connect with.
 */
typedef struct
{
  char                *address;
  gboolean             has_server_name;
  WlkTlsVersion        version;
  WlkServerKey         key;
  const WlkConnection *connection;
  guint                chain;
} WlkEndpoint;

WlkEndpoint *wlk_endpoint_new (const char   *address,
                               gboolean      has_server_name,
                               WlkTlsVersion version,
                               WlkServerKey  key);
void wlk_endpoint_free (WlkEndpoint *self);
const char *wlk_endpoint_get_address_text (const WlkEndpoint *self);
const char *wlk_endpoint_get_name_text (const WlkEndpoint *self);
const char *wlk_endpoint_get_key_text (const WlkEndpoint *self);
WlkEndpointResult wlk_endpoint_get_result (const WlkEndpoint *self,
                                           guint              main_chain);
const char *wlk_endpoint_get_reason (const WlkEndpoint *self);
char *wlk_endpoint_dup_result (const WlkEndpoint *self,
                               guint              main_chain);
char *wlk_endpoint_dup_leaf (const WlkEndpoint *self);
char *wlk_endpoint_dup_details (const WlkEndpoint *self,
                                const WlkEndpoint *main_endpoint);

G_END_DECLS
