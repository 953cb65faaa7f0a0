/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-run.h"

#include "base/wlk-error.h"
#include "inspect/wlk-example.h"
#include "load/wlk-loader.h"
#include "net/wlk-endpoints.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
load_source (WlkCliRun  *self,
             WlkBundle  *bundle,
             const char *path,
             GError    **error)
{
  g_autoptr(GFile) file = NULL;

  if (strcmp (path, "-") != 0)
    {
      file = g_vfs_get_file_for_path (g_vfs_get_local (), path);
      return wlk_loader_load_file (bundle, file, NULL, error);
    }
  if (self->is_stdin_read)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("Standard input can be read only once. Give “-” once."));
      return FALSE;
    }

  self->is_stdin_read = TRUE;
  return wlk_loader_load_stdin (bundle, NULL, error);
}

/* Says by which option a source came that could not be loaded. */
static void
name_option (GError    **error,
             const char *option,
             const char *source)
{
  g_autofree char *origin = g_strconcat (option, "=", source, NULL);
  g_autofree char *message = wlk_cli_run_dup_message (source, (*error)->message);

  g_free ((*error)->message);
  (*error)->message = g_strconcat (origin, message + strlen (source), NULL);
}

static WlkTrustStore *
load_trust (char   **sources,
            GError **error)
{
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();

  for (guint i = 0; sources[i] != NULL; i++)
    {
      gboolean is_loaded = strcmp (sources[i], "system") == 0
                           ? wlk_trust_store_add_system (trust, error)
                           : wlk_trust_store_add_path (trust, sources[i], error);

      if (!is_loaded)
        {
          name_option (error, "--trust", sources[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&trust);
}

static WlkTrustStore *
get_trust (WlkCliRun *self,
           GError   **error)
{
  if (self->trust == NULL && self->options->trust == NULL)
    self->trust = wlk_trust_store_load (NULL, NULL, error);
  else if (self->trust == NULL)
    self->trust = load_trust (self->options->trust, error);

  return self->trust;
}

static WlkBundle *
get_with (WlkCliRun *self,
          GError   **error)
{
  g_autoptr(WlkBundle) bundle = NULL;

  if (self->with != NULL)
    return self->with;

  bundle = wlk_bundle_new ();
  for (guint i = 0; self->options->with != NULL && self->options->with[i] != NULL; i++)
    {
      if (!load_source (self, bundle, self->options->with[i], error))
        {
          name_option (error, "--with", self->options->with[i]);
          return NULL;
        }
    }

  self->with = g_steal_pointer (&bundle);
  return self->with;
}

static GPtrArray *
get_identities (WlkCliRun *self,
                GError   **error)
{
  if (self->identities == NULL)
    self->identities = wlk_connect_options_load_identities (&self->options->connect, error);

  return self->identities;
}

/* The options that were given, and for the others what @fallback asks. */
static WlkQuery *
create_request (const WlkCliOptions *options,
                const char          *host,
                WlkQuery            *fallback)
{
  const char *name = options->name;
  gint64 time = options->time;
  WlkPurpose purpose = options->purpose;
  WlkProfile profile = options->profile;

  if (name == NULL)
    name = fallback != NULL ? wlk_query_get_name (fallback) : host;
  if (fallback != NULL && !options->has_time)
    time = wlk_query_get_time (fallback);
  if (fallback != NULL && !options->has_purpose)
    purpose = wlk_query_get_purpose (fallback);
  if (fallback != NULL && !options->has_profile)
    profile = wlk_query_get_profile (fallback);

  return g_object_new (WLK_TYPE_QUERY,
                       "name", name,
                       "time", time,
                       "purpose", purpose,
                       "profile", profile,
                       "policies", options->policies,
                       "require-explicit-policy", options->require_explicit_policy,
                       "inhibit-policy-mapping", options->inhibit_policy_mapping,
                       "inhibit-any-policy", options->inhibit_any_policy,
                       "revocation", options->revocation,
                       "fetch", options->fetch,
                       NULL);
}

static WlkInspection *
inspect (WlkCliRun     *self,
         WlkQuery      *query,
         WlkBundle     *bundle,
         WlkConnection *connection,
         WlkTrustStore *trust,
         GError       **error)
{
  if (self->inspector == NULL)
    self->inspector = wlk_inspector_new ();

  return wlk_inspector_inspect (self->inspector, query, bundle, connection, trust, NULL, NULL,
                                error);
}

static WlkInspection *
inspect_file (WlkCliRun  *self,
              const char *target,
              WlkBundle  *bundle,
              GError    **error)
{
  g_autoptr(WlkQuery) query = create_request (self->options, NULL, NULL);
  WlkTrustStore *trust = NULL;
  WlkBundle *with = NULL;

  if (!load_source (self, bundle, target, error))
    return NULL;
  with = get_with (self, error);
  if (with == NULL)
    return NULL;
  wlk_bundle_append (bundle, with);
  trust = get_trust (self, error);
  if (trust == NULL)
    return NULL;

  return inspect (self, query, bundle, NULL, trust, error);
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* Connects, and waits for the end of it. */
static WlkConnection *
probe (WlkTarget            *target,
       WlkConnectionOptions *options,
       GError              **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GAsyncResult) result = NULL;
  WlkConnection *connection = NULL;

  g_main_context_push_thread_default (context);
  wlk_connection_probe_async (target, options, NULL, NULL, NULL, probe_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  connection = wlk_connection_probe_finish (result, error);
  g_main_context_pop_thread_default (context);

  return connection;
}

static WlkInspection *
inspect_host (WlkCliRun  *self,
              const char *text,
              WlkBundle  *bundle,
              GError    **error)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse (text, error);
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  g_autoptr(WlkQuery) query = NULL;
  GPtrArray *identities = NULL;
  WlkTrustStore *trust = NULL;
  WlkBundle *with = NULL;

  if (target == NULL)
    return NULL;
  identities = get_identities (self, error);
  if (identities == NULL)
    return NULL;
  with = get_with (self, error);
  if (with == NULL)
    return NULL;
  wlk_bundle_append (bundle, with);
  trust = get_trust (self, error);
  if (trust == NULL)
    return NULL;
  options = wlk_connect_options_create (&self->options->connect, identities);
  connection = probe (target, options, error);
  if (connection == NULL)
    return NULL;

  query = create_request (self->options, wlk_target_get_host (target), NULL);
  return inspect (self, query, bundle, connection, trust, error);
}

/**
 * wlk_cli_run_init:
 * @self: a session
 * @options: what the command line asks for; borrowed for as long as the session lives
 *
 * Begins a session.
 */
void
wlk_cli_run_init (WlkCliRun           *self,
                  const WlkCliOptions *options)
{
  memset (self, 0, sizeof *self);
  self->options = options;
}

/**
 * wlk_cli_run_clear:
 * @self: a session
 *
 * Frees what the session loaded.
 */
void
wlk_cli_run_clear (WlkCliRun *self)
{
  g_clear_object (&self->trust);
  g_clear_object (&self->with);
  g_clear_object (&self->inspector);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
}

/**
 * wlk_cli_run_inspect:
 * @self: a session
 * @target: a file, “-” for standard input, or a host
 * @received: (out) (transfer full): what was read from files, with its problems
 * @error: return location: what could not be read, understood or loaded
 *
 * Inspects one target.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_cli_run_inspect (WlkCliRun  *self,
                     const char *target,
                     WlkBundle **received,
                     GError    **error)
{
  *received = wlk_bundle_new ();
  if (strcmp (target, "-") == 0 || wlk_loader_names_file (target))
    return inspect_file (self, target, *received, error);

  return inspect_host (self, target, *received, error);
}

/**
 * wlk_cli_run_inspect_example:
 * @self: a session
 * @id: a built-in example
 * @received: (out) (transfer full): what was read, with its problems
 * @error: return location: there is no such example
 *
 * Inspects an example as its own request asks, except where the command line asks otherwise.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_cli_run_inspect_example (WlkCliRun  *self,
                             const char *id,
                             WlkBundle **received,
                             GError    **error)
{
  g_autoptr(WlkExample) example = wlk_example_find (id, error);
  g_autoptr(WlkQuery) asked = NULL;
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  *received = NULL;
  if (example == NULL)
    return NULL;
  *received = wlk_example_load_bundle (example, error);
  if (*received == NULL)
    return NULL;
  if (self->options->trust == NULL)
    trust = wlk_example_load_trust (example, error);
  else if (get_trust (self, error) != NULL)
    trust = g_object_ref (self->trust);
  if (trust == NULL)
    return NULL;

  asked = wlk_example_dup_request (example);
  query = create_request (self->options, NULL, asked);
  return inspect (self, query, *received, NULL, trust, error);
}

/**
 * wlk_cli_run_try_endpoints:
 * @self: a session
 * @connection: a connection
 * @error: return location, as for wlk_endpoints_try_finish()
 *
 * Tries every endpoint of a server, and waits for the end of it.
 *
 * Returns: (transfer full) (element-type WlkEndpoint): the endpoints, or %NULL with @error
 */
GPtrArray *
wlk_cli_run_try_endpoints (WlkCliRun     *self,
                           WlkConnection *connection,
                           GError       **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GAsyncResult) result = NULL;
  GPtrArray *endpoints = NULL;

  g_main_context_push_thread_default (context);
  wlk_endpoints_try_async (connection, NULL, NULL, NULL, probe_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  endpoints = wlk_endpoints_try_finish (result, error);
  g_main_context_pop_thread_default (context);

  return endpoints;
}

/**
 * wlk_cli_run_dup_message:
 * @source: a target or a file, as a person typed it
 * @message: what is said of it; of a file it mostly begins with the file's name
 *
 * Returns: (transfer full): @message, which begins with @source in the place of its name
 */
char *
wlk_cli_run_dup_message (const char *source,
                         const char *message)
{
  g_autofree char *name = g_path_get_basename (source);
  gsize length = strlen (name);

  if (length > 0 && g_str_has_prefix (message, name) &&
      (message[length] == ':' || message[length] == ','))
    return g_strconcat (source, message + length, NULL);

  return g_strconcat (source, ": ", message, NULL);
}
