/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspector.h"

#include "base/wlk-error.h"
#include "base/wlk-relay.h"
#include "checks/wlk-path-processor.h"
#include "gather/wlk-gather-fetcher.h"
#include "gather/wlk-gatherer.h"
#include "inspect/wlk-credential-reports.h"
#include "inspect/wlk-leaf-choice.h"
#include "inspect/wlk-path-search.h"
#include "net/wlk-connection-facts.h"

#include <glib/gi18n-lib.h>

/*
 * An inspection in five steps:
 *
 *  1. Collect the received certificates: the chain as sent by a server, then the files.
 *  2. Choose the end entity (wlk-leaf-choice.c), and run the steps about the connection.
 *  3. Find paths from it to a trust anchor, and validate them (wlk-path-search.c).
 *  4. If the query allows it, fetch what the best one lacks (wlk-gatherer.c), and repeat 3, until
 *     nothing new is fetched.
 *  5. If anything was fetched, validate the paths again with the complete list of attempts.
 */

#define MAX_REPORTS 32 /* kept per inspection */

G_DEFINE_FINAL_TYPE (WlkInspector, wlk_inspector, G_TYPE_OBJECT)

/**
 * Inspection:
 *
 * A running inspection: its input is borrowed, its results are owned.
 */
typedef struct
{
  WlkInspector        *inspector;
  WlkQuery            *query;
  const WlkConnection *connection;      /* nullable */
  WlkTrustStore       *trust;
  WlkFetchFunc         progress;  /* nullable */
  gpointer             progress_data;
  GCancellable        *cancellable; /* nullable */

  WlkGatherer         *gatherer;  /* owned; NULL if fetching is disabled */
  WlkBundle           *received;  /* owned; followed by what was fetched */
  WlkCertificate      *leaf;      /* borrowed; nullable when nothing was received */
  char                *leaf_origin; /* owned */
  WlkCheckInput        input;     /* owns members that have no field here */
  WlkSearchLimit       limit;
  GPtrArray           *reports;   /* owned (element-type WlkReport) */
} Inspection;

static void
inspection_clear (Inspection *self)
{
  g_clear_pointer (&self->gatherer, wlk_gatherer_unref);
  g_clear_pointer (&self->received, wlk_bundle_unref);
  g_clear_pointer (&self->leaf_origin, g_free);
  g_clear_pointer (&self->input.signatures, wlk_signature_cache_unref);
  g_clear_pointer (&self->input.credentials, g_array_unref);
  g_clear_pointer (&self->input.connection_findings, wlk_finding_list_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inspection, inspection_clear)

static void
wlk_inspector_finalize (GObject *object)
{
  WlkInspector *self = WLK_INSPECTOR (object);

  g_clear_pointer (&self->cache, wlk_fetch_cache_unref);

  G_OBJECT_CLASS (wlk_inspector_parent_class)->finalize (object);
}

static void
wlk_inspector_class_init (WlkInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_inspector_finalize;
}

static void
wlk_inspector_init (WlkInspector *self)
{
  self->cache = wlk_fetch_cache_new ();
}

/* Names what was found instead of certificates, the most common mistake. */
static void
set_empty_error (WlkBundle *bundle,
                 GError   **error)
{
  const char *message = N_("There is no certificate in it. Open a file that holds one.");

  if (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY) > 0)
    message = N_("It holds a private key and no certificate. Open the certificate beside it.");
  else if (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_CSR) > 0)
    message = N_("It holds a certification request and no certificate. Open the certificate that "
                 "the CA has issued for it.");
  else if (bundle->crls->len > 0)
    message = N_("It holds a revocation list and no certificate. Open a certificate beside it.");

  g_set_error_literal (error, WLK_ERROR, WLK_ERROR_EMPTY, _(message));
}

/* An unreadable one is reported with the connection. */
static void
take_staple (WlkBundle           *received,
             const WlkConnection *connection)
{
  GBytes *staple = connection->staple;
  g_autoptr(WlkOcspResponse) response =
    staple != NULL ? wlk_ocsp_response_new (staple, NULL) : NULL;

  if (response != NULL)
    wlk_bundle_set_staple (received, response);
}

/* The next entry of the server's list: a certificate of the chain, or else an unreadable one. */
static WlkCertificate *
dup_entry (const WlkConnection *connection,
           guint                position,
           guint               *n_readable)
{
  GPtrArray *chain = connection->chain;
  GPtrArray *problems = connection->problems;
  WlkConnectionProblem *problem;

  if (!wlk_connection_is_unreadable (connection, position) && *n_readable < chain->len)
    return g_object_ref (chain->pdata[(*n_readable)++]);

  problem = problems->pdata[position - *n_readable];
  return wlk_certificate_new_unreadable (problem->der, problem->error->message);
}

/* The chain as sent comes first, with its unreadable entries. */
static WlkBundle *
collect_received (WlkBundle           *files,
                  const WlkConnection *connection)
{
  g_autoptr(WlkBundle) received = NULL;
  g_autoptr(WlkOrigin) origin = NULL;
  guint n_readable = 0;
  guint n_entries;

  if (connection == NULL)
    return files != NULL ? wlk_bundle_ref (files) : wlk_bundle_new ();

  received = wlk_bundle_new ();
  origin = wlk_origin_new (WLK_ORIGIN_CONNECTION, connection->target->title);
  n_entries = connection->chain->len +
              connection->problems->len;
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(WlkCertificate) certificate = dup_entry (connection, i, &n_readable);

      wlk_bundle_add_certificate (received, certificate, origin, i + 1);
    }
  take_staple (received, connection);
  if (files != NULL)
    wlk_bundle_append (received, files);

  return g_steal_pointer (&received);
}

static gboolean
find_in_bundle (WlkBundle      *bundle,
                WlkCertificate *certificate,
                guint          *index)
{
  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      WlkCertificate *candidate = wlk_bundle_get_certificate (bundle, i);

      if (candidate == certificate || wlk_certificate_equal (candidate, certificate))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
choose_leaf (Inspection     *self,
             WlkCertificate *leaf)
{
  gboolean is_received = FALSE;
  guint index = 0;

  if (leaf != NULL)
    is_received = find_in_bundle (self->received, leaf, &index);
  else if (self->connection != NULL)
    is_received = self->connection->chain->len > 0 ||
                  self->connection->problems->len > 0;
  else
    is_received = wlk_leaf_choice_find (self->received, self->query, &index);

  self->leaf = is_received ? wlk_bundle_get_certificate (self->received, index) : leaf;
  self->leaf_origin = is_received
                      ? wlk_bundle_dup_origin_text (self->received, index)
                      : g_strdup (_("chosen"));
}

static gboolean
search (Inspection *self,
        GError    **error)
{
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->input.received = self->received;
  self->reports = wlk_path_search_run (&self->input, self->query, self->leaf, self->leaf_origin,
                                       &self->limit, self->cancellable, error);

  return self->reports != NULL;
}

/* Validates, and fetches what is missing, until nothing new is fetched. */
static gboolean
validate_and_gather (Inspection *self,
                     GError    **error)
{
  g_autoptr(WlkBundle) given = wlk_bundle_ref (self->received);
  g_autoptr(GError) local_error = NULL;

  if (!search (self, error))
    return FALSE;

  while (self->gatherer != NULL && wlk_certificate_get_problem (self->leaf) == NULL &&
         wlk_gatherer_gather (self->gatherer, self->reports->pdata[0], self->cancellable,
                              &local_error))
    {
      wlk_bundle_unref (self->received);
      self->received = wlk_bundle_new ();
      wlk_bundle_append (self->received, given);
      wlk_bundle_append (self->received, self->gatherer->fetched);
      if (!search (self, error))
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The attempts to fetch are complete when the search has ended, so the paths are validated again;
 * signatures are cached. */
static void
validate_with_attempts (Inspection *self)
{
  self->input.attempts = self->gatherer->attempts;
  for (guint i = 0; self->input.attempts->len > 0 && i < self->reports->len; i++)
    {
      g_autoptr(WlkReport) report = self->reports->pdata[i];
      WlkSearchLimit *limit = i == 0 && self->limit.is_reached ? &self->limit : NULL;

      self->reports->pdata[i] = wlk_path_processor_run (&self->input,
                                                        report->query,
                                                        report->path, limit);
    }
}

static void
check_connection (Inspection *self)
{
  self->input.is_live = TRUE;
  self->input.connection = self->connection;
  self->input.credentials = wlk_credential_reports_new (self->connection, self->query,
                                                        self->trust);
  self->input.connection_findings = wlk_path_processor_check_connection (&self->input);
}

/* The best first. A connection without a certificate has a report of its own findings. */
static gboolean
create_reports (Inspection *self,
                GError    **error)
{
  if (self->leaf == NULL)
    {
      self->reports = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->reports,
                       wlk_report_new (self->query, NULL, self->input.connection_findings));
      return TRUE;
    }

  if (!validate_and_gather (self, error))
    return FALSE;
  if (self->reports->len > MAX_REPORTS)
    g_ptr_array_set_size (self->reports, MAX_REPORTS);
  if (self->gatherer != NULL)
    validate_with_attempts (self);

  return TRUE;
}

static WlkGatherer *
create_gatherer (WlkInspector *self,
                 Inspection   *inspection)
{
  g_autoptr(WlkFetcher) fetcher = wlk_gather_fetcher_new (inspection->connection,
                                                          self->allow_private,
                                                          self->fetch_timeout);
  WlkGatherer *gatherer = wlk_gatherer_new (inspection->query, inspection->received, fetcher,
                                            self->cache);

  gatherer->progress = inspection->progress;
  gatherer->progress_data = inspection->progress_data;

  return gatherer;
}

static WlkInspection *
inspect (WlkInspector        *self,
         WlkQuery            *query,
         WlkBundle           *bundle,
         const WlkConnection *connection,
         WlkTrustStore       *trust,
         WlkCertificate      *leaf,
         WlkFetchFunc         progress,
         gpointer             progress_data,
         GCancellable        *cancellable,
         GError             **error)
{
  g_auto(Inspection) inspection = { 0 };

  inspection.inspector = self;
  inspection.query = query;
  inspection.connection = connection;
  inspection.trust = trust;
  inspection.progress = progress;
  inspection.progress_data = progress_data;
  inspection.cancellable = cancellable;
  inspection.received = collect_received (bundle, connection);
  if (wlk_query_get (query)->wants_fetch)
    inspection.gatherer = create_gatherer (self, &inspection);

  choose_leaf (&inspection, leaf);
  if (inspection.leaf == NULL && connection == NULL)
    {
      set_empty_error (inspection.received, error);
      return NULL;
    }
  inspection.input.trust = trust;
  inspection.input.signatures = wlk_signature_cache_new (WLK_MAX_SIGNATURE_CHECKS);
  if (connection != NULL)
    check_connection (&inspection);
  if (!create_reports (&inspection, error))
    return NULL;

  return wlk_inspection_new (query, inspection.received, connection, trust, inspection.leaf,
                             inspection.reports);
}

/* (transfer full): an inspector. */
WlkInspector *
wlk_inspector_new (void)
{
  return g_object_new (WLK_TYPE_INSPECTOR, NULL);
}

/* Clears failed fetches from the cache, since the cause may have been fixed. */
void
wlk_inspector_ask_anew (WlkInspector *self)
{
  g_return_if_fail (WLK_IS_INSPECTOR (self));

  wlk_fetch_cache_drop_brief (self->cache);
}

/**
 * wlk_inspector_inspect:
 * @self: an inspector
 * @query: the query: name, time, purpose, profile
 * @bundle: (nullable): certificates from files; with @connection, further candidates
 * @connection: (nullable): a connection, whose first certificate is the end entity
 * @trust: the trust anchors
 * @leaf: (nullable): the end entity, or %NULL to choose it by the rules in wlk-leaf-choice.c
 * @cancellable: (nullable): stops the search
 * @error: return location; %WLK_ERROR_EMPTY when there is neither a certificate nor a connection,
 *   %G_IO_ERROR_CANCELLED
 *
 * Builds candidate paths from the end entity to the trust anchors and validates them, in the
 * calling thread. If @query allows it, missing data is fetched; otherwise the network is not used.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_inspector_inspect (WlkInspector        *self,
                       WlkQuery            *query,
                       WlkBundle           *bundle,
                       const WlkConnection *connection,
                       WlkTrustStore       *trust,
                       WlkCertificate      *leaf,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_return_val_if_fail (WLK_IS_INSPECTOR (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (trust != NULL, NULL);

  return inspect (self, query, bundle, connection, trust, leaf, NULL, NULL, cancellable, error);
}

/**
 * Run:
 *
 * The input of an inspection in another thread.
 */
typedef struct
{
  WlkSource      *source;
  WlkQuery       *query;
  WlkTrustStore  *trust;         /* nullable: those of @source */
  WlkRelay       *relay;         /* nullable */
  WlkActivityFunc progress;      /* nullable */
  gpointer        progress_data;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_pointer (&self->source, wlk_source_unref);
  g_clear_pointer (&self->query, wlk_query_unref);
  g_clear_pointer (&self->trust, wlk_trust_store_unref);
  g_clear_pointer (&self->relay, wlk_relay_unref);
  g_free (self);
}

static void
activity_free (gpointer data)
{
  WlkActivity *activity = data;

  g_free ((char *) activity->address);
  g_free (activity);
}

/* Runs in the requesting thread. */
static void
deliver_activity (gconstpointer message,
                  gpointer      user_data)
{
  const Run *run = user_data;

  run->progress (message, run->progress_data);
}

/* Runs in any thread. */
static void
report_activity (Run               *run,
                 const WlkActivity *activity)
{
  WlkActivity *copy;

  if (run->relay == NULL)
    return;

  copy = g_memdup2 (activity, sizeof *activity);
  copy->address = g_strdup (activity->address);
  wlk_relay_send (run->relay, copy);
}

static void
report_step (Run            *run,
             WlkActivityKind kind)
{
  const WlkActivity activity = { .kind = kind };

  report_activity (run, &activity);
}

static void
report_stage (WlkConnectionStage stage,
              WlkStageState      state,
              gint64             duration,
              gpointer           run)
{
  const WlkActivity activity = {
    .kind = WLK_ACTIVITY_STAGE, .stage = stage, .state = state, .duration = duration,
  };

  report_activity (run, &activity);
}

static void
report_fetch (const char *address,
              gpointer    run)
{
  const WlkActivity activity = {
    .kind = address != NULL ? WLK_ACTIVITY_FETCH : WLK_ACTIVITY_VALIDATE, .address = address,
  };

  report_activity (run, &activity);
}

/* Reads the files, loads the anchors and connects, in this order: typing errors are reported before
 * the network is used. */
static gboolean
receive (Run          *run,
         GCancellable *cancellable,
         GError      **error)
{
  gboolean is_received = wlk_source_is_received (run->source);

  if (!is_received && wlk_source_get_target (run->source) == NULL)
    report_step (run, WLK_ACTIVITY_LOAD);
  if (!wlk_source_load (run->source, cancellable, error))
    return FALSE;

  if (run->trust == NULL)
    {
      report_step (run, WLK_ACTIVITY_LOAD_TRUST);
      run->trust = wlk_source_load_trust (run->source, cancellable, error);
      if (run->trust == NULL)
        return FALSE;
    }
  if (is_received || wlk_source_get_target (run->source) == NULL)
    return TRUE;

  report_step (run, WLK_ACTIVITY_CONNECT);
  return wlk_source_connect (run->source, run->relay != NULL ? report_stage : NULL, run,
                             cancellable, error);
}

static WlkInspection *
run_steps (WlkInspector *self,
           Run          *run,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  if (!receive (run, cancellable, error))
    return NULL;

  report_step (run, WLK_ACTIVITY_VALIDATE);
  bundle = wlk_source_dup_bundle (run->source);
  connection = wlk_source_dup_connection (run->source);
  return inspect (self, run->query, bundle, connection, run->trust, NULL, report_fetch, run,
                  cancellable, error);
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  WlkInspection *inspection = run_steps (source_object, task_data, cancellable, &error);

  if (inspection != NULL)
    g_task_return_pointer (task, inspection, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * wlk_inspector_run:
 * @self: an inspector
 * @source: what to inspect
 * @query: the query: name, time, purpose, profile
 * @trust: (nullable): the trust anchors of @source, loaded before, or %NULL to load them
 * @cancellable: (nullable): stops it
 * @error: return location, as that of wlk_inspector_run_finish()
 *
 * Runs wlk_inspector_run_async() synchronously in this thread, which saves 5 % of the time for a
 * chain file.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_inspector_run (WlkInspector  *self,
                   WlkSource     *source,
                   WlkQuery      *query,
                   WlkTrustStore *trust,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Run run = { .source = source, .query = query };
  WlkInspection *inspection;

  g_return_val_if_fail (WLK_IS_INSPECTOR (self) && source != NULL, NULL);
  g_return_val_if_fail (query != NULL, NULL);

  run.trust = trust != NULL ? wlk_trust_store_ref (trust) : NULL;
  inspection = run_steps (self, &run, cancellable, error);
  g_clear_pointer (&run.trust, wlk_trust_store_unref);

  return inspection;
}

/**
 * wlk_inspector_run_async:
 * @self: an inspector
 * @source: what to inspect
 * @query: the query: name, time, purpose, profile
 * @trust: (nullable): the trust anchors of @source, loaded before, or %NULL to load them
 * @progress: (nullable): called with each step that begins or ends, in the thread-default main
 *   context of this thread, not after @callback
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; @callback does not wait for uninterruptible work
 * @callback: called in the same main context when it is done
 * @user_data: for @callback
 *
 * Runs a complete inspection in another thread: reads the files of @source, loads its trust
 * anchors, connects to its host and validates. A source that was inspected before is neither read
 * nor connected to again.
 */
void
wlk_inspector_run_async (WlkInspector       *self,
                         WlkSource          *source,
                         WlkQuery           *query,
                         WlkTrustStore      *trust,
                         WlkActivityFunc     progress,
                         gpointer            progress_data,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Run *run = NULL;

  g_return_if_fail (WLK_IS_INSPECTOR (self) && source != NULL);
  g_return_if_fail (query != NULL);

  run = g_new0 (Run, 1);
  run->source = wlk_source_ref (source);
  run->query = wlk_query_ref (query);
  run->trust = trust != NULL ? wlk_trust_store_ref (trust) : NULL;
  run->progress = progress;
  run->progress_data = progress_data;
  if (progress != NULL)
    run->relay = wlk_relay_new (deliver_activity, run, activity_free);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_inspector_run_async);
  g_task_set_task_data (task, run, run_free);
  /* A task that is cancelled before its thread starts leaks an error in some versions of GLib. */
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * wlk_inspector_run_finish:
 * @self: an inspector
 * @result: the result passed to the callback
 * @error: return location; a #WlkError of reading or loading, or %WLK_ERROR_EMPTY;
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_inspector_run_finish (WlkInspector *self,
                          GAsyncResult *result,
                          GError      **error)
{
  Run *run;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  run = g_task_get_task_data (G_TASK (result));
  if (run->relay != NULL)
    wlk_relay_close (run->relay);

  return g_task_propagate_pointer (G_TASK (result), error);
}
