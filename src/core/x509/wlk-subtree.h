/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-general-name.h"

G_BEGIN_DECLS

/**
 * WlkSubtreeRelation:
 * @WLK_SUBTREE_OUTSIDE: the name is not within the subtree
 * @WLK_SUBTREE_WITHIN: the name is within the subtree
 * @WLK_SUBTREE_OVERLAPS: the name is a wildcard, and some names that it matches are within it
 */
typedef enum {
  WLK_SUBTREE_OUTSIDE,
  WLK_SUBTREE_WITHIN,
  WLK_SUBTREE_OVERLAPS,
} WlkSubtreeRelation;

gboolean wlk_subtree_is_supported (WlkGeneralNameKind kind);
gboolean wlk_subtree_is_base (const WlkGeneralName *base);
gboolean wlk_subtree_has_leading_period (const WlkGeneralName *base);
gboolean wlk_subtree_is_name (const WlkGeneralName *name);
WlkSubtreeRelation wlk_subtree_compare (const WlkGeneralName *base,
                                        const WlkGeneralName *name);

G_END_DECLS
