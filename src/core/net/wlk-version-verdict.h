/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* What trying the versions of TLS one by one says about a handshake that failed. */

void wlk_version_verdict_conclude (WlkConnection *connection);

G_END_DECLS
