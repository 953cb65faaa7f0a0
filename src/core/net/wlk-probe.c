/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-probe.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-private.h"
#include "net/wlk-connector.h"
#include "net/wlk-handshake.h"

#include <glib/gi18n-lib.h>

/*
 * Resolve, connect, shake hands: each stage is one asynchronous call in the probe's main context.
 * One cancellable ends whichever is running; the caller's cancellable and the clock both work
 * through it, and is_timed_out tells which of them did.
 */

#define MAX_ADDRESSES 32   /* a host with more is tried on these */
#define MAX_TIMEOUT   3600 /* seconds */

typedef struct
{
  WlkConnection     *connection;
  WlkConnectionStage stage;
  guint              timeout;      /* seconds */
  GSource           *timeout_source;
  GCancellable      *running;      /* ends the stage that is running */
  GCancellable      *cancellable;  /* (nullable): the caller's */
  gulong             cancelled_id;
  GPtrArray         *addresses;    /* (element-type GSocketAddress), in the order to try */
  GSocketConnection *stream;
  gboolean           is_timed_out;
} Probe;

static void
probe_free (Probe *self)
{
  g_source_destroy (self->timeout_source);
  g_source_unref (self->timeout_source);
  g_cancellable_disconnect (self->cancellable, self->cancelled_id);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->running);
  g_clear_object (&self->connection);
  g_clear_object (&self->stream);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static GError *
new_timeout_error (Probe *self)
{
  WlkTarget *target = wlk_connection_get_target (self->connection);
  const char *host = wlk_target_get_display_host (target);
  const char *point = wlk_connection_get_handshake_point (self->connection);

  switch (self->stage)
    {
    case WLK_STAGE_RESOLVE:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("The name server did not find “%s” within %u second. "
                                    "Check the network connection.",
                                    "The name server did not find “%s” within %u seconds. "
                                    "Check the network connection.", self->timeout),
                          host, self->timeout);

    case WLK_STAGE_CONNECT:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("“%s” did not answer on port %u within %u second. "
                                    "The host may be down, or a firewall drops the packets.",
                                    "“%s” did not answer on port %u within %u seconds. "
                                    "The host may be down, or a firewall drops the packets.",
                                    self->timeout),
                          host, wlk_target_get_port (target), self->timeout);

    default:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("The handshake did not end within %u second; the last "
                                    "message was “%s”. The server may not speak TLS on this port.",
                                    "The handshake did not end within %u seconds; the last "
                                    "message was “%s”. The server may not speak TLS on this port.",
                                    self->timeout),
                          self->timeout, point != NULL ? point : "ClientHello");
    }
}

/* Ends the probe after a failed stage: a result, unless it was the caller who cancelled. */
static void
finish_failed (GTask      *task,
               const char *cause,
               GError     *error)
{
  Probe *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_error_free (error);
      return;
    }
  if (self->is_timed_out)
    {
      g_error_free (error);
      error = new_timeout_error (self);
      cause = NULL;
    }
  wlk_connection_fail_stage (self->connection, self->stage, cause, error);
  g_task_return_boolean (task, TRUE);
}

static void
handshake_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Probe *self = g_task_get_task_data (task);

  if (!wlk_handshake_run_finish (result, &error))
    {
      finish_failed (task, NULL, g_steal_pointer (&error));
      return;
    }
  g_io_stream_close (G_IO_STREAM (self->stream), NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
record_address (Probe *self)
{
  g_autoptr(GSocketAddress) address = NULL;
  GInetAddress *inet;
  g_autofree char *text = NULL;

  address = g_socket_connection_get_remote_address (self->stream, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  text = g_inet_address_to_string (inet);
  wlk_connection_set_address (self->connection, text);
}

static GError *
describe_connect_error (Probe        *self,
                        const GError *error,
                        const char  **cause)
{
  WlkTarget *target = wlk_connection_get_target (self->connection);
  const char *host = wlk_target_get_display_host (target);
  guint port = wlk_target_get_port (target);

  *cause = NULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    {
      *cause = "refused";
      return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                          _("“%s” refused the connection on port %u. Check the port, and that "
                            "the server is running."), host, port);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                        _("“%s” cannot be reached from this computer. Check the network "
                          "connection."), host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                        _("“%s” did not answer on port %u. The host may be down, or a firewall "
                          "drops the packets."), host, port);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    *cause = "reset";

  return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                      _("No connection to “%s” on port %u could be made: %s"),
                      host, port, error->message);
}

static void
connect_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Probe *self = g_task_get_task_data (task);

  self->stream = wlk_connector_connect_finish (result, &error);
  if (self->stream == NULL)
    {
      const char *cause;
      GError *described = describe_connect_error (self, error, &cause);

      finish_failed (task, cause, described);
      return;
    }

  record_address (self);
  wlk_connection_end_stage (self->connection, WLK_STAGE_CONNECT);
  self->stage = WLK_STAGE_HANDSHAKE;
  wlk_handshake_run_async (self->connection, self->stream, self->running, handshake_cb,
                           g_object_ref (task));
}

static void
connect_to_addresses (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  wlk_connection_end_stage (self->connection, WLK_STAGE_RESOLVE);
  self->stage = WLK_STAGE_CONNECT;
  wlk_connection_begin_stage (self->connection, WLK_STAGE_CONNECT);
  wlk_connector_connect_async (self->addresses, self->running, connect_cb, g_object_ref (task));
}

static void
add_address (Probe        *self,
             GInetAddress *address)
{
  guint16 port = wlk_target_get_port (wlk_connection_get_target (self->connection));
  g_autofree char *text = g_inet_address_to_string (address);

  wlk_connection_add_address (self->connection, text);
  g_ptr_array_add (self->addresses, g_inet_socket_address_new (address, port));
}

/* The best address first, then the families by turns, so that one that does not work costs one
 * attempt and not all of its addresses. Source: RFC 8305 §4. */
static void
add_addresses (Probe *self,
               GList *found)
{
  g_autoptr(GList) rest = g_list_copy (found);
  GSocketFamily family = g_inet_address_get_family (found->data);

  while (rest != NULL && self->addresses->len < MAX_ADDRESSES)
    {
      GList *next = rest;

      for (GList *link = rest; link != NULL; link = link->next)
        {
          if (g_inet_address_get_family (link->data) == family)
            {
              next = link;
              break;
            }
        }
      add_address (self, next->data);
      family = g_inet_address_get_family (next->data) == G_SOCKET_FAMILY_IPV6
               ? G_SOCKET_FAMILY_IPV4
               : G_SOCKET_FAMILY_IPV6;
      rest = g_list_delete_link (rest, next);
    }
}

static GError *
describe_resolve_error (Probe        *self,
                        const GError *error)
{
  const char *host =
    wlk_target_get_display_host (wlk_connection_get_target (self->connection));

  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("There is no address for the name “%s”. Check the spelling."), host);
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("The name server did not answer the question for “%s”. Check the "
                          "network connection, or try again later."), host);

  return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                      _("The address of “%s” could not be found: %s"), host, error->message);
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autolist(GInetAddress) found = NULL;
  Probe *self = g_task_get_task_data (task);

  found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  if (found == NULL)
    {
      finish_failed (task, NULL, describe_resolve_error (self, error));
      return;
    }

  add_addresses (self, found);
  connect_to_addresses (task);
}

static void
resolve (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  WlkTarget *target = wlk_connection_get_target (self->connection);
  const char *host = wlk_target_get_host (target);
  g_autoptr(GResolver) resolver = NULL;

  wlk_connection_begin_stage (self->connection, WLK_STAGE_RESOLVE);
  if (wlk_target_is_address (target))
    {
      /* Not the resolver: it does not know the zone of a link-local address. */
      GSocketAddress *address =
        g_inet_socket_address_new_from_string (host, wlk_target_get_port (target));

      if (address == NULL)
        {
          finish_failed (task, NULL,
                         g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                                      _("This computer cannot use the address “%s”. Check the "
                                        "name of the network interface in it."), host));
          return;
        }
      wlk_connection_add_address (self->connection, host);
      g_ptr_array_add (self->addresses, address);
      connect_to_addresses (task);
      return;
    }

  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, host, self->running, resolve_cb,
                                   g_object_ref (task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  GTask *task = user_data;
  Probe *self = g_task_get_task_data (task);

  self->is_timed_out = TRUE;
  g_cancellable_cancel (self->running);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
start_clock (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->timeout_source = g_timeout_source_new_seconds (self->timeout);
  g_source_set_callback (self->timeout_source, timeout_cb, task, NULL);
  g_source_attach (self->timeout_source, g_task_get_context (task));
}

static void
run_async (WlkConnection      *connection,
           guint               timeout,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Probe *self;

  self = g_new0 (Probe, 1);
  self->connection = g_object_ref (connection);
  self->timeout = timeout != 0 ? MIN (timeout, MAX_TIMEOUT) : WLK_CONNECTION_DEFAULT_TIMEOUT;
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->running = g_cancellable_new ();

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) probe_free);
  start_clock (task);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                  g_object_ref (self->running), g_object_unref);
    }
  resolve (task);
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/**
 * wlk_probe_run:
 * @connection: an empty record, to write into
 * @timeout: seconds for all stages together, or 0 for %WLK_CONNECTION_DEFAULT_TIMEOUT
 * @cancellable: (nullable): ends it at once, except while a large number is computed
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Runs the probe in this thread, in a main context of its own, and returns when it has ended.
 *
 * Returns: whether it ran to its end, be it in success or in failure
 */
gboolean
wlk_probe_run (WlkConnection *connection,
               guint          timeout,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_return_val_if_fail (WLK_IS_CONNECTION (connection), FALSE);

  g_main_context_push_thread_default (context);
  run_async (connection, timeout, cancellable, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  return g_task_propagate_boolean (G_TASK (result), error);
}
