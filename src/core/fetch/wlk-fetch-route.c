/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-route.h"

#include "base/wlk-error.h"
#include "base/wlk-wait.h"
#include "fetch/wlk-address-rule.h"

#include <glib/gi18n-lib.h>

/*
 * The address rule is applied between name resolution and connecting: weaklink-fetch connects only
 * to the addresses that pass it, and does not resolve the host again. This prevents DNS rebinding.
 *
 * A proxy resolves the name itself, and may get other addresses than this program, but a name that
 * resolves to a private address here is not passed to it.
 */

#define MAX_ADDRESSES 8 /* tried per host; further ones are unlikely to help */

static GStrv
look_up_proxies (GUri           *uri,
                 GProxyResolver *resolver,
                 GCancellable   *cancellable,
                 GError        **error)
{
  g_autofree char *address = g_uri_to_string (uri);
  g_auto(WlkWait) wait = WLK_WAIT_INIT;

  g_proxy_resolver_lookup_async (resolver, address, cancellable, wlk_wait_done_cb, &wait);

  return g_proxy_resolver_lookup_finish (resolver, wlk_wait_until_done (&wait), error);
}

static GList *
look_up_host (GUri         *uri,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  g_auto(WlkWait) wait = WLK_WAIT_INIT;

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), cancellable, wlk_wait_done_cb,
                                   &wait);

  return g_resolver_lookup_by_name_finish (resolver, wlk_wait_until_done (&wait), error);
}

static gboolean
is_direct (const char *proxy)
{
  return g_str_has_prefix (proxy, "direct:");
}

static guint
count_direct (GStrv proxies)
{
  guint n_direct = 0;

  for (guint i = 0; proxies[i] != NULL; i++)
    if (is_direct (proxies[i]))
      n_direct++;

  return n_direct;
}

/* Returns the addresses that may be connected to. */
static GStrv
keep_addresses (GList   *addresses,
                gboolean allow_private)
{
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  guint n_kept = 0;

  for (GList *link = addresses; link != NULL && n_kept < MAX_ADDRESSES; link = link->next)
    if (allow_private || wlk_address_rule_is_public (link->data))
      {
        g_autofree char *address = g_inet_address_to_string (link->data);

        g_strv_builder_add (kept, address);
        n_kept++;
      }

  return g_strv_builder_end (kept);
}

static gboolean
is_any_private (GList *addresses)
{
  for (GList *link = addresses; link != NULL; link = link->next)
    if (!wlk_address_rule_is_public (link->data))
      return TRUE;

  return FALSE;
}

/**
 * wlk_fetch_route_find:
 * @request: a request; its addresses and proxies are set
 * @uri: the URI of the request
 * @resolver: the proxies
 * @allow_private: whether private addresses may be connected to
 * @cancellable: (nullable): ends it at once
 * @error: return location; %WLK_ERROR_CONNECT if the host is refused, `G_IO_ERROR_CANCELLED`, and
 *   the errors of the resolvers
 *
 * Resolves the host and its proxies, in the main context of this thread. A name that cannot be
 * resolved here may still be resolved by a proxy.
 *
 * Returns: whether the host may be connected to
 */
gboolean
wlk_fetch_route_find (WlkFetchRequest *request,
                      GUri            *uri,
                      GProxyResolver  *resolver,
                      gboolean         allow_private,
                      GCancellable    *cancellable,
                      GError         **error)
{
  GStrv proxies = look_up_proxies (uri, resolver, cancellable, error);
  g_autolist(GInetAddress) addresses = NULL;
  g_autoptr(GError) problem = NULL;
  gboolean has_proxy;

  if (proxies == NULL)
    return FALSE;
  request->proxies = proxies;
  has_proxy = count_direct (proxies) < g_strv_length (proxies);

  if (!has_proxy || !allow_private || count_direct (proxies) > 0)
    addresses = look_up_host (uri, cancellable, &problem);
  if (problem != NULL && !has_proxy)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  request->addresses = keep_addresses (addresses, allow_private);
  if (has_proxy ? allow_private || !is_any_private (addresses) : request->addresses[0] != NULL)
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_CONNECT,
               _("“%s” is in a private network or on this computer, and a certificate must not "
                 "send Weak Link there."), g_uri_get_host (uri));
  return FALSE;
}
