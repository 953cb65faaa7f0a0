/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "load/wlk-bundle.h"
#include "report/wlk-query.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

#define WLK_TYPE_EXAMPLE (wlk_example_get_type ())
G_DECLARE_FINAL_TYPE (WlkExample, wlk_example, WLK, EXAMPLE, GObject)

/* A built-in chain, with a query at a fixed time, so that its verdict never changes. Readable
 * properties: “id” (for --example), “title”, “description”. */

GListModel *wlk_example_list (void);
WlkExample *wlk_example_find (const char *id,
                              GError    **error);
const char *wlk_example_get_id (WlkExample *self);
const char *wlk_example_get_title (WlkExample *self);
const char *wlk_example_get_description (WlkExample *self);
const char *wlk_example_get_step (WlkExample *self);
WlkQuery *wlk_example_dup_request (WlkExample *self);
WlkBundle *wlk_example_load_bundle (WlkExample *self,
                                    GError    **error);
WlkTrustStore *wlk_example_load_trust (WlkExample *self,
                                       GError    **error);

G_END_DECLS
