/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-report.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

void wlk_text_steps_write (WlkTerminal *terminal,
                           WlkReport   *report,
                           gboolean     all);
void wlk_text_steps_write_list (WlkTerminal *terminal);

G_END_DECLS
