/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inspect/wlk-example.h"
#include "inspect/wlk-inspector.h"
#include "wlk-progress.h"

G_BEGIN_DECLS

#define WLK_TYPE_JOB (wlk_job_get_type ())
G_DECLARE_FINAL_TYPE (WlkJob, wlk_job, WLK, JOB, GObject)

/* One piece of work for the window: read or connect, load the trust store, judge. Its property
 * “activity” says in words what it does; it changes in the main thread. A job runs once. */
WlkJob *wlk_job_new (WlkQuery    * query);

void wlk_job_set_files (WlkJob     *self,
                        GListModel *files);
void wlk_job_set_text (WlkJob     *self,
                       const char *text);
void wlk_job_set_target (WlkJob               *self,
                         WlkTarget            *target,
                         WlkConnectionOptions *options);
void wlk_job_set_example (WlkJob     *self,
                          WlkExample *example);
void wlk_job_set_source (WlkJob *self,
                         WlkJob *other);
void wlk_job_set_contents (WlkJob *self,
                           WlkJob *other);
void wlk_job_set_inspector (WlkJob       *self,
                            WlkInspector *inspector);
void wlk_job_set_trust_path (WlkJob     *self,
                             const char *path);
void wlk_job_set_trust (WlkJob        *self,
                        WlkTrustStore *trust);
const char *wlk_job_get_trust_path (WlkJob *self);
WlkQuery *wlk_job_get_request (WlkJob *self);
const char *wlk_job_get_activity (WlkJob *self);
WlkTarget *wlk_job_get_target (WlkJob *self);
WlkProgress *wlk_job_get_progress (WlkJob *self);
gboolean wlk_job_is_example (WlkJob *self);
char *wlk_job_dup_title (WlkJob *self);
void wlk_job_run_async (WlkJob             *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
WlkInspection *wlk_job_run_finish (WlkJob       *self,
                                   GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
