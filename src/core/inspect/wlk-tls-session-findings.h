/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

void wlk_tls_session_findings_add (GPtrArray         *findings,
                                   WlkConnection     *connection,
                                   WlkConnectionStage stage);

G_END_DECLS
