/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connector.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/*
 * The addresses are tried in their order. The next attempt begins when the previous one failed or
 * after the attempt delay, and the first that succeeds cancels all others (RFC 8305 §5). The task
 * returns when the last attempt has ended, so that none outlives the caller.
 */

#define ATTEMPT_DELAY 250 /* ms, RFC 8305 §8 “Connection Attempt Delay” */

typedef struct
{
  GSocketClient          *client;
  GPtrArray              *addresses; /* (element-type GSocketConnectable) */
  guint                   next;   /* index of the next to try */
  guint                   n_pending; /* attempts that have not ended */
  GCancellable           *attempts; /* cancels all attempts */
  GCancellable           *cancellable; /* (nullable): the caller's */
  gulong                  cancelled_id;
  GSource                *delay;
  GSocketConnection      *connection;
  GError                 *error;  /* the most informative failure */

  WlkConnectorFailureFunc failure;
  gpointer                failure_data;
} Race;

typedef struct
{
  GTask              *task;
  GSocketConnectable *address;
} Attempt;

static void start_attempt (GTask *task);

static void
stop_delay (Race *race)
{
  if (race->delay == NULL)
    return;
  g_source_destroy (race->delay);
  g_clear_pointer (&race->delay, g_source_unref);
}

static void
race_free (Race *race)
{
  stop_delay (race);
  g_cancellable_disconnect (race->cancellable, race->cancelled_id);
  g_clear_object (&race->client);
  g_clear_object (&race->attempts);
  g_clear_object (&race->cancellable);
  g_clear_object (&race->connection);
  g_ptr_array_unref (race->addresses);
  g_clear_error (&race->error);
  g_free (race);
}

/* Where one address is unreachable, as IPv6 often is, the error of another is more informative. */
static gboolean
is_informative (const GError *error)
{
  return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}

static void
take_error (Race   *race,
            GError *error)
{
  if (race->error == NULL || (!is_informative (race->error) && is_informative (error)))
    {
      g_clear_error (&race->error);
      race->error = error;
      return;
    }
  g_error_free (error);
}

/* Disables Nagle's algorithm: small handshake messages would wait for the peer's delayed
 * acknowledgement, about 40 ms. */
static void
set_no_delay (GSocketConnection *connection)
{
  g_socket_set_option (g_socket_connection_get_socket (connection),
                       IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
}

static void
finish_race (GTask *task)
{
  Race *race = g_task_get_task_data (task);

  stop_delay (race);
  if (race->connection != NULL)
    g_task_return_pointer (task, g_steal_pointer (&race->connection), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&race->error));
}

static void
attempt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Attempt *attempt = user_data;
  g_autoptr(GTask) task = attempt->task;
  g_autoptr(GSocketConnectable) address = attempt->address;
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  Race *race = g_task_get_task_data (task);

  g_free (attempt);
  race->n_pending--;
  connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (connection != NULL && race->connection == NULL)
    {
      race->connection = g_steal_pointer (&connection);
      set_no_delay (race->connection);
      g_cancellable_cancel (race->attempts);
    }
  else if (error != NULL)
    {
      if (race->failure != NULL)
        race->failure (address, error, race->failure_data);
      take_error (race, g_steal_pointer (&error));
    }

  if (!g_cancellable_is_cancelled (race->attempts) && race->next < race->addresses->len)
    start_attempt (task);
  else if (race->n_pending == 0)
    finish_race (task);
}

static gboolean
delay_cb (gpointer user_data)
{
  GTask *task = user_data;
  Race *race = g_task_get_task_data (task);

  g_clear_pointer (&race->delay, g_source_unref);
  if (!g_cancellable_is_cancelled (race->attempts))
    start_attempt (task);

  return G_SOURCE_REMOVE;
}

static void
start_attempt (GTask *task)
{
  Race *race = g_task_get_task_data (task);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->task = g_object_ref (task);
  attempt->address = g_object_ref (g_ptr_array_index (race->addresses, race->next++));
  stop_delay (race);
  race->n_pending++;
  g_socket_client_connect_async (race->client, attempt->address, race->attempts, attempt_cb,
                                 attempt);
  if (race->next == race->addresses->len)
    return;

  race->delay = g_timeout_source_new (ATTEMPT_DELAY);
  g_source_set_callback (race->delay, delay_cb, task, NULL);
  g_source_attach (race->delay, g_task_get_context (task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * wlk_connector_connect_async:
 * @addresses: (element-type GSocketConnectable): where to connect, at least one, the best first
 * @proxy: (nullable): the URI of the proxy to go through
 * @failure: (nullable): called for each address that failed or did not answer
 * @failure_data: for @failure
 * @cancellable: (nullable): cancels it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Source: RFC 8305 §5.
 */
void
wlk_connector_connect_async (GPtrArray              *addresses,
                             const char             *proxy,
                             WlkConnectorFailureFunc failure,
                             gpointer                failure_data,
                             GCancellable           *cancellable,
                             GAsyncReadyCallback     callback,
                             gpointer                user_data)
{
  g_autoptr(GTask) task = NULL;
  Race *race;

  g_return_if_fail (addresses != NULL && addresses->len > 0);

  race = g_new0 (Race, 1);
  race->client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (race->client, proxy != NULL);
  if (proxy != NULL)
    {
      g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy, NULL);

      g_socket_client_set_proxy_resolver (race->client, resolver);
    }
  race->addresses = g_ptr_array_ref (addresses);
  race->attempts = g_cancellable_new ();
  race->failure = failure;
  race->failure_data = failure_data;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_connector_connect_async);
  g_task_set_task_data (task, race, (GDestroyNotify) race_free);
  if (cancellable != NULL)
    {
      race->cancellable = g_object_ref (cancellable);
      race->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                  g_object_ref (race->attempts), g_object_unref);
    }
  start_attempt (task);
}

/**
 * wlk_connector_connect_finish:
 * @result: the result passed to the callback
 * @error: return location; an error of %G_IO_ERROR of the most informative failed attempt
 *
 * Returns: (transfer full) (nullable): the connection
 */
GSocketConnection *
wlk_connector_connect_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_connector_connect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
