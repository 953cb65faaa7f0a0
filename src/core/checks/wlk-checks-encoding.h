/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_extension_malformed (WlkCheckContext *context,
                                    WlkDraft        *draft);
void wlk_check_version (WlkCheckContext *context,
                        WlkDraft        *draft);
void wlk_check_serial_number (WlkCheckContext *context,
                              WlkDraft        *draft);
void wlk_check_algorithms_equal (WlkCheckContext *context,
                                 WlkDraft        *draft);
void wlk_check_time_encoding (WlkCheckContext *context,
                              WlkDraft        *draft);
void wlk_check_extension_duplicate (WlkCheckContext *context,
                                    WlkDraft        *draft);

G_END_DECLS
