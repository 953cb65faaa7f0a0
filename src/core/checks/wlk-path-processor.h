/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

WlkFindingList *wlk_path_processor_check_connection (const WlkCheckInput *input);
WlkReport *wlk_path_processor_run (const WlkCheckInput *input,
                                   WlkQuery            *query,
                                   WlkPath             *path,
                                   WlkSearchLimit      *search_limit);

G_END_DECLS
