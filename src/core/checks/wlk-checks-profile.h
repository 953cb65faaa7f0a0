/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_check_extension_missing (WlkCheckContext *context,
                                  WlkFindingDraft *draft);
void wlk_check_extension_criticality (WlkCheckContext *context,
                                      WlkFindingDraft *draft);
void wlk_check_authority_key_identifier (WlkCheckContext *context,
                                         WlkFindingDraft *draft);
void wlk_check_basic_constraints (WlkCheckContext *context,
                                  WlkFindingDraft *draft);
void wlk_check_public_key (WlkCheckContext *context,
                           WlkFindingDraft *draft);
void wlk_check_validity_period (WlkCheckContext *context,
                                WlkFindingDraft *draft);

G_END_DECLS
