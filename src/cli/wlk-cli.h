/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int wlk_cli_main (GStrv *arguments);

G_END_DECLS
