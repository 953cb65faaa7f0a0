/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_extension_missing (WlkCheckContext *context,
                                  WlkDraft        *draft);
void wlk_check_extension_criticality (WlkCheckContext *context,
                                      WlkDraft        *draft);
void wlk_check_authority_key_identifier (WlkCheckContext *context,
                                         WlkDraft        *draft);
void wlk_check_basic_constraints (WlkCheckContext *context,
                                  WlkDraft        *draft);
void wlk_check_public_key (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_validity_period (WlkCheckContext *context,
                                WlkDraft        *draft);

G_END_DECLS
