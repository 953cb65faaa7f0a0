/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-probe-failure.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>

/* Maps system errors before the handshake to sentences with advice. */

/* Before the connection exists; %NULL at any other stage. */
static GError *
new_network_timeout (const WlkConnection *connection,
                     WlkConnectionStage   stage,
                     guint                timeout)
{
  const char *host = connection->target->full_host;

  switch (stage)
    {
    case WLK_STAGE_RESOLVE:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("The name server did not find “%s” within %u second. "
                                    "Check the network connection.",
                                    "The name server did not find “%s” within %u seconds. "
                                    "Check the network connection.", timeout),
                          host, timeout);

    case WLK_STAGE_CONNECT:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("“%s” did not answer on port %u within %u second. "
                                    "The host may be down, or a firewall drops the packets.",
                                    "“%s” did not answer on port %u within %u seconds. "
                                    "The host may be down, or a firewall drops the packets.",
                                    timeout),
                          host, wlk_connection_get_port (connection), timeout);

    case WLK_STAGE_PROXY:
      return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                          ngettext ("The proxy lookup was not answered within %u second. "
                                    "Check the network settings.",
                                    "The proxy lookup was not answered within %u seconds. "
                                    "Check the network settings.", timeout),
                          timeout);

    default:
      return NULL;
    }
}

static GError *
new_starttls_timeout (guint timeout)
{
  return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                      ngettext ("The server was not ready for TLS within %u second. It may "
                                "use another protocol on this port, or TLS from the start.",
                                "The server was not ready for TLS within %u seconds. It may "
                                "use another protocol on this port, or TLS from the start.",
                                timeout),
                      timeout);
}

static GError *
new_handshake_timeout (const WlkConnection *connection,
                       guint                timeout)
{
  const char *message = connection->handshake_point;

  return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                      ngettext ("The handshake was not complete within %u second; the last "
                                "message was “%s”. The server may not use TLS on this port.",
                                "The handshake was not complete within %u seconds; the last "
                                "message was “%s”. The server may not use TLS on this port.",
                                timeout),
                      timeout, message != NULL ? message : "ClientHello");
}

/**
 * wlk_probe_failure_new_timeout:
 * @connection: a connection that timed out
 * @stage: the current stage
 *
 * Returns: (transfer full): an error with a sentence for display
 */
GError *
wlk_probe_failure_new_timeout (const WlkConnection *connection,
                               WlkConnectionStage   stage)
{
  guint timeout = wlk_connection_options_get (connection->options)->timeout;
  GError *error = new_network_timeout (connection, stage, timeout);

  if (error != NULL)
    return error;

  return stage == WLK_STAGE_STARTTLS
         ? new_starttls_timeout (timeout)
         : new_handshake_timeout (connection, timeout);
}

/**
 * wlk_probe_failure_dup_words:
 * @error: the error of GIO for one address
 *
 * Returns: (transfer full): a short reason, to follow the address
 */
char *
wlk_probe_failure_dup_words (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup (_("refused the connection"));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return g_strdup (_("cannot be reached from this computer"));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("did not answer"));

  return g_strdup (error->message);
}

static GError *
describe_proxy_error (const WlkConnection *connection,
                      const GError        *error)
{
  return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                      _("The proxy “%s” made no connection: %s. Check the proxy, or connect "
                        "without one."), connection->proxy, error->message);
}

/**
 * wlk_probe_failure_new_connect:
 * @connection: a connection that could not be made
 * @error: the error of GIO
 * @cause: (out): the id of the cause, or %NULL
 *
 * Returns: (transfer full): an error with a sentence for display
 */
GError *
wlk_probe_failure_new_connect (const WlkConnection *connection,
                               const GError        *error,
                               const char         **cause)
{
  const WlkTarget *target = connection->target;
  const char *host = target->full_host;
  guint port = wlk_connection_get_port (connection);

  *cause = NULL;
  if (connection->proxy != NULL)
    {
      *cause = "proxy";
      return describe_proxy_error (connection, error);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    {
      *cause = "refused";
      return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                          _("“%s” refused the connection on port %u. Check the port, and that "
                            "the server is running."), host, port);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    {
      *cause = "unreachable";
      return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                          _("“%s” cannot be reached from this computer. Check the network "
                            "connection."), host);
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                        _("“%s” did not answer on port %u. The host may be down, or a firewall "
                          "drops the packets."), host, port);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    *cause = "reset";

  return g_error_new (WLK_ERROR, WLK_ERROR_CONNECT,
                      _("No connection to “%s” on port %u could be made: %s"),
                      host, port, error->message);
}

/**
 * wlk_probe_failure_new_resolve:
 * @connection: a connection to a name without an address
 * @error: the error of GIO
 *
 * Returns: (transfer full): an error with a sentence for display
 */
GError *
wlk_probe_failure_new_resolve (const WlkConnection *connection,
                               const GError        *error)
{
  const char *host = connection->target->full_host;

  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("There is no address for the name “%s”. Check the spelling."), host);
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("The name server did not answer the question for “%s”. Check the "
                          "network connection, or try again later."), host);

  return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                      _("The address of “%s” could not be found: %s"), host, error->message);
}

/**
 * wlk_probe_failure_new_family:
 * @connection: a connection to a host without an address of the requested family
 *
 * Returns: (transfer full): an error with a sentence for display
 */
GError *
wlk_probe_failure_new_family (const WlkConnection *connection)
{
  WlkConnectionOptions *options = connection->options;
  const char *host = connection->target->full_host;

  if (wlk_connection_options_get (options)->family == WLK_ADDRESS_FAMILY_IPV6)
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("“%s” has no IPv6 address. Connect without asking for IPv6."), host);

  return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                      _("“%s” has no IPv4 address. Connect without asking for IPv4."), host);
}
