/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inspect/wlk-inspection.h"
#include "wlk-connection-settings.h"
#include "wlk-job-runner.h"

G_BEGIN_DECLS

#define WLK_TYPE_WINDOW_MODEL (wlk_window_model_get_type ())
G_DECLARE_FINAL_TYPE (WlkWindowModel, wlk_window_model, WLK, WINDOW_MODEL, GObject)

/* The state of a window. Readable properties for templates: “inspection”, “title”, “work” (a
 * WlkJobRunner), “message” (nullable: an error), “news” (nullable: the changes since the previous
 * inspection), “settings” (WlkConnectionSettings). */
WlkWindowModel *wlk_window_model_new (void);

void wlk_window_model_open_files (WlkWindowModel *self,
                                  GListModel     *files);
void wlk_window_model_open_text (WlkWindowModel *self,
                                 const char     *text);
void wlk_window_model_open_host (WlkWindowModel *self,
                                 const char     *host);
void wlk_window_model_open_example_id (WlkWindowModel *self,
                                       const char     *id);
void wlk_window_model_reload (WlkWindowModel *self);
void wlk_window_model_use_starttls (WlkWindowModel *self,
                                    const char     *id);
void wlk_window_model_ask (WlkWindowModel *self,
                           WlkQuery       *query,
                           gboolean        is_now,
                           const char     *trust_path);
void wlk_window_model_cancel (WlkWindowModel *self);
void wlk_window_model_show_message (WlkWindowModel *self,
                                    const char     *message);
void wlk_window_model_dismiss_news (WlkWindowModel *self);

WlkInspection *wlk_window_model_get_inspection (WlkWindowModel *self);
const char *wlk_window_model_get_title (WlkWindowModel *self);
const char *wlk_window_model_get_message (WlkWindowModel *self);
const char *wlk_window_model_get_news (WlkWindowModel *self);
WlkJobRunner *wlk_window_model_get_work (WlkWindowModel *self);
WlkQuery *wlk_window_model_get_asked (WlkWindowModel *self,
                                      gboolean       *is_now,
                                      const char    **trust_path);
gboolean wlk_window_model_is_busy (WlkWindowModel *self);
gboolean wlk_window_model_is_now (WlkWindowModel *self);

G_END_DECLS
