/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *wlk_check_descriptions_get (const char *id);

G_END_DECLS
