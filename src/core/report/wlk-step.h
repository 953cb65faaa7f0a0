/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "report/wlk-outcome.h"

G_BEGIN_DECLS

/**
 * WlkStep:
 * @id: stable; JSON, tests and documentation use it
 * @title: N_() in header capitals
 * @reference: the standard and its section; not translated
 * @phase: where it belongs
 *
 * What a finding says of its rule. The rows of the table of checks begin with one.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *reference;
  WlkPhase    phase;
} WlkStep;

G_END_DECLS
