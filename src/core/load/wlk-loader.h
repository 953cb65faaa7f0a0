/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "load/wlk-bundle.h"

G_BEGIN_DECLS

/*
 * Reads certificates from bytes; the name of a file does not matter. A source with nothing to
 * inspect is an error; a source with one good block and a hundred bad ones is a bundle.
 */

gboolean wlk_loader_names_file (const char *word);
char *wlk_loader_dup_message (const char *source,
                              const char *message);
void wlk_loader_name_option (GError    **error,
                             const char *option,
                             const char *source);
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
gboolean wlk_loader_load_files (WlkBundle    *bundle,
                                GListModel   *files,
                                GCancellable *cancellable,
                                GError      **error);

G_END_DECLS
