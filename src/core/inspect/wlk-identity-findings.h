/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "report/wlk-request.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

void wlk_identity_findings_add (GPtrArray     *findings,
                                WlkRequest    *request,
                                WlkConnection *connection,
                                WlkTrustStore *trust);

G_END_DECLS
