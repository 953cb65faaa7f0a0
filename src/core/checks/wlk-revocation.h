/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-revocation-result.h"

G_BEGIN_DECLS

const WlkRevocation *wlk_revocation_get (WlkCheckContext *context);

G_END_DECLS
