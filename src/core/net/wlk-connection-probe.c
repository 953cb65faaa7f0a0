/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-probe.h"

#include "net/wlk-diagnosis.h"
#include "net/wlk-probe.h"

static gboolean
run (WlkConnection *connection,
     GCancellable  *cancellable,
     GError       **error)
{
  if (!wlk_probe_run (connection, cancellable, error))
    return FALSE;

  return !wlk_connection_options_get (connection->options)->is_diagnosed ||
         wlk_diagnosis_run (connection, cancellable, error);
}

/**
 * wlk_connection_probe:
 * @target: where to connect
 * @options: (nullable): how
 * @progress: (nullable): called in this thread with each stage that begins or ends
 * @progress_data: for @progress
 * @cancellable: (nullable): cancels it, except during a long computation
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Resolves the name, connects, performs the handshake with any certificate, and closes. A failed
 * connection is a result as well: its stages have the errors.
 *
 * Returns: (transfer full) (nullable): the record of the connection
 */
WlkConnection *
wlk_connection_probe (const WlkTarget          *target,
                      WlkConnectionOptions     *options,
                      WlkConnectionProgressFunc progress,
                      gpointer                  progress_data,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autoptr(WlkConnection) connection = NULL;

  g_return_val_if_fail (target != NULL, NULL);

  connection = wlk_connection_new (target, options);
  connection->progress = progress;
  connection->progress_data = progress_data;
  if (!run (connection, cancellable, error))
    return NULL;

  connection->progress = NULL;
  return g_steal_pointer (&connection);
}

static void
probe_thread (GTask        *task,
              gpointer      source,
              gpointer      connection,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (connection, cancellable, &error))
    g_task_return_pointer (task, wlk_connection_ref (connection),
                           (GDestroyNotify) wlk_connection_unref);
  else
    g_task_return_error (task, error);
}

/**
 * wlk_connection_probe_async:
 * @target: where to connect
 * @options: (nullable): how
 * @cancellable: (nullable): cancels it at any stage
 * @callback: called with the result, in the caller's thread-default main context
 * @user_data: for @callback
 *
 * Runs wlk_connection_probe() in a separate thread: a key exchange with a large group takes
 * hundreds of milliseconds, which must block neither a frame nor cancellation.
 */
void
wlk_connection_probe_async (const WlkTarget      *target,
                            WlkConnectionOptions *options,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (target != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_connection_probe_async);
  g_task_set_task_data (task, wlk_connection_new (target, options),
                        (GDestroyNotify) wlk_connection_unref);
  /* A task that is cancelled before its thread starts leaks an error in some versions of GLib. */
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, probe_thread);
}

/**
 * wlk_connection_probe_finish:
 * @result: the result passed to the callback
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the record of the connection
 */
WlkConnection *
wlk_connection_probe_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_connection_probe_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
