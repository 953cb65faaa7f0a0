/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather/wlk-gather-fetcher.h"

#include "fetch/wlk-address-rule.h"

/* The address of the connection; behind a proxy it is known only if the target is an address. */
static const char *
get_address (const WlkConnection *connection)
{
  const WlkTarget *target = connection->target;

  if (connection->proxy == NULL)
    return connection->address;

  return target->is_address ? target->host : NULL;
}

/* A host in a private network may have its CA there too. */
static gboolean
is_target_private (const WlkConnection *connection)
{
  const char *text = connection != NULL ? get_address (connection) : NULL;
  g_autoptr(GInetAddress) address = text != NULL ? g_inet_address_new_from_string (text) : NULL;

  return address != NULL && !wlk_address_rule_is_public (address);
}

/* The proxy of the connection is used for fetches, too. */
static void
choose_proxy (WlkFetcher          *fetcher,
              const WlkConnection *connection)
{
  const char *given = wlk_connection_options_get (connection->options)->proxy;

  if (given != NULL)
    fetcher->proxies =
      g_simple_proxy_resolver_new (g_str_equal (given, "none") ? "direct://" : given, NULL);
}

/**
 * wlk_gather_fetcher_new:
 * @connection: (nullable): the inspected connection
 * @allow_private: whether private addresses are always allowed
 * @timeout: milliseconds for each fetch, or 0 for the default
 *
 * Returns: (transfer full): a fetcher with the address restrictions and the proxy of @connection
 */
WlkFetcher *
wlk_gather_fetcher_new (const WlkConnection *connection,
                        gboolean             allow_private,
                        guint                timeout)
{
  WlkFetcher *fetcher = wlk_fetcher_new (allow_private || is_target_private (connection), timeout);

  if (connection != NULL)
    choose_proxy (fetcher, connection);

  return fetcher;
}
