/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "checks/wlk-fetch-attempt.h"
#include "checks/wlk-policy-graph.h"
#include "load/wlk-bundle.h"
#include "net/wlk-connection.h"
#include "path/wlk-path.h"
#include "path/wlk-signature-cache.h"
#include "report/wlk-query.h"
#include "report/wlk-report.h"
#include "report/wlk-step.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

typedef struct _WlkCheckContext WlkCheckContext;

/**
 * WlkClientReport:
 * @credential: a client certificate with its key
 * @report: (nullable): the report on its own path, for the purpose “client”
 *
 * A client certificate and the report on it.
 */
typedef struct
{
  WlkClientCredential *credential;
  WlkReport           *report;
} WlkClientReport;

/**
 * WlkSearchLimit:
 * @is_reached: whether the search reached a limit before it found an accepted path
 * @n_paths: number of paths validated
 * @n_signatures: number of signatures verified
 * @is_fault_of_leaf: whether the end entity is rejected regardless of the path
 *
 * The limit at which a search for paths stopped.
 */
typedef struct
{
  gboolean is_reached;
  guint    n_paths;
  guint    n_signatures;
  gboolean is_fault_of_leaf;
} WlkSearchLimit;

/**
 * WlkCheckInput:
 * @trust: the trust anchors, also used to diagnose a missing one
 * @received: (nullable): everything received; in the order sent for a connection
 * @is_live: whether @received begins with the chain as sent by a server
 * @connection: (nullable): the connection
 * @connection_findings: (nullable): the findings of wlk_path_processor_check_connection()
 * @credentials: (nullable) (element-type WlkClientReport): the client certificates
 * @attempts: (nullable) (element-type WlkFetchAttempt): the attempts to fetch, successful or not
 * @signatures: cache of verified signatures
 *
 * The input common to all reports of an inspection; borrowed.
 */
typedef struct
{
  WlkTrustStore       *trust;
  WlkBundle           *received;
  gboolean             is_live;
  const WlkConnection *connection;
  WlkFindingList      *connection_findings;
  GArray              *credentials;
  GPtrArray           *attempts;
  WlkSignatureCache   *signatures;
} WlkCheckInput;

/**
 * WlkValidateFunc:
 * @outer: the context of the running step
 * @query: the query
 * @path: another path on which that step depends
 *
 * Validates the path of a CRL issuer with the same table (RFC 5280 §6.3.3 (f)).
 */
typedef WlkReport *(*WlkValidateFunc) (WlkCheckContext *outer,
                                       WlkQuery        *query,
                                       WlkPath         *path);

/**
 * WlkCheckContext:
 *
 * The input of a step and the path validation state of RFC 5280 §6.1.2. The input is borrowed, the
 * state is owned.
 */
struct _WlkCheckContext
{
  /* Input */
  WlkQuery            *query;
  WlkPath             *path;
  WlkTrustStore       *trust;
  WlkBundle           *received;    /* everything received; in the order sent for a connection */
  gboolean             is_live;     /* @received begins with the chain as sent by a server */
  const WlkConnection *connection;  /* NULL for files */
  WlkSearchLimit      *search_limit; /* nullable: the limit that ended the search for paths */
  WlkSignatureCache   *signatures;
  WlkValidateFunc      validate;    /* for the paths of CRL issuers */

  /* The running step */
  WlkStepId            step;
  int                  place;       /* of its finding: a position, or WLK_WHOLE_PATH */
  WlkFetchAttempt     *attempt;     /* for rows about a fetch */
  WlkClientReport     *credential;  /* for the row about a client certificate */

  /* About the path */
  guint                length;      /* certificates, n + 1 of RFC 5280 */
  gboolean             has_anchor;  /* position 0 is a trust anchor */
  gboolean             is_top_self_signed; /* without an anchor, position 0 is self-signed */

  /* The current certificate: i of RFC 5280, 0 for the anchor, n for the leaf */
  guint                position;
  WlkCertificate      *certificate;
  WlkCertificate      *issuer;      /* NULL for the anchor, or if the issuer is missing */

  /* RFC 5280 §6.1.2 */
  int                  max_path_length;
  int                  limiting_position; /* of the CA that set it; -1 while it is n */
  GPtrArray           *name_constraints; /* (element-type WlkImposedConstraints) permitted_subtrees
                                          * and excluded_subtrees; NULL without constraints */
  guint                n_name_comparisons; /* with them so far */
  WlkPolicyGraph      *policy_graph;    /* valid_policy_graph */
  guint                explicit_policy; /* certificates until a policy is required */
  guint                policy_mapping;  /* certificates until mapping is inhibited */
  guint                inhibit_any_policy; /* certificates until anyPolicy is inhibited */
  int                  requiring_position; /* where one is required; -1 for the query */
  int                  policyless_position; /* where the graph became NULL; -1 until then */
  WlkName             *working_issuer_name;
  WlkPublicKey        *working_public_key;
  WlkPublicKey        *inherited_key;   /* owned; NULL while the issuer's key is complete */

  /* RFC 5280 §6.1.5 (g); empty until then */
  GStrv                authority_policies; /* authorities-constrained-policy-set */
  GStrv                user_policies;   /* user-constrained-policy-set */

  /* RFC 5280 §6.3 */
  GPtrArray           *revocations;     /* (element-type WlkRevocation) by position; NULL until
                                         * needed */
  WlkName             *crl_issuer_name; /* subject of @crl_issuers; NULL for none */
  GPtrArray           *crl_issuers;     /* (element-type WlkCertificate), borrowed */
  guint                depth;           /* recursion depth of CRL-issuer path validation */

  /* The result of the steps so far, for the second opinion */
  const WlkStep       *first_failed; /* NULL while nothing has failed */
  gboolean             is_undetermined; /* a required step could not be checked */
};

void wlk_check_context_init (WlkCheckContext     *self,
                             const WlkCheckInput *input,
                             WlkQuery            *query,
                             WlkPath             *path);
void wlk_check_context_clear (WlkCheckContext *self);
void wlk_check_context_move_to (WlkCheckContext *self,
                                guint            position);
gboolean wlk_check_context_is_anchor (const WlkCheckContext *self);
gboolean wlk_check_context_is_leaf (const WlkCheckContext *self);
const char *wlk_check_context_get_purpose (const WlkCheckContext *self);
WlkSpan wlk_check_context_get_span (const WlkCheckContext *self,
                                    const char            *oid);

G_END_DECLS
