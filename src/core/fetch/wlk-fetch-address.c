/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-address.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH 4096 /* bytes of an address; servers reject longer ones */

/* As libsoup parses URIs. */
#define URI_FLAGS                                                                                  \
  (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY |               \
   G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE)

/* A host of visible characters, since a line break would inject a header, and a valid port. */
static gboolean
has_host (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_port (uri) == 0)
    return FALSE;
  for (; *host != '\0'; host++)
    if (*host == ' ' || g_ascii_iscntrl (*host))
      return FALSE;

  return TRUE;
}

/**
 * wlk_fetch_address_parse:
 * @address: an address from a certificate
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Returns: (transfer full) (nullable): the parsed URI, if its scheme is HTTP or HTTPS
 */
GUri *
wlk_fetch_address_parse (const char *address,
                         GError    **error)
{
  g_autoptr(GUri) uri = NULL;

  if (strlen (address) <= MAX_LENGTH)
    uri = g_uri_parse (address, URI_FLAGS, NULL);
  if (uri == NULL || !has_host (uri) ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") &&
       !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("This is not an HTTP or HTTPS address, and is not fetched."));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("The address has a user name in it, and Weak Link does not log in "
                             "anywhere."));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * wlk_fetch_address_resolve:
 * @uri: the URI that was redirected
 * @location: (not nullable): the redirect target, absolute or relative; it need not be UTF-8
 *
 * Source: RFC 9110 §10.2.2.
 *
 * Returns: (transfer full): the absolute URI, or @location if it is not a URI reference
 */
char *
wlk_fetch_address_resolve (GUri       *uri,
                           const char *location)
{
  g_autofree char *here = g_uri_to_string (uri);
  char *address = g_uri_resolve_relative (here, location, URI_FLAGS, NULL);

  return address != NULL ? address : g_strdup (location);
}
