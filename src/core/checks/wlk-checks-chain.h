/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_chain_order (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_chain_duplicates (WlkCheckContext *context,
                                 WlkDraft        *draft);
void wlk_check_chain_root_unneeded (WlkCheckContext *context,
                                    WlkDraft        *draft);
void wlk_check_chain_unused (WlkCheckContext *context,
                             WlkDraft        *draft);
void wlk_check_issuer_sent (WlkCheckContext *context,
                            WlkDraft        *draft);

G_END_DECLS
