/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CHAIN_WHOLE_PATH (-1) /* instead of the index of a certificate */

/**
 * ChainOutcome:
 * @CHAIN_FAILS: a verifier refuses the path
 * @CHAIN_UNDECIDED: it cannot tell
 * @CHAIN_WARNS: it goes on
 *
 * What comes of a step that does not hold.
 */
typedef enum {
  CHAIN_FAILS,
  CHAIN_UNDECIDED,
  CHAIN_WARNS,
} ChainOutcome;

/**
 * ChainFinding:
 * @step: id of a step
 * @position: index of a certificate, the anchor first, or %CHAIN_WHOLE_PATH
 * @outcome: what comes of it
 *
 * One thing that must be found.
 */
typedef struct
{
  const char  *step;
  int          position;
  ChainOutcome outcome;
} ChainFinding;

void chain_expected_add (GArray      *findings,
                         const char  *step,
                         int          position,
                         ChainOutcome outcome);
const ChainFinding *chain_expected_sort (GArray *findings);

G_END_DECLS
