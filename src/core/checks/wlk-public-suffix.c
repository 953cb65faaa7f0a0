/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-public-suffix.h"

#include <libpsl.h>

/**
 * wlk_public_suffix_has_wildcard:
 * @presented: a dNSName
 *
 * Checks for a wildcard directly below a public suffix, where names have unrelated owners. Uses the
 * suffix list built into libpsl.
 *
 * Source: CA/Browser Forum BR §3.2.2.6, https://publicsuffix.org.
 *
 * Returns: whether it is
 */
gboolean
wlk_public_suffix_has_wildcard (const char *presented)
{
  const psl_ctx_t *list;
  g_autofree char *base = NULL;

  g_return_val_if_fail (presented != NULL, FALSE);

  if (!g_str_has_prefix (presented, "*."))
    return FALSE;

  list = psl_builtin ();
  base = g_ascii_strdown (presented + 2, -1);

  return list != NULL && psl_is_public_suffix2 (list, base, PSL_TYPE_ANY) == 1;
}
