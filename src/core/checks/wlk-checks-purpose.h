/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_leaf_not_ca (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_key_usage (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_extended_key_usage (WlkCheckContext *context,
                                   WlkDraft        *draft);

G_END_DECLS
