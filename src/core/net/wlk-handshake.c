/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-handshake.h"

#include "base/wlk-error.h"
#include "net/wlk-certificate-message.h"
#include "net/wlk-connection.h"
#include "net/wlk-handshake-failure.h"
#include "net/wlk-handshake-setup.h"
#include "net/wlk-handshake-transport.h"
#include "net/wlk-tls-session.h"
#include "x509/wlk-public-key.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>

/*
 * GnuTLS reads and writes through a transport that never blocks (wlk-handshake-transport.c). When
 * it would block, a source in the main context waits for the socket and resumes the handshake, so
 * cancellation and the timeout act immediately.
 *
 * Nothing is verified here, since the certificates are validated later. Every handshake message
 * passes through note_message(), so messages before a failure are recorded.
 */

#define MAX_MESSAGES    64   /* a full handshake has 20 at most */
#define MAX_UNREADABLE  4096 /* bytes of a certificate; a larger one may have a key of any size */
#define MAX_WARNINGS    8    /* warning alerts; a server sends one if any */
#define VERDICT_TIME    1000 /* ms for a server to reject the client certificate */
#define VERDICT_WAYS    2    /* times the duration of the ServerHello, if longer */
#define MAX_ANSWER_TIME 150  /* ms for a ticket, if nothing else is awaited */

typedef struct
{
  WlkConnection                   *connection;
  WlkHandshakeTransport            transport;
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t                 session;
  guint                            n_messages;
  guint                            n_warnings;
  gint64                           verdict_end;      /* monotonic time, microseconds */
  gboolean                         is_hello_accepted;
  gboolean                         is_established;
} Handshake;

static gboolean ready_cb (GObject *stream,
                          gpointer user_data);

static void
handshake_free (Handshake *self)
{
  if (self->session != NULL)
    gnutls_deinit (self->session);
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  wlk_handshake_transport_clear (&self->transport);
  g_free (self);
}

static gboolean
is_tls13 (Handshake *self)
{
  return gnutls_protocol_get_version (self->session) >= GNUTLS_TLS1_3;
}

static const char *
get_list_cause (const GError *error)
{
  if (g_error_matches (error, WLK_ERROR, WLK_ERROR_EMPTY))
    return "server_cert_missing";

  return g_error_matches (error, WLK_ERROR, WLK_ERROR_LIMIT) ? "handshake_too_large"
                                                              : "malformed_handshake";
}

static void
read_certificates (Handshake            *self,
                   const gnutls_datum_t *message)
{
  GError *error = NULL;

  if (self->connection->stages[WLK_STAGE_CERTIFICATES].is_ended)
    return;
  if (wlk_certificate_message_read (self->connection, message->data, message->size,
                                    is_tls13 (self), &error))
    wlk_connection_end_stage (self->connection, WLK_STAGE_CERTIFICATES);
  else
    wlk_connection_fail_stage (self->connection, WLK_STAGE_CERTIFICATES, get_list_cause (error),
                               error);
  wlk_connection_begin_stage (self->connection, WLK_STAGE_FINISHED);
}

/* A list of 64 KiB or more does not fit its length, which some servers then cut. */
static void
fail_certificate_request (WlkConnection *connection,
                          gsize          length)
{
  if (length > G_MAXUINT16)
    wlk_connection_fail_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST, "ca_list_too_large",
                               g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                                            _("The server’s certificate request has %u bytes, and "
                                              "its list of CAs has room for 65535."),
                                            (guint) length));
  else
    wlk_connection_fail_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST, "malformed_handshake",
                               g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                                            _("The server’s certificate request is malformed.")));
}

static void
read_certificate_request (Handshake            *self,
                          const gnutls_datum_t *message)
{
  WlkConnection *connection = self->connection;

  if (wlk_connection_is_certificate_requested (connection))
    return;
  wlk_connection_begin_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST);
  connection->certificate_request =
    wlk_certificate_request_read (message->data, message->size, is_tls13 (self),
                                  gnutls_protocol_get_version (self->session) >= GNUTLS_TLS1_2);
  if (connection->certificate_request != NULL)
    wlk_connection_end_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST);
  else
    fail_certificate_request (connection, message->size);
}

/* Whether the size of the server's key is within the limits. GnuTLS may parse a certificate that is
 * unreadable here. */
static gboolean
has_bounded_key (WlkConnection *connection)
{
  GPtrArray *chain = connection->chain;
  WlkPublicKey *key;

  if (wlk_connection_is_unreadable (connection, 0))
    {
      const WlkConnectionProblem *problem = connection->problems->pdata[0];

      return g_bytes_get_size (problem->der) <= MAX_UNREADABLE;
    }
  key = chain->len > 0 ? wlk_certificate_get_public_key (chain->pdata[0]) : NULL;

  return key == NULL || !key->is_oversized;
}

/* Aborts the handshake before GnuTLS uses an oversized key, which cannot be cancelled. GnuTLS
 * itself limits Diffie-Hellman groups. */
static int
check_key (Handshake *self)
{
  if (has_bounded_key (self->connection))
    return 0;

  wlk_handshake_transport_give_up (
    &self->transport, g_error_new (WLK_ERROR, WLK_ERROR_LIMIT,
                                   _("The server’s key is so large that it is not used to compute "
                                     "with. It keeps every client busy for a long time.")));
  return GNUTLS_E_RECEIVED_ILLEGAL_PARAMETER;
}

/* The hook is called for a received message before GnuTLS processes it. */
static void
note_received_message (Handshake            *self,
                       unsigned              type,
                       const gnutls_datum_t *message)
{
  switch (type)
    {
    case GNUTLS_HANDSHAKE_SERVER_HELLO:
      wlk_tls_session_read_server_hello (&self->connection->session, message->data,
                                         message->size);
      break;

    case GNUTLS_HANDSHAKE_CERTIFICATE_PKT:
      read_certificates (self, message);
      break;

    case GNUTLS_HANDSHAKE_CERTIFICATE_STATUS:
      wlk_certificate_message_read_status (self->connection, message->data, message->size);
      break;

    case GNUTLS_HANDSHAKE_CERTIFICATE_REQUEST:
      read_certificate_request (self, message);
      break;

    case GNUTLS_HANDSHAKE_NEW_SESSION_TICKET:
      self->connection->session.is_resumption_offered = TRUE;
      break;

    default:
      break;
    }
}

/* Whether a Certificate message has certificates: GnuTLS sends an empty list if it cannot use those
 * that it was given. In TLS 1.3 a context comes before the list (RFC 8446 §4.4.2). */
static gboolean
has_certificates (Handshake            *self,
                  const gnutls_datum_t *message)
{
  gsize start = 0;

  if (is_tls13 (self) && message->size > 0)
    start = 1 + message->data[0];

  return message->size >= start + 3 &&
         (message->data[start] | message->data[start + 1] | message->data[start + 2]) != 0;
}

static void
note_sent_message (Handshake            *self,
                   unsigned              type,
                   const gnutls_datum_t *message)
{
  WlkConnection *connection = self->connection;

  if (type == GNUTLS_HANDSHAKE_CLIENT_HELLO &&
      !connection->stages[WLK_STAGE_SERVER_HELLO].is_reached)
    {
      wlk_connection_end_stage (connection, WLK_STAGE_CLIENT_HELLO);
      wlk_connection_begin_stage (connection, WLK_STAGE_SERVER_HELLO);
    }
  if (type == GNUTLS_HANDSHAKE_CERTIFICATE_PKT)
    {
      connection->is_credential_sent = has_certificates (self, message);
      wlk_connection_end_stage (connection, WLK_STAGE_CLIENT_CERTIFICATE);
    }
}

static void
accept_server_hello (Handshake *self)
{
  if (self->is_hello_accepted)
    return;
  self->is_hello_accepted = TRUE;
  wlk_connection_end_stage (self->connection, WLK_STAGE_SERVER_HELLO);
  wlk_connection_begin_stage (self->connection, WLK_STAGE_CERTIFICATES);
}

/* The name of a message in RFC 8446 §4 or RFC 5246 §7.4, or NULL. */
static const char *
get_message_name (guint type)
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

/* Received messages are recorded before GnuTLS processes them, and may abort. */
static int
note_message (gnutls_session_t      session,
              unsigned int          type,
              unsigned int          when,
              unsigned int          is_received,
              const gnutls_datum_t *message)
{
  Handshake *self = gnutls_session_get_ptr (session);
  const char *name = get_message_name (type);

  if (is_received && type == GNUTLS_HANDSHAKE_SERVER_HELLO && when == GNUTLS_HOOK_POST)
    accept_server_hello (self);
  if (name == NULL || when != (is_received ? GNUTLS_HOOK_PRE : GNUTLS_HOOK_POST))
    return 0;
  if (++self->n_messages > MAX_MESSAGES)
    return GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS;

  wlk_connection_add_message (self->connection, name, is_received);
  if (!is_received)
    {
      note_sent_message (self, type, message);
      return 0;
    }
  note_received_message (self, type, message);

  return type == GNUTLS_HANDSHAKE_CERTIFICATE_PKT ? check_key (self) : 0;
}

static int
give_certificate (gnutls_session_t             session,
                  const gnutls_datum_t        *issuers,
                  int                          n_issuers,
                  const gnutls_pk_algorithm_t *algorithms,
                  int                          n_algorithms,
                  gnutls_pcert_st            **certificates,
                  unsigned int                *n_certificates,
                  gnutls_privkey_t            *key)
{
  Handshake *self = gnutls_session_get_ptr (session);
  WlkClientCredential *credential =
    wlk_connection_options_get (self->connection->options)->credential;

  wlk_connection_begin_stage (self->connection, WLK_STAGE_CLIENT_CERTIFICATE);
  *certificates = NULL;
  *n_certificates = 0;
  *key = NULL;
  if (credential != NULL)
    {
      *certificates = credential->pcerts;
      *n_certificates = credential->n_pcerts;
      *key = credential->key;
    }

  return 0;
}

static int
receive_timestamps (gnutls_session_t     session,
                    const unsigned char *bytes,
                    size_t               length)
{
  Handshake *self = gnutls_session_get_ptr (session);

  if (self->connection->timestamps == NULL && length > 0)
    self->connection->timestamps = g_bytes_new (bytes, length);

  return 0;
}

static void
read_session (Handshake *self)
{
  if (self->is_hello_accepted)
    wlk_tls_session_read (&self->connection->session, self->session);
}

static void
fail (GTask *task,
      int    rc)
{
  Handshake *self = g_task_get_task_data (task);
  WlkHandshakeEnd end;

  if (rc == GNUTLS_E_RECEIVED_ILLEGAL_EXTENSION && self->connection->timestamps != NULL &&
      !self->connection->asks_no_timestamps)
    {
      self->connection->asks_no_timestamps = TRUE;
      gnutls_alert_send_appropriate (self->session, rc);
      g_task_return_boolean (task, TRUE);
      return;
    }

  read_session (self);
  wlk_handshake_transport_read_banner (&self->transport);
  end = (WlkHandshakeEnd) {
    .rc = rc,
    .transport_error = self->transport.error,
    .first_bytes = self->transport.first_bytes,
    .n_first_bytes = self->transport.n_first_bytes,
    .is_closed = self->transport.is_closed,
  };
  wlk_handshake_fail (self->connection, &end);
  if (rc != GNUTLS_E_FATAL_ALERT_RECEIVED && self->transport.error == NULL)
    gnutls_alert_send_appropriate (self->session, rc); /* the server may ignore it */
  g_task_return_boolean (task, TRUE);
}

static void
succeed (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);

  if (self->connection->stages[WLK_STAGE_ANSWER].is_reached)
    wlk_connection_end_stage (self->connection, WLK_STAGE_ANSWER);
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
  g_task_return_boolean (task, TRUE);
}

static void
wait_for_stream (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GSource) source =
    wlk_handshake_transport_create_source (&self->transport, cancellable);

  if (self->verdict_end != 0)
    {
      g_autoptr(GSource) timeout = g_timeout_source_new (0);

      g_source_set_dummy_callback (timeout);
      g_source_set_ready_time (timeout, self->verdict_end);
      g_source_add_child_source (source, timeout);
    }
  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

/* Records an alert. Returns whether the code is not fatal. */
static gboolean
is_passing (Handshake *self,
            int        rc)
{
  if (rc == GNUTLS_E_WARNING_ALERT_RECEIVED || rc == GNUTLS_E_FATAL_ALERT_RECEIVED)
    self->connection->alert = gnutls_alert_get (self->session);
  if (rc == GNUTLS_E_WARNING_ALERT_RECEIVED &&
      self->connection->alert == GNUTLS_A_UNRECOGNIZED_NAME)
    self->connection->session.is_name_unrecognized = TRUE;
  if (rc >= 0 || rc == GNUTLS_E_AGAIN || gnutls_error_is_fatal (rc))
    return FALSE;

  return ++self->n_warnings <= MAX_WARNINGS;
}

/* A server of a protocol in which it speaks first shows by that that it accepts the client
 * certificate. */
static gboolean
may_speak (Handshake *self)
{
  return self->connection->is_credential_sent && self->connection->session.alpn == NULL;
}

/* In TLS 1.3 a server rejects a client's certificate, or its absence, only after the handshake. A
 * ticket, or no response, means that it does not, and after a ticket only an alert does. Without a
 * CertificateRequest, how it closes an unused connection is ignored. */
static void
await_verdict (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);
  gboolean is_requested = wlk_connection_is_certificate_requested (self->connection);
  guint8 byte;
  gboolean has_ticket;
  gssize rc;

  do
    rc = gnutls_record_recv (self->session, &byte, sizeof byte);
  while (is_passing (self, (int) rc));
  has_ticket = self->connection->session.is_resumption_offered;

  if (rc == 0)
    self->transport.is_closed = TRUE;
  if (rc > 0)
    self->connection->session.has_spoken = TRUE;
  if (has_ticket && rc < 0 && rc != GNUTLS_E_AGAIN && rc != GNUTLS_E_FATAL_ALERT_RECEIVED)
    succeed (task);
  else if (rc == 0 && is_requested && !has_ticket)
    fail (task, GNUTLS_E_PREMATURE_TERMINATION);
  else if (rc < 0 && rc != GNUTLS_E_AGAIN && (is_requested || self->transport.error == NULL))
    fail (task, (int) rc);
  else if (rc >= 0 || (has_ticket && !may_speak (self)) ||
           self->transport.error != NULL || g_get_monotonic_time () >= self->verdict_end)
    succeed (task);
  else
    wait_for_stream (task);
}

/* Use the ServerHello round trip as an estimate of latency. An alert gets the longer timeout; a
 * ticket, which is optional, the shorter one. Returns microseconds. */
static gint64
get_answer_time (Handshake *self)
{
  gint64 way = self->connection->stages[WLK_STAGE_SERVER_HELLO].duration;

  if (wlk_connection_is_certificate_requested (self->connection))
    return MAX (VERDICT_WAYS * way, VERDICT_TIME * 1000);

  return MIN (way, MAX_ANSWER_TIME * 1000);
}

static void
establish (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);

  self->is_established = TRUE;
  read_session (self);
  wlk_connection_end_stage (self->connection, WLK_STAGE_FINISHED);
  if (!is_tls13 (self))
    {
      succeed (task);
      return;
    }
  wlk_connection_begin_stage (self->connection, WLK_STAGE_ANSWER);
  self->verdict_end = g_get_monotonic_time () + get_answer_time (self);
  await_verdict (task);
}

static void
continue_handshake (GTask *task)
{
  Handshake *self = g_task_get_task_data (task);
  int rc;

  wlk_handshake_transport_begin_step (&self->transport);
  if (self->is_established)
    {
      await_verdict (task);
      return;
    }
  do
    rc = gnutls_handshake (self->session);
  while (is_passing (self, rc));

  if (rc == GNUTLS_E_AGAIN)
    wait_for_stream (task);
  else if (rc < 0)
    fail (task, rc);
  else
    establish (task);
}

static gboolean
ready_cb (GObject *stream,
          gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    continue_handshake (task);

  return G_SOURCE_REMOVE;
}

static int
prepare (Handshake *self)
{
  int rc = wlk_handshake_setup_session (self->connection, &self->session);

  if (rc < 0)
    return rc;
  gnutls_session_set_ptr (self->session, self);
  if (!self->connection->asks_no_timestamps)
    rc = wlk_handshake_setup_timestamps (self->session, receive_timestamps);
  if (rc < 0)
    return rc;
  rc = gnutls_certificate_allocate_credentials (&self->credentials);
  if (rc < 0)
    return rc;
  gnutls_certificate_set_retrieve_function2 (self->credentials, give_certificate);
  rc = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  if (rc < 0)
    return rc;

  gnutls_handshake_set_hook_function (self->session, GNUTLS_HANDSHAKE_ANY, GNUTLS_HOOK_BOTH,
                                      note_message);
  wlk_handshake_transport_serve (&self->transport, self->session);

  return 0;
}

/**
 * wlk_handshake_run_async:
 * @connection: the record to write into
 * @stream: an open connection to its target
 * @cancellable: (nullable): cancels it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Performs the handshake as a TLS client that accepts every certificate. Writes the stages from
 * %WLK_STAGE_CLIENT_HELLO on, with their failures.
 *
 * Source: RFC 8446, RFC 5246.
 */
void
wlk_handshake_run_async (WlkConnection      *connection,
                         GIOStream          *stream,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Handshake *self;
  int rc;

  g_return_if_fail (connection != NULL);
  g_return_if_fail (G_IS_IO_STREAM (stream));

  self = g_new0 (Handshake, 1);
  self->connection = wlk_connection_ref (connection);
  wlk_handshake_transport_open (&self->transport, stream);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_handshake_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) handshake_free);

  wlk_connection_begin_stage (connection, WLK_STAGE_CLIENT_HELLO);
  rc = prepare (self);
  if (rc < 0)
    {
      wlk_connection_fail_stage (connection, WLK_STAGE_CLIENT_HELLO, NULL,
                                 g_error_new (WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                                              _("TLS could not be set up on this computer: %s"),
                                              gnutls_strerror (rc)));
      g_task_return_boolean (task, TRUE);
      return;
    }
  continue_handshake (task);
}

/**
 * wlk_handshake_run_finish:
 * @result: the result passed to the callback
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Returns: %TRUE unless it was cancelled, also when it failed
 */
gboolean
wlk_handshake_run_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_handshake_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
