/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-outcome.h"
#include "wlk-test-chain.h"

G_BEGIN_DECLS

/* An EC key that describes P-256 instead of naming it. */
#define WLK_TEST_EXPLICIT_CURVE \
  "3082014b3082010306072a8648ce3d02013081f7020101302c06072a8648ce3d0101022100ffffffff00" \
  "000001000000000000000000000000ffffffffffffffffffffffff305b0420ffffffff00000001000000" \
  "000000000000000000fffffffffffffffffffffffc04205ac635d8aa3a93e7b3ebbd55769886bc651d06" \
  "b0cc53b0f63bce3c3e27d2604b031500c49d360886e704936a6678e1139d26b7819f7e900441046b17d1" \
  "f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c" \
  "0f9e162bce33576b315ececbb6406837bf51f5022100ffffffff00000000ffffffffffffffffbce6faad" \
  "a7179e84f3b9cac2fc63255102010103420004073d8c3da04d683677067db41e1ae1aebb787bc0c67f0a" \
  "057b03068081d4525d1fca905be81cec9b5f63863d39e7a2e897444bd9ddd299bc2df9713b5c91e692"

/**
 * WlkTestPlace:
 *
 * The certificates that can have a fault.
 */
typedef enum {
  WLK_TEST_BELOW_ANCHOR,
  WLK_TEST_BELOW_FIRST,   /* with another certificate between it and the anchor */
  WLK_TEST_INTERMEDIATES,
  WLK_TEST_LEAF,
  WLK_TEST_ANCHOR,
  WLK_TEST_PATH,          /* the fault is not one of a certificate */
} WlkTestPlace;

/**
 * WlkTestReach:
 *
 * The certificates at which a consequence of a fault is found.
 */
typedef enum {
  WLK_TEST_AT,
  WLK_TEST_AT_SIGNER,     /* the same, if it has keyCertSign */
  WLK_TEST_AT_ISSUER,
  WLK_TEST_AT_ISSUED,     /* the next one, if there is one */
  WLK_TEST_AT_LEAF,
  WLK_TEST_ALL_BELOW,
  WLK_TEST_CAS_BELOW,
} WlkTestReach;

/**
 * WlkTestFault:
 * @name: begins the name of a case
 * @change: what is done to the chain; see wlk-test-chain.c
 * @place: the certificates that can have it
 * @outcome: of @step: failed or unknown
 * @step: (nullable): the step that it breaks, by the standard that the step refers to; %NULL where
 *   the step breaks at another certificate
 * @cause: (nullable): the cause that the finding names
 * @leaf_step: (nullable): the step for the leaf, if it is another one
 * @leaf_cause: (nullable): the cause for the leaf, if it is another one
 * @consequence: (nullable): another step that breaks because of it
 * @reach: where @consequence is found
 * @consequence_outcome: of @consequence
 *
 * A fault of a chain.
 */
typedef struct
{
  const char  *name;
  const char  *change;
  WlkTestPlace place;
  WlkOutcome   outcome;
  const char  *step;
  const char  *cause;
  const char  *leaf_step;
  const char  *leaf_cause;
  const char  *consequence;
  WlkTestReach reach;
  WlkOutcome   consequence_outcome;
} WlkTestFault;

const WlkTestFault *wlk_test_faults_get (guint *n_faults);
const WlkTestFault *wlk_test_faults_find (const char *name);
guint wlk_test_fault_get_first (const WlkTestFault *self,
                                guint               length);
guint wlk_test_fault_get_last (const WlkTestFault *self,
                               guint               length);
const char *wlk_test_fault_get_step (const WlkTestFault *self,
                                     gboolean            is_leaf);
const char *wlk_test_fault_get_cause (const WlkTestFault *self,
                                      gboolean            is_leaf);

G_END_DECLS
