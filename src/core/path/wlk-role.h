/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "path/wlk-path.h"

G_BEGIN_DECLS

/**
 * WlkRole:
 * @WLK_ROLE_TRUST_ANCHOR: the trust anchor
 * @WLK_ROLE_ROOT: a self-issued certificate at the top of a path that reaches no anchor
 * @WLK_ROLE_INTERMEDIATE: a CA between the anchor, even a missing one, and the end entity
 * @WLK_ROLE_END_ENTITY: the certificate that the path is for, also when it is itself an anchor
 *
 * The role of a certificate on a path.
 */
typedef enum {
  WLK_ROLE_TRUST_ANCHOR,
  WLK_ROLE_ROOT,
  WLK_ROLE_INTERMEDIATE,
  WLK_ROLE_END_ENTITY,
} WlkRole;

WlkRole wlk_role_of (WlkPath *path,
                     guint    position);
const char *wlk_role_get_id (WlkRole role);
const char *wlk_role_get_title (WlkRole role);

G_END_DECLS
