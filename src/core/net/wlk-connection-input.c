/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-input.h"

#include "net/wlk-target.h"

#include <string.h>

/**
 * wlk_connection_input_dup_server_name:
 * @typed: the typed text
 *
 * Source: RFC 6066 §3: A-labels, no addresses.
 *
 * Returns: (transfer full) (nullable): the name in the form sent, or %NULL when it is invalid
 */
char *
wlk_connection_input_dup_server_name (const char *typed)
{
  g_autoptr(WlkTarget) target = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  if (strpbrk (typed, ":/") != NULL) /* a port or a scheme is not part of a name */
    return NULL;
  target = wlk_target_new_parse (typed, NULL);

  return target != NULL ? g_strdup (target->server_name) : NULL;
}

/**
 * wlk_connection_input_split_protocols:
 * @typed: the typed text: names separated by commas, or “none”
 *
 * Source: RFC 7301 §3.1.
 *
 * Returns: (transfer full) (nullable): the names of application protocols, an empty list for none,
 *   or %NULL when they cannot be offered
 */
char **
wlk_connection_input_split_protocols (const char *typed)
{
  g_auto(GStrv) names = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  names = g_strsplit (typed, ",", -1);
  if (names[0] == NULL)
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize length = strlen (g_strstrip (names[i]));

      if (length == 0 || length > WLK_CONNECTION_MAX_PROTOCOL_NAME ||
          i >= WLK_CONNECTION_MAX_PROTOCOLS)
        return NULL;
    }
  if (g_strv_length (names) == 1 && g_str_equal (names[0], WLK_CONNECTION_NO_PROTOCOLS))
    g_clear_pointer (&names[0], g_free);

  return g_steal_pointer (&names);
}

/**
 * wlk_connection_input_dup_proxy_text:
 * @uri: the URI of a proxy, or the text typed for one
 *
 * Returns: (transfer full): the same for display, without user name and password, also if it is not
 *   a URI
 */
char *
wlk_connection_input_dup_proxy_text (const char *uri)
{
  g_autofree char *scheme = NULL;
  gboolean has_authority;
  const char *host;

  g_return_val_if_fail (uri != NULL, NULL);

  host = strrchr (uri, '@');
  if (host == NULL)
    return g_strdup (uri);

  scheme = g_uri_parse_scheme (uri);
  has_authority = scheme != NULL && g_str_has_prefix (uri + strlen (scheme), "://");

  return g_strdup_printf ("%s%s%s", has_authority ? scheme : "", has_authority ? "://" : "",
                          host + 1);
}
