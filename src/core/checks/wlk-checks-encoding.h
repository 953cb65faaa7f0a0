/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_check_extension_malformed (WlkCheckContext *context,
                                    WlkFindingDraft *draft);
void wlk_check_version (WlkCheckContext *context,
                        WlkFindingDraft *draft);
void wlk_check_serial_number (WlkCheckContext *context,
                              WlkFindingDraft *draft);
void wlk_check_algorithms_equal (WlkCheckContext *context,
                                 WlkFindingDraft *draft);
void wlk_check_time_encoding (WlkCheckContext *context,
                              WlkFindingDraft *draft);
void wlk_check_extension_duplicate (WlkCheckContext *context,
                                    WlkFindingDraft *draft);

G_END_DECLS
