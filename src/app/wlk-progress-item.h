/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WLK_TYPE_PROGRESS_ITEM (wlk_progress_item_get_type ())
G_DECLARE_FINAL_TYPE (WlkProgressItem, wlk_progress_item, WLK, PROGRESS_ITEM, GObject)

/* One step of a connection in progress. Readable properties for the template: “title”, “word” (its
 * state), “icon-name”, “is-running”, “css-classes”. */

WlkProgressItem *wlk_progress_item_new (guint id,
                                        const char *title);
guint wlk_progress_item_get_id (WlkProgressItem *self);
gboolean wlk_progress_item_is_running (WlkProgressItem *self);
void wlk_progress_item_end (WlkProgressItem *self,
                            gboolean         is_failed,
                            gint64           duration);
char *wlk_progress_item_dup_description (WlkProgressItem *self);

G_END_DECLS
