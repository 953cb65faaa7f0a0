/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-handshake-setup.h"

#include "net/wlk-certificate-message.h"
#include "net/wlk-connection-input.h"

#include <string.h>

/* The contents of the ClientHello: all that GnuTLS supports, unless the options restrict it. */

/* All algorithms that servers may still use, so that old ones send their certificates. COMPAT also
 * ignores a wrong key usage, which a step reports. */
#define PRIORITIES "NORMAL:+3DES-CBC:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:%COMPAT:-VERS-ALL"

#define RSA_ONLY ":-ECDHE-ECDSA:-SIGN-ALL:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-RSA-PSS-RSAE-SHA384:" \
  "+SIGN-RSA-PSS-RSAE-SHA512:+SIGN-RSA-PSS-SHA256:+SIGN-RSA-PSS-SHA384:+SIGN-RSA-PSS-SHA512:" \
  "+SIGN-RSA-SHA256:+SIGN-RSA-SHA384:+SIGN-RSA-SHA512:+SIGN-RSA-SHA1"

#define ECDSA_ONLY ":-RSA:-ECDHE-RSA:-DHE-RSA:-SIGN-ALL:+SIGN-ECDSA-SHA256:+SIGN-ECDSA-SHA384:" \
  "+SIGN-ECDSA-SHA512:+SIGN-ECDSA-SECP256R1-SHA256:+SIGN-ECDSA-SECP384R1-SHA384:" \
  "+SIGN-ECDSA-SECP521R1-SHA512:+SIGN-EDDSA-ED25519:+SIGN-EDDSA-ED448:+SIGN-ECDSA-SHA1"

#define EXTENSION_TIMESTAMPS 18  /* RFC 6962 §3.3.1 */
#define MIN_PRIME_BITS       512 /* a smaller group is an attack */

static char *
dup_priorities (WlkConnectionOptions *options)
{
  static const char * const versions[] = {
    ":+VERS-TLS1.0", ":+VERS-TLS1.1", ":+VERS-TLS1.2", ":+VERS-TLS1.3",
  };
  GString *text = g_string_new (PRIORITIES);

  for (guint i = wlk_connection_options_get (options)->min_version;
       i <= wlk_connection_options_get (options)->max_version; i++)
    g_string_append (text, versions[i]);
  switch (wlk_connection_options_get (options)->server_key)
    {
    case WLK_SERVER_KEY_RSA:
      g_string_append (text, RSA_ONLY);
      break;

    case WLK_SERVER_KEY_ECDSA:
      g_string_append (text, ECDSA_ONLY);
      break;

    case WLK_SERVER_KEY_ANY:
      break;
    }

  return g_string_free (text, FALSE);
}

static int
set_alpn (const WlkConnection *connection,
          gnutls_session_t     session)
{
  const char * const *names = wlk_connection_get_offered_alpn (connection);
  gnutls_datum_t protocols[WLK_CONNECTION_MAX_PROTOCOLS];
  guint n = 0;

  for (; names != NULL && names[n] != NULL && n < G_N_ELEMENTS (protocols); n++)
    {
      protocols[n].data = (unsigned char *) names[n];
      protocols[n].size = (unsigned) strlen (names[n]);
    }

  return n > 0 ? gnutls_alpn_set_protocols (session, protocols, n, 0) : 0;
}

static int
send_timestamps (gnutls_session_t session,
                 gnutls_buffer_t  buffer)
{
  return GNUTLS_E_INT_RET_0; /* an empty extension requests them */
}

/**
 * wlk_handshake_setup_session:
 * @connection: the connection, with its options
 * @session: (out): the session, also when it could not be set up as a whole
 *
 * Creates a client session that offers what the options allow and verifies nothing.
 *
 * Returns: 0, or an error code of GnuTLS
 */
int
wlk_handshake_setup_session (const WlkConnection *connection,
                             gnutls_session_t    *session)
{
  const char *server_name = wlk_connection_get_server_name (connection);
  g_autofree char *priorities = dup_priorities (connection->options);
  int rc;

  rc = gnutls_init (session, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  if (rc < 0)
    return rc;
  rc = gnutls_priority_set_direct (*session, priorities, NULL);
  if (rc < 0)
    return rc;
  rc = set_alpn (connection, *session);
  if (rc < 0)
    return rc;
  gnutls_dh_set_prime_bits (*session, MIN_PRIME_BITS);
  gnutls_handshake_set_max_packet_length (*session, WLK_CERTIFICATE_MESSAGE_MAX_BYTES);
  if (server_name != NULL)
    rc = gnutls_server_name_set (*session, GNUTLS_NAME_DNS, server_name, strlen (server_name));

  return rc;
}

/**
 * wlk_handshake_setup_timestamps:
 * @session: a session
 * @receive: receives the timestamps of a ServerHello; TLS 1.3 has them in the Certificate message
 *
 * Requests timestamps in the TLS extension.
 *
 * Source: RFC 6962 §3.3.1.
 *
 * Returns: 0, or an error code of GnuTLS
 */
int
wlk_handshake_setup_timestamps (gnutls_session_t     session,
                                gnutls_ext_recv_func receive)
{
  return gnutls_session_ext_register (session, "signed_certificate_timestamp",
                                      EXTENSION_TIMESTAMPS, GNUTLS_EXT_TLS, receive,
                                      send_timestamps, NULL, NULL, NULL,
                                      GNUTLS_EXT_FLAG_CLIENT_HELLO |
                                      GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO);
}
