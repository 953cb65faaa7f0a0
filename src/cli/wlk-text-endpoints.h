/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-endpoints.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

void wlk_text_endpoints_write (WlkTerminal *terminal,
                               GPtrArray   *endpoints);

G_END_DECLS
