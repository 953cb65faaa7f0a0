/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_ca_flag (WlkCheckContext *context,
                        WlkDraft        *draft);
void wlk_check_path_length (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_path_length_limit (WlkCheckContext *context,
                                  WlkDraft        *draft);
void wlk_check_key_cert_sign (WlkCheckContext *context,
                              WlkDraft        *draft);

G_END_DECLS
