/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-run.h"

#include "base/wlk-wait.h"
#include "load/wlk-loader.h"
#include "net/wlk-endpoints.h"

#include <string.h>

static GPtrArray *
get_companions (WlkCliRun *self)
{
  const GStrv paths = self->options->with;

  if (self->companions == NULL)
    {
      self->companions = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_source_unref);
      for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
        g_ptr_array_add (self->companions, wlk_source_new_path (paths[i], "--with"));
    }

  return self->companions;
}

static GPtrArray *
get_identities (WlkCliRun *self,
                GError   **error)
{
  if (self->identities == NULL)
    self->identities = wlk_connect_options_load_identities (&self->options->connect, error);

  return self->identities;
}

/* Creates a query from the given options, with @fallback for the others. */
static WlkQuery *
create_query (const WlkCliOptions *options,
              const char          *host,
              WlkQuery            *fallback)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;

  if (fallback != NULL)
    fields = *wlk_query_get (fallback);
  else
    fields.name = host;
  if (options->name != NULL)
    fields.name = options->name;
  if (fallback == NULL || options->has_time)
    fields.time = options->time;
  if (options->has_time)
    fields.clock = g_get_real_time () / G_USEC_PER_SEC;
  if (fallback == NULL || options->has_purpose)
    fields.purpose = options->purpose;
  if (fallback == NULL || options->has_profile)
    fields.profile = options->profile;
  fields.policies = (const char * const *) options->policies;
  fields.requires_explicit_policy = options->require_explicit_policy;
  fields.inhibits_policy_mapping = options->inhibit_policy_mapping;
  fields.inhibits_any_policy = options->inhibit_any_policy;
  fields.revocation = options->revocation;
  fields.max_status_age = options->max_status_age;
  fields.wants_fetch = options->fetch;

  return wlk_query_new (&fields);
}

static WlkSource *
create_file_source (WlkCliRun  *self,
                    const char *path)
{
  g_autoptr(WlkSource) file = wlk_source_new_path (path, NULL);

  return wlk_source_new_with (file, get_companions (self));
}

static WlkSource *
create_host_source (WlkCliRun       *self,
                    const WlkTarget *target,
                    GError         **error)
{
  GPtrArray *identities = get_identities (self, error);
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkSource) host = NULL;

  if (identities == NULL)
    return NULL;

  options = wlk_connect_options_create (&self->options->connect, identities);
  host = wlk_source_new_host (target, options);
  return wlk_source_new_with (host, get_companions (self));
}

/* Runs an inspection. The trust anchors of the command line are loaded once. */
static WlkInspection *
inspect (WlkCliRun  *self,
         WlkSource  *source,
         WlkQuery   *query,
         WlkBundle **received,
         GError    **error)
{
  const char * const *paths = (const char * const *) self->options->trust;
  gboolean has_own_trust = paths == NULL && wlk_source_is_example (source);
  g_autoptr(WlkSource) trusting = wlk_source_new_trusting (source, paths, "--trust");
  WlkInspection *inspection;

  inspection = wlk_inspector_run (self->inspector, trusting, query,
                                  has_own_trust ? NULL : self->trust, NULL, error);
  if (inspection != NULL && !has_own_trust && self->trust == NULL)
    self->trust = wlk_trust_store_ref (inspection->trust);
  *received = wlk_source_dup_bundle (trusting);

  return inspection;
}

/**
 * wlk_cli_run_init:
 * @self: a run
 * @options: the command line; must outlive @self
 *
 * Initializes a run.
 */
void
wlk_cli_run_init (WlkCliRun           *self,
                  const WlkCliOptions *options)
{
  memset (self, 0, sizeof *self);
  self->options = options;
  self->inspector = wlk_inspector_new ();
}

/**
 * wlk_cli_run_clear:
 * @self: a run
 *
 * Frees the members of @self.
 */
void
wlk_cli_run_clear (WlkCliRun *self)
{
  g_clear_pointer (&self->trust, wlk_trust_store_unref);
  g_clear_pointer (&self->companions, g_ptr_array_unref);
  g_clear_object (&self->inspector);
  g_clear_pointer (&self->identities, g_ptr_array_unref);
}

/**
 * wlk_cli_run_is_file:
 * @target: a target of the command line
 *
 * Returns: whether it is a file or “-” for standard input rather than a host
 */
gboolean
wlk_cli_run_is_file (const char *target)
{
  return g_str_equal (target, "-") || wlk_loader_names_file (target);
}

/**
 * wlk_cli_run_inspect:
 * @self: a run
 * @target: a file, “-” for standard input, or a host
 * @received: (out) (transfer full) (nullable): the input read from files, with its problems
 * @error: return location: invalid input, or input that could not be read
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
  gboolean is_file = wlk_cli_run_is_file (target);
  g_autoptr(WlkTarget) host = is_file ? NULL : wlk_target_new_parse (target, error);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkSource) source = NULL;

  *received = NULL;
  if (!is_file && host == NULL)
    return NULL;
  source = is_file ? create_file_source (self, target) : create_host_source (self, host, error);
  if (source == NULL)
    return NULL;

  query = create_query (self->options, host != NULL ? host->host : NULL, NULL);
  return inspect (self, source, query, received, error);
}

/**
 * wlk_cli_run_inspect_example:
 * @self: a run
 * @id: a built-in example
 * @received: (out) (transfer full) (nullable): the input, with its problems
 * @error: return location: there is no such example
 *
 * Inspects an example with its own query; options of the command line override it.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_cli_run_inspect_example (WlkCliRun  *self,
                             const char *id,
                             WlkBundle **received,
                             GError    **error)
{
  const WlkExample *example = wlk_example_find (id, error);
  g_autoptr(WlkQuery) asked = NULL;
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkSource) source = NULL;

  *received = NULL;
  if (example == NULL)
    return NULL;

  asked = wlk_example_dup_request (example);
  query = create_query (self->options, NULL, asked);
  source = wlk_source_new_example (example);
  return inspect (self, source, query, received, error);
}

/**
 * wlk_cli_run_try_endpoints:
 * @connection: a connection
 * @error: return location, as for wlk_endpoints_try_finish()
 *
 * Tries every endpoint of a server, and waits for the result.
 *
 * Returns: (transfer full) (element-type WlkEndpoint): the endpoints, or %NULL with @error
 */
GPtrArray *
wlk_cli_run_try_endpoints (const WlkConnection *connection,
                           GError             **error)
{
  g_auto(WlkWait) wait = WLK_WAIT_INIT;

  wlk_wait_begin (&wait);
  wlk_endpoints_try_async (connection, NULL, NULL, NULL, wlk_wait_done_cb, &wait);

  return wlk_endpoints_try_finish (wlk_wait_until_done (&wait), error);
}
