/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_name_permitted (WlkCheckContext *context,
                               WlkDraft        *draft);
void wlk_check_name_not_excluded (WlkCheckContext *context,
                                  WlkDraft        *draft);
void wlk_check_name_constraints_update (WlkCheckContext *context,
                                        WlkDraft        *draft);

G_END_DECLS
