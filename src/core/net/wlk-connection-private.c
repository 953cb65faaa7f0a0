/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-private.h"

/* The list stays ended by NULL, so that it is a string array as well. */
static void
append_string (GPtrArray *strings,
               char      *string)
{
  g_ptr_array_insert (strings, (int) strings->len - 1, string);
}

static void
set_if_known (char      **place,
              const char *value)
{
  if (value == NULL)
    return;
  g_free (*place);
  *place = g_strdup (value);
}

/**
 * wlk_connection_new:
 * @target: where it goes
 *
 * Its clock starts now.
 *
 * Returns: (transfer full): an empty record
 */
WlkConnection *
wlk_connection_new (WlkTarget *target)
{
  WlkConnection *self;

  g_return_val_if_fail (WLK_IS_TARGET (target), NULL);

  self = g_object_new (WLK_TYPE_CONNECTION, NULL);
  self->target = g_object_ref (target);

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

  self->stages[stage].duration = g_get_monotonic_time () - self->origin -
                                 self->stages[stage].started;
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

  wlk_connection_end_stage (self, stage);
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
 * wlk_connection_set_session:
 * @self: a record that is being written
 * @protocol: (nullable): the version
 * @cipher_suite: (nullable): the cipher suite
 * @group: (nullable): the key exchange group
 * @signature: (nullable): the algorithm of the server's signature
 *
 * Writes down what is known of the session. What is %NULL stays as it was.
 */
void
wlk_connection_set_session (WlkConnection *self,
                            const char    *protocol,
                            const char    *cipher_suite,
                            const char    *group,
                            const char    *signature)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  set_if_known (&self->protocol, protocol);
  set_if_known (&self->cipher_suite, cipher_suite);
  set_if_known (&self->group, group);
  set_if_known (&self->signature, signature);
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
 * wlk_connection_set_certificate_requested:
 * @self: a record that is being written
 * @n_accepted_issuers: how many issuers the server named
 */
void
wlk_connection_set_certificate_requested (WlkConnection *self,
                                          guint          n_accepted_issuers)
{
  g_return_if_fail (WLK_IS_CONNECTION (self));

  self->is_certificate_requested = TRUE;
  self->n_accepted_issuers = n_accepted_issuers;
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
