/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-outcome.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

const char *wlk_text_style_get_mark (const WlkTerminal *terminal,
                                     WlkOutcome         outcome);
const char *wlk_text_style_get_word (WlkOutcome outcome);
WlkStyle wlk_text_style_of (WlkOutcome outcome);
char *wlk_text_style_dup_pair (const char *label,
                               const char *value);
void wlk_text_style_add_heading (WlkTerminal *terminal,
                                 const char  *text);

G_END_DECLS
