/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-window-model.h"

G_BEGIN_DECLS

#define WLK_TYPE_QUERY_MODEL (wlk_query_model_get_type ())
G_DECLARE_FINAL_TYPE (WlkQueryModel, wlk_query_model, WLK, QUERY_MODEL, GObject)

void wlk_query_model_apply (WlkQueryModel *self);
void wlk_query_model_set_trust_path (WlkQueryModel *self,
                                     const char    *trust_path);

G_END_DECLS
