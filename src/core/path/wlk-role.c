/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-role.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_role_of:
 * @path: a path
 * @position: a position on it, 0 for the top
 *
 * Returns: the role of the certificate at @position on @path
 */
WlkRole
wlk_role_of (WlkPath *path,
             guint    position)
{
  g_return_val_if_fail (path != NULL, WLK_ROLE_END_ENTITY);

  if (position + 1 == path->certificates->len)
    return WLK_ROLE_END_ENTITY;
  if (position == 0 && path->has_anchor)
    return WLK_ROLE_TRUST_ANCHOR;
  if (position == 0 && wlk_certificate_is_self_issued (wlk_path_get_certificate (path, 0)))
    return WLK_ROLE_ROOT;

  return WLK_ROLE_INTERMEDIATE;
}

/* Its stable name in JSON. */
const char *
wlk_role_get_id (WlkRole role)
{
  static const char * const ids[] = { "trust-anchor", "root", "intermediate", "end-entity" };

  g_return_val_if_fail (role < G_N_ELEMENTS (ids), NULL);

  return ids[role];
}

/* Its title, translated, to follow a name. */
const char *
wlk_role_get_title (WlkRole role)
{
  static const char * const titles[] = {
    N_("trust anchor"),
    N_("untrusted root CA"),
    N_("intermediate CA"),
    N_("end entity"),
  };

  g_return_val_if_fail (role < G_N_ELEMENTS (titles), NULL);

  return _(titles[role]);
}
