/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

WlkReport *wlk_path_processor_run (WlkQuery          *query,
                                   WlkPath           *path,
                                   WlkTrustStore     *trust,
                                   WlkBundle         *received,
                                   gboolean           is_live,
                                   WlkSignatureCache *signatures);

G_END_DECLS
