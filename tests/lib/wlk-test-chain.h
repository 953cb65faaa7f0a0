/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-recipe.h"
#include "wlk-test-revocation.h"

#include "report/wlk-query.h"

G_BEGIN_DECLS

#define WLK_TEST_CHAIN_MAX 8 /* certificates; as many as there are EC keys */

/**
 * WlkTestChain:
 * @length: certificates, the anchor first
 * @recipes: what they are made of
 * @name: (nullable): that the leaf must be for; this and the next are those of the query
 * @certificates: (element-type WlkCertificate) (nullable): once they are issued
 * @unreadable: (nullable): the DER of a certificate that cannot be read any more; its element of
 *   @certificates is what it was before
 * @crls: of each CA, once the certificates are issued; one without an issuer is not sent
 * @response: an OCSP response, where it has a certificate
 * @omitted: index of a certificate that is not sent; 0 for none, since anchors never are
 * @is_distrusted: another root is trusted
 * @has_namesake: it has the same name
 *
 * A chain, and the query about it, in the making. Start from wlk_test_chain_init().
 */
typedef struct
{
  guint               length;
  WlkTestRecipe       recipes[WLK_TEST_CHAIN_MAX];

  const char         *name;
  gint64              time;
  gint64              clock;
  WlkPurpose          purpose;
  WlkProfile          profile;
  int                 max_path_length;
  const char * const *policies;  /* NULL for any */
  const char         *policy[2]; /* the one that a change names */
  gboolean            requires_explicit_policy;
  gboolean            inhibits_policy_mapping;
  gboolean            inhibits_any_policy;
  WlkRevocationMode   revocation;
  gboolean            has_second_opinion;

  GPtrArray          *certificates;
  GBytes             *unreadable[WLK_TEST_CHAIN_MAX];
  WlkTestCrl          crls[WLK_TEST_CHAIN_MAX];
  WlkTestResponse     response;
  guint               omitted;
  gboolean            is_distrusted;
  gboolean            has_namesake;
} WlkTestChain;

void wlk_test_chain_init (WlkTestChain *self,
                          guint         length);
void wlk_test_chain_clear (WlkTestChain *self);
void wlk_test_chain_change (WlkTestChain *self,
                            guint         position,
                            const char   *change);
void wlk_test_chain_issue (WlkTestChain *self);
void wlk_test_chain_finish (WlkTestChain *self,
                            guint         position,
                            const char   *change);
void wlk_test_chain_replace (WlkTestChain *self,
                             guint         position,
                             WlkSpan       span,
                             const char   *hex);
WlkCertificate *wlk_test_chain_dup_anchor (WlkTestChain *self);
WlkQuery *wlk_test_chain_dup_query (WlkTestChain *self);
char *wlk_test_chain_dup_statements (WlkTestChain *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkTestChain, wlk_test_chain_clear)

G_END_DECLS
