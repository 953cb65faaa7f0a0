/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *wlk_text_make_visible (const char *text,
                             gssize      length);
char *wlk_text_format_hex (const guint8 *bytes,
                           gsize         length,
                           const char   *separator);

G_END_DECLS
