/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_malformed_fail (WlkDraft     *draft,
                         const char   *label,
                         const GError *error,
                         WlkSpan       span);

G_END_DECLS
