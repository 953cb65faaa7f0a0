/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-job-runner.h"

struct _WlkJobRunner
{
  GObject        parent_instance;

  WlkJobDoneFunc done;
  gpointer       user_data;

  WlkJob        *job;         /* nullable: in progress */
  gulong         activity_id;
  GCancellable  *cancellable; /* of @job */
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

static const char *
get_target_text (WlkJobRunner * self)
{
  WlkTarget *target = self->job != NULL ? wlk_job_get_target (self->job) : NULL;

  return target != NULL ? wlk_target_get_title (target) : NULL;
}

static void
activity_cb (WlkJobRunner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

static void
notify_all (WlkJobRunner *self)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
forget_job (WlkJobRunner *self)
{
  if (self->job != NULL)
    g_clear_signal_handler (&self->activity_id, self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
}

static void
stop (WlkJobRunner *self)
{
  g_autoptr(GCancellable) cancellable = NULL;

  if (self->job == NULL)
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
  g_autoptr(WlkJobRunner) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkInspection) inspection = NULL;
  WlkJob *job = WLK_JOB (source);

  inspection = wlk_job_run_finish (job, result, &error);
  if (job != self->job)
    return; /* Another one took its place, or it was cancelled. */

  forget_job (self);
  self->done (job, inspection, error, self->user_data);
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
      g_value_set_string (value, self->job != NULL ? wlk_job_get_activity (self->job) : NULL);
      break;

    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->job != NULL);
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
 * @done: called when a job has ended, with its inspection or an error; not for one that was
 *   cancelled. It is never called once the runner is disposed of
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
 * @job: a job that has not run
 *
 * Runs a job, and cancels the one in progress. It is busy from the one to the other.
 */
void
wlk_job_runner_run (WlkJobRunner *self,
                    WlkJob       *job)
{
  g_return_if_fail (WLK_IS_JOB_RUNNER (self));
  g_return_if_fail (WLK_IS_JOB (job));

  stop (self);
  self->job = g_object_ref (job);
  self->cancellable = g_cancellable_new ();
  self->activity_id = g_signal_connect_object (job, "notify::activity", G_CALLBACK (activity_cb),
                                               self, G_CONNECT_SWAPPED);
  wlk_job_run_async (job, self->cancellable, run_cb, g_object_ref (self));
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

  if (self->job == NULL)
    return;

  stop (self);
  notify_all (self);
}

/**
 * wlk_job_runner_is_busy:
 * @self: a runner
 *
 * Returns: whether a job is in progress
 */
gboolean
wlk_job_runner_is_busy (WlkJobRunner *self)
{
  g_return_val_if_fail (WLK_IS_JOB_RUNNER (self), FALSE);

  return self->job != NULL;
}

/**
 * wlk_job_runner_get_progress:
 * @self: a runner
 *
 * Returns: (transfer none) (nullable): the steps of the connection that is being made
 */
GListModel *
wlk_job_runner_get_progress (WlkJobRunner *self)
{
  WlkProgress *progress;

  g_return_val_if_fail (WLK_IS_JOB_RUNNER (self), NULL);

  progress = self->job != NULL ? wlk_job_get_progress (self->job) : NULL;
  return progress != NULL ? wlk_progress_get_items (progress) : NULL;
}
