/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-job.h"

#include "base/wlk-text.h"
#include "load/wlk-loader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A job has a source (files, text, a host or an example), or contents that an earlier job loaded.
 * The probe has a thread of its own; everything else runs in one worker thread.
 */

struct _WlkJob
{
  GObject               parent_instance;

  GListModel           *files;      /* nullable */
  char                 *text;       /* nullable */
  WlkTarget            *target;     /* nullable */
  WlkConnectionOptions *options;    /* nullable: how to connect to @target */
  WlkExample           *example;    /* nullable */

  WlkQuery             *query;
  WlkInspector         *inspector;
  char                 *trust_path; /* nullable: the system's */
  WlkTrustStore        *trust;      /* nullable until loaded */
  WlkBundle            *bundle;     /* nullable until loaded */
  WlkConnection        *connection; /* nullable */

  char                 *activity;   /* nullable: what is being done, in words */
  WlkProgress          *progress;   /* nullable: while it does not connect to a host */
};

/* An activity on its way from the worker to the main thread. */
typedef struct
{
  WlkJob *job;
  char   *activity;
} Notice;

enum {
  PROP_0,
  PROP_ACTIVITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkJob, wlk_job, G_TYPE_OBJECT)

static gboolean
deliver_notice (gpointer user_data)
{
  Notice *notice = user_data;

  g_free (notice->job->activity);
  notice->job->activity = g_steal_pointer (&notice->activity);
  g_object_notify_by_pspec (G_OBJECT (notice->job), properties[PROP_ACTIVITY]);

  return G_SOURCE_REMOVE;
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->job);
  g_free (notice->activity);
  g_free (notice);
}

/* Says from any thread what is being done. */
static void
announce (WlkJob     *self,
          const char *activity)
{
  Notice *notice = g_new0 (Notice, 1);

  notice->job = g_object_ref (self);
  notice->activity = g_strdup (activity);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, deliver_notice, notice, notice_free);
}

static WlkBundle *
load_text (WlkJob  *self,
           GError **error)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static (self->text, strlen (self->text));

  if (!wlk_loader_load_bytes (bundle, bytes, _("clipboard"), error))
    return NULL;

  return g_steal_pointer (&bundle);
}

static gboolean
load_bundle (WlkJob  *self,
             GError **error)
{
  if (self->bundle != NULL || self->target != NULL)
    return TRUE;

  self->bundle = self->text != NULL ? load_text (self, error)
                                    : wlk_example_load_bundle (self->example, error);

  return self->bundle != NULL;
}

static gboolean
load_trust (WlkJob       *self,
            GCancellable *cancellable,
            GError      **error)
{
  const char *sources[] = { self->trust_path, NULL };

  if (self->trust != NULL)
    return TRUE;

  announce (self, _("Loading trusted roots…"));
  self->trust = self->example != NULL && self->trust_path == NULL
                ? wlk_example_load_trust (self->example, error)
                : wlk_trust_store_load (sources, cancellable, error);

  return self->trust != NULL;
}

/* Whoever waits for a responder that is dead wants to know for whom. */
static void
fetch_cb (const char *address,
          gpointer    user_data)
{
  g_autoptr(GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *visible = wlk_text_make_visible (host != NULL ? host : "", -1);
  /* Translators: a host, of which something is fetched. */
  g_autofree char *asking = g_strdup_printf (_("Asking %s…"), visible);

  announce (user_data, host != NULL ? asking : _("Judging and fetching…"));
}

static WlkInspection *
inspect (WlkJob       *self,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new_beside (self->inspector, fetch_cb, self);

  announce (self, wlk_query_wants_fetch (self->query) ? _("Judging and fetching…")
                                                          : _("Judging every step…"));

  return wlk_inspector_inspect (inspector, self->query, self->bundle, self->connection,
                                self->trust, NULL, cancellable, error);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  WlkJob *self = source;
  WlkInspection *inspection = NULL;
  GError *error = NULL;

  if (load_bundle (self, &error) && load_trust (self, cancellable, &error))
    inspection = inspect (self, cancellable, &error);

  if (inspection != NULL)
    g_task_return_pointer (task, inspection, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
start_thread (GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, work_in_thread);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->bundle = wlk_loader_load_files_finish (result, &error);
  if (self->bundle == NULL)
    g_task_return_error (task, error);
  else
    start_thread (task);
}

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->connection = wlk_connection_probe_finish (result, &error);
  if (self->connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  wlk_progress_begin_judging (self->progress);
  start_thread (task);
}

static void
wlk_job_dispose (GObject *object)
{
  WlkJob *self = WLK_JOB (object);

  g_clear_object (&self->files);
  g_clear_object (&self->target);
  g_clear_object (&self->options);
  g_clear_object (&self->example);
  g_clear_object (&self->query);
  g_clear_object (&self->inspector);
  g_clear_object (&self->trust);
  g_clear_object (&self->bundle);
  g_clear_object (&self->connection);
  g_clear_object (&self->progress);

  G_OBJECT_CLASS (wlk_job_parent_class)->dispose (object);
}

static void
wlk_job_finalize (GObject *object)
{
  WlkJob *self = WLK_JOB (object);

  g_free (self->activity);
  g_free (self->text);
  g_free (self->trust_path);

  G_OBJECT_CLASS (wlk_job_parent_class)->finalize (object);
}

static void
wlk_job_get_property (GObject    *object,
                      guint       property_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  if (property_id == PROP_ACTIVITY)
    g_value_set_string (value, WLK_JOB (object)->activity);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_job_class_init (WlkJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wlk_job_dispose;
  object_class->finalize = wlk_job_finalize;
  object_class->get_property = wlk_job_get_property;

  properties[PROP_ACTIVITY] =
    g_param_spec_string ("activity", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_job_init (WlkJob *self)
{
}

/**
 * wlk_job_new:
 * @query: what is asked
 *
 * Returns: (transfer full): a job without a source yet
 */
WlkJob *
wlk_job_new (WlkQuery *query)
{
  WlkJob *self = g_object_new (WLK_TYPE_JOB, NULL);

  self->query = g_object_ref (query);
  self->inspector = wlk_inspector_new ();
  return self;
}

/**
 * wlk_job_set_files:
 * @self: a job
 * @files: a list of #GFile that does not change any more
 *
 * Makes it read files, all as one bundle.
 */
void
wlk_job_set_files (WlkJob     *self,
                   GListModel *files)
{
  g_set_object (&self->files, files);
}

/**
 * wlk_job_set_text:
 * @self: a job
 * @text: PEM text
 *
 * Makes it read pasted or dropped text.
 */
void
wlk_job_set_text (WlkJob     *self,
                  const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
}

/**
 * wlk_job_set_target:
 * @self: a job
 * @target: a host
 * @options: how to connect to it
 *
 * Makes it connect to a host.
 */
void
wlk_job_set_target (WlkJob               *self,
                    WlkTarget            *target,
                    WlkConnectionOptions *options)
{
  g_set_object (&self->target, target);
  g_set_object (&self->options, options);
}

/**
 * wlk_job_set_example:
 * @self: a job
 * @example: an example
 *
 * Makes it read a built-in example and, unless a path is set, judge it with its own trust store.
 */
void
wlk_job_set_example (WlkJob     *self,
                     WlkExample *example)
{
  g_set_object (&self->example, example);
}

/**
 * wlk_job_set_source:
 * @self: a job
 * @other: a job whose source is to be read again
 *
 * Takes over what the other job reads, and nothing of what it has read.
 */
void
wlk_job_set_source (WlkJob *self,
                    WlkJob *other)
{
  wlk_job_set_text (self, other->text);
  g_set_object (&self->files, other->files);
  wlk_job_set_target (self, other->target, other->options);
  g_set_object (&self->example, other->example);
}

/**
 * wlk_job_set_contents:
 * @self: a job
 * @other: a job of the same source, which has run
 *
 * Judges what was received before instead of reading it again; but not what was fetched.
 */
void
wlk_job_set_contents (WlkJob *self,
                      WlkJob *other)
{
  g_set_object (&self->connection, other->connection);
  g_set_object (&self->bundle, other->bundle);
}

/**
 * wlk_job_set_inspector:
 * @self: a job
 * @inspector: keeps what was fetched for several jobs
 *
 * Lets an inspector of somebody else's do the work.
 */
void
wlk_job_set_inspector (WlkJob       *self,
                       WlkInspector *inspector)
{
  g_set_object (&self->inspector, inspector);
}

/**
 * wlk_job_set_trust_path:
 * @self: a job
 * @path: (nullable): “system”, a file or a folder; %NULL for the example's own, else the system's
 *
 * Says where trust comes from.
 */
void
wlk_job_set_trust_path (WlkJob     *self,
                        const char *path)
{
  g_free (self->trust_path);
  self->trust_path = g_strdup (path);
}

/**
 * wlk_job_set_trust:
 * @self: a job
 * @trust: a trust store that was loaded from the same place
 *
 * Spares it the loading.
 */
void
wlk_job_set_trust (WlkJob        *self,
                   WlkTrustStore *trust)
{
  g_set_object (&self->trust, trust);
}

/**
 * wlk_job_get_trust_path:
 * @self: a job
 *
 * Returns: (nullable): where trust comes from
 */
const char *
wlk_job_get_trust_path (WlkJob *self)
{
  return self->trust_path;
}

/**
 * wlk_job_get_request:
 * @self: a job
 *
 * Returns: (transfer none): what is asked
 */
WlkQuery *
wlk_job_get_request (WlkJob *self)
{
  return self->query;
}

/**
 * wlk_job_get_activity:
 * @self: a job
 *
 * Returns: (nullable): what it does, in words
 */
const char *
wlk_job_get_activity (WlkJob *self)
{
  return self->activity;
}

/**
 * wlk_job_get_target:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the host that it connects to
 */
WlkTarget *
wlk_job_get_target (WlkJob *self)
{
  return self->target;
}

/**
 * wlk_job_get_progress:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): its steps so far, when it has begun to connect to a host
 */
WlkProgress *
wlk_job_get_progress (WlkJob *self)
{
  return self->progress;
}

/**
 * wlk_job_is_example:
 * @self: a job
 *
 * Returns: whether its source is a built-in example
 */
gboolean
wlk_job_is_example (WlkJob *self)
{
  return self->example != NULL;
}

/**
 * wlk_job_dup_title:
 * @self: a job
 *
 * Returns: (transfer full): what is opened, in a few words
 */
char *
wlk_job_dup_title (WlkJob *self)
{
  g_autoptr(GFile) file = NULL;
  guint n_files;

  if (self->target != NULL)
    return g_strdup (wlk_target_get_title (self->target));
  if (self->example != NULL)
    return g_strdup_printf (_("Example: %s"), wlk_example_get_title (self->example));
  if (self->files == NULL)
    return g_strdup (_("Pasted Text"));

  n_files = g_list_model_get_n_items (self->files);
  file = g_list_model_get_item (self->files, 0);
  if (n_files == 1 && file != NULL)
    {
      g_autofree char *name = g_file_get_basename (file);

      return name != NULL ? wlk_text_make_visible (name, -1) : g_strdup (_("File"));
    }
  return g_strdup_printf (ngettext ("%u File", "%u Files", n_files), n_files);
}

/**
 * wlk_job_run_async:
 * @self: a job with a source
 * @cancellable: (nullable): stops it
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Does the work off the main thread.
 */
void
wlk_job_run_async (WlkJob             *self,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (WLK_IS_JOB (self));

  g_task_set_source_tag (task, wlk_job_run_async);
  if (self->target != NULL && self->connection == NULL)
    {
      announce (self, _("Connecting…"));
      wlk_inspector_ask_anew (self->inspector);
      self->progress = wlk_progress_new ();
      wlk_connection_probe_async (self->target, self->options, cancellable,
                                  wlk_progress_note_stage, self->progress, probe_cb,
                                  g_object_ref (task));
    }
  else if (self->files != NULL && self->bundle == NULL)
    {
      announce (self, _("Reading certificates…"));
      wlk_inspector_ask_anew (self->inspector);
      wlk_loader_load_files_async (self->files, cancellable, load_cb, g_object_ref (task));
    }
  else
    {
      start_thread (task);
    }
}

/**
 * wlk_job_run_finish:
 * @self: a job
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the inspection
 */
WlkInspection *
wlk_job_run_finish (WlkJob       *self,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
