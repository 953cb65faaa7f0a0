/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-fetch-proxies.h"

/* GSimpleProxyResolver supports only one proxy per scheme. */

struct _WlkFetchProxies
{
  GObject parent_instance;

  GStrv   proxies;
};

static void wlk_fetch_proxies_resolver_init (GProxyResolverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WlkFetchProxies, wlk_fetch_proxies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      wlk_fetch_proxies_resolver_init))

static GStrv
wlk_fetch_proxies_lookup (GProxyResolver *resolver,
                          const char     *uri,
                          GCancellable   *cancellable,
                          GError        **error)
{
  return g_strdupv (WLK_FETCH_PROXIES (resolver)->proxies);
}

/* Only the synchronous lookup is implemented. */
static void
wlk_fetch_proxies_resolver_init (GProxyResolverInterface *interface)
{
  interface->lookup = wlk_fetch_proxies_lookup;
}

static void
wlk_fetch_proxies_finalize (GObject *object)
{
  WlkFetchProxies *self = WLK_FETCH_PROXIES (object);

  g_clear_pointer (&self->proxies, g_strfreev);

  G_OBJECT_CLASS (wlk_fetch_proxies_parent_class)->finalize (object);
}

static void
wlk_fetch_proxies_class_init (WlkFetchProxiesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_fetch_proxies_finalize;
}

static void
wlk_fetch_proxies_init (WlkFetchProxies *self)
{
}

/**
 * wlk_fetch_proxies_new:
 * @proxies: the result of each lookup
 *
 * Returns: (transfer full): a resolver
 */
GProxyResolver *
wlk_fetch_proxies_new (GStrv proxies)
{
  WlkFetchProxies *self = g_object_new (WLK_TYPE_FETCH_PROXIES, NULL);

  self->proxies = g_strdupv (proxies);

  return G_PROXY_RESOLVER (self);
}
