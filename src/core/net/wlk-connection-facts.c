/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-facts.h"

#include "net/wlk-alert.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-ocsp-response.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * wlk_connection_facts_get_leaf:
 * @connection: a connection
 *
 * Returns: (transfer none) (nullable): the server's end entity certificate, sent first; %NULL also
 *   when unreadable
 */
WlkCertificate *
wlk_connection_facts_get_leaf (const WlkConnection *connection)
{
  GPtrArray *chain = connection->chain;

  return chain->len > 0 && !wlk_connection_is_unreadable (connection, 0) ? chain->pdata[0] : NULL;
}

/**
 * wlk_connection_facts_is_left_out:
 * @connection: a connection
 * @stage: a stage that was not reached
 *
 * Returns: whether a later stage began, so that this one was skipped
 */
gboolean
wlk_connection_facts_is_left_out (const WlkConnection *connection,
                                  WlkConnectionStage   stage)
{
  for (WlkConnectionStage later = stage + 1; later < WLK_N_STAGES; later++)
    if (connection->stages[later].is_reached)
      return TRUE;

  return wlk_connection_is_complete (connection);
}

/* Whether the handshake ended because of the client certificate, or of its absence. */
static gboolean
is_client_refused (const WlkConnection *connection)
{
  WlkConnectionStage failed = wlk_connection_get_failed_stage (connection);
  const char *cause = connection->cause;

  if (failed != WLK_STAGE_CLIENT_CERTIFICATE && failed != WLK_STAGE_ANSWER)
    return FALSE;

  switch (connection->alert)
    {
    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_REVOKED:
    case GNUTLS_A_CERTIFICATE_EXPIRED:
      return TRUE;

    default:
      return g_strcmp0 (cause, "client_cert_required_12") == 0 ||
             g_strcmp0 (cause, "client_cert_required_13") == 0 ||
             g_strcmp0 (cause, "client_cert_rejected") == 0;
    }
}

/* An HTTP server may refuse a client with a status code, also after it has sent settings first. */
static gboolean
speaks_http (const WlkConnection *connection)
{
  const char *alpn = connection->session.alpn;

  return alpn != NULL && (g_str_equal (alpn, "h2") || g_str_has_prefix (alpn, "http/"));
}

/**
 * wlk_connection_facts_get_client_verdict:
 * @connection: a connection
 *
 * The completed handshake alone does not say that a server accepts the client certificate, since it
 * may refuse the client in its own protocol.
 *
 * Source: RFC 8446 §4.4.2.4, RFC 5246 §7.4.6.
 *
 * Returns: what became of the client certificate
 */
WlkClientVerdict
wlk_connection_facts_get_client_verdict (const WlkConnection *connection)
{
  if (!wlk_connection_is_certificate_requested (connection))
    return wlk_connection_facts_is_left_out (connection, WLK_STAGE_CERTIFICATE_REQUEST)
           ? WLK_CLIENT_VERDICT_NOT_REQUESTED
           : WLK_CLIENT_VERDICT_UNKNOWN;
  if (is_client_refused (connection))
    return WLK_CLIENT_VERDICT_REFUSED;
  if (wlk_connection_is_complete (connection) &&
      connection->is_credential_sent &&
      connection->session.has_spoken && !speaks_http (connection))
    return WLK_CLIENT_VERDICT_ACCEPTED;

  return WLK_CLIENT_VERDICT_UNKNOWN;
}

/**
 * wlk_connection_facts_is_finished:
 * @connection: a connection
 *
 * Returns: whether the handshake completed, so that the server will send no further handshake data
 */
gboolean
wlk_connection_facts_is_finished (const WlkConnection *connection)
{
  const WlkStageRecord *record = &connection->stages[WLK_STAGE_FINISHED];

  return record->is_ended && record->error == NULL;
}

/**
 * wlk_connection_facts_dup_versions:
 * @connection: a connection
 *
 * Returns: (transfer full): the offered TLS versions
 */
char *
wlk_connection_facts_dup_versions (const WlkConnection *connection)
{
  WlkConnectionOptions *options = connection->options;
  WlkTlsVersion oldest = wlk_connection_options_get (options)->min_version;
  WlkTlsVersion newest = wlk_connection_options_get (options)->max_version;

  if (oldest == newest)
    return g_strdup (wlk_tls_version_get_title (oldest));

  return g_strdup_printf (_("%s to %s"), wlk_tls_version_get_title (oldest),
                          wlk_tls_version_get_title (newest));
}

/**
 * wlk_connection_facts_dup_alert:
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable): the alert by name and number; %NULL without one
 */
char *
wlk_connection_facts_dup_alert (const WlkConnection *connection)
{
  int alert = connection->alert;
  const char *name = wlk_connection_get_alert_name (connection);

  if (alert == WLK_ALERT_NONE)
    return NULL;

  return name != NULL ? g_strdup_printf ("%s (%d)", name, alert) : g_strdup_printf ("%d", alert);
}

/**
 * wlk_connection_facts_dup_attempt:
 * @attempt: another attempt
 *
 * Returns: (transfer full): what was changed, and the result
 */
char *
wlk_connection_facts_dup_attempt (const WlkConnectionAttempt *attempt)
{
  WlkConnectionStage failed = wlk_connection_get_failed_stage (attempt->connection);
  g_autofree char *alert = wlk_connection_facts_dup_alert (attempt->connection);

  if (failed == WLK_N_STAGES)
    return g_strdup_printf (_("%s: the handshake completes."), attempt->label);
  if (strcmp (attempt->id, WLK_STARTTLS_LISTEN) == 0 && attempt->connection->dialogue[0] == NULL)
    return g_strdup_printf (_("%s: no data was exchanged."), attempt->label);

  return g_strdup_printf (_("%s: %s"), attempt->label,
                          alert != NULL ? alert
                          : attempt->connection->stages[failed].error->message);
}

/**
 * wlk_connection_facts_dup_suggestion:
 * @connection: a connection
 *
 * Returns: (transfer full) (nullable): the setting that works, “STARTTLS for SMTP”, or %NULL when
 *   none is known
 */
char *
wlk_connection_facts_dup_suggestion (const WlkConnection *connection)
{
  const char *id = connection->suggested_starttls;
  const WlkStarttls *protocol = id != NULL ? wlk_starttls_find (id) : NULL;

  if (id == NULL)
    return NULL;

  return protocol != NULL ? g_strdup_printf (_("STARTTLS for %s"), protocol->title)
                          : g_strdup (_("TLS without STARTTLS"));
}

/**
 * wlk_timestamp_place_get_label:
 * @place: a source of timestamps
 *
 * Returns: an N_() label
 */
const char *
wlk_timestamp_place_get_label (WlkTimestampPlace place)
{
  static const char * const labels[] = {
    N_("In the certificate"), N_("In the handshake"), N_("In the OCSP response"),
  };

  g_return_val_if_fail (place < WLK_N_TIMESTAMP_PLACES, NULL);

  return labels[place];
}

static GBytes *
dup_stapled (const WlkConnection *connection)
{
  GBytes *staple = connection->staple;
  g_autoptr(WlkOcspResponse) response =
    staple != NULL ? wlk_ocsp_response_new (staple, NULL) : NULL;

  return response != NULL ? wlk_ocsp_response_dup_timestamps (response) : NULL;
}

/**
 * wlk_connection_facts_dup_timestamps:
 * @connection: a connection
 * @place: a source of timestamps
 *
 * Returns: (transfer full) (nullable): a SignedCertificateTimestampList, or %NULL without one
 */
GBytes *
wlk_connection_facts_dup_timestamps (const WlkConnection *connection,
                                     WlkTimestampPlace    place)
{
  WlkCertificate *leaf = wlk_connection_facts_get_leaf (connection);
  GBytes *sent = connection->timestamps;

  switch (place)
    {
    case WLK_TIMESTAMPS_IN_CERTIFICATE:
      return leaf != NULL ? wlk_extensions_dup_timestamps (leaf) : NULL;

    case WLK_TIMESTAMPS_IN_HANDSHAKE:
      return sent != NULL ? g_bytes_ref (sent) : NULL;

    case WLK_TIMESTAMPS_IN_RESPONSE:
      return dup_stapled (connection);

    case WLK_N_TIMESTAMP_PLACES:
    default:
      g_return_val_if_reached (NULL);
    }
}
