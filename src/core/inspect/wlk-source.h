/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-ref-counted.h"
#include "inspect/wlk-example.h"
#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* The input of an inspection and its trust anchors: files, bytes, a host or an example. Immutable
 * and reference-counted. It is read, or connected to, once: the received data is kept for further
 * inspections with other queries or anchors. */

WLK_DECLARE_REF_COUNTED (WlkSource, wlk_source);

GType wlk_source_get_type (void);
WlkSource *wlk_source_new_files (GListModel *files);
WlkSource *wlk_source_new_path (const char *path,
                                const char *option);
WlkSource *wlk_source_new_bytes (GBytes     *bytes,
                                 const char *name);
WlkSource *wlk_source_new_host (const WlkTarget      *target,
                                WlkConnectionOptions *options);
WlkSource *wlk_source_new_example (const WlkExample *example);
WlkSource *wlk_source_new_unread (WlkSource            *other,
                                  WlkConnectionOptions *options);
WlkSource *wlk_source_new_with (WlkSource *other,
                                GPtrArray *companions);
WlkSource *wlk_source_new_trusting (WlkSource          *other,
                                    const char * const *trust,
                                    const char         *option);

const WlkTarget *wlk_source_get_target (WlkSource *self);
const char * const *wlk_source_get_trust (WlkSource *self);
gboolean wlk_source_is_example (WlkSource *self);
char *wlk_source_dup_title (WlkSource *self);

gboolean wlk_source_load (WlkSource    *self,
                          GCancellable *cancellable,
                          GError      **error);
gboolean wlk_source_connect (WlkSource                *self,
                             WlkConnectionProgressFunc progress,
                             gpointer                  progress_data,
                             GCancellable             *cancellable,
                             GError                  **error);
WlkTrustStore *wlk_source_load_trust (WlkSource    *self,
                                      GCancellable *cancellable,
                                      GError      **error);
gboolean wlk_source_is_received (WlkSource *self);
WlkBundle *wlk_source_dup_bundle (WlkSource *self);
WlkConnection *wlk_source_dup_connection (WlkSource *self);

G_END_DECLS
