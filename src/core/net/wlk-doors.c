/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-doors.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * All addresses, with and without a server name, with TLS 1.2 and TLS 1.3, with an RSA and an ECDSA
 * certificate: each is a connection of its own, and only so many run at a time. When all have
 * ended, the lists of certificates are compared byte by byte and numbered.
 */

#define DOOR_TIMEOUT 5 /* seconds for one door; the first connection has told how far away it is */

typedef struct
{
  WlkConnection       *first;       /* the connection that told the addresses and the options */
  GPtrArray           *doors;       /* (element-type WlkDoor) */
  guint                next;        /* index of the next to try */
  guint                n_running;
  guint                n_done;
  WlkDoorsProgressFunc progress;
  gpointer             progress_data;
} Trial;

typedef struct
{
  GTask   *task;
  WlkDoor *door; /* borrowed from the trial */
} Attempt;

static void start_more (GTask *task);

static void
door_free (WlkDoor *door)
{
  g_free (door->address);
  g_clear_object (&door->connection);
  g_free (door);
}

static void
trial_free (Trial *trial)
{
  g_clear_object (&trial->first);
  g_clear_pointer (&trial->doors, g_ptr_array_unref);
  g_free (trial);
}

static void
add_doors (Trial      *trial,
           const char *address,
           gboolean    has_server_name)
{
  static const WlkTlsVersion versions[] = { WLK_TLS_1_3, WLK_TLS_1_2 };
  static const WlkServerKey keys[] = { WLK_SERVER_KEY_RSA, WLK_SERVER_KEY_ECDSA };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (keys) && trial->doors->len < WLK_DOORS_MAX; j++)
      {
        WlkDoor *door = g_new0 (WlkDoor, 1);

        door->address = g_strdup (address);
        door->has_server_name = has_server_name;
        door->version = versions[i];
        door->key = keys[j];
        g_ptr_array_add (trial->doors, door);
      }
}

/* Behind a proxy there is one address, which only the proxy knows. */
static void
list_doors (Trial *trial)
{
  const char * const *addresses = wlk_connection_get_addresses (trial->first);
  gboolean has_name = wlk_connection_get_server_name (trial->first) != NULL;
  gboolean is_direct = wlk_connection_get_proxy (trial->first) == NULL;

  for (guint i = 0; i == 0 || (is_direct && addresses[i] != NULL); i++)
    {
      const char *address = is_direct ? addresses[i] : NULL;

      if (has_name)
        add_doors (trial, address, TRUE);
      add_doors (trial, address, FALSE);
    }
}

static gboolean
is_same_chain (WlkConnection *connection,
               WlkConnection *other)
{
  GPtrArray *chain = wlk_connection_get_chain (connection);
  GPtrArray *other_chain = wlk_connection_get_chain (other);

  if (chain->len != other_chain->len)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!wlk_certificate_equal (chain->pdata[i], other_chain->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
number_chains (GPtrArray *doors)
{
  guint n_chains = 0;

  for (guint i = 0; i < doors->len; i++)
    {
      WlkDoor *door = doors->pdata[i];

      if (wlk_connection_get_chain (door->connection)->len == 0)
        continue;
      for (guint j = 0; j < i && door->chain == 0; j++)
        {
          const WlkDoor *earlier = doors->pdata[j];

          if (earlier->chain != 0 && is_same_chain (door->connection, earlier->connection))
            door->chain = earlier->chain;
        }
      if (door->chain == 0)
        door->chain = ++n_chains;
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

  attempt->door->connection = wlk_connection_probe_finish (result, &error);
  g_free (attempt);
  trial->n_running--;
  trial->n_done++;
  if (error == NULL && trial->progress != NULL)
    trial->progress (trial->n_done, trial->doors->len, trial->progress_data);
  start_more (task);
}

static void
start_one (GTask   *task,
           WlkDoor *door)
{
  Trial *trial = g_task_get_task_data (task);
  WlkConnectionOptions *given = wlk_connection_get_options (trial->first);
  guint timeout = MIN (DOOR_TIMEOUT, wlk_connection_options_get_timeout (given));
  const char *address = door->address != NULL
                        ? door->address : wlk_connection_options_get_address (given);
  g_autoptr(WlkConnectionOptions) options =
    wlk_connection_options_copy_with (given,
                                      "address", address,
                                      "diagnose", FALSE,
                                      "family", WLK_ADDRESS_FAMILY_ANY,
                                      "max-version", door->version,
                                      "min-version", door->version,
                                      "sends-server-name", door->has_server_name,
                                      "server-key", door->key,
                                      "timeout", timeout,
                                      NULL);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->task = g_object_ref (task);
  attempt->door = door;
  trial->n_running++;
  wlk_connection_probe_async (wlk_connection_get_target (trial->first), options,
                              g_task_get_cancellable (task), NULL, NULL, attempt_cb, attempt);
}

static void
start_more (GTask *task)
{
  Trial *trial = g_task_get_task_data (task);
  gboolean is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  while (!is_cancelled && trial->next < trial->doors->len &&
         trial->n_running < WLK_DOORS_AT_ONCE)
    start_one (task, trial->doors->pdata[trial->next++]);
  if (trial->n_running > 0 || g_task_return_error_if_cancelled (task))
    return;

  number_chains (trial->doors);
  g_task_return_pointer (task, g_steal_pointer (&trial->doors),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * wlk_doors_try_async:
 * @connection: a connection that found the addresses; its options hold for each door as well
 * @cancellable: (nullable): ends all at once
 * @progress: (nullable): told how many have ended, in the caller's thread-default main context
 * @progress_data: for @progress
 * @callback: called with the result, in the same context
 * @user_data: for @callback
 *
 * Tries every door of the server, at most %WLK_DOORS_AT_ONCE at a time.
 */
void
wlk_doors_try_async (WlkConnection       *connection,
                     GCancellable        *cancellable,
                     WlkDoorsProgressFunc progress,
                     gpointer             progress_data,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Trial *trial;

  g_return_if_fail (WLK_IS_CONNECTION (connection));

  trial = g_new0 (Trial, 1);
  trial->first = g_object_ref (connection);
  trial->doors = g_ptr_array_new_with_free_func ((GDestroyNotify) door_free);
  trial->progress = progress;
  trial->progress_data = progress_data;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_doors_try_async);
  g_task_set_task_data (task, trial, (GDestroyNotify) trial_free);
  if (wlk_connection_get_addresses (connection)[0] == NULL &&
      wlk_connection_get_proxy (connection) == NULL)
    {
      g_task_return_new_error (task, WLK_ERROR, WLK_ERROR_RESOLVE,
                               _("There is no address to try. Check the name of the host."));
      return;
    }
  list_doors (trial);
  start_more (task);
}

/**
 * wlk_doors_try_finish:
 * @result: what the callback was given
 * @error: return location; `G_IO_ERROR_CANCELLED`, or %WLK_ERROR_RESOLVE without an address
 *
 * Returns: (transfer full) (element-type WlkDoor): the doors, by address, name, version and key, or
 *   %NULL with @error
 */
GPtrArray *
wlk_doors_try_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, wlk_doors_try_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * wlk_doors_get_main_chain:
 * @doors: (element-type WlkDoor): doors that were tried
 *
 * Returns: the number of the chain that most doors show, the first of them where two are equal; 0
 *   when no door shows one
 */
guint
wlk_doors_get_main_chain (GPtrArray *doors)
{
  guint counts[WLK_DOORS_MAX + 1] = { 0 };
  guint main_chain = 0;

  g_return_val_if_fail (doors != NULL && doors->len <= WLK_DOORS_MAX, 0);

  for (guint i = 0; i < doors->len; i++)
    counts[((const WlkDoor *) doors->pdata[i])->chain]++;
  for (guint i = 1; i <= doors->len; i++)
    if (counts[i] > 0 && (main_chain == 0 || counts[i] > counts[main_chain]))
      main_chain = i;

  return main_chain;
}

/**
 * wlk_doors_stands_out:
 * @doors: (element-type WlkDoor): doors that were tried
 * @index: one of them
 *
 * Versions and kinds of keys may differ in whether they are taken, but a client that gets in at one
 * address or with one name counts on getting in at the others.
 *
 * Returns: whether the door shows another chain than most, or none where a door with the same
 *   version and key shows one
 */
gboolean
wlk_doors_stands_out (GPtrArray *doors,
                      guint      index)
{
  const WlkDoor *door;

  g_return_val_if_fail (doors != NULL && index < doors->len, FALSE);

  door = doors->pdata[index];
  if (door->chain != 0)
    return door->chain != wlk_doors_get_main_chain (doors);
  for (guint i = 0; i < doors->len; i++)
    {
      const WlkDoor *other = doors->pdata[i];

      if (other->version == door->version && other->key == door->key && other->chain != 0)
        return TRUE;
    }

  return FALSE;
}

/* A table has no room for a sentence with advice. */
static char *
dup_failure (WlkConnection *connection)
{
  static const struct
  {
    const char *cause;
    const char *words;
  } rows[] = {
    { "refused", N_("connection refused") },
    { "unreachable", N_("out of reach") },
    { "reset", N_("connection reset") },
    { "eof", N_("closed without a word") },
  };
  WlkConnectionStage failed = wlk_connection_get_failed_stage (connection);
  const char *alert = wlk_connection_get_alert_name (connection);
  const char *protocol = wlk_connection_get_plaintext_protocol (connection);
  const GError *error = wlk_connection_get_stage (connection, failed)->error;

  if (alert != NULL)
    return g_strdup_printf (_("refused: %s"), alert);
  if (protocol != NULL)
    return g_strdup_printf (_("speaks %s"), protocol);
  if (g_error_matches (error, WLK_ERROR, WLK_ERROR_TIMED_OUT))
    return g_strdup (_("no answer in time"));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (wlk_connection_get_cause (connection), rows[i].cause) == 0)
      return g_strdup (_(rows[i].words));

  return g_strdup (error->message);
}

/**
 * wlk_door_dup_result:
 * @door: a door that was tried
 * @main_chain: the chain that most doors show
 *
 * Returns: (transfer full): what came of it, for people
 */
char *
wlk_door_dup_result (const WlkDoor *door,
                     guint          main_chain)
{
  g_return_val_if_fail (door != NULL && door->connection != NULL, NULL);

  if (door->chain != 0 && door->chain == main_chain)
    return g_strdup_printf (_("same chain (%u)"), door->chain);
  if (door->chain != 0)
    return g_strdup_printf (_("other chain (%u)"), door->chain);

  if (wlk_connection_get_failed_stage (door->connection) == WLK_N_STAGES)
    return g_strdup (_("no certificate"));

  return dup_failure (door->connection);
}
