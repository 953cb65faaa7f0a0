/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "x509/wlk-client-credential.h"

G_BEGIN_DECLS

#define WLK_CONNECTION_DEFAULT_TIMEOUT 15   /* seconds */
#define WLK_CONNECTION_MAX_TIMEOUT     3600 /* seconds */

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
 * @WLK_ADDRESS_FAMILY_ANY: all addresses
 * @WLK_ADDRESS_FAMILY_IPV4: IPv4 only
 * @WLK_ADDRESS_FAMILY_IPV6: IPv6 only
 *
 * The addresses of a host that are tried.
 */
typedef enum {
  WLK_ADDRESS_FAMILY_ANY,
  WLK_ADDRESS_FAMILY_IPV4,
  WLK_ADDRESS_FAMILY_IPV6
} WlkAddressFamily;

/**
 * WlkServerKey:
 * @WLK_SERVER_KEY_ANY: any certificate
 * @WLK_SERVER_KEY_RSA: a certificate with an RSA key
 * @WLK_SERVER_KEY_ECDSA: a certificate with an ECDSA or EdDSA key
 *
 * The certificate that is requested from a server.
 */
typedef enum {
  WLK_SERVER_KEY_ANY,
  WLK_SERVER_KEY_RSA,
  WLK_SERVER_KEY_ECDSA
} WlkServerKey;

/**
 * WlkConnectionOptionsFields:
 * @address: (nullable): the address to connect to instead of those of the name
 * @alpn: (nullable): the application protocols to offer, in order of preference; %NULL for those
 *   of the port
 * @is_diagnosed: whether an immediately failing handshake is repeated with other settings, to
 *   diagnose it
 * @family: which addresses are tried
 * @credential: (nullable): the client certificate with its key
 * @max_version: the newest version to offer
 * @min_version: the oldest version to offer
 * @other_credentials: (nullable) (element-type WlkClientCredential): client certificates that are
 *   not sent, but compared with the server's CertificateRequest
 * @port: the port to connect to, or 0 for the target's
 * @proxy: (nullable): the URI of a proxy, “none”, or %NULL for the proxy of the desktop
 * @server_key: the certificate to request from the server
 * @server_name: (nullable): the name to send instead of the host's
 * @sends_server_name: whether a server name is sent at all
 * @starttls: (nullable): the id of a row of the STARTTLS table, “none”, or %NULL for that of the
 *   port
 * @timeout: seconds for all stages
 *
 * How to connect to a target.
 */
typedef struct
{
  const char          *address;
  const char * const  *alpn;
  gboolean             is_diagnosed;
  WlkAddressFamily     family;
  WlkClientCredential *credential;
  WlkTlsVersion        max_version;
  WlkTlsVersion        min_version;
  GPtrArray           *other_credentials;
  guint16              port;
  const char          *proxy;
  WlkServerKey         server_key;
  const char          *server_name;
  gboolean             sends_server_name;
  const char          *starttls;
  guint                timeout;
} WlkConnectionOptionsFields;

/* Initialiser of a WlkConnectionOptionsFields: connect as a browser does. */
#define WLK_CONNECTION_OPTIONS_FIELDS_INIT { .is_diagnosed = TRUE, \
                                             .max_version = WLK_TLS_1_3, \
                                             .min_version = WLK_TLS_1_0, \
                                             .sends_server_name = TRUE, \
                                             .timeout = WLK_CONNECTION_DEFAULT_TIMEOUT }

/* An immutable, reference-counted copy of a WlkConnectionOptionsFields. */
typedef struct _WlkConnectionOptions WlkConnectionOptions;

#define WLK_TYPE_CONNECTION_OPTIONS (wlk_connection_options_get_type ())

const char *wlk_tls_version_get_title (WlkTlsVersion version);
GType wlk_connection_options_get_type (void) G_GNUC_CONST;
WlkConnectionOptions *wlk_connection_options_new (const WlkConnectionOptionsFields *fields);
WlkConnectionOptions *wlk_connection_options_ref (WlkConnectionOptions *self);
void wlk_connection_options_unref (WlkConnectionOptions *self);
const WlkConnectionOptionsFields *wlk_connection_options_get (const WlkConnectionOptions *self);
gboolean wlk_connection_options_is_proxy (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkConnectionOptions, wlk_connection_options_unref)

G_END_DECLS
