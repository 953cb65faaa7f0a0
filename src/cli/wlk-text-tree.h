/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

void wlk_text_tree_write (WlkTerminal   *terminal,
                          WlkInspection *inspection);

G_END_DECLS
