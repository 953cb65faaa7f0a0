/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "load/wlk-bundle.h"

G_BEGIN_DECLS

gboolean wlk_parser_parse (WlkBundle    *bundle,
                           guint8       *buffer,
                           gsize         length,
                           const char   *place,
                           GCancellable *cancellable,
                           GError      **error);

G_END_DECLS
