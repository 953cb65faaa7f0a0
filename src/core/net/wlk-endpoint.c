/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-endpoint.h"

#include "base/wlk-error.h"
#include "base/wlk-time.h"
#include "x509/wlk-public-key.h"

#include <glib/gi18n-lib.h>

/* Descriptions of an endpoint: its parameters, its result, and its difference from most. */

/**
 * wlk_endpoint_new:
 * @address: (nullable): the address; %NULL where a proxy looks up the name
 * @has_server_name: whether a server name is sent
 * @version: the only offered version
 * @key: the requested certificate type
 *
 * Returns: (transfer full): an endpoint that has not been tried
 */
WlkEndpoint *
wlk_endpoint_new (const char   *address,
                  gboolean      has_server_name,
                  WlkTlsVersion version,
                  WlkServerKey  key)
{
  WlkEndpoint *self = g_new0 (WlkEndpoint, 1);

  self->address = g_strdup (address);
  self->has_server_name = has_server_name;
  self->version = version;
  self->key = key;

  return self;
}

/**
 * wlk_endpoint_free:
 * @self: (transfer full): an endpoint
 */
void
wlk_endpoint_free (WlkEndpoint *self)
{
  g_free (self->address);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  g_free (self);
}

/* Its address, or a text that the proxy resolves it. */
const char *
wlk_endpoint_get_address_text (const WlkEndpoint *self)
{
  return self->address != NULL ? self->address : _("by proxy");
}

/* Whether a server name is sent, as text. */
const char *
wlk_endpoint_get_name_text (const WlkEndpoint *self)
{
  return self->has_server_name ? _("with name") : _("no name");
}

/* The requested certificate type, “RSA”; “” for any. */
const char *
wlk_endpoint_get_key_text (const WlkEndpoint *self)
{
  static const char * const keys[] = { "", "RSA", "ECDSA" };

  return keys[self->key];
}

/**
 * wlk_endpoint_get_result:
 * @self: an endpoint that was tried
 * @main_chain: the chain that most endpoints show
 *
 * Returns: its result
 */
WlkEndpointResult
wlk_endpoint_get_result (const WlkEndpoint *self,
                         guint              main_chain)
{
  g_return_val_if_fail (self != NULL && self->connection != NULL, WLK_ENDPOINT_REFUSED);

  if (self->chain != 0)
    return self->chain == main_chain ? WLK_ENDPOINT_SAME_CHAIN : WLK_ENDPOINT_OTHER_CHAIN;

  return wlk_connection_get_failed_stage (self->connection) == WLK_N_STAGES
         ? WLK_ENDPOINT_NO_CHAIN : WLK_ENDPOINT_REFUSED;
}

/**
 * wlk_endpoint_get_reason:
 * @self: an endpoint that was tried
 *
 * Returns: (nullable): why there was no complete handshake, in a sentence
 */
const char *
wlk_endpoint_get_reason (const WlkEndpoint *self)
{
  WlkConnectionStage failed;

  g_return_val_if_fail (self != NULL && self->connection != NULL, NULL);

  failed = wlk_connection_get_failed_stage (self->connection);

  return failed != WLK_N_STAGES
         ? self->connection->stages[failed].error->message : NULL;
}

/* Short for a table: an alert's name instead of a sentence with advice. */
static char *
dup_short_reason (const WlkEndpoint *self)
{
  static const struct
  {
    const char *cause;
    const char *words;
  } rows[] = {
    { "refused", N_("connection refused") },
    { "unreachable", N_("out of reach") },
    { "reset", N_("connection reset") },
    { "eof", N_("closed without a word") },
  };
  WlkConnectionStage failed = wlk_connection_get_failed_stage (self->connection);
  const char *protocol = self->connection->plaintext_protocol;
  const GError *error = self->connection->stages[failed].error;

  if (wlk_connection_get_alert_name (self->connection) != NULL)
    return g_strdup (wlk_connection_get_alert_name (self->connection));
  if (protocol != NULL)
    return g_strdup_printf (_("speaks %s"), protocol);
  if (g_error_matches (error, WLK_ERROR, WLK_ERROR_TIMED_OUT))
    return g_strdup (_("no answer in time"));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (self->connection->cause, rows[i].cause) == 0)
      return g_strdup (_(rows[i].words));

  return g_strdup (error->message);
}

/**
 * wlk_endpoint_dup_result:
 * @self: an endpoint that was tried
 * @main_chain: the chain that most endpoints show
 *
 * Returns: (transfer full): its result, for display
 */
char *
wlk_endpoint_dup_result (const WlkEndpoint *self,
                         guint              main_chain)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (self != NULL && self->connection != NULL, NULL);

  switch (wlk_endpoint_get_result (self, main_chain))
    {
    case WLK_ENDPOINT_SAME_CHAIN:
      return g_strdup_printf (_("same chain (%u)"), self->chain);

    case WLK_ENDPOINT_OTHER_CHAIN:
      return g_strdup_printf (_("other chain (%u)"), self->chain);

    case WLK_ENDPOINT_NO_CHAIN:
      return g_strdup (_("no certificate"));

    case WLK_ENDPOINT_REFUSED:
    default:
      reason = dup_short_reason (self);
      return wlk_connection_get_alert_name (self->connection) != NULL
             ? g_strdup_printf (_("refused: %s"), reason)
             : g_steal_pointer (&reason);
    }
}

static char *
dup_certificate (WlkCertificate *certificate)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);
  g_autofree char *until = wlk_time_format_date (wlk_certificate_get_not_after (certificate));

  /* Translators: the name of a certificate, the day of its end, its key (“RSA 2048”). */
  return g_strdup_printf (_("“%s”, until %s, %s"), wlk_certificate_get_title (certificate), until,
                          key != NULL ? key->text : _("unreadable key"));
}

/**
 * wlk_endpoint_dup_leaf:
 * @self: an endpoint that was tried and shows a chain
 *
 * Returns: (transfer full) (nullable): the first certificate that it sends, for display
 */
char *
wlk_endpoint_dup_leaf (const WlkEndpoint *self)
{
  GPtrArray *chain;

  g_return_val_if_fail (self != NULL && self->connection != NULL, NULL);

  chain = self->connection->chain;

  return chain->len > 0 ? dup_certificate (chain->pdata[0]) : NULL;
}

/* Describes the first certificate that differs. */
static char *
dup_difference (GPtrArray *chain,
                GPtrArray *main_chain)
{
  g_autofree char *text = NULL;
  guint i = 0;

  while (i < chain->len && i < main_chain->len &&
         wlk_certificate_equal (chain->pdata[i], main_chain->pdata[i]))
    i++;
  if (i == chain->len)
    return g_strdup_printf (ngettext ("only the first certificate of it",
                                      "only the first %u certificates of it", i), i);

  text = dup_certificate (chain->pdata[i]);
  if (i == 0)
    return g_steal_pointer (&text);

  /* Translators: which certificate of a list, from 1, and what it is. */
  return g_strdup_printf (_("certificate %u: %s"), i + 1, text);
}

/**
 * wlk_endpoint_dup_details:
 * @self: an endpoint that was tried
 * @main_endpoint: (nullable): an endpoint with the chain that most endpoints show
 *
 * Returns: (transfer full) (nullable): its difference from most, or the short reason why it failed;
 *   %NULL when there is nothing to add
 */
char *
wlk_endpoint_dup_details (const WlkEndpoint *self,
                          const WlkEndpoint *main_endpoint)
{
  g_return_val_if_fail (self != NULL && self->connection != NULL, NULL);

  switch (wlk_endpoint_get_result (self, main_endpoint != NULL ? main_endpoint->chain : 0))
    {
    case WLK_ENDPOINT_OTHER_CHAIN:
      if (main_endpoint == NULL)
        return wlk_endpoint_dup_leaf (self);
      return dup_difference (self->connection->chain, main_endpoint->connection->chain);

    case WLK_ENDPOINT_REFUSED:
      return dup_short_reason (self);

    case WLK_ENDPOINT_SAME_CHAIN:
    case WLK_ENDPOINT_NO_CHAIN:
    default:
      return NULL;
    }
}
