/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "report/wlk-query.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

void wlk_client_credential_findings_add (GPtrArray     *findings,
                                         WlkQuery      *query,
                                         WlkConnection *connection,
                                         WlkTrustStore *trust);

G_END_DECLS
