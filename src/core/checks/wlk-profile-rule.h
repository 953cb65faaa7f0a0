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
gboolean wlk_profile_rule_list (WlkDraft           *draft,
                                const char         *label,
                                const WlkExtension *extension,
                                guint              *n_violations);
void wlk_profile_rule_count_rest (WlkDraft *draft,
                                  guint     n_violations);

G_END_DECLS
