/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/* Explains a failed handshake by attempts with single TLS versions. */

void wlk_version_verdict_conclude (WlkConnection *connection);

G_END_DECLS
