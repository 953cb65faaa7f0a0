/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *wlk_oid_get_title (const char *oid);
gboolean wlk_oid_is_dotted (const char *text);

G_END_DECLS
