/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

void wlk_text_report_write (WlkTerminal   *terminal,
                            const char    *target,
                            WlkInspection *inspection,
                            gboolean       all);

G_END_DECLS
