/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-progress.h"

struct _WlkConnectionProgress
{
  GMainContext             *context;   /* of the requesting thread */
  WlkConnectionProgressFunc func;
  gpointer                  user_data;
  gboolean                  is_closed; /* accessed only by that thread */
};

typedef struct
{
  WlkConnectionProgress *progress;
  WlkConnectionStage     stage;
  WlkStageState          state;
  gint64                 duration;
} Report;

static void
progress_clear (gpointer data)
{
  WlkConnectionProgress *self = data;

  g_main_context_unref (self->context);
}

static void
report_free (gpointer data)
{
  Report *report = data;

  wlk_connection_progress_unref (report->progress);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  WlkConnectionProgress *progress = report->progress;

  if (!progress->is_closed)
    progress->func (report->stage, report->state, report->duration, progress->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * wlk_connection_progress_new:
 * @func: called in the thread-default main context of this thread
 * @user_data: for @func
 *
 * Returns: (transfer full): reports to this thread
 */
WlkConnectionProgress *
wlk_connection_progress_new (WlkConnectionProgressFunc func,
                             gpointer                  user_data)
{
  WlkConnectionProgress *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkConnectionProgress);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;

  return self;
}

/**
 * wlk_connection_progress_ref:
 * @self: reports
 *
 * Returns: (transfer full): @self
 */
WlkConnectionProgress *
wlk_connection_progress_ref (WlkConnectionProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wlk_connection_progress_unref:
 * @self: (transfer full): reports
 */
void
wlk_connection_progress_unref (WlkConnectionProgress *self)
{
  g_atomic_rc_box_release_full (self, progress_clear);
}

/**
 * wlk_connection_progress_close:
 * @self: reports
 *
 * Stops delivery, also of pending reports. Called in the requesting thread.
 */
void
wlk_connection_progress_close (WlkConnectionProgress *self)
{
  self->is_closed = TRUE;
}

/**
 * wlk_connection_progress_report:
 * @self: (nullable): reports
 * @stage: a stage
 * @state: whether it begins or ends
 * @duration: microseconds that it took, 0 when it begins
 *
 * Queues a report. Called in any thread.
 */
void
wlk_connection_progress_report (WlkConnectionProgress *self,
                                WlkConnectionStage     stage,
                                WlkStageState          state,
                                gint64                 duration)
{
  g_autoptr(GSource) source = NULL;
  Report *report;

  if (self == NULL)
    return;

  report = g_new0 (Report, 1);
  report->progress = wlk_connection_progress_ref (self);
  report->stage = stage;
  report->state = state;
  report->duration = duration;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, self->context);
}
