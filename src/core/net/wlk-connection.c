/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection.h"

#include "base/wlk-text.h"
#include "net/wlk-alert.h"

#include <string.h>

/*
 * The record of one connection. Everything recorded before a failure is kept, so each part may be
 * present independently: the chain may be known although the handshake failed.
 */

#define MAX_DIALOGUE_LINES 48  /* a long list of capabilities has 30 */
#define MAX_DIALOGUE_WIDTH 200 /* bytes kept of a line */

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
  g_clear_pointer (&self->options, wlk_connection_options_unref);
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

/* Its target. */
WlkTarget *
wlk_connection_get_target (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->target;
}

/* Its options. */
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
 * Returns: the port to connect to
 */
guint16
wlk_connection_get_port (WlkConnection *self)
{
  guint16 port;

  g_return_val_if_fail (WLK_IS_CONNECTION (self), 0);

  port = wlk_connection_options_get (self->options)->port;
  return port != 0 ? port : wlk_target_get_port (self->target);
}

/**
 * wlk_connection_get_stage:
 * @self: a connection
 * @stage: one of its stages
 *
 * Returns: (transfer none): the record of that stage
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

/* Whether the handshake completed and no stage failed. */
gboolean
wlk_connection_is_complete (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->stages[WLK_STAGE_FINISHED].is_ended &&
         wlk_connection_get_failed_stage (self) == WLK_N_STAGES;
}

/* (nullable): the URI of the proxy, without a password. */
const char *
wlk_connection_get_proxy (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->proxy;
}

/* All addresses of the host, in the order in which they are tried. */
const char * const *
wlk_connection_get_addresses (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->addresses->pdata;
}

/* (nullable): the address that was connected to. */
const char *
wlk_connection_get_address (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->address;
}

/* The addresses to which no connection could be made, each with the reason, for display. */
const char * const *
wlk_connection_get_failed_addresses (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->failed_addresses->pdata;
}

/* (nullable): the STARTTLS protocol. */
const WlkStarttls *
wlk_connection_get_starttls (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->starttls;
}

/** Returns: the lines of that dialogue, with “→ ” before what was sent and “← ” before what was
 * received */
const char * const *
wlk_connection_get_dialogue (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->dialogue->pdata;
}

/* Whether the server sent more plain text after it accepted STARTTLS. */
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

  if (!wlk_connection_options_get (self->options)->sends_server_name)
    return NULL;
  other = wlk_connection_options_get (self->options)->server_name;

  return other != NULL ? other : wlk_target_get_server_name (self->target);
}

/**
 * wlk_connection_get_offered_alpn:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the application protocols in the
 *   ClientHello; by default those of a browser at the HTTPS port, else none
 */
const char * const *
wlk_connection_get_offered_alpn (WlkConnection *self)
{
  static const char * const https[] = { "h2", "http/1.1", NULL };
  const char * const *given;

  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  given = wlk_connection_options_get (self->options)->alpn;
  if (given != NULL)
    return given;

  return wlk_connection_get_port (self) == WLK_TARGET_DEFAULT_PORT ? https : NULL;
}

/* The negotiated parameters known so far. */
const WlkTlsSession *
wlk_connection_get_session (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return &self->session;
}

/** Returns: (nullable): the RFC's name of the last handshake message that was sent or received,
 * like “ServerHello”. A failed handshake ended after it */
const char *
wlk_connection_get_handshake_point (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->handshake_point;
}

/** Returns: the handshake messages in order, with “→ ” before the name of what was sent and “←
 * ” before what was received */
const char * const *
wlk_connection_get_messages (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return (const char * const *) self->messages->pdata;
}

/* The number of the last alert that the server sent, or -1 for none. */
int
wlk_connection_get_alert (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), WLK_ALERT_NONE);

  return self->alert;
}

/** Returns: (nullable): the RFC's name of that alert, like “handshake_failure”; %NULL also when
 * no RFC names it */
const char *
wlk_connection_get_alert_name (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return wlk_alert_get_name (self->alert);
}

/* (nullable): the result of trying each version separately, a sentence. */
const char *
wlk_connection_get_version_verdict (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->version_verdict;
}

/* (nullable): the server's first line when it was not TLS, as visible text. */
const char *
wlk_connection_get_first_line (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->first_line;
}

/* (nullable): the protocol that the server speaks instead of TLS. */
const char *
wlk_connection_get_plaintext_protocol (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->plaintext_protocol;
}

/* (nullable): the id of the STARTTLS row that works. */
const char *
wlk_connection_get_suggested_starttls (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->suggested_starttls;
}

/** Returns: (nullable): the id of the cause of the failure, like “refused”; %NULL when nothing
 * failed or no known cause fits */
const char *
wlk_connection_get_cause (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->cause;
}

/* (nullable) (element-type WlkConnectionAttempt): the other attempts. */
GPtrArray *
wlk_connection_get_attempts (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->attempts;
}

/** Returns: (nullable): the server's CertificateRequest; %NULL also when unreadable */
WlkCertificateRequest *
wlk_connection_get_certificate_request (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->request;
}

/* Whether the server requested a client certificate. */
gboolean
wlk_connection_is_certificate_requested (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->stages[WLK_STAGE_CERTIFICATE_REQUEST].is_reached;
}

/* Whether a client certificate was sent. */
gboolean
wlk_connection_is_credential_sent (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->is_credential_sent;
}

/** Returns: (element-type WlkCertificate): the certificates in the order in which the server
 * sent them, without those that could not be read */
GPtrArray *
wlk_connection_get_chain (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->chain;
}

/** Returns: (element-type WlkConnectionProblem): the unreadable entries of the server's list */
GPtrArray *
wlk_connection_get_problems (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->problems;
}

/**
 * wlk_connection_is_unreadable:
 * @self: a connection
 * @position: an index in the server’s list, 0 for the end entity
 *
 * Returns: whether the entry there is unreadable
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

/* (nullable): the stapled OCSP response, DER. */
GBytes *
wlk_connection_get_staple (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->staple;
}

/* (nullable): the SignedCertificateTimestampList of the TLS extension. */
GBytes *
wlk_connection_get_timestamps (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->timestamps;
}

/* The list stays NULL-terminated, so that it is also a string array. */
static void
append_string (GPtrArray *strings,
               char      *string)
{
  g_ptr_array_insert (strings, (int) strings->len - 1, string);
}

/**
 * wlk_connection_new:
 * @target: the target
 * @options: (nullable): the options
 *
 * Its clock starts now.
 *
 * Returns: (transfer full): an empty record
 */
WlkConnection *
wlk_connection_new (WlkTarget            *target,
                    WlkConnectionOptions *options)
{
  WlkConnection *self;

  g_return_val_if_fail (WLK_IS_TARGET (target), NULL);

  self = g_object_new (WLK_TYPE_CONNECTION, NULL);
  self->target = g_object_ref (target);
  self->options = options != NULL ? wlk_connection_options_ref (options)
                                  : wlk_connection_options_new (NULL);

  return self;
}

/**
 * wlk_connection_begin_stage:
 * @self: a record that is being written
 * @stage: the stage that begins now
 */
void
wlk_connection_begin_stage (WlkConnection     *self,
                            WlkConnectionStage stage)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (stage < WLK_N_STAGES);

  self->stages[stage].is_reached = TRUE;
  self->stages[stage].started = g_get_monotonic_time () - self->origin;
  wlk_connection_progress_report (self->progress, stage, WLK_STAGE_BEGUN, 0);
}

static void
end_stage (WlkConnection     *self,
           WlkConnectionStage stage,
           WlkStageState      state)
{
  WlkStageRecord *record = &self->stages[stage];

  record->is_ended = TRUE;
  record->duration = g_get_monotonic_time () - self->origin - record->started;
  wlk_connection_progress_report (self->progress, stage, state, record->duration);
}

/**
 * wlk_connection_end_stage:
 * @self: a record that is being written
 * @stage: the stage that ends now
 */
void
wlk_connection_end_stage (WlkConnection     *self,
                          WlkConnectionStage stage)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (stage < WLK_N_STAGES);

  end_stage (self, stage, WLK_STAGE_ENDED);
}

/**
 * wlk_connection_fail_stage:
 * @self: a record that is being written
 * @stage: the failed stage; it has no error yet
 * @cause: (nullable): the id of the cause, a static string
 * @error: (transfer full): why
 */
void
wlk_connection_fail_stage (WlkConnection     *self,
                           WlkConnectionStage stage,
                           const char        *cause,
                           GError            *error)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (stage < WLK_N_STAGES && self->stages[stage].error == NULL);
  g_return_if_fail (error != NULL);

  end_stage (self, stage, WLK_STAGE_FAILED);
  self->stages[stage].error = error;
  if (self->cause == NULL)
    self->cause = cause;
}

/**
 * wlk_connection_add_address:
 * @self: a record that is being written
 * @address: one address of the host, as text
 */
void
wlk_connection_add_address (WlkConnection *self,
                            const char    *address)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (address != NULL);

  append_string (self->addresses, g_strdup (address));
}

/**
 * wlk_connection_add_failed_address:
 * @self: a record that is being written
 * @address: an address to which no connection could be made, as text
 * @reason: why, in a few words
 */
void
wlk_connection_add_failed_address (WlkConnection *self,
                                   const char    *address,
                                   const char    *reason)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (address != NULL && reason != NULL);

  append_string (self->failed_addresses, g_strdup_printf ("%s: %s", address, reason));
}

/**
 * wlk_connection_set_address:
 * @self: a record that is being written
 * @address: the address that answered, as text
 */
void
wlk_connection_set_address (WlkConnection *self,
                            const char    *address)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  g_free (self->address);
  self->address = g_strdup (address);
}

/**
 * wlk_connection_add_message:
 * @self: a record that is being written
 * @name: the RFC's name of a handshake message, a static string
 * @is_received: whether the server sent it
 */
void
wlk_connection_add_message (WlkConnection *self,
                            const char    *name,
                            gboolean       is_received)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (name != NULL);

  self->handshake_point = name;
  append_string (self->messages, g_strconcat (is_received ? "← " : "→ ", name, NULL));
}

/**
 * wlk_connection_set_alert:
 * @self: a record that is being written
 * @alert: the number of an alert that the server sent
 */
void
wlk_connection_set_alert (WlkConnection *self,
                          int            alert)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  self->alert = alert;
}

static void
clear_strings (GPtrArray *strings)
{
  g_ptr_array_set_size (strings, 0);
  g_ptr_array_add (strings, NULL);
}

static void
clear_stage (WlkStageRecord *record)
{
  g_clear_error (&record->error);
  *record = (WlkStageRecord) { 0 };
}

/**
 * wlk_connection_forget_handshake:
 * @self: a record that is being written
 *
 * Clears all results of connecting before another attempt, except the TLS extension's timestamps,
 * which are not requested again.
 */
void
wlk_connection_forget_handshake (WlkConnection *self)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  for (WlkConnectionStage stage = WLK_STAGE_CONNECT; stage < WLK_N_STAGES; stage++)
    clear_stage (&self->stages[stage]);
  clear_strings (self->failed_addresses);
  clear_strings (self->dialogue);
  clear_strings (self->messages);
  g_ptr_array_set_size (self->chain, 0);
  g_ptr_array_set_size (self->problems, 0);
  g_clear_pointer (&self->request, wlk_certificate_request_free);
  g_clear_pointer (&self->staple, g_bytes_unref);
  g_clear_pointer (&self->first_line, g_free);
  wlk_tls_session_clear (&self->session);
  self->session = (WlkTlsSession) { 0 };
  self->handshake_point = NULL;
  self->cause = NULL;
  self->alert = WLK_ALERT_NONE;
  self->is_credential_sent = FALSE;
  self->has_surplus = FALSE;
}

/**
 * wlk_connection_set_first_line:
 * @self: a record that is being written
 * @first_line: the server's first line instead of TLS, as visible text
 */
void
wlk_connection_set_first_line (WlkConnection *self,
                               const char    *first_line)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  g_free (self->first_line);
  self->first_line = g_strdup (first_line);
}

/**
 * wlk_connection_add_certificate:
 * @self: a record that is being written
 * @certificate: the next certificate of the server's list
 */
void
wlk_connection_add_certificate (WlkConnection  *self,
                                WlkCertificate *certificate)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (WLK_IS_CERTIFICATE (certificate));

  g_ptr_array_add (self->chain, g_object_ref (certificate));
}

/**
 * wlk_connection_add_problem:
 * @self: a record that is being written
 * @position: the index in the server's list, from 0
 * @der: its bytes
 * @error: (transfer full): why they are not a certificate
 */
void
wlk_connection_add_problem (WlkConnection *self,
                            guint          position,
                            GBytes        *der,
                            GError        *error)
{
  WlkConnectionProblem *problem;

  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (der != NULL && error != NULL);

  problem = g_new0 (WlkConnectionProblem, 1);
  problem->position = position;
  problem->der = g_bytes_ref (der);
  problem->error = error;
  g_ptr_array_add (self->problems, problem);
}

/**
 * wlk_connection_add_dialogue:
 * @self: a record that is being written
 * @text: (array length=length): plain text that was sent or received
 * @length: how many bytes
 * @is_received: whether the server sent it
 *
 * Records lines of the plain-text exchange before TLS, as visible text, up to a limit.
 */
void
wlk_connection_add_dialogue (WlkConnection *self,
                             const char    *text,
                             gsize          length,
                             gboolean       is_received)
{
  gsize start = 0;

  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (text != NULL || length == 0);

  while (start < length && self->dialogue->len <= MAX_DIALOGUE_LINES)
    {
      const char *end = memchr (text + start, '\n', length - start);
      gsize next = end != NULL ? (gsize) (end - text) : length;
      gsize n = next - start;
      g_autofree char *visible = NULL;

      if (n > 0 && text[start + n - 1] == '\r')
        n--;
      visible = wlk_text_make_visible (text + start, (gssize) MIN (n, MAX_DIALOGUE_WIDTH));
      append_string (self->dialogue, g_strconcat (is_received ? "← " : "→ ", visible, NULL));
      start = next + 1;
    }
}

static void
attempt_free (WlkConnectionAttempt *attempt)
{
  g_free (attempt->label);
  g_object_unref (attempt->connection);
  g_free (attempt);
}

/**
 * wlk_connection_add_attempt:
 * @self: a record that is being written
 * @id: what was changed, a static string
 * @label: the same for display
 * @connection: its record
 */
void
wlk_connection_add_attempt (WlkConnection *self,
                            const char    *id,
                            const char    *label,
                            WlkConnection *connection)
{
  WlkConnectionAttempt *attempt;

  g_return_if_fail (WLK_IS_CONNECTION (self));
  g_return_if_fail (WLK_IS_CONNECTION (connection));

  if (self->attempts == NULL)
    self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  attempt = g_new0 (WlkConnectionAttempt, 1);
  attempt->id = id;
  attempt->label = g_strdup (label);
  attempt->connection = g_object_ref (connection);
  g_ptr_array_add (self->attempts, attempt);
}

/**
 * wlk_connection_adopt:
 * @self: a record that is being written, without certificates
 * @other: another attempt
 *
 * Copies the session and the certificates of the other attempt. Stages and their failures are kept.
 */
void
wlk_connection_adopt (WlkConnection *self,
                      WlkConnection *other)
{
  g_return_if_fail (WLK_IS_CONNECTION (self) && self->chain->len == 0);
  g_return_if_fail (WLK_IS_CONNECTION (other));

  g_ptr_array_extend (self->chain, other->chain, (GCopyFunc) (void *) g_object_ref, NULL);
  for (guint i = 0; i < other->problems->len; i++)
    {
      const WlkConnectionProblem *problem = other->problems->pdata[i];

      wlk_connection_add_problem (self, problem->position, problem->der,
                                  g_error_copy (problem->error));
    }
  wlk_tls_session_copy (&self->session, &other->session);
  g_clear_pointer (&self->staple, g_bytes_unref);
  self->staple = other->staple != NULL ? g_bytes_ref (other->staple) : NULL;
  g_clear_pointer (&self->timestamps, g_bytes_unref);
  self->timestamps = other->timestamps != NULL ? g_bytes_ref (other->timestamps) : NULL;
}
