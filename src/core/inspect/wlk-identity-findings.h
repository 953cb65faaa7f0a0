/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"

G_BEGIN_DECLS

void wlk_identity_findings_add (GPtrArray     *findings,
                                WlkInspector  *inspector,
                                WlkRequest    *request,
                                WlkConnection *connection,
                                WlkTrustStore *trust);

G_END_DECLS
