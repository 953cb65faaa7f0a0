/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-tls-session.h"

#include "base/wlk-text.h"
#include "net/wlk-cipher-suite.h"

/* The negotiated parameters of a session, read from the ServerHello and later from GnuTLS. */

static void
set_if_known (char      **place,
              const char *value)
{
  if (value == NULL)
    return;
  g_free (*place);
  *place = g_strdup (value);
}

static const char *
get_protocol_name (gnutls_protocol_t version)
{
  switch (version)
    {
    case GNUTLS_SSL3: return "SSL 3.0";
    case GNUTLS_TLS1_0: return "TLS 1.0";
    case GNUTLS_TLS1_1: return "TLS 1.1";
    case GNUTLS_TLS1_2: return "TLS 1.2";
    case GNUTLS_TLS1_3: return "TLS 1.3";
    default: return NULL;
    }
}

static const char *
get_signature_name (gnutls_session_t session)
{
  gnutls_sign_algorithm_t algorithm = gnutls_sign_algorithm_get (session);

  return algorithm != GNUTLS_SIGN_UNKNOWN ? gnutls_sign_get_name (algorithm) : NULL;
}

static const char *
get_group_name (gnutls_session_t session)
{
  gnutls_group_t group = gnutls_group_get (session);

  return group != GNUTLS_GROUP_INVALID ? gnutls_group_get_name (group) : NULL;
}

static gboolean
is_ephemeral (gnutls_session_t session)
{
  switch (gnutls_kx_get (session))
    {
    case GNUTLS_KX_RSA:
    case GNUTLS_KX_RSA_EXPORT:
    case GNUTLS_KX_PSK:
    case GNUTLS_KX_RSA_PSK:
      return FALSE;

    default:
      return TRUE;
    }
}

static void
read_alpn (WlkTlsSession   *self,
           gnutls_session_t session)
{
  gnutls_datum_t protocol = { NULL, 0 };

  if (gnutls_alpn_get_selected_protocol (session, &protocol) < 0)
    return;
  g_free (self->alpn);
  self->alpn = wlk_text_make_visible ((const char *) protocol.data, protocol.size);
}

/* Before TLS 1.3 a session can be resumed by an id as well as by a ticket. */
static gboolean
has_id (gnutls_session_t session)
{
  gnutls_datum_t id = { NULL, 0 };

  return gnutls_session_get_id2 (session, &id) >= 0 && id.size > 0;
}

/**
 * wlk_tls_session_read:
 * @self: the parameters known so far
 * @session: a session whose ServerHello was accepted
 *
 * Adds the parameters known to GnuTLS. Others are unchanged.
 */
void
wlk_tls_session_read (WlkTlsSession   *self,
                      gnutls_session_t session)
{
  gboolean is_tls13 = gnutls_protocol_get_version (session) >= GNUTLS_TLS1_3;
  int bits = gnutls_dh_get_prime_bits (session);

  set_if_known (&self->protocol, get_protocol_name (gnutls_protocol_get_version (session)));
  set_if_known (&self->cipher_suite, gnutls_ciphersuite_get (session));
  set_if_known (&self->group, get_group_name (session));
  set_if_known (&self->signature, get_signature_name (session));
  read_alpn (self, session);
  self->prime_bits = MAX (bits, 0);
  self->is_resumption_offered = self->is_resumption_offered || (!is_tls13 && has_id (session));
  self->is_forward_secret = is_tls13 || is_ephemeral (session);
  self->is_renegotiation_safe = is_tls13 || gnutls_safe_renegotiation_status (session) != 0;
  self->has_extended_master_secret = is_tls13 || gnutls_session_ext_master_secret_status (session);
}

/* Source: RFC 8446 §4.1.3, RFC 6101 §5.6.1.3. */
static const char *
read_version (const guint8 *message,
              gsize         length)
{
  if (length < 2 || message[0] != 3)
    return NULL;

  switch (message[1])
    {
    case 0: return "SSL 3.0";
    case 1: return "TLS 1.0";
    case 2: return "TLS 1.1";
    case 3: return "TLS 1.2";
    default: return NULL;
    }
}

/**
 * wlk_tls_session_read_server_hello:
 * @self: the parameters known so far
 * @message: (array length=length): the body of a ServerHello
 * @length: how many bytes
 *
 * Adds the version and the cipher suite, which GnuTLS reports only after a complete handshake.
 */
void
wlk_tls_session_read_server_hello (WlkTlsSession *self,
                                   const guint8  *message,
                                   gsize          length)
{
  guint number;

  self->answered = read_version (message, length);
  if (!wlk_cipher_suite_read_server_hello (message, length, &number))
    return;
  g_free (self->cipher_suite);
  self->cipher_suite = wlk_cipher_suite_dup_name (number);
}

/**
 * wlk_tls_session_copy:
 * @self: parameters, which are replaced
 * @other: other parameters
 */
void
wlk_tls_session_copy (WlkTlsSession       *self,
                      const WlkTlsSession *other)
{
  wlk_tls_session_clear (self);
  *self = *other;
  self->protocol = g_strdup (other->protocol);
  self->cipher_suite = g_strdup (other->cipher_suite);
  self->group = g_strdup (other->group);
  self->signature = g_strdup (other->signature);
  self->alpn = g_strdup (other->alpn);
}

/**
 * wlk_tls_session_clear:
 * @self: parameters, which are cleared
 */
void
wlk_tls_session_clear (WlkTlsSession *self)
{
  g_clear_pointer (&self->protocol, g_free);
  g_clear_pointer (&self->cipher_suite, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->alpn, g_free);
}
