/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "x509/wlk-general-name.h"

G_BEGIN_DECLS

gboolean wlk_near_miss_fail (const WlkCheckContext *context,
                             WlkDraft              *draft,
                             GPtrArray             *names,
                             WlkGeneralNameKind     kind,
                             const char            *reference);

G_END_DECLS
