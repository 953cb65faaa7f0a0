/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-endpoints.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-probe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * All addresses, with and without a server name, with TLS 1.2 and TLS 1.3, with an RSA and an ECDSA
 * certificate: each is a separate connection, and only a limited number run at a time. When all
 * have ended, the lists of certificates are compared byte by byte and numbered.
 */

#define ENDPOINT_TIMEOUT 5 /* seconds for one endpoint */

typedef struct
{
  const WlkConnection     *first;         /* the connection with the addresses and the options */
  GPtrArray               *endpoints;   /* (element-type WlkEndpoint) */
  guint                    next;    /* index of the next to try */
  guint                    n_running;
  guint                    n_done;
  WlkEndpointsProgressFunc progress;
  gpointer                 progress_data;
} Trial;

typedef struct
{
  GTask       *task;
  WlkEndpoint *endpoint; /* borrowed from the trial */
} Attempt;

static void start_more (GTask *task);

static void
trial_free (Trial *trial)
{
  wlk_connection_unref (trial->first);
  g_clear_pointer (&trial->endpoints, g_ptr_array_unref);
  g_free (trial);
}

static void
add_endpoints (GPtrArray  *endpoints,
               const char *address,
               gboolean    has_server_name)
{
  static const WlkTlsVersion versions[] = { WLK_TLS_1_3, WLK_TLS_1_2 };
  static const WlkServerKey keys[] = { WLK_SERVER_KEY_RSA, WLK_SERVER_KEY_ECDSA };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (keys) && endpoints->len < WLK_ENDPOINTS_MAX; j++)
      g_ptr_array_add (endpoints, wlk_endpoint_new (address, has_server_name, versions[i],
                                                    keys[j]));
}

/* With a proxy there is one endpoint address, resolved by the proxy. */
static GPtrArray *
list_endpoints (const WlkConnection *connection)
{
  GPtrArray *endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_endpoint_free);
  const char * const *addresses = connection->addresses;
  gboolean has_name = wlk_connection_get_server_name (connection) != NULL;
  gboolean is_direct = connection->proxy == NULL;

  for (guint i = 0; is_direct ? addresses[i] != NULL : i == 0; i++)
    {
      const char *address = is_direct ? addresses[i] : NULL;

      if (has_name)
        add_endpoints (endpoints, address, TRUE);
      add_endpoints (endpoints, address, FALSE);
    }

  return endpoints;
}

static gboolean
is_same_chain (const WlkConnection *connection,
               const WlkConnection *other)
{
  GPtrArray *chain = connection->chain;
  GPtrArray *other_chain = other->chain;

  if (chain->len != other_chain->len)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!wlk_certificate_equal (chain->pdata[i], other_chain->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
number_chains (GPtrArray *endpoints)
{
  guint n_chains = 0;

  for (guint i = 0; i < endpoints->len; i++)
    {
      WlkEndpoint *endpoint = endpoints->pdata[i];

      if (endpoint->connection->chain->len == 0)
        continue;
      for (guint j = 0; j < i && endpoint->chain == 0; j++)
        {
          const WlkEndpoint *earlier = endpoints->pdata[j];

          if (earlier->chain != 0 && is_same_chain (endpoint->connection, earlier->connection))
            endpoint->chain = earlier->chain;
        }
      if (endpoint->chain == 0)
        endpoint->chain = ++n_chains;
    }
}

static void
attempt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Attempt *attempt = user_data;
  g_autoptr(GTask) task = attempt->task;
  g_autoptr(GError) error = NULL;
  Trial *trial = g_task_get_task_data (task);

  attempt->endpoint->connection = wlk_connection_probe_finish (result, &error);
  g_free (attempt);
  trial->n_running--;
  trial->n_done++;
  if (error == NULL && trial->progress != NULL)
    trial->progress (trial->n_done, trial->endpoints->len, trial->progress_data);
  start_more (task);
}

static void
start_one (GTask       *task,
           WlkEndpoint *endpoint)
{
  WlkConnectionOptionsFields fields;
  Trial *trial = g_task_get_task_data (task);
  WlkConnectionOptions *given = trial->first->options;
  guint timeout = MIN (ENDPOINT_TIMEOUT, wlk_connection_options_get (given)->timeout);
  const char *address = endpoint->address != NULL
                        ? endpoint->address : wlk_connection_options_get (given)->address;
  g_autoptr(WlkConnectionOptions) options = NULL;
  Attempt *attempt = g_new0 (Attempt, 1);

  fields = *wlk_connection_options_get (given);
  fields.address = address;
  fields.is_diagnosed = FALSE;
  fields.family = WLK_ADDRESS_FAMILY_ANY;
  fields.max_version = endpoint->version;
  fields.min_version = endpoint->version;
  fields.sends_server_name = endpoint->has_server_name;
  fields.server_key = endpoint->key;
  fields.timeout = timeout;
  options = wlk_connection_options_new (&fields);
  attempt->task = g_object_ref (task);
  attempt->endpoint = endpoint;
  trial->n_running++;
  wlk_connection_probe_async (trial->first->target, options,
                              g_task_get_cancellable (task), attempt_cb, attempt);
}

static void
start_more (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);
  gboolean is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  while (!is_cancelled && trial->next < trial->endpoints->len &&
         trial->n_running < WLK_ENDPOINTS_AT_ONCE)
    start_one (task, trial->endpoints->pdata[trial->next++]);
  if (trial->n_running > 0 || g_task_return_error_if_cancelled (task))
    return;

  number_chains (trial->endpoints);
  g_task_return_pointer (task, g_steal_pointer (&trial->endpoints),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * wlk_endpoints_try_async:
 * @connection: a connection that found the addresses; its options hold for each endpoint as well
 * @cancellable: (nullable): cancels all
 * @progress: (nullable): called with the number of ended attempts, in the caller's thread-default
 *   main context
 * @progress_data: for @progress
 * @callback: called with the result, in the same context
 * @user_data: for @callback
 *
 * Tries every endpoint of the server, at most %WLK_ENDPOINTS_AT_ONCE at a time.
 */
void
wlk_endpoints_try_async (const WlkConnection     *connection,
                         GCancellable            *cancellable,
                         WlkEndpointsProgressFunc progress,
                         gpointer                 progress_data,
                         GAsyncReadyCallback      callback,
                         gpointer                 user_data)
{
  g_autoptr(GTask) task = NULL;
  Trial *trial;

  g_return_if_fail (connection != NULL);

  trial = g_new0 (Trial, 1);
  trial->first = wlk_connection_ref (connection);
  trial->endpoints = list_endpoints (connection);
  trial->progress = progress;
  trial->progress_data = progress_data;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_endpoints_try_async);
  g_task_set_task_data (task, trial, (GDestroyNotify) trial_free);
  if (trial->endpoints->len == 0)
    {
      g_task_return_new_error (task, WLK_ERROR, WLK_ERROR_RESOLVE,
                               _("There is no address to try. Check the name of the host."));
      return;
    }
  start_more (task);
}

/**
 * wlk_endpoints_try_finish:
 * @result: what the callback was given
 * @error: return location; `G_IO_ERROR_CANCELLED`, or %WLK_ERROR_RESOLVE without an address
 *
 * Returns: (transfer full) (element-type WlkEndpoint): the endpoints, by address, name, version
 * and key, or
 *   %NULL with @error
 */
GPtrArray *
wlk_endpoints_try_finish (GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_endpoints_try_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wlk_endpoints_count:
 * @connection: a connection
 *
 * Returns: how many connections wlk_endpoints_try_async() would make; 0 without an address to try
 */
guint
wlk_endpoints_count (const WlkConnection *connection)
{
  g_autoptr(GPtrArray) endpoints = NULL;

  g_return_val_if_fail (connection != NULL, 0);

  endpoints = list_endpoints (connection);

  return endpoints->len;
}

/**
 * wlk_endpoints_get_main_chain:
 * @endpoints: (element-type WlkEndpoint): endpoints that were tried
 *
 * Returns: the number of the chain that most endpoints send, the first of them in a tie; 0 without
 *   one
 */
guint
wlk_endpoints_get_main_chain (GPtrArray *endpoints)
{
  guint counts[WLK_ENDPOINTS_MAX + 1] = { 0 };
  guint main_chain = 0;

  g_return_val_if_fail (endpoints != NULL && endpoints->len <= WLK_ENDPOINTS_MAX, 0);

  for (guint i = 0; i < endpoints->len; i++)
    counts[((const WlkEndpoint *) endpoints->pdata[i])->chain]++;
  for (guint i = 1; i <= endpoints->len; i++)
    if (counts[i] > 0 && (main_chain == 0 || counts[i] > counts[main_chain]))
      main_chain = i;

  return main_chain;
}

/**
 * wlk_endpoints_stands_out:
 * @endpoints: (element-type WlkEndpoint): endpoints that were tried
 * @index: one of them
 *
 * Support for versions and key types may differ, but a client that can connect at one address or
 * with one name expects the same at the others.
 *
 * Returns: whether the endpoint sends another chain than most, or none where an endpoint with the
 *   same version and key sends one
 */
gboolean
wlk_endpoints_stands_out (GPtrArray *endpoints,
                          guint      index)
{
  const WlkEndpoint *endpoint;

  g_return_val_if_fail (endpoints != NULL && index < endpoints->len, FALSE);

  endpoint = endpoints->pdata[index];
  if (endpoint->chain != 0)
    return endpoint->chain != wlk_endpoints_get_main_chain (endpoints);
  for (guint i = 0; i < endpoints->len; i++)
    {
      const WlkEndpoint *other = endpoints->pdata[i];

      if (other->version == endpoint->version && other->key == endpoint->key && other->chain != 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * wlk_endpoints_get_main:
 * @endpoints: (element-type WlkEndpoint): endpoints that were tried
 *
 * Returns: (transfer none) (nullable): the first endpoint with the chain that most endpoints show
 */
const WlkEndpoint *
wlk_endpoints_get_main (GPtrArray *endpoints)
{
  guint main_chain = wlk_endpoints_get_main_chain (endpoints);

  for (guint i = 0; main_chain != 0 && i < endpoints->len; i++)
    if (((const WlkEndpoint *) endpoints->pdata[i])->chain == main_chain)
      return endpoints->pdata[i];

  return NULL;
}

static void
append_sentence (GString *text,
                 guint    n,
                 char    *sentence)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/**
 * wlk_endpoints_dup_summary:
 * @endpoints: (element-type WlkEndpoint): endpoints that were tried
 *
 * Returns: (transfer full): how many send the same chain, another one, or none, in sentences
 */
char *
wlk_endpoints_dup_summary (GPtrArray *endpoints)
{
  guint main_chain = wlk_endpoints_get_main_chain (endpoints);
  guint counts[WLK_N_ENDPOINT_RESULTS] = { 0 };
  GString *text = g_string_new (NULL);
  guint n;

  for (guint i = 0; i < endpoints->len; i++)
    counts[wlk_endpoint_get_result (endpoints->pdata[i], main_chain)]++;

  n = counts[WLK_ENDPOINT_SAME_CHAIN];
  if (n == 0)
    g_string_append (text, _("No endpoint shows a chain."));
  else if (n == endpoints->len)
    append_sentence (text, n,
                     g_strdup_printf (ngettext ("The only endpoint shows a chain.",
                                                "All %u endpoints show the same chain.", n), n));
  else
    append_sentence (text, n,
                     g_strdup_printf (ngettext ("%u endpoint shows the same chain.",
                                                "%u endpoints show the same chain.", n), n));
  n = counts[WLK_ENDPOINT_OTHER_CHAIN];
  append_sentence (text, n, g_strdup_printf (ngettext ("%u shows another one.",
                                                       "%u show another one.", n), n));
  n = counts[WLK_ENDPOINT_NO_CHAIN];
  append_sentence (text, n, g_strdup_printf (ngettext ("%u shows no certificate.",
                                                       "%u show no certificate.", n), n));
  n = counts[WLK_ENDPOINT_REFUSED];
  append_sentence (text, n, g_strdup_printf (ngettext ("%u refuses.", "%u refuse.", n), n));

  return g_string_free (text, FALSE);
}
