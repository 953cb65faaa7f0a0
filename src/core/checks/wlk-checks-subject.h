/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_empty_issuer (WlkCheckContext *context,
                             WlkDraft        *draft);
void wlk_check_empty_subject (WlkCheckContext *context,
                              WlkDraft        *draft);
void wlk_check_san_syntax (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_common_name (WlkCheckContext *context,
                            WlkDraft        *draft);

G_END_DECLS
