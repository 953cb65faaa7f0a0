/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-extensions.h"

G_BEGIN_DECLS

/**
 * WlkSubtree:
 * @base: the name at its top
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
 * @permitted: (nullable) (element-type WlkSubtree): names must be in one of their form
 * @excluded: (nullable) (element-type WlkSubtree): names must be in none
 *
 * What a CA says of the names below it. Either list is %NULL where the extension has none.
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
