/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-report.h"

G_BEGIN_DECLS

WlkReport *wlk_report_insert_findings (WlkReport *report,
                                       WlkQuery  *query,
                                       GPtrArray *findings);

G_END_DECLS
