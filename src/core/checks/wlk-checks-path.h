/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_issuer_found (WlkCheckContext *context,
                             WlkDraft        *draft);
void wlk_check_no_loop (WlkCheckContext *context,
                        WlkDraft        *draft);
void wlk_check_depth_limit (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_anchor_reached (WlkCheckContext *context,
                               WlkDraft        *draft);

G_END_DECLS
