/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-step.h"

#include <glib/gi18n-lib.h>

static const WlkStep steps[WLK_N_STEPS] = {
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  [WLK_STEP_ ## id] = { WLK_STEP_ ## id, name, title, reference, WLK_PHASE_ ## phase, paragraph },
#include "report/wlk-steps.def"
#undef WLK_STEP
};

/* (transfer none): its description, which is static. */
const WlkStep *
wlk_step_get (WlkStepId id)
{
  g_return_val_if_fail (id > WLK_STEP_NONE && id < WLK_N_STEPS, NULL);

  return &steps[id];
}

/* (transfer none) (nullable): its description. */
const WlkStep *
wlk_step_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    if (g_str_equal (steps[id].name, name))
      return &steps[id];

  return NULL;
}
