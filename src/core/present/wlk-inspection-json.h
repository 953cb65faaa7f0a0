/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

char *wlk_inspection_json_format (const char         *target,
                                  WlkInspection      *inspection,
                                  GPtrArray          *endpoints,
                                  const char * const *errors);

G_END_DECLS
