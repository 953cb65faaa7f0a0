/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chain-expected.h"
#include "wlk-test-revocation.h"

G_BEGIN_DECLS

#define CHAIN_MAX_LENGTH 8 /* certificates; as many as there are EC keys */

/**
 * Chain:
 * @length: certificates, the anchor first
 * @recipes: what they are made of
 * @extensions: their further extensions; the recipes point here
 * @request: group “request” of the case: what is asked
 * @certificates: (element-type WlkCertificate): once they are made
 * @crls: what the CRL of each CA is made of, once they are made
 * @omitted: index of a certificate that is not sent; 0 for none, since anchors never are
 * @is_distrusted: another root is trusted
 * @statements: PEM blocks of CRLs and OCSP responses
 * @findings: (element-type ChainFinding): what must be found
 *
 * A case while it is being made.
 */
typedef struct
{
  guint            length;
  WlkTestRecipe    recipes[CHAIN_MAX_LENGTH];
  WlkTestExtension extensions[CHAIN_MAX_LENGTH][4];
  GKeyFile        *request;
  GPtrArray       *certificates;
  WlkTestCrl       crls[CHAIN_MAX_LENGTH];
  guint            omitted;
  gboolean         is_distrusted;
  GString         *statements;
  GArray          *findings;
} Chain;

/**
 * ChainPlace:
 *
 * The certificates in which a fault can be.
 */
typedef enum {
  CHAIN_BELOW_ANCHOR,
  CHAIN_BELOW_FIRST,     /* those that have another certificate between them and the anchor */
  CHAIN_INTERMEDIATES,
  CHAIN_LEAF,
  CHAIN_ANCHOR,
  CHAIN_PATH,            /* it is about no certificate */
} ChainPlace;

typedef void (*ChainFunc) (Chain *chain,
                           guint  position);

/**
 * ChainFault:
 * @name: begins the name of a case
 * @step: (nullable): the step that it breaks, by the standard that the step refers to; %NULL where
 *   other certificates break it
 * @leaf_step: (nullable): the same for the leaf, where it is another
 * @place: where it can be
 * @outcome: what comes of it
 * @change: (nullable): what is done before the certificates are made
 * @finish: (nullable): what is done after
 * @expect: (nullable): what else breaks because of it
 */
typedef struct
{
  const char  *name;
  const char  *step;
  const char  *leaf_step;
  ChainPlace   place;
  ChainOutcome outcome;
  ChainFunc    change;
  ChainFunc    finish;
  ChainFunc    expect;
} ChainFault;

const ChainFault *chain_faults_get (guint *n_faults);
const ChainFault *chain_faults_find (const char *name);
void chain_add_extension (Chain      *chain,
                          guint       position,
                          const char *oid,
                          gboolean    is_critical,
                          const char *hex);
void chain_fault_expect (const ChainFault *self,
                         Chain            *chain,
                         guint             position);

G_END_DECLS
