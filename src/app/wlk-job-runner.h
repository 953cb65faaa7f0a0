/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inspect/wlk-inspector.h"

G_BEGIN_DECLS

#define WLK_TYPE_JOB_RUNNER (wlk_job_runner_get_type ())
G_DECLARE_FINAL_TYPE (WlkJobRunner, wlk_job_runner, WLK, JOB_RUNNER, GObject)

typedef void (*WlkJobDoneFunc) (WlkSource     *source,
                                WlkInspection *inspection,
                                const GError  *error,
                                gpointer       user_data);

/* Runs one inspection at a time, its job; a new one replaces the previous one. Readable properties:
 * “is-busy”, “activity” (nullable: description of the current task), “progress” (nullable: the
 * steps of the connection in progress, a list of WlkProgressItem), “target” (nullable: the text of
 * its host). */
WlkJobRunner *wlk_job_runner_new (WlkJobDoneFunc done,
                                  gpointer       user_data);
void wlk_job_runner_run (WlkJobRunner  *self,
                         WlkInspector  *inspector,
                         WlkSource     *source,
                         WlkQuery      *query,
                         WlkTrustStore *trust);
void wlk_job_runner_cancel (WlkJobRunner *self);
gboolean wlk_job_runner_is_busy (WlkJobRunner *self);
GListModel *wlk_job_runner_get_progress (WlkJobRunner *self);

G_END_DECLS
