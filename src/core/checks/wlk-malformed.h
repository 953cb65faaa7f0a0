/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_malformed_fail (WlkFindingDraft *draft,
                         const char      *label,
                         const GError    *error,
                         WlkSpan          span);

G_END_DECLS
