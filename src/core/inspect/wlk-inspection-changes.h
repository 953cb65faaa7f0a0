/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

char *wlk_inspection_dup_changes (WlkInspection *before,
                                  WlkInspection *after);

G_END_DECLS
