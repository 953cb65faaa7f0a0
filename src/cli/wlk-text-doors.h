/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-doors.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

void wlk_text_doors_write (WlkTerminal *terminal,
                           GPtrArray   *doors);

G_END_DECLS
