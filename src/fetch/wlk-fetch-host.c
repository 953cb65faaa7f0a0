/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-fetch-host.h"

/* It derives from GNetworkAddress, from which GIO takes the TLS server name. */

struct _WlkFetchHost
{
  GNetworkAddress parent_instance;

  GPtrArray      *addresses; /* (element-type GSocketAddress) */
};

static void wlk_fetch_host_connectable_init (GSocketConnectableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WlkFetchHost, wlk_fetch_host, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      wlk_fetch_host_connectable_init))

/* Returns the addresses of a host one after the other. */
struct _WlkFetchHostEnumerator
{
  GSocketAddressEnumerator parent_instance;

  WlkFetchHost            *host;
  guint                    n_given;
};

#define WLK_TYPE_FETCH_HOST_ENUMERATOR (wlk_fetch_host_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (WlkFetchHostEnumerator, wlk_fetch_host_enumerator, WLK,
                      FETCH_HOST_ENUMERATOR, GSocketAddressEnumerator)
G_DEFINE_FINAL_TYPE (WlkFetchHostEnumerator, wlk_fetch_host_enumerator,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
wlk_fetch_host_enumerator_next (GSocketAddressEnumerator * enumerator,
                                GCancellable             * cancellable,
                                GError                  * *error)
{
  WlkFetchHostEnumerator *self = WLK_FETCH_HOST_ENUMERATOR (enumerator);
  GPtrArray *addresses = self->host->addresses;

  return self->n_given < addresses->len ? g_object_ref (addresses->pdata[self->n_given++]) : NULL;
}

static void
wlk_fetch_host_enumerator_finalize (GObject *object)
{
  WlkFetchHostEnumerator *self = WLK_FETCH_HOST_ENUMERATOR (object);

  g_clear_object (&self->host);

  G_OBJECT_CLASS (wlk_fetch_host_enumerator_parent_class)->finalize (object);
}

static void
wlk_fetch_host_enumerator_class_init (WlkFetchHostEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_fetch_host_enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = wlk_fetch_host_enumerator_next;
}

static void
wlk_fetch_host_enumerator_init (WlkFetchHostEnumerator *self)
{
}

static GSocketAddressEnumerator *
wlk_fetch_host_enumerate (GSocketConnectable *connectable)
{
  WlkFetchHostEnumerator *enumerator = g_object_new (WLK_TYPE_FETCH_HOST_ENUMERATOR, NULL);

  enumerator->host = g_object_ref (WLK_FETCH_HOST (connectable));

  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

/* Used for the proxy “direct://”; enumerates the same addresses. */
static GSocketAddressEnumerator *
wlk_fetch_host_proxy_enumerate (GSocketConnectable *connectable)
{
  GNetworkAddress *address = G_NETWORK_ADDRESS (connectable);
  guint16 port = g_network_address_get_port (address);
  g_autofree char *uri = g_uri_join (G_URI_FLAGS_NONE, g_network_address_get_scheme (address),
                                     NULL, g_network_address_get_hostname (address), port, "",
                                     NULL, NULL);

  return g_object_new (G_TYPE_PROXY_ADDRESS_ENUMERATOR,
                       "connectable", connectable,
                       "default-port", (guint) port,
                       "uri", uri,
                       NULL);
}

static void
wlk_fetch_host_connectable_init (GSocketConnectableIface *interface)
{
  interface->enumerate = wlk_fetch_host_enumerate;
  interface->proxy_enumerate = wlk_fetch_host_proxy_enumerate;
}

static void
wlk_fetch_host_finalize (GObject *object)
{
  WlkFetchHost *self = WLK_FETCH_HOST (object);

  g_clear_pointer (&self->addresses, g_ptr_array_unref);

  G_OBJECT_CLASS (wlk_fetch_host_parent_class)->finalize (object);
}

static void
wlk_fetch_host_class_init (WlkFetchHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_fetch_host_finalize;
}

static void
wlk_fetch_host_init (WlkFetchHost *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * wlk_fetch_host_new:
 * @uri: an HTTP or HTTPS URI
 * @addresses: network addresses of its host; invalid ones are ignored
 *
 * Returns: (transfer full): the host and the port of @uri, to connect to
 */
WlkFetchHost *
wlk_fetch_host_new (GUri *uri,
                    GStrv addresses)
{
  const char *scheme = g_uri_get_scheme (uri);
  int port = g_uri_get_port (uri);
  WlkFetchHost *self;

  if (port <= 0)
    port = g_str_equal (scheme, "https") ? 443 : 80;
  self = g_object_new (WLK_TYPE_FETCH_HOST,
                       "hostname", g_uri_get_host (uri),
                       "port", (guint) port,
                       "scheme", scheme,
                       NULL);
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      GSocketAddress *address = g_inet_socket_address_new_from_string (addresses[i], (guint) port);

      if (address != NULL)
        g_ptr_array_add (self->addresses, address);
    }

  return self;
}
