/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Tells the thread that asked how far a connection is, from the thread that makes it. */

typedef struct _WlkConnectionProgress WlkConnectionProgress;

WlkConnectionProgress *wlk_connection_progress_new (WlkConnectionProgressFunc func,
                                                    gpointer                  user_data);
WlkConnectionProgress *wlk_connection_progress_ref (WlkConnectionProgress *self);
void wlk_connection_progress_unref (WlkConnectionProgress *self);
void wlk_connection_progress_close (WlkConnectionProgress *self);
void wlk_connection_progress_report (WlkConnectionProgress *self,
                                     WlkConnectionStage     stage,
                                     WlkStageState          state,
                                     gint64                 duration);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkConnectionProgress, wlk_connection_progress_unref)

G_END_DECLS
