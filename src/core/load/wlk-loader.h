/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "load/wlk-bundle.h"

G_BEGIN_DECLS

/*
 * Reads certificates from bytes, whatever the name says. A source that holds nothing at all to
 * inspect is an error; a source with one good block and a hundred bad ones is a bundle.
 */

gboolean wlk_loader_names_file (const char *word);
gboolean wlk_loader_load_bytes (WlkBundle  *bundle,
                                GBytes     *bytes,
                                const char *place,
                                GError    **error);
gboolean wlk_loader_load_file (WlkBundle    *bundle,
                               GFile        *file,
                               GCancellable *cancellable,
                               GError      **error);
gboolean wlk_loader_load_stdin (WlkBundle    *bundle,
                                GCancellable *cancellable,
                                GError      **error);
void wlk_loader_load_files_async (GListModel         *files,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
WlkBundle *wlk_loader_load_files_finish (GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
