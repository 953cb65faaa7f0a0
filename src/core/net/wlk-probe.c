/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-probe.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "base/wlk-wait.h"
#include "net/wlk-connection-input.h"
#include "net/wlk-connection.h"
#include "net/wlk-connector.h"
#include "net/wlk-dialogue.h"
#include "net/wlk-handshake.h"
#include "net/wlk-probe-failure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Proxy, resolve, connect, STARTTLS, handshake: each stage is one asynchronous call in the probe's
 * main context. One cancellable ends the running stage; the caller's cancellable and the timeout
 * both trigger it, and is_timed_out distinguishes them.
 */

#define MAX_ADDRESSES 32   /* further addresses of a host are not tried */

typedef struct
{
  WlkConnection     *connection;
  WlkConnectionStage stage;
  GSource           *timeout_source;
  GCancellable      *running;      /* ends the stage that is running */
  GCancellable      *cancellable;  /* (nullable): the caller's */
  gulong             cancelled_id;
  GPtrArray         *addresses;    /* (element-type GSocketConnectable), in the order to try */
  GSocketConnection *stream;
  char              *proxy;        /* (nullable): its URI, with the password */
  gboolean           is_timed_out;
  gboolean           is_repeated;  /* connecting for the second time */
} Probe;

static void connect_to_addresses (GTask *task);

static void
probe_free (Probe *self)
{
  g_source_destroy (self->timeout_source);
  g_source_unref (self->timeout_source);
  g_cancellable_disconnect (self->cancellable, self->cancelled_id);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->running);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  g_clear_object (&self->stream);
  g_ptr_array_unref (self->addresses);
  g_free (self->proxy);
  g_free (self);
}

/* The current stage: of the handshake's several stages, the last that has not ended. */
static WlkConnectionStage
get_stage (Probe *self)
{
  WlkConnectionStage current = self->stage;

  for (WlkConnectionStage stage = self->stage; stage < WLK_N_STAGES; stage++)
    {
      const WlkStageRecord *record = &self->connection->stages[stage];

      if (record->is_reached && !record->is_ended)
        current = stage;
    }

  return current;
}

/* Ends the probe after a failed stage: a result, unless the caller has cancelled. */
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
      error = wlk_probe_failure_new_timeout (self->connection, self->stage);
      cause = NULL;
    }
  wlk_connection_fail_stage (self->connection, get_stage (self), cause, error);
  g_task_return_boolean (task, TRUE);
}

/* GnuTLS aborts a TLS 1.3 handshake with timestamps in the Certificate message, although they were
 * requested (RFC 8446 §4.2). They are recorded by then, so it is repeated without them. */
static void
connect_again (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->is_repeated = TRUE;
  g_clear_object (&self->stream);
  wlk_connection_forget_handshake (self->connection);
  connect_to_addresses (task);
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
  if (self->connection->asks_no_timestamps && !self->is_repeated)
    connect_again (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
start_handshake (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->stage = WLK_STAGE_CLIENT_HELLO;
  wlk_handshake_run_async (self->connection, G_IO_STREAM (self->stream), self->running,
                           handshake_cb, g_object_ref (task));
}

static void
dialogue_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Probe *self = g_task_get_task_data (task);

  if (!wlk_dialogue_run_finish (result, &error))
    finish_failed (task, NULL, g_steal_pointer (&error));
  else if (wlk_connection_get_failed_stage (self->connection) != WLK_N_STAGES)
    g_task_return_boolean (task, TRUE);
  else
    start_handshake (task);
}

/* The STARTTLS protocol of the options, else the default of the port. */
static const WlkStarttls *
choose_starttls (Probe *self)
{
  const char *id = wlk_connection_options_get (self->connection->options)->starttls;

  if (id == NULL)
    return wlk_starttls_find_port (wlk_connection_get_port (self->connection));

  return wlk_starttls_find (id);
}

static void
start_protocol (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const WlkStarttls *protocol = choose_starttls (self);

  if (protocol == NULL)
    {
      start_handshake (task);
      return;
    }
  self->stage = WLK_STAGE_STARTTLS;
  wlk_dialogue_run_async (self->connection, protocol, G_IO_STREAM (self->stream), self->running,
                          dialogue_cb, g_object_ref (task));
}

static void
record_address (Probe *self)
{
  g_autoptr(GSocketAddress) address = NULL;
  GInetAddress *inet;

  address = g_socket_connection_get_remote_address (self->stream, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_free (self->connection->address);
  self->connection->address = g_inet_address_to_string (inet);
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
      GError *described = wlk_probe_failure_new_connect (self->connection, error, &cause);

      finish_failed (task, cause, described);
      return;
    }

  record_address (self);
  wlk_connection_end_stage (self->connection, WLK_STAGE_CONNECT);
  start_protocol (task);
}

/* A proxy error is not a failure of the target address. */
static void
note_failure (GSocketConnectable *address,
              const GError       *error,
              gpointer            user_data)
{
  Probe *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *words = wlk_probe_failure_dup_words (error);

  if (self->proxy != NULL || !G_IS_INET_SOCKET_ADDRESS (address))
    return;
  text = g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  wlk_connection_add_failed_address (self->connection, text, words);
}

static void
connect_to_addresses (GTask *task)
{
  Probe *self = g_task_get_task_data (task);

  self->stage = WLK_STAGE_CONNECT;
  wlk_connection_begin_stage (self->connection, WLK_STAGE_CONNECT);
  wlk_connector_connect_async (self->addresses, self->proxy, note_failure, self,
                               self->running, connect_cb, g_object_ref (task));
}

static void
add_address (Probe        *self,
             GInetAddress *address)
{
  guint16 port = wlk_connection_get_port (self->connection);
  g_autofree char *text = g_inet_address_to_string (address);

  wlk_connection_add_address (self->connection, text);
  g_ptr_array_add (self->addresses, g_inet_socket_address_new (address, port));
}

static gboolean
is_wanted (Probe        *self,
           GInetAddress *address)
{
  WlkConnectionOptions *options = self->connection->options;

  switch (wlk_connection_options_get (options)->family)
    {
    case WLK_ADDRESS_FAMILY_IPV4:
      return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;

    case WLK_ADDRESS_FAMILY_IPV6:
      return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

    default:
      return TRUE;
    }
}

static GList *
list_wanted (Probe *self,
             GList *found)
{
  GList *wanted = NULL;

  for (GList *link = found; link != NULL; link = link->next)
    if (is_wanted (self, link->data))
      wanted = g_list_prepend (wanted, link->data);

  return g_list_reverse (wanted);
}

/* The preferred address first, then alternating address families, so that an unreachable family
 * delays only one attempt. Source: RFC 8305 §4. */
static void
add_addresses (Probe *self,
               GList *found)
{
  g_autoptr(GList) rest = list_wanted (self, found);
  GSocketFamily family;

  if (rest == NULL)
    return;
  family = g_inet_address_get_family (rest->data);
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
      finish_failed (task, NULL, wlk_probe_failure_new_resolve (self->connection, error));
      return;
    }
  add_addresses (self, found);
  if (self->addresses->len == 0)
    {
      finish_failed (task, NULL, wlk_probe_failure_new_family (self->connection));
      return;
    }

  wlk_connection_end_stage (self->connection, WLK_STAGE_RESOLVE);
  connect_to_addresses (task);
}

/* The resolver is not used, since it does not support the zone of a link-local address. */
static void
take_address (GTask      *task,
              const char *text)
{
  Probe *self = g_task_get_task_data (task);
  GSocketAddress *address =
    g_inet_socket_address_new_from_string (text, wlk_connection_get_port (self->connection));
  g_autofree char *visible = wlk_text_make_visible (text, -1);

  if (address == NULL)
    {
      finish_failed (task, NULL,
                     g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                                  _("This computer cannot use the address “%s”. Check it, and the "
                                    "name of the network interface in it."), visible));
      return;
    }
  g_ptr_array_add (self->addresses, address);
  wlk_connection_add_address (self->connection, text);
  if (!is_wanted (self,
                  g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    {
      finish_failed (task, NULL, wlk_probe_failure_new_family (self->connection));
      return;
    }
  wlk_connection_end_stage (self->connection, WLK_STAGE_RESOLVE);
  connect_to_addresses (task);
}

static void
resolve (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const WlkTarget *target = self->connection->target;
  WlkConnectionOptions *options = self->connection->options;
  const char *host = target->host;
  const char *address = wlk_connection_options_get (options)->address;
  g_autoptr(GResolver) resolver = NULL;

  if (self->proxy != NULL)
    {
      g_ptr_array_add (self->addresses,
                       g_network_address_new (address != NULL ? address : host,
                                              wlk_connection_get_port (self->connection)));
      connect_to_addresses (task);
      return;
    }

  self->stage = WLK_STAGE_RESOLVE;
  wlk_connection_begin_stage (self->connection, WLK_STAGE_RESOLVE);
  if (address != NULL || target->is_address)
    {
      take_address (task, address != NULL ? address : host);
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, host, self->running, resolve_cb,
                                   g_object_ref (task));
}

/* Never record the proxy password; keep it only for the connection. */
static void
take_proxy (Probe      *self,
            const char *uri)
{
  self->proxy = g_strdup (uri);
  self->connection->proxy = wlk_connection_input_dup_proxy_text (uri);
}

static void
proxy_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = NULL;
  Probe *self = g_task_get_task_data (task);

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (g_cancellable_is_cancelled (self->running))
    {
      finish_failed (task, NULL, g_steal_pointer (&error));
      return;
    }
  if (proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:"))
    take_proxy (self, proxies[0]);
  wlk_connection_end_stage (self->connection, WLK_STAGE_PROXY);
  resolve (task);
}

/* Loopback targets need no proxy. */
static gboolean
is_loopback (const WlkTarget *target)
{
  const char *host = target->host;
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return strcmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* GProxyResolver selects by URI scheme; use “none” for ports other than 443. */
static void
find_proxy (GTask *task)
{
  Probe *self = g_task_get_task_data (task);
  const char *given = wlk_connection_options_get (self->connection->options)->proxy;
  g_autofree char *uri = NULL;
  guint16 port = wlk_connection_get_port (self->connection);

  self->stage = WLK_STAGE_PROXY;
  wlk_connection_begin_stage (self->connection, WLK_STAGE_PROXY);
  if (given != NULL || is_loopback (self->connection->target))
    {
      if (given != NULL && strcmp (given, "none") != 0)
        take_proxy (self, given);
      wlk_connection_end_stage (self->connection, WLK_STAGE_PROXY);
      resolve (task);
      return;
    }
  uri = g_uri_join (G_URI_FLAGS_NONE, port == WLK_TARGET_DEFAULT_PORT ? "https" : "none", NULL,
                    self->connection->target->host, port, "",
                    NULL, NULL);
  g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, self->running, proxy_cb,
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

  self->timeout_source = g_timeout_source_new_seconds (
    wlk_connection_options_get (self->connection->options)->timeout);
  g_source_set_callback (self->timeout_source, timeout_cb, task, NULL);
  g_source_attach (self->timeout_source, g_task_get_context (task));
}

static void
run_async (WlkConnection      *connection,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Probe *self;

  self = g_new0 (Probe, 1);
  self->connection = wlk_connection_ref (connection);
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
  wlk_connection_begin_stage (connection, WLK_STAGE_NAME);
  wlk_connection_end_stage (connection, WLK_STAGE_NAME);
  find_proxy (task);
}

/**
 * wlk_probe_run:
 * @connection: an empty record with its target and options, to write into
 * @cancellable: (nullable): cancels it, except during a long computation
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Runs the probe in this thread, in a separate main context, until it has ended.
 *
 * Returns: %TRUE unless it was cancelled, also when it failed
 */
gboolean
wlk_probe_run (WlkConnection *connection,
               GCancellable  *cancellable,
               GError       **error)
{
  g_auto(WlkWait) wait = WLK_WAIT_INIT;

  g_return_val_if_fail (connection != NULL, FALSE);

  wlk_wait_begin (&wait);
  run_async (connection, cancellable, wlk_wait_done_cb, &wait);

  return g_task_propagate_boolean (G_TASK (wlk_wait_until_done (&wait)), error);
}
