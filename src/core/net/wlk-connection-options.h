/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "x509/wlk-client-credential.h"

G_BEGIN_DECLS

#define WLK_CONNECTION_DEFAULT_TIMEOUT 15   /* seconds; slow servers answer, a person still waits */
#define WLK_CONNECTION_MAX_TIMEOUT     3600 /* seconds; more than an hour is a mistyped number */

/**
 * WlkTlsVersion:
 * @WLK_TLS_1_0: RFC 2246
 * @WLK_TLS_1_1: RFC 4346
 * @WLK_TLS_1_2: RFC 5246
 * @WLK_TLS_1_3: RFC 8446
 *
 * The versions of TLS that can be offered.
 */
typedef enum {
  WLK_TLS_1_0,
  WLK_TLS_1_1,
  WLK_TLS_1_2,
  WLK_TLS_1_3
} WlkTlsVersion;

/**
 * WlkAddressFamily:
 * @WLK_ADDRESS_FAMILY_ANY: whatever the host has
 * @WLK_ADDRESS_FAMILY_IPV4: IPv4 alone
 * @WLK_ADDRESS_FAMILY_IPV6: IPv6 alone
 *
 * Which addresses of a host are tried.
 */
typedef enum {
  WLK_ADDRESS_FAMILY_ANY,
  WLK_ADDRESS_FAMILY_IPV4,
  WLK_ADDRESS_FAMILY_IPV6
} WlkAddressFamily;

/**
 * WlkServerKey:
 * @WLK_SERVER_KEY_ANY: whatever the server has
 * @WLK_SERVER_KEY_RSA: a certificate with an RSA key
 * @WLK_SERVER_KEY_ECDSA: a certificate with an ECDSA or EdDSA key
 *
 * Which of its certificates a server is asked for.
 */
typedef enum {
  WLK_SERVER_KEY_ANY,
  WLK_SERVER_KEY_RSA,
  WLK_SERVER_KEY_ECDSA
} WlkServerKey;

#define WLK_TYPE_CONNECTION_OPTIONS (wlk_connection_options_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnectionOptions, wlk_connection_options, WLK, CONNECTION_OPTIONS,
                      GObject)

const char *wlk_tls_version_get_title (WlkTlsVersion version);
WlkConnectionOptions *wlk_connection_options_new (void);
WlkConnectionOptions *wlk_connection_options_copy_with (WlkConnectionOptions *self,
                                                        const char           *first_property,
                                                        ...) G_GNUC_NULL_TERMINATED;
guint wlk_connection_options_get_timeout (WlkConnectionOptions *self);
const char *wlk_connection_options_get_starttls (WlkConnectionOptions *self);
const char *wlk_connection_options_get_server_name (WlkConnectionOptions *self);
gboolean wlk_connection_options_sends_server_name (WlkConnectionOptions *self);
const char *wlk_connection_options_get_address (WlkConnectionOptions *self);
guint16 wlk_connection_options_get_port (WlkConnectionOptions *self);
WlkAddressFamily wlk_connection_options_get_family (WlkConnectionOptions *self);
WlkTlsVersion wlk_connection_options_get_min_version (WlkConnectionOptions *self);
WlkTlsVersion wlk_connection_options_get_max_version (WlkConnectionOptions *self);
WlkServerKey wlk_connection_options_get_server_key (WlkConnectionOptions *self);
const char * const *wlk_connection_options_get_alpn (WlkConnectionOptions *self);
WlkClientCredential *wlk_connection_options_get_credential (WlkConnectionOptions *self);
GPtrArray *wlk_connection_options_get_other_credentials (WlkConnectionOptions *self);
const char *wlk_connection_options_get_proxy (WlkConnectionOptions *self);
gboolean wlk_connection_options_is_diagnosed (WlkConnectionOptions *self);
gboolean wlk_connection_options_is_proxy (const char *text);

G_END_DECLS
