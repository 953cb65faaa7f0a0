/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *wlk_handshake_message_get_name (guint type);

G_END_DECLS
