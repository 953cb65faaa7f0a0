/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-address.h"

#include "base/wlk-error.h"
#include "fetch/wlk-address-rule.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/*
 * The rule about addresses stands here, between the answer of the name server and the socket: what
 * passes it is what is connected to, so a name that is answered differently a moment later changes
 * nothing. It is a GNetworkAddress, since TLS takes the server's name from one.
 *
 * Through a proxy, it is the proxy that looks the name up. Nobody can hold it to what is looked up
 * here, but what is private here is not asked of it.
 */

#define MAX_ADDRESSES 8    /* tried of one host; more are a list of spare ones */
#define MAX_LENGTH    4096 /* bytes of an address; beyond it servers do not read them */

struct _WlkFetchAddress
{
  GNetworkAddress parent_instance;

  gboolean        allow_private;
};

static void wlk_fetch_address_connectable_init (GSocketConnectableIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WlkFetchAddress, wlk_fetch_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      wlk_fetch_address_connectable_init))

/* Hands out the addresses of a host one after the other. */
struct _WlkFetchAddressEnumerator
{
  GSocketAddressEnumerator parent_instance;

  WlkFetchAddress         *address;
  GPtrArray               *found; /* (nullable) (element-type GSocketAddress): not asked yet */
  guint                    n_given;
};

#define WLK_TYPE_FETCH_ADDRESS_ENUMERATOR (wlk_fetch_address_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (WlkFetchAddressEnumerator, wlk_fetch_address_enumerator, WLK,
                      FETCH_ADDRESS_ENUMERATOR, GSocketAddressEnumerator)
G_DEFINE_FINAL_TYPE (WlkFetchAddressEnumerator, wlk_fetch_address_enumerator,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static const char *
get_host (WlkFetchAddress * self)
{
  return g_network_address_get_hostname (G_NETWORK_ADDRESS (self));
}

static void
set_refused_error (WlkFetchAddress *self,
                   GError         **error)
{
  g_set_error (error, WLK_ERROR, WLK_ERROR_CONNECT,
               _("“%s” is in a private network or on this computer, and a certificate must not "
                 "send Weak Link there."), get_host (self));
}

/* Keeps what may be asked. */
static gboolean
keep_addresses (WlkFetchAddressEnumerator *self,
                GList                     *addresses,
                GError                   **error)
{
  guint16 port = g_network_address_get_port (G_NETWORK_ADDRESS (self->address));

  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  for (GList *link = addresses; link != NULL && self->found->len < MAX_ADDRESSES; link = link->next)
    if (self->address->allow_private || wlk_address_rule_is_public (link->data))
      g_ptr_array_add (self->found, g_inet_socket_address_new (link->data, port));

  if (self->found->len > 0)
    return TRUE;

  set_refused_error (self->address, error);
  return FALSE;
}

static GSocketAddress *
get_next (WlkFetchAddressEnumerator *self)
{
  return self->n_given < self->found->len
         ? g_object_ref (self->found->pdata[self->n_given++])
         : NULL;
}

static GSocketAddress *
wlk_fetch_address_enumerator_next (GSocketAddressEnumerator *enumerator,
                                   GCancellable             *cancellable,
                                   GError                  **error)
{
  WlkFetchAddressEnumerator *self = WLK_FETCH_ADDRESS_ENUMERATOR (enumerator);
  g_autolist(GInetAddress) addresses = NULL;

  if (self->found == NULL)
    {
      g_autoptr(GResolver) resolver = g_resolver_get_default ();

      addresses = g_resolver_lookup_by_name (resolver, get_host (self->address), cancellable,
                                             error);
      if (addresses == NULL || !keep_addresses (self, addresses, error))
        return NULL;
    }

  return get_next (self);
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autolist(GInetAddress) addresses = NULL;
  WlkFetchAddressEnumerator *self = g_task_get_source_object (task);

  addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  if (addresses == NULL || !keep_addresses (self, addresses, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, get_next (self), g_object_unref);
}

static void
wlk_fetch_address_enumerator_next_async (GSocketAddressEnumerator *enumerator,
                                         GCancellable             *cancellable,
                                         GAsyncReadyCallback       callback,
                                         gpointer                  user_data)
{
  WlkFetchAddressEnumerator *self = WLK_FETCH_ADDRESS_ENUMERATOR (enumerator);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GResolver) resolver = NULL;

  g_task_set_source_tag (task, wlk_fetch_address_enumerator_next_async);
  if (self->found != NULL)
    {
      g_task_return_pointer (task, get_next (self), g_object_unref);
      return;
    }

  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, get_host (self->address), cancellable, resolve_cb,
                                   g_object_ref (task));
}

static GSocketAddress *
wlk_fetch_address_enumerator_next_finish (GSocketAddressEnumerator *enumerator,
                                          GAsyncResult             *result,
                                          GError                  **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
wlk_fetch_address_enumerator_finalize (GObject *object)
{
  WlkFetchAddressEnumerator *self = WLK_FETCH_ADDRESS_ENUMERATOR (object);

  g_clear_object (&self->address);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (wlk_fetch_address_enumerator_parent_class)->finalize (object);
}

static void
wlk_fetch_address_enumerator_class_init (WlkFetchAddressEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wlk_fetch_address_enumerator_finalize;
  enumerator_class->next = wlk_fetch_address_enumerator_next;
  enumerator_class->next_async = wlk_fetch_address_enumerator_next_async;
  enumerator_class->next_finish = wlk_fetch_address_enumerator_next_finish;
}

static void
wlk_fetch_address_enumerator_init (WlkFetchAddressEnumerator *self)
{
}

static GSocketAddressEnumerator *
wlk_fetch_address_enumerate (GSocketConnectable *connectable)
{
  WlkFetchAddressEnumerator *enumerator = g_object_new (WLK_TYPE_FETCH_ADDRESS_ENUMERATOR, NULL);

  enumerator->address = g_object_ref (WLK_FETCH_ADDRESS (connectable));

  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

/* Asks the desktop for a proxy; without one, what it enumerates is what this type does. */
static GSocketAddressEnumerator *
wlk_fetch_address_proxy_enumerate (GSocketConnectable *connectable)
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
wlk_fetch_address_connectable_init (GSocketConnectableIface *interface)
{
  interface->enumerate = wlk_fetch_address_enumerate;
  interface->proxy_enumerate = wlk_fetch_address_proxy_enumerate;
}

static void
wlk_fetch_address_class_init (WlkFetchAddressClass *klass)
{
}

static void
wlk_fetch_address_init (WlkFetchAddress *self)
{
}

/* A host of visible characters, since what breaks a line would begin a header of its own, and a
 * port that there is. */
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
 * Returns: (transfer full) (nullable): its parts, when it is one of HTTP or HTTPS
 */
GUri *
wlk_fetch_address_parse (const char *address,
                         GError    **error)
{
  g_autoptr(GUri) uri = NULL;

  if (strlen (address) <= MAX_LENGTH)
    uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || !has_host (uri) ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") &&
       !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("This is no address of HTTP or HTTPS, and nothing else is fetched."));
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
 * wlk_fetch_address_new:
 * @uri: an address of http or https, with a host
 * @allow_private: whether private addresses may be asked too
 *
 * Returns: (transfer full): the host and the port of @uri, to connect to
 */
WlkFetchAddress *
wlk_fetch_address_new (GUri    *uri,
                       gboolean allow_private)
{
  const char *scheme = g_uri_get_scheme (uri);
  int port = g_uri_get_port (uri);
  WlkFetchAddress *self;

  if (port <= 0)
    port = g_str_equal (scheme, "https") ? 443 : 80;
  self = g_object_new (WLK_TYPE_FETCH_ADDRESS,
                       "hostname", g_uri_get_host (uri),
                       "port", (guint) port,
                       "scheme", scheme,
                       NULL);
  self->allow_private = allow_private;

  return self;
}

/**
 * wlk_fetch_address_check:
 * @self: an address
 * @addresses: (element-type GInetAddress): what its name was found to mean
 * @error: return location; %WLK_ERROR_CONNECT
 *
 * Applies the rule beforehand, for a host that a proxy will connect to, nobody knows at which of
 * its addresses.
 *
 * Returns: whether all of @addresses may be asked
 */
gboolean
wlk_fetch_address_check (WlkFetchAddress *self,
                         GList           *addresses,
                         GError         **error)
{
  g_return_val_if_fail (WLK_IS_FETCH_ADDRESS (self), FALSE);

  for (GList *link = addresses; link != NULL; link = link->next)
    if (!self->allow_private && !wlk_address_rule_is_public (link->data))
      {
        set_refused_error (self, error);
        return FALSE;
      }

  return TRUE;
}
