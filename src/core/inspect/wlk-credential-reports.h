/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "report/wlk-query.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

GArray *wlk_credential_reports_new (const WlkConnection *connection,
                                    WlkQuery            *query,
                                    WlkTrustStore       *trust);

G_END_DECLS
