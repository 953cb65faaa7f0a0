/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-extensions.h"

G_BEGIN_DECLS

/**
 * WlkSubtree:
 * @base: its base
 * @has_depth: whether it has a minimum other than 0 or a maximum, which RFC 5280 does not allow
 *
 * A GeneralSubtree.
 */
typedef struct
{
  WlkGeneralName *base;
  gboolean        has_depth;
} WlkSubtree;

/**
 * WlkNameConstraints:
 * @permitted: (nullable) (element-type WlkSubtree): permittedSubtrees
 * @excluded: (nullable) (element-type WlkSubtree): excludedSubtrees
 *
 * The constraints of a CA on names in subsequent certificates. Either list is %NULL if absent.
 */
typedef struct
{
  GPtrArray *permitted;
  GPtrArray *excluded;
} WlkNameConstraints;

WlkPresence wlk_name_constraints_read (WlkCertificate      *certificate,
                                       WlkNameConstraints **constraints,
                                       GError             **error);
void wlk_name_constraints_free (WlkNameConstraints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkNameConstraints, wlk_name_constraints_free)

G_END_DECLS
