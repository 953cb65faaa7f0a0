/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_certificate_policies (WlkCheckContext *context,
                                     WlkDraft        *draft);
void wlk_check_policy_valid (WlkCheckContext *context,
                             WlkDraft        *draft);
void wlk_check_policy_mappings (WlkCheckContext *context,
                                WlkDraft        *draft);
void wlk_check_policy_constraints (WlkCheckContext *context,
                                   WlkDraft        *draft);
void wlk_check_explicit_policy (WlkCheckContext *context,
                                WlkDraft        *draft);

G_END_DECLS
