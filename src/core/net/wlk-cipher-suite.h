/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cipher suites by number and by their name in the TLS registry. */

char *wlk_cipher_suite_dup_name (guint number);
gboolean wlk_cipher_suite_read_server_hello (const guint8 *message,
                                             gsize         length,
                                             guint        *number);

G_END_DECLS
