/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_check_signature (WlkCheckContext *context,
                          WlkFindingDraft *draft);
void wlk_check_validity_not_before (WlkCheckContext *context,
                                    WlkFindingDraft *draft);
void wlk_check_validity_not_after (WlkCheckContext *context,
                                   WlkFindingDraft *draft);
void wlk_check_issuer_name (WlkCheckContext *context,
                            WlkFindingDraft *draft);

G_END_DECLS
