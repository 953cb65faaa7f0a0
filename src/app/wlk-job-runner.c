/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-job-runner.h"

#include "base/wlk-text.h"
#include "wlk-progress.h"

#include <glib/gi18n-lib.h>

struct _WlkJobRunner
{
  GObject        parent_instance;

  WlkJobDoneFunc done;
  gpointer       user_data;

  WlkSource     *source;        /* nullable: what is being inspected */
  gboolean       wants_fetch;   /* whether it may fetch */
  char          *activity;      /* nullable: description of the current task */
  WlkProgress   *progress;      /* nullable: while connecting to a host */
  GCancellable  *cancellable;   /* nullable */
};

enum {
  PROP_0,
  PROP_ACTIVITY,
  PROP_IS_BUSY,
  PROP_PROGRESS,
  PROP_TARGET,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkJobRunner, wlk_job_runner, G_TYPE_OBJECT)

/**
 * Job:
 *
 * One inspection. By the time it ends or reports, another one may have replaced it.
 */
typedef struct
{
  WlkJobRunner *runner;
  GCancellable *cancellable; /* its own, which identifies it */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->runner);
  g_object_unref (job->cancellable);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static const char *
get_target_text (WlkJobRunner * self)
{
  const WlkTarget *target = self->source != NULL ? wlk_source_get_target (self->source) : NULL;

  return target != NULL ? target->title : NULL;
}

static void
notify_all (WlkJobRunner *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* Names the host, since waiting for an unresponsive server takes long. */
static char *
describe_fetch (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *visible = NULL;

  if (host == NULL)
    return g_strdup (_("Validating and fetching…"));

  visible = wlk_text_make_visible (host, -1);
  /* Translators: a host, of which something is fetched. */
  return g_strdup_printf (_("Asking %s…"), visible);
}

static char *
describe_activity (WlkJobRunner      *self,
                   const WlkActivity *activity)
{
  switch (activity->kind)
    {
    case WLK_ACTIVITY_LOAD:
      return g_strdup (_("Reading certificates…"));

    case WLK_ACTIVITY_LOAD_TRUST:
      return g_strdup (_("Loading trusted roots…"));

    case WLK_ACTIVITY_FETCH:
      return describe_fetch (activity->address);

    case WLK_ACTIVITY_VALIDATE:
      return g_strdup (self->wants_fetch ? _("Validating and fetching…")
                                         : _("Checking every step…"));

    case WLK_ACTIVITY_CONNECT:
    case WLK_ACTIVITY_STAGE:
    default:
      return g_strdup (_("Connecting…"));
    }
}

static void
activity_cb (const WlkActivity *activity,
             gpointer           user_data)
{
  const Job *job = user_data;
  WlkJobRunner *self = job->runner;

  if (job->cancellable != self->cancellable)
    return;

  if (activity->kind == WLK_ACTIVITY_STAGE)
    wlk_progress_note_stage (self->progress, activity->stage, activity->state, activity->duration);
  if (activity->kind == WLK_ACTIVITY_VALIDATE && self->progress != NULL)
    wlk_progress_begin_validation (self->progress);
  g_free (self->activity);
  self->activity = describe_activity (self, activity);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

static void
forget_job (WlkJobRunner *self)
{
  g_clear_pointer (&self->source, wlk_source_unref);
  g_clear_pointer (&self->activity, g_free);
  g_clear_object (&self->progress);
  g_clear_object (&self->cancellable);
}

static void
stop (WlkJobRunner *self)
{
  g_autoptr(GCancellable) cancellable = NULL;

  if (self->source == NULL)
    return;

  cancellable = g_object_ref (self->cancellable);
  forget_job (self);
  g_cancellable_cancel (cancellable);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  WlkJobRunner *self = job->runner;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkSource) inspected = NULL;

  inspection = wlk_inspector_run_finish (WLK_INSPECTOR (source), result, &error);
  if (job->cancellable != self->cancellable)
    return; /* It was replaced or cancelled. */

  inspected = wlk_source_ref (self->source);
  forget_job (self);
  self->done (inspected, inspection, error, self->user_data);
  notify_all (self);
}

static void
wlk_job_runner_dispose (GObject *object)
{
  wlk_job_runner_cancel (WLK_JOB_RUNNER (object));

  G_OBJECT_CLASS (wlk_job_runner_parent_class)->dispose (object);
}

static void
wlk_job_runner_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  WlkJobRunner *self = WLK_JOB_RUNNER (object);

  switch (property_id)
    {
    case PROP_ACTIVITY:
      g_value_set_string (value, self->activity);
      break;

    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->source != NULL);
      break;

    case PROP_PROGRESS:
      g_value_set_object (value, wlk_job_runner_get_progress (self));
      break;

    case PROP_TARGET:
      g_value_set_string (value, get_target_text (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_job_runner_class_init (WlkJobRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wlk_job_runner_dispose;
  object_class->get_property = wlk_job_runner_get_property;

  properties[PROP_ACTIVITY] = g_param_spec_string ("activity", NULL, NULL, NULL, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_object ("progress", NULL, NULL, G_TYPE_LIST_MODEL,
                                                   flags);
  properties[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_job_runner_init (WlkJobRunner *self)
{
}

/**
 * wlk_job_runner_new:
 * @done: called when a job has ended, with its inspection or an error; not for a cancelled job,
 *   and never after the runner is disposed
 * @user_data: for @done
 *
 * Returns: (transfer full): a runner without a job
 */
WlkJobRunner *
wlk_job_runner_new (WlkJobDoneFunc done,
                    gpointer       user_data)
{
  WlkJobRunner *self = g_object_new (WLK_TYPE_JOB_RUNNER, NULL);

  self->done = done;
  self->user_data = user_data;
  return self;
}

/**
 * wlk_job_runner_run:
 * @self: a runner
 * @inspector: an inspector
 * @source: what to inspect
 * @query: the query
 * @trust: (nullable): the trust anchors, if already loaded
 *
 * Runs an inspection, and cancels the one in progress. “is-busy” stays set in between.
 */
void
wlk_job_runner_run (WlkJobRunner  *self,
                    WlkInspector  *inspector,
                    WlkSource     *source,
                    WlkQuery      *query,
                    WlkTrustStore *trust)
{
  Job *job;

  g_return_if_fail (WLK_IS_JOB_RUNNER (self));

  stop (self);
  self->source = wlk_source_ref (source);
  self->wants_fetch = wlk_query_get (query)->wants_fetch;
  self->cancellable = g_cancellable_new ();
  if (wlk_source_get_target (source) != NULL && !wlk_source_is_received (source))
    self->progress = wlk_progress_new ();

  job = g_new0 (Job, 1);
  job->runner = g_object_ref (self);
  job->cancellable = g_object_ref (self->cancellable);
  wlk_inspector_run_async (inspector, source, query, trust, activity_cb, job, self->cancellable,
                           run_cb, job);
  notify_all (self);
}

/**
 * wlk_job_runner_cancel:
 * @self: a runner
 *
 * Stops the job in progress, if there is one.
 */
void
wlk_job_runner_cancel (WlkJobRunner *self)
{
  g_return_if_fail (WLK_IS_JOB_RUNNER (self));

  if (self->source == NULL)
    return;

  stop (self);
  notify_all (self);
}

/* Whether a job is in progress. */
gboolean
wlk_job_runner_is_busy (WlkJobRunner *self)
{
  g_return_val_if_fail (WLK_IS_JOB_RUNNER (self), FALSE);

  return self->source != NULL;
}

/* (nullable): the steps of the connection in progress. */
GListModel *
wlk_job_runner_get_progress (WlkJobRunner *self)
{
  g_return_val_if_fail (WLK_IS_JOB_RUNNER (self), NULL);

  return self->progress != NULL ? wlk_progress_get_items (self->progress) : NULL;
}
