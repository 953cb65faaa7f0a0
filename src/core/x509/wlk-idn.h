/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *wlk_idn_dup_ascii (const char *name);
char *wlk_idn_dup_unicode (const char *name);
char *wlk_idn_dup_both (const char *name);

G_END_DECLS
