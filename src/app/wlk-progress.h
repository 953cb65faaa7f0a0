/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

#define WLK_TYPE_PROGRESS (wlk_progress_get_type ())
G_DECLARE_FINAL_TYPE (WlkProgress, wlk_progress, WLK, PROGRESS, GObject)

/* The steps of a connection in progress, in the order in which they started. Used by the main
 * thread only. */

WlkProgress *wlk_progress_new (void);
GListModel *wlk_progress_get_items (WlkProgress *self);
void wlk_progress_note_stage (WlkProgress       *self,
                              WlkConnectionStage stage,
                              WlkStageState      state,
                              gint64             duration);
void wlk_progress_begin_validation (WlkProgress *self);

G_END_DECLS
