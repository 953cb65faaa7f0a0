/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passwords from the terminal or from a file; wiped when they are freed. */

char *wlk_password_ask (const char *what);
char *wlk_password_read_file (const char *path,
                              GError    **error);
void wlk_password_free (char *password);

G_END_DECLS
