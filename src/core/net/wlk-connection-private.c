/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-private.h"

#include "base/wlk-text.h"
#include "net/wlk-alert.h"
#include "net/wlk-tls-session.h"

#include <string.h>

#define MAX_DIALOGUE_LINES 48  /* a long list of what a server can do has 30 */
#define MAX_DIALOGUE_WIDTH 200 /* bytes of a line that are kept */

/* The list stays ended by NULL, so that it is a string array as well. */
static void
append_string (GPtrArray *strings,
               char      *string)
{
  g_ptr_array_insert (strings, (int) strings->len - 1, string);
}

/**
 * wlk_connection_new:
 * @target: where it goes
 * @options: (nullable): how
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
  self->options = options != NULL ? g_object_ref (options) : wlk_connection_options_new ();

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
 * @stage: the stage that ends now, in failure; it has no error yet
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
 * Forgets all that came of connecting, since it is done again, but for the timestamps beside the
 * certificate: the server is not asked for them again.
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
 * @first_line: what the server said instead of TLS, as visible text
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
 * @position: the place in the server's list, from 0
 * @der: its bytes
 * @error: (transfer full): why they are no certificate
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
 * @text: (array length=length): what was said in plain text
 * @length: how many bytes
 * @is_received: whether the server said it
 *
 * Writes down the lines of what was said before TLS, as visible text; the first of them when there
 * are very many.
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
 * @id: what was done otherwise, a static string
 * @label: the same for people
 * @connection: how it went
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
 * @self: a record that is being written, of a connection that learned no certificates
 * @other: another try
 *
 * Takes over what the other try learned of the session and the certificates. Stages and their
 * failures stay.
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
