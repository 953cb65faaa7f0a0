/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inspect/wlk-inspection.h"
#include "wlk-connection-settings.h"
#include "wlk-job-runner.h"

G_BEGIN_DECLS

#define WLK_TYPE_SESSION (wlk_session_get_type ())
G_DECLARE_FINAL_TYPE (WlkSession, wlk_session, WLK, SESSION, GObject)

/* What a window is about. Readable properties for templates: “inspection”, “title”, “work” (a
 * WlkJobRunner), “message” (nullable: what went wrong), “news” (nullable: what has changed since
 * the last time), “settings” (WlkConnectionSettings). */
WlkSession *wlk_session_new (void);

void wlk_session_open_files (WlkSession *self,
                             GListModel *files);
void wlk_session_open_text (WlkSession *self,
                            const char *text);
void wlk_session_open_host (WlkSession *self,
                            const char *host);
void wlk_session_open_example_id (WlkSession *self,
                                  const char *id);
void wlk_session_reload (WlkSession *self);
void wlk_session_use_starttls (WlkSession *self,
                               const char *id);
void wlk_session_ask (WlkSession *self,
                      WlkRequest *request,
                      gboolean    is_now,
                      const char *trust_path);
void wlk_session_cancel (WlkSession *self);
void wlk_session_show_message (WlkSession *self,
                               const char *message);
void wlk_session_dismiss_news (WlkSession *self);

WlkInspection *wlk_session_get_inspection (WlkSession *self);
const char *wlk_session_get_title (WlkSession *self);
const char *wlk_session_get_message (WlkSession *self);
const char *wlk_session_get_news (WlkSession *self);
WlkJobRunner *wlk_session_get_work (WlkSession *self);
WlkRequest *wlk_session_get_asked (WlkSession  *self,
                                   gboolean    *is_now,
                                   const char **trust_path);
gboolean wlk_session_is_busy (WlkSession *self);
gboolean wlk_session_is_now (WlkSession *self);

G_END_DECLS
