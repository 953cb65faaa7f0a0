/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection.h"

#include "base/wlk-text.h"
#include "net/wlk-alert.h"

#include <string.h>

#define MAX_DIALOGUE_LINES 48  /* a long list of capabilities has 30 */
#define MAX_DIALOGUE_WIDTH 200 /* bytes kept of a line */

static void
problem_free (WlkConnectionProblem *problem)
{
  g_bytes_unref (problem->der);
  g_error_free (problem->error);
  g_free (problem);
}

static void
attempt_free (WlkConnectionAttempt *attempt)
{
  g_free (attempt->label);
  wlk_connection_unref (attempt->connection);
  g_free (attempt);
}

static void
clear_strings (const char ***strings)
{
  g_strfreev ((char **) *strings);
  *strings = g_new0 (const char *, 1);
}

static void
append_string (const char ***strings,
               char         *string)
{
  guint length = g_strv_length ((char **) *strings);

  *strings = g_renew (const char *, *strings, length + 2);
  (*strings)[length] = string;
  (*strings)[length + 1] = NULL;
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
wlk_connection_new (const WlkTarget      *target,
                    WlkConnectionOptions *options)
{
  WlkConnection *self;

  g_return_val_if_fail (target != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkConnection);
  self->target = wlk_target_ref (target);
  self->options = options != NULL ? wlk_connection_options_ref (options)
                                  : wlk_connection_options_new (NULL);
  self->origin = g_get_monotonic_time ();
  self->alert = WLK_ALERT_NONE;
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  clear_strings (&self->addresses);
  clear_strings (&self->failed_addresses);
  clear_strings (&self->dialogue);
  clear_strings (&self->messages);

  return self;
}

static void
connection_clear (WlkConnection *self)
{
  for (guint i = 0; i < WLK_N_STAGES; i++)
    g_clear_error (&self->stages[i].error);
  wlk_target_unref (self->target);
  wlk_connection_options_unref (self->options);
  wlk_tls_session_clear (&self->session);
  g_strfreev ((char **) self->addresses);
  g_strfreev ((char **) self->failed_addresses);
  g_strfreev ((char **) self->dialogue);
  g_strfreev ((char **) self->messages);
  g_ptr_array_unref (self->chain);
  g_ptr_array_unref (self->problems);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->certificate_request, wlk_certificate_request_free);
  g_clear_pointer (&self->staple, g_bytes_unref);
  g_clear_pointer (&self->timestamps, g_bytes_unref);
  g_free (self->proxy);
  g_free (self->address);
  g_free (self->first_line);
  g_free (self->version_verdict);
}

WLK_DEFINE_REF_COUNTED (WlkConnection, wlk_connection, connection_clear)

/**
 * wlk_connection_replace:
 * @place: (inout) (transfer full): holds a record or %NULL
 * @connection: (nullable): the record to hold
 *
 * Returns: whether it is another one
 */
gboolean
wlk_connection_replace (const WlkConnection **place,
                        const WlkConnection  *connection)
{
  const WlkConnection *old = *place;

  if (old == connection)
    return FALSE;

  *place = connection != NULL ? wlk_connection_ref (connection) : NULL;
  if (old != NULL)
    wlk_connection_unref (old);

  return TRUE;
}

/**
 * wlk_connection_get_port:
 * @self: a connection
 *
 * Returns: the port to connect to
 */
guint16
wlk_connection_get_port (const WlkConnection *self)
{
  guint16 port;

  g_return_val_if_fail (self != NULL, 0);

  port = wlk_connection_options_get (self->options)->port;
  return port != 0 ? port : self->target->port;
}

/**
 * wlk_connection_get_failed_stage:
 * @self: a connection
 *
 * Returns: the first stage with an error, or %WLK_N_STAGES when none has one
 */
WlkConnectionStage
wlk_connection_get_failed_stage (const WlkConnection *self)
{
  g_return_val_if_fail (self != NULL, WLK_N_STAGES);

  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      if (self->stages[stage].error != NULL)
        return stage;
    }

  return WLK_N_STAGES;
}

/* Whether the handshake completed and no stage failed. */
gboolean
wlk_connection_is_complete (const WlkConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stages[WLK_STAGE_FINISHED].is_ended &&
         wlk_connection_get_failed_stage (self) == WLK_N_STAGES;
}

/**
 * wlk_connection_get_server_name:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the server name in the ClientHello; %NULL when none is
 *   sent, as for an address
 */
const char *
wlk_connection_get_server_name (const WlkConnection *self)
{
  const char *other;

  g_return_val_if_fail (self != NULL, NULL);

  if (!wlk_connection_options_get (self->options)->sends_server_name)
    return NULL;
  other = wlk_connection_options_get (self->options)->server_name;

  return other != NULL ? other : self->target->server_name;
}

/**
 * wlk_connection_get_offered_alpn:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the application protocols in the
 *   ClientHello; by default those of a browser at the HTTPS port, else none
 */
const char * const *
wlk_connection_get_offered_alpn (const WlkConnection *self)
{
  static const char * const https[] = { "h2", "http/1.1", NULL };
  const char * const *given;

  g_return_val_if_fail (self != NULL, NULL);

  given = wlk_connection_options_get (self->options)->alpn;
  if (given != NULL)
    return given;

  return wlk_connection_get_port (self) == WLK_TARGET_DEFAULT_PORT ? https : NULL;
}

/** Returns: (nullable): the RFC's name of that alert, like “handshake_failure”; %NULL also when
 * no RFC names it */
const char *
wlk_connection_get_alert_name (const WlkConnection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return wlk_alert_get_name (self->alert);
}

/* Whether the server requested a client certificate. */
gboolean
wlk_connection_is_certificate_requested (const WlkConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stages[WLK_STAGE_CERTIFICATE_REQUEST].is_reached;
}

/**
 * wlk_connection_is_unreadable:
 * @self: a connection
 * @position: an index in the server’s list, 0 for the end entity
 *
 * Returns: whether the entry there is unreadable
 */
gboolean
wlk_connection_is_unreadable (const WlkConnection *self,
                              guint                position)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->problems->len; i++)
    {
      if (((const WlkConnectionProblem *) self->problems->pdata[i])->position == position)
        return TRUE;
    }

  return FALSE;
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (stage < WLK_N_STAGES);

  self->stages[stage].is_reached = TRUE;
  self->stages[stage].started = g_get_monotonic_time () - self->origin;
  if (self->progress != NULL)
    self->progress (stage, WLK_STAGE_BEGUN, 0, self->progress_data);
}

static void
end_stage (WlkConnection     *self,
           WlkConnectionStage stage,
           WlkStageState      state)
{
  WlkStageRecord *record = &self->stages[stage];

  record->is_ended = TRUE;
  record->duration = g_get_monotonic_time () - self->origin - record->started;
  if (self->progress != NULL)
    self->progress (stage, state, record->duration, self->progress_data);
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
  g_return_if_fail (self != NULL);
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
  g_return_if_fail (self != NULL);
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  append_string (&self->addresses, g_strdup (address));
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL && reason != NULL);

  append_string (&self->failed_addresses, g_strdup_printf ("%s: %s", address, reason));
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  self->handshake_point = name;
  append_string (&self->messages, g_strconcat (is_received ? "← " : "→ ", name, NULL));
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
  g_return_if_fail (self != NULL);

  for (WlkConnectionStage stage = WLK_STAGE_CONNECT; stage < WLK_N_STAGES; stage++)
    clear_stage (&self->stages[stage]);
  clear_strings (&self->failed_addresses);
  clear_strings (&self->dialogue);
  clear_strings (&self->messages);
  g_ptr_array_set_size (self->chain, 0);
  g_ptr_array_set_size (self->problems, 0);
  g_clear_pointer (&self->certificate_request, wlk_certificate_request_free);
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
 * wlk_connection_add_certificate:
 * @self: a record that is being written
 * @certificate: the next certificate of the server's list
 */
void
wlk_connection_add_certificate (WlkConnection  *self,
                                WlkCertificate *certificate)
{
  g_return_if_fail (self != NULL);
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

  g_return_if_fail (self != NULL);
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

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  while (start < length && g_strv_length ((char **) self->dialogue) < MAX_DIALOGUE_LINES)
    {
      const char *end = memchr (text + start, '\n', length - start);
      gsize next = end != NULL ? (gsize) (end - text) : length;
      gsize n = next - start;
      g_autofree char *visible = NULL;

      if (n > 0 && text[start + n - 1] == '\r')
        n--;
      visible = wlk_text_make_visible (text + start, (gssize) MIN (n, MAX_DIALOGUE_WIDTH));
      append_string (&self->dialogue, g_strconcat (is_received ? "← " : "→ ", visible, NULL));
      start = next + 1;
    }
}

/**
 * wlk_connection_add_attempt:
 * @self: a record that is being written
 * @id: what was changed, a static string
 * @label: the same for display
 * @connection: its record
 */
void
wlk_connection_add_attempt (WlkConnection       *self,
                            const char          *id,
                            const char          *label,
                            const WlkConnection *connection)
{
  WlkConnectionAttempt *attempt;

  g_return_if_fail (self != NULL);
  g_return_if_fail (connection != NULL);

  if (self->attempts == NULL)
    self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) attempt_free);
  attempt = g_new0 (WlkConnectionAttempt, 1);
  attempt->id = id;
  attempt->label = g_strdup (label);
  attempt->connection = wlk_connection_ref (connection);
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
wlk_connection_adopt (WlkConnection       *self,
                      const WlkConnection *other)
{
  g_return_if_fail (self != NULL && self->chain->len == 0);
  g_return_if_fail (other != NULL);

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
