/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-revocation-result.h"

G_BEGIN_DECLS

void wlk_revocation_ask_crls (WlkRevocation   *self,
                              WlkCheckContext *context);

G_END_DECLS
