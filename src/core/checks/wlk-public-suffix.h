/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean wlk_public_suffix_has_wildcard (const char *presented);

G_END_DECLS
