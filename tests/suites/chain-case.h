/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"

G_BEGIN_DECLS

/**
 * ChainCase:
 * @name: of its folder
 * @request: what is asked
 * @received: the leaf first
 * @anchors: what is trusted
 * @expected: the verdict and the findings, one a line
 *
 * A case of the chain suite.
 */
typedef struct
{
  char      *name;
  WlkQuery  *request;
  WlkBundle *received;
  WlkBundle *anchors;
  char      *expected;
} ChainCase;

GPtrArray *chain_cases_list (void);
ChainCase *chain_case_load (const char *name);
ChainCase *chain_case_new (const char *name,
                           const char *request,
                           const char *received,
                           const char *anchors,
                           const char *expected);
void chain_case_free (ChainCase *self);
WlkTrustStore *chain_case_create_trust (ChainCase *self);
WlkInspection *chain_case_inspect (ChainCase     *self,
                                   WlkBundle     *received,
                                   WlkTrustStore *trust);
gboolean chain_case_expects_trust (ChainCase *self);
char *chain_case_describe (const char *title,
                           WlkFinding *finding);
char *chain_case_describe_report (WlkReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainCase, chain_case_free)

G_END_DECLS
