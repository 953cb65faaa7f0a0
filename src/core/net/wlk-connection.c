/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection.h"

#include "net/wlk-alert.h"
#include "net/wlk-connection-private.h"
#include "net/wlk-probe.h"

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
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->chain);
  g_ptr_array_unref (self->problems);
  g_free (self->address);
  g_free (self->protocol);
  g_free (self->cipher_suite);
  g_free (self->group);
  g_free (self->signature);
  g_free (self->first_line);

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
  g_ptr_array_add (self->addresses, NULL);
  g_ptr_array_add (self->messages, NULL);
}

typedef struct
{
  WlkConnection *connection;
  guint          timeout; /* seconds */
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->connection);
  g_free (request);
}

static void
probe_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;

  if (wlk_probe_run (request->connection, request->timeout, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&request->connection), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * wlk_connection_probe_async:
 * @target: where to connect
 * @timeout: seconds for all stages together, or 0 for %WLK_CONNECTION_DEFAULT_TIMEOUT
 * @cancellable: (nullable): ends it at once, in whatever stage
 * @callback: called with the result, in the caller's thread-default main context
 * @user_data: for @callback
 *
 * Resolves the name, connects, shakes hands with whatever the server shows, and closes. It runs
 * in a thread of its own: a key exchange with a large group computes for hundreds of milliseconds,
 * which neither a frame nor a cancelled probe should wait for.
 */
void
wlk_connection_probe_async (WlkTarget          *target,
                            guint               timeout,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (WLK_IS_TARGET (target));

  request = g_new0 (Request, 1);
  request->connection = wlk_connection_new (target);
  request->timeout = timeout;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_connection_probe_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  /* A task that is cancelled before its thread starts leaks an error in some versions of GLib. */
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, probe_thread);
}

/**
 * wlk_connection_probe_finish:
 * @result: what the callback was given
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * A connection that failed is a result as well: its stages say where and why.
 *
 * Returns: (transfer full) (nullable): what was learned
 */
WlkConnection *
wlk_connection_probe_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_connection_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
 * Returns: whether every stage was reached and none failed
 */
gboolean
wlk_connection_is_complete (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  for (guint i = 0; i < WLK_N_STAGES; i++)
    {
      if (!self->stages[i].is_reached)
        return FALSE;
    }

  return wlk_connection_get_failed_stage (self) == WLK_N_STAGES;
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
 * wlk_connection_get_server_name:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the server name in the ClientHello; %NULL when none is
 *   sent, as for an address
 */
const char *
wlk_connection_get_server_name (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return wlk_target_get_server_name (self->target);
}

/**
 * wlk_connection_get_protocol:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the version that the server chose, like “TLS 1.3”
 */
const char *
wlk_connection_get_protocol (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->protocol;
}

/**
 * wlk_connection_get_cipher_suite:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): its name in the TLS registry, like “TLS_AES_128_GCM_SHA256”
 */
const char *
wlk_connection_get_cipher_suite (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->cipher_suite;
}

/**
 * wlk_connection_get_group:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the key exchange group, like “X25519”; %NULL also when the
 *   key exchange uses none
 */
const char *
wlk_connection_get_group (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->group;
}

/**
 * wlk_connection_get_signature:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): the algorithm with which the server signed the handshake,
 *   like “ECDSA-SECP256R1-SHA256”; %NULL also when it signs nothing (RSA key exchange)
 */
const char *
wlk_connection_get_signature (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), NULL);

  return self->signature;
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
 * wlk_connection_is_certificate_requested:
 * @self: a connection
 *
 * Returns: whether the server asked for a client certificate
 */
gboolean
wlk_connection_is_certificate_requested (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), FALSE);

  return self->is_certificate_requested;
}

/**
 * wlk_connection_get_n_accepted_issuers:
 * @self: a connection
 *
 * Returns: how many issuers of client certificates the server named; 0 means any
 */
guint
wlk_connection_get_n_accepted_issuers (WlkConnection *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (self), 0);

  return self->n_accepted_issuers;
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
