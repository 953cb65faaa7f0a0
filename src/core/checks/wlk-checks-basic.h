/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_signature (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_validity_not_before (WlkCheckContext *context,
                                    WlkDraft        *draft);
void wlk_check_validity_not_after (WlkCheckContext *context,
                                   WlkDraft        *draft);
void wlk_check_issuer_name (WlkCheckContext *context,
                            WlkDraft        *draft);

G_END_DECLS
