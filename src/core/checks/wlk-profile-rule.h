/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_profile_rule_break (const WlkCheckContext *context,
                             WlkDraft              *draft,
                             WlkProfile             first_profile,
                             const char            *cause,
                             const char            *summary);
void wlk_profile_rule_reject (const WlkCheckContext *context,
                              WlkDraft              *draft,
                              const char            *cause,
                              const char            *summary);

G_END_DECLS
