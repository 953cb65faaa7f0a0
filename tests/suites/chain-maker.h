/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-fault.h"

G_BEGIN_DECLS

#define CHAIN_MIN_LENGTH  3 /* certificates */
#define CHAIN_PAIR_LENGTH 5 /* certificates, where there are two faults */

/**
 * ChainText:
 * @name: of the case
 * @request: what is asked, a key file
 * @received: what is received, in PEM: the leaf first, then CRLs and OCSP responses
 * @anchors: what is trusted, in PEM
 * @expected: the verdict and the findings, one a line
 *
 * A case as it is written.
 */
typedef struct
{
  char *name;
  char *request;
  char *received;
  char *anchors;
  char *expected;
} ChainText;

ChainText *chain_maker_make_fault (const WlkTestFault *fault,
                                   guint               length,
                                   guint               position);
ChainText *chain_maker_make_pair (const WlkTestFault *first,
                                  guint               first_position,
                                  const WlkTestFault *second,
                                  guint               second_position);
ChainText *chain_maker_make_good (guint       length,
                                  const char *profile);
ChainText *chain_maker_make_signed (guint length,
                                    guint index);
void chain_text_free (ChainText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainText, chain_text_free)

G_END_DECLS
