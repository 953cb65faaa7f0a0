/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "report/wlk-outcome.h"

G_BEGIN_DECLS

/**
 * WlkStepId:
 *
 * The steps in check order, from 1; %WLK_STEP_NONE is none.
 */
typedef enum {
  WLK_STEP_NONE,
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  WLK_STEP_ ## id,
#include "report/wlk-steps.def"
#undef WLK_STEP
  WLK_N_STEPS
} WlkStepId;

/**
 * WlkStep:
 * @id: enumerator
 * @name: stable; JSON, tests and documentation use it
 * @title: N_() in header capitals
 * @reference: the standard and its section; not translated
 * @phase: the phase in which a verifier applies it
 * @paragraph: N_() explanation
 *
 * The rule of a finding.
 */
typedef struct
{
  WlkStepId   id;
  const char *name;
  const char *title;
  const char *reference;
  WlkPhase    phase;
  const char *paragraph;
} WlkStep;

const WlkStep *wlk_step_get (WlkStepId id);
const WlkStep *wlk_step_find (const char *name);

G_END_DECLS
