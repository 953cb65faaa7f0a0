/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-policy-extensions.h"

G_BEGIN_DECLS

/* The valid_policy_graph of RFC 9618 §5: one level for each certificate, in it one node for each
 * policy, with edges to the nodes above that allow it. */
typedef struct _WlkPolicyGraph WlkPolicyGraph;

WlkPolicyGraph *wlk_policy_graph_new (void);
void wlk_policy_graph_free (WlkPolicyGraph *self);
void wlk_policy_graph_clear (WlkPolicyGraph *self);
gboolean wlk_policy_graph_is_null (const WlkPolicyGraph *self);
void wlk_policy_graph_add_level (WlkPolicyGraph *self,
                                 GPtrArray      *policies,
                                 gboolean        is_any_accepted);
void wlk_policy_graph_map (WlkPolicyGraph *self,
                           GPtrArray      *mappings,
                           gboolean        is_inhibited);
GStrv wlk_policy_graph_dup_expected (const WlkPolicyGraph *self);
GStrv wlk_policy_graph_dup_authorities (const WlkPolicyGraph *self);
GStrv wlk_policy_graph_dup_user (const WlkPolicyGraph *self,
                                 const char * const   *initial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkPolicyGraph, wlk_policy_graph_free)

G_END_DECLS
