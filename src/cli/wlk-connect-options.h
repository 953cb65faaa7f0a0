/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection-options.h"

G_BEGIN_DECLS

/**
 * WlkConnectOptions:
 * @starttls: (nullable): id of a STARTTLS protocol, “none”, or %NULL for the port's default
 * @server_name: (nullable): the server name to send instead of the host
 * @no_server_name: whether to send no server name
 * @address: (nullable): the address to connect to
 * @port: the port to connect to, or 0
 * @ipv4: whether only IPv4 is used
 * @ipv6: whether only IPv6 is used
 * @tls: (nullable): the only version to offer
 * @alpn: (nullable): application protocols, separated by commas
 * @certificates: (nullable): client certificates; the first is sent
 * @key: (nullable): the key of the first, if in a separate file
 * @password_file: (nullable): a file whose first line is the password
 * @proxy: (nullable): the URI of a proxy, or “none”
 * @timeout: seconds to wait for a host
 * @every_endpoint: whether to try every endpoint
 *
 * The connection options of the command line.
 */
typedef struct
{
  char    *starttls;
  char    *server_name;
  gboolean no_server_name;
  char    *address;
  int      port;
  gboolean ipv4;
  gboolean ipv6;
  char    *tls;
  char    *alpn;
  GStrv    certificates;
  char    *key;
  char    *password_file;
  char    *proxy;
  int      timeout;
  gboolean every_endpoint;
} WlkConnectOptions;

void wlk_connect_options_init (WlkConnectOptions *self);
void wlk_connect_options_clear (WlkConnectOptions *self);
void wlk_connect_options_add_entries (WlkConnectOptions *self,
                                      GOptionGroup      *group);
gboolean wlk_connect_options_validate (WlkConnectOptions *self,
                                       GError           **error);
GPtrArray *wlk_connect_options_load_identities (const WlkConnectOptions *self,
                                                GError                 **error);
WlkConnectionOptions *wlk_connect_options_create (const WlkConnectOptions *self,
                                                  GPtrArray               *identities);

G_END_DECLS
