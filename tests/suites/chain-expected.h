/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-fault.h"

G_BEGIN_DECLS

#define CHAIN_WHOLE_PATH (-1) /* instead of the index of a certificate */

/**
 * ChainFinding:
 * @step: id of a step
 * @position: index of a certificate, the anchor first, or %CHAIN_WHOLE_PATH
 * @outcome: failed, unknown or warning
 *
 * One thing that must be found.
 */
typedef struct
{
  const char *step;
  int         position;
  WlkOutcome  outcome;
} ChainFinding;

void chain_expected_add (GArray     *findings,
                         const char *step,
                         int         position,
                         WlkOutcome  outcome);
void chain_expected_add_fault (GArray             *findings,
                               const WlkTestChain *chain,
                               const WlkTestFault *fault,
                               guint               position);
const ChainFinding *chain_expected_sort (GArray *findings);

G_END_DECLS
