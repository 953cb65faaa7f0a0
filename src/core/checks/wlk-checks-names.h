/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_check_name_permitted (WlkCheckContext *context,
                               WlkFindingDraft *draft);
void wlk_check_name_not_excluded (WlkCheckContext *context,
                                  WlkFindingDraft *draft);
void wlk_check_name_constraints_update (WlkCheckContext *context,
                                        WlkFindingDraft *draft);

G_END_DECLS
