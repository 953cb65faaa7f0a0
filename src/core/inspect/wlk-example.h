/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "load/wlk-bundle.h"
#include "report/wlk-query.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

/**
 * WlkExample:
 * @id: its name on the command line
 * @title: its title, an N_() string
 * @description: its defect in one sentence, an N_() string
 * @name: the name to validate for
 * @purpose: the purpose to validate for
 * @profile: the profile
 * @step: (nullable): the name of the decisive step; %NULL for a path that is trusted
 *
 * A built-in chain, with a query at a fixed time, so that its verdict never changes.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const char *name;
  WlkPurpose  purpose;
  WlkProfile  profile;
  const char *step;
} WlkExample;

const WlkExample *wlk_example_list (guint *n_examples);
const WlkExample *wlk_example_find (const char *id,
                                    GError    **error);
WlkQuery *wlk_example_dup_request (const WlkExample *self);
WlkBundle *wlk_example_load_bundle (const WlkExample *self,
                                    GError          **error);
WlkTrustStore *wlk_example_load_trust (const WlkExample *self,
                                       GError          **error);

G_END_DECLS
