/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "load/wlk-bundle.h"

G_BEGIN_DECLS

#define WLK_TYPE_UNUSED_LIST (wlk_unused_list_get_type ())
G_DECLARE_FINAL_TYPE (WlkUnusedList, wlk_unused_list, WLK, UNUSED_LIST, GObject)

/* The certificates of a bundle that are on no path of any report, in the order in which they were
 * received: a GListModel of WlkCertificate. It is computed when its length is first requested. */

GListModel *wlk_unused_list_new (WlkBundle     * bundle,
                                 GPtrArray     * reports);
guint wlk_unused_list_get_bundle_index (WlkUnusedList *self,
                                        guint          position);

G_END_DECLS
