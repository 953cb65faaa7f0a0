/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "x509/wlk-extensions.h"

G_BEGIN_DECLS

/* Cipher suites by number and by their name in the TLS registry. */

char *wlk_cipher_suite_dup_name (guint number);
gboolean wlk_cipher_suite_read_server_hello (const guint8 *message,
                                             gsize         length,
                                             guint        *number);
WlkKeyUsage wlk_cipher_suite_get_key_usage (const char *name);

G_END_DECLS
