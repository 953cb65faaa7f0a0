/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-probe.h"

#include "net/wlk-diagnosis.h"
#include "net/wlk-probe.h"

/* Makes a connection in a separate thread, which returns the complete record. */

typedef struct
{
  WlkConnection         *connection;
  WlkConnectionProgress *progress; /* (nullable) */
} Request;

/* The last unref may happen on the probe thread, so progress reporting is closed in
 * probe_finish(). */
static void
request_free (Request *request)
{
  g_clear_object (&request->connection);
  g_clear_pointer (&request->progress, wlk_connection_progress_unref);
  g_free (request);
}

static gboolean
run (WlkConnection *connection,
     GCancellable  *cancellable,
     GError       **error)
{
  if (!wlk_probe_run (connection, cancellable, error))
    return FALSE;

  return !wlk_connection_options_get (wlk_connection_get_options (connection))->is_diagnosed ||
         wlk_diagnosis_run (connection, cancellable, error);
}

static void
probe_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Request *request = data;
  g_autoptr(WlkConnection) connection = g_object_ref (request->connection);
  g_autoptr(WlkConnectionProgress) progress = NULL;
  GError *error = NULL;
  gboolean is_done;

  if (request->progress != NULL)
    progress = wlk_connection_progress_ref (request->progress);
  connection->progress = progress;
  is_done = run (connection, cancellable, &error);
  connection->progress = NULL;
  if (is_done)
    g_task_return_pointer (task, g_steal_pointer (&connection), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * wlk_connection_probe:
 * @target: where to connect
 * @options: (nullable): how
 * @cancellable: (nullable): cancels it, except during a long computation
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Runs wlk_connection_probe_async() synchronously in this thread.
 *
 * Returns: (transfer full) (nullable): the record of the connection
 */
WlkConnection *
wlk_connection_probe (WlkTarget            *target,
                      WlkConnectionOptions *options,
                      GCancellable         *cancellable,
                      GError              **error)
{
  g_autoptr(WlkConnection) connection = NULL;

  g_return_val_if_fail (WLK_IS_TARGET (target), NULL);

  connection = wlk_connection_new (target, options);

  return run (connection, cancellable, error) ? g_steal_pointer (&connection) : NULL;
}

/**
 * wlk_connection_probe_async:
 * @target: where to connect
 * @options: (nullable): how
 * @cancellable: (nullable): cancels it at any stage
 * @progress: (nullable): called for each stage that begins or ends, with the duration of an ended
 *   one in microseconds; in the caller's thread-default main context, never after @callback
 * @progress_data: for @progress
 * @callback: called with the result, in the caller's thread-default main context;
 *   wlk_connection_probe_finish() ends the progress reports
 * @user_data: for @callback
 *
 * Resolves the name, connects, performs the handshake with any certificate, and closes. It runs in
 * a separate thread: a key exchange with a large group takes hundreds of milliseconds, which must
 * block neither a frame nor cancellation.
 */
void
wlk_connection_probe_async (WlkTarget                *target,
                            WlkConnectionOptions     *options,
                            GCancellable             *cancellable,
                            WlkConnectionProgressFunc progress,
                            gpointer                  progress_data,
                            GAsyncReadyCallback       callback,
                            gpointer                  user_data)
{
  g_autoptr(GTask) task = NULL;
  Request *request;

  g_return_if_fail (WLK_IS_TARGET (target));
  g_return_if_fail (progress == NULL || callback != NULL);

  request = g_new0 (Request, 1);
  request->connection = wlk_connection_new (target, options);
  if (progress != NULL)
    request->progress = wlk_connection_progress_new (progress, progress_data);

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
 * @result: the result passed to the callback
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * A failed connection is a result as well: its stages have the errors.
 *
 * Returns: (transfer full) (nullable): the record of the connection
 */
WlkConnection *
wlk_connection_probe_finish (GAsyncResult *result,
                             GError      **error)
{
  Request *request;
  WlkConnection *connection;

  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_connection_probe_async), NULL);

  request = g_task_get_task_data (G_TASK (result));
  if (request->progress != NULL)
    wlk_connection_progress_close (request->progress);

  /* The thread may hold the task longer, but no longer uses the connection. */
  connection = g_task_propagate_pointer (G_TASK (result), error);
  if (connection != NULL)
    g_clear_object (&request->connection);

  return connection;
}
