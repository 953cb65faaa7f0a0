/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-handshake-message.h"

#include <gnutls/gnutls.h>

/**
 * wlk_handshake_message_get_name:
 * @type: the type of a handshake message
 *
 * Source: RFC 8446 §4, RFC 5246 §7.4.
 *
 * Returns: (nullable): its name in the RFC
 */
const char *
wlk_handshake_message_get_name (guint type)
{
  switch (type)
    {
    case GNUTLS_HANDSHAKE_HELLO_REQUEST: return "HelloRequest";
    case GNUTLS_HANDSHAKE_CLIENT_HELLO: return "ClientHello";
    case GNUTLS_HANDSHAKE_SERVER_HELLO: return "ServerHello";
    case GNUTLS_HANDSHAKE_HELLO_RETRY_REQUEST: return "HelloRetryRequest";
    case GNUTLS_HANDSHAKE_NEW_SESSION_TICKET: return "NewSessionTicket";
    case GNUTLS_HANDSHAKE_ENCRYPTED_EXTENSIONS: return "EncryptedExtensions";
    case GNUTLS_HANDSHAKE_CERTIFICATE_PKT: return "Certificate";
    case GNUTLS_HANDSHAKE_SERVER_KEY_EXCHANGE: return "ServerKeyExchange";
    case GNUTLS_HANDSHAKE_CERTIFICATE_REQUEST: return "CertificateRequest";
    case GNUTLS_HANDSHAKE_SERVER_HELLO_DONE: return "ServerHelloDone";
    case GNUTLS_HANDSHAKE_CERTIFICATE_VERIFY: return "CertificateVerify";
    case GNUTLS_HANDSHAKE_CLIENT_KEY_EXCHANGE: return "ClientKeyExchange";
    case GNUTLS_HANDSHAKE_FINISHED: return "Finished";
    case GNUTLS_HANDSHAKE_CERTIFICATE_STATUS: return "CertificateStatus";
    case GNUTLS_HANDSHAKE_KEY_UPDATE: return "KeyUpdate";
    default: return NULL;
    }
}
