/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

const WlkExtension *wlk_checks_extensions_find_unknown (WlkCertificate *certificate,
                                                        const char     *also_known);
void wlk_check_critical_extensions (WlkCheckContext *context,
                                    WlkDraft        *draft);

G_END_DECLS
