/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gather/wlk-gather-round.h"

G_BEGIN_DECLS

gboolean wlk_gather_issuers_run (WlkGatherRound *round);

G_END_DECLS
