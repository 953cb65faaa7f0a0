/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection.h"

#include "net/wlk-alert.h"
#include "net/wlk-connection-private.h"
#include "net/wlk-tls-session.h"

/*
 * The record of one connection. Everything that was learned before a failure stays, so the
 * getters answer for each part by itself: the chain may be there although the handshake failed.
 */

G_DEFINE_FINAL_TYPE (WlkConnection, wlk_connection, G_TYPE_OBJECT)

static void
problem_free (WlkConnectionProblem *problem)
{
  g_bytes_unref (problem->der);
  g_error_free (problem->error);
  g_free (problem);
}

static void
wlk_connection_finalize (GObject *object)
{
  WlkConnection *self = WLK_CONNECTION (object);

  for (guint i = 0; i < WLK_N_STAGES; i++)
    g_clear_error (&self->stages[i].error);
  g_clear_object (&self->target);
  g_clear_object (&self->options);
  wlk_tls_session_clear (&self->session);
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->failed_addresses);
  g_ptr_array_unref (self->dialogue);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->chain);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->request, wlk_certificate_request_free);
  g_clear_pointer (&self->staple, g_bytes_unref);
  g_clear_pointer (&self->timestamps, g_bytes_unref);
  g_free (self->proxy);
  g_free (self->address);
  g_free (self->first_line);
  g_free (self->version_verdict);

  G_OBJECT_CLASS (wlk_connection_parent_class)->finalize (object);
}

static void
wlk_connection_class_init (WlkConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wlk_connection_finalize;
}

static void
wlk_connection_init (WlkConnection *self)
{
  self->origin = g_get_monotonic_time ();
  self->alert = WLK_ALERT_NONE;
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  self->dialogue = g_ptr_array_new_with_free_func (g_free);
  self->failed_addresses = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->addresses, NULL);
  g_ptr_array_add (self->dialogue, NULL);
  g_ptr_array_add (self->failed_addresses, NULL);
  g_ptr_array_add (self->messages, NULL);
}

/**
 * wlk_connection_get_target:
 * @self: a connection
 *
 * Returns: (transfer none): where it went
 */
WlkTarget *
wlk_connection_get_target (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->target;
}

/**
 * wlk_connection_get_options:
 * @self: a connection
 *
 * Returns: (transfer none): how it was made
 */
WlkConnectionOptions *
wlk_connection_get_options (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->options;
}

/**
 * wlk_connection_get_port:
 * @self: a connection
 *
 * Returns: the port that is connected to
 */
guint16
wlk_connection_get_port (WlkConnection *self)
{
  guint16 port;

  g_return_val_if_fail (WLK_IS_CONNECTION (self), 0);

  port = wlk_connection_options_get_port (self->options);
  return port != 0 ? port : wlk_target_get_port (self->target);
}

/**
 * wlk_connection_get_stage:
 * @self: a connection
 * @stage: one of its stages
 *
 * Returns: (transfer none): how that stage went
 */
const WlkStageRecord *
wlk_connection_get_stage (WlkConnection     *self,
                          WlkConnectionStage stage)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (stage < WLK_N_STAGES, NULL);

  return &self->stages[stage];
}

/**
 * wlk_connection_get_failed_stage:
 * @self: a connection
 *
 * Returns: the first stage with an error, or %WLK_N_STAGES when none has one
 */
WlkConnectionStage
wlk_connection_get_failed_stage (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), WLK_N_STAGES);

  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      if (self->stages[stage].error != NULL)
        return stage;
    }

  return WLK_N_STAGES;
}

/**
 * wlk_connection_is_complete:
 * @self: a connection
 *
 * Returns: whether the handshake came to its end and no stage failed
 */
gboolean
wlk_connection_is_complete (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->stages[WLK_STAGE_FINISHED].is_ended &&
         wlk_connection_get_failed_stage (self) == WLK_N_STAGES;
}

/**
 * wlk_connection_get_proxy:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the URI of the proxy on the way, without a password
 */
const char *
wlk_connection_get_proxy (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->proxy;
}

/**
 * wlk_connection_get_addresses:
 * @self: a connection
 *
 * Returns: (transfer none) (array zero-terminated=1): all addresses of the host, in the order in
 *   which they are tried
 */
const char * const *
wlk_connection_get_addresses (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->addresses->pdata;
}

/**
 * wlk_connection_get_address:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the address that was connected to
 */
const char *
wlk_connection_get_address (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->address;
}

/**
 * wlk_connection_get_failed_addresses:
 * @self: a connection
 *
 * Returns: (transfer none): the addresses to which no connection could be made, each with why, for
 *   people
 */
const char * const *
wlk_connection_get_failed_addresses (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->failed_addresses->pdata;
}

/**
 * wlk_connection_get_starttls:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the protocol that was spoken before TLS
 */
const WlkStarttls *
wlk_connection_get_starttls (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->starttls;
}

/**
 * wlk_connection_get_dialogue:
 * @self: a connection
 *
 * Returns: (transfer none) (array zero-terminated=1): the lines of that dialogue, with “→ ” before
 *   what was sent and “← ” before what was received
 */
const char * const *
wlk_connection_get_dialogue (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->dialogue->pdata;
}

/**
 * wlk_connection_has_surplus:
 * @self: a connection
 *
 * Returns: whether the server said more in plain text after it agreed to TLS
 */
gboolean
wlk_connection_has_surplus (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->has_surplus;
}

/**
 * wlk_connection_get_server_name:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the server name in the ClientHello; %NULL when none is
 *   sent, as for an address
 */
const char *
wlk_connection_get_server_name (WlkConnection *self)
{
  const char *other;

  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  if (!wlk_connection_options_sends_server_name (self->options))
    return NULL;
  other = wlk_connection_options_get_server_name (self->options);

  return other != NULL ? other : wlk_target_get_server_name (self->target);
}

/**
 * wlk_connection_get_offered_alpn:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the application protocols that
 *   the ClientHello names; by itself those of a browser at the port of HTTPS, and else none
 */
const char * const *
wlk_connection_get_offered_alpn (WlkConnection *self)
{
  static const char * const https[] = { "h2", "http/1.1", NULL };
  const char * const *given;

  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  given = wlk_connection_options_get_alpn (self->options);
  if (given != NULL)
    return given;

  return wlk_connection_get_port (self) == WLK_TARGET_DEFAULT_PORT ? https : NULL;
}

/**
 * wlk_connection_get_session:
 * @self: a connection
 *
 * Returns: (transfer none): what was agreed on, as far as it came
 */
const WlkTlsSession *
wlk_connection_get_session (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return &self->session;
}

/**
 * wlk_connection_get_handshake_point:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the RFC's name of the last handshake message that was sent
 *   or received, like “ServerHello”. A failed handshake failed after it.
 */
const char *
wlk_connection_get_handshake_point (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->handshake_point;
}

/**
 * wlk_connection_get_messages:
 * @self: a connection
 *
 * Returns: (transfer none) (array zero-terminated=1): the handshake messages in order, with “→ ”
 *   before the name of what was sent and “← ” before what was received
 */
const char * const *
wlk_connection_get_messages (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->messages->pdata;
}

/**
 * wlk_connection_get_alert:
 * @self: a connection
 *
 * Returns: the number of the last alert that the server sent, or -1 for none
 */
int
wlk_connection_get_alert (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), WLK_ALERT_NONE);

  return self->alert;
}

/**
 * wlk_connection_get_alert_name:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the RFC's name of that alert, like “handshake_failure”;
 *   %NULL also when no RFC names it
 */
const char *
wlk_connection_get_alert_name (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return wlk_alert_get_name (self->alert);
}

/**
 * wlk_connection_get_version_verdict:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what trying each version by itself has shown, a sentence
 */
const char *
wlk_connection_get_version_verdict (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->version_verdict;
}

/**
 * wlk_connection_get_first_line:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what the server said first when it was not TLS, as visible
 *   text
 */
const char *
wlk_connection_get_first_line (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->first_line;
}

/**
 * wlk_connection_get_plaintext_protocol:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the protocol that the server speaks instead of TLS
 */
const char *
wlk_connection_get_plaintext_protocol (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->plaintext_protocol;
}

/**
 * wlk_connection_get_suggested_starttls:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the id of the STARTTLS row with which it works
 */
const char *
wlk_connection_get_suggested_starttls (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->suggested_starttls;
}

/**
 * wlk_connection_get_cause:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the id of the cause of the failure, like “refused”; %NULL
 *   when nothing failed or no known cause fits
 */
const char *
wlk_connection_get_cause (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->cause;
}

/**
 * wlk_connection_get_attempts:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable) (element-type WlkConnectionAttempt): the other tries
 */
GPtrArray *
wlk_connection_get_attempts (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->attempts;
}

/**
 * wlk_connection_get_certificate_request:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what the server asks of a client certificate; %NULL also
 *   when it could not be read
 */
WlkCertificateRequest *
wlk_connection_get_certificate_request (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->request;
}

/**
 * wlk_connection_is_certificate_requested:
 * @self: a connection
 *
 * Returns: whether the server asked for a client certificate
 */
gboolean
wlk_connection_is_certificate_requested (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->stages[WLK_STAGE_CERTIFICATE_REQUEST].is_reached;
}

/**
 * wlk_connection_is_credential_sent:
 * @self: a connection
 *
 * Returns: whether a client certificate was sent
 */
gboolean
wlk_connection_is_credential_sent (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->is_credential_sent;
}

/**
 * wlk_connection_get_chain:
 * @self: a connection
 *
 * Returns: (transfer none) (element-type WlkCertificate): the certificates in the order in which
 *   the server sent them, without those that could not be read
 */
GPtrArray *
wlk_connection_get_chain (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->chain;
}

/**
 * wlk_connection_get_problems:
 * @self: a connection
 *
 * Returns: (transfer none) (element-type WlkConnectionProblem): what the server sent in its list
 *   and could not be read
 */
GPtrArray *
wlk_connection_get_problems (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->problems;
}

/**
 * wlk_connection_is_unreadable:
 * @self: a connection
 * @position: a place in the server’s list, 0 for its own certificate
 *
 * Returns: whether the server sent something there that could not be read
 */
gboolean
wlk_connection_is_unreadable (WlkConnection *self,
                              guint          position)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  for (guint i = 0; i < self->problems->len; i++)
    {
      if (((const WlkConnectionProblem *) self->problems->pdata[i])->position == position)
        return TRUE;
    }

  return FALSE;
}

/**
 * wlk_connection_get_staple:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the OCSP response that the server sent along, DER
 */
GBytes *
wlk_connection_get_staple (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->staple;
}

/**
 * wlk_connection_get_timestamps:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the SignedCertificateTimestampList of the TLS extension
 */
GBytes *
wlk_connection_get_timestamps (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->timestamps;
}
