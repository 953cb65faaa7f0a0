/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "load/wlk-bundle.h"
#include "report/wlk-query.h"

G_BEGIN_DECLS

gboolean wlk_leaf_choice_find (WlkBundle *bundle,
                               WlkQuery  *query,
                               guint     *index);

G_END_DECLS
