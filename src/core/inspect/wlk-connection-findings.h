/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "report/wlk-step.h"

G_BEGIN_DECLS

GPtrArray *wlk_connection_findings_new (WlkConnection *connection);
const WlkStep *wlk_connection_findings_get_step (WlkConnectionStage stage);

G_END_DECLS
