/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-handshake-failure.h"

#include "base/wlk-error.h"
#include "net/wlk-alert.h"
#include "net/wlk-connection.h"
#include "net/wlk-plaintext.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>

/*
 * Maps the end of a handshake to a sentence and a cause. They depend on the point at which it ended
 * as well as the code: alert 40 has another meaning after an empty client certificate than before a
 * CertificateRequest.
 */

static const char *
get_point (WlkConnection *connection)
{
  const char *point = connection->handshake_point;

  return point != NULL ? point : "ClientHello";
}

static gboolean
is_tls13 (WlkConnection *connection)
{
  return g_strcmp0 (connection->session.protocol, "TLS 1.3") == 0;
}

/* Servers use many alerts for a missing or rejected client certificate. After the
 * CertificateRequest, each of these alerts has that meaning. */
static const char *
get_client_certificate_cause (WlkConnection *connection)
{
  int alert = connection->alert;

  if (!wlk_connection_is_certificate_requested (connection))
    return NULL;
  switch (alert)
    {
    case WLK_ALERT_NONE: /* closed without an alert */
    case GNUTLS_A_HANDSHAKE_FAILURE:
    case GNUTLS_A_SSL3_NO_CERTIFICATE:
    case GNUTLS_A_BAD_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_UNKNOWN:
    case GNUTLS_A_UNKNOWN_CA:
    case GNUTLS_A_ACCESS_DENIED:
    case GNUTLS_A_DECODE_ERROR: /* GnuTLS 3.7 as a server of TLS 1.2 */
    case GNUTLS_A_CERTIFICATE_REQUIRED:
      if (connection->is_credential_sent)
        return "client_cert_rejected";
      return is_tls13 (connection) ? "client_cert_required_13" : "client_cert_required_12";

    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_REVOKED:
    case GNUTLS_A_CERTIFICATE_EXPIRED:
      return wlk_alert_get_cause (alert);

    default:
      return NULL;
    }
}

/* The causes of these alerts advise on a client certificate. */
static gboolean
is_about_client_certificate (int alert)
{
  return alert == GNUTLS_A_CERTIFICATE_REVOKED || alert == GNUTLS_A_CERTIFICATE_EXPIRED ||
         alert == GNUTLS_A_UNKNOWN_CA || alert == GNUTLS_A_CERTIFICATE_REQUIRED;
}

static const char *
get_alert_cause (WlkConnection *connection)
{
  const char *missing = get_client_certificate_cause (connection);

  if (missing != NULL)
    return missing;
  if (is_about_client_certificate (connection->alert) &&
      !wlk_connection_is_certificate_requested (connection))
    return "unrequested_cert_alert";

  return wlk_alert_get_cause (connection->alert);
}

static const char *
describe_alert (WlkConnection *connection,
                GError       **error)
{
  const char *name = wlk_connection_get_alert_name (connection);
  int alert = connection->alert;

  if (name != NULL)
    g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                 _("The server ended the handshake after “%s” with the alert “%s” (%d)."),
                 get_point (connection), name, alert);
  else
    g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                 _("The server ended the handshake after “%s” with the alert %d, which has no "
                   "name."), get_point (connection), alert);

  return get_alert_cause (connection);
}

static const char *
describe_plaintext (WlkConnection         *connection,
                    const WlkHandshakeEnd *end,
                    GError               **error)
{
  const WlkPlaintext *protocol = wlk_plaintext_recognize (end->first_bytes, end->n_first_bytes);
  g_autofree char *line = wlk_plaintext_dup_first_line (end->first_bytes, end->n_first_bytes);

  g_free (connection->first_line);
  connection->first_line = g_strdup (line);
  connection->plaintext_protocol = protocol != NULL ? protocol->protocol : NULL;
  if (protocol != NULL)
    g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                 _("The server speaks %s without TLS on this port. It says “%s”."),
                 protocol->protocol, line);
  else
    g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                 _("The server does not speak TLS on this port. It says “%s”."), line);

  return protocol != NULL ? protocol->cause : "plaintext_other";
}

static const char *
describe_eof (WlkConnection *connection,
              GError       **error)
{
  const char *missing = get_client_certificate_cause (connection);

  g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
               _("The server closed the connection after “%s” without saying why."),
               get_point (connection));

  return missing != NULL ? missing : "eof";
}

static const char *
describe_transport (WlkConnection *connection,
                    const GError  *transport_error,
                    GError       **error)
{
  const char *missing = get_client_certificate_cause (connection);

  if (transport_error->domain == WLK_ERROR)
    {
      g_propagate_error (error, g_error_copy (transport_error));
      return "handshake_too_large";
    }
  if (g_error_matches (transport_error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                   _("The connection was reset after “%s”."), get_point (connection));
      return missing != NULL ? missing : "reset";
    }
  g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
               _("The connection broke after “%s”: %s."),
               get_point (connection), transport_error->message);

  return NULL;
}

/* Between our Certificate and CertificateVerify nothing is read, so a failure there is local. */
static gboolean
is_signing (WlkConnection *connection)
{
  return connection->is_credential_sent &&
         connection->stages[WLK_STAGE_CLIENT_CERTIFICATE].is_ended &&
         !g_strv_contains (connection->messages, "→ CertificateVerify");
}

static const char *
describe_code (WlkConnection *connection,
               int            rc,
               GError       **error)
{
  const char *answered = connection->session.answered;
  const char *point = get_point (connection);

  if (is_signing (connection))
    {
      connection->is_credential_sent = FALSE; /* the messages before the signature wait for it */
      g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                   _("The key of the client certificate cannot sign what the server wants signed: "
                     "%s"), gnutls_strerror (rc));
      return "client_cert_key";
    }
  switch (rc)
    {
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
      if (answered != NULL)
        g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                     _("The server answered “%s” with %s, which was not offered."), "ClientHello",
                     answered);
      else
        g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                     _("The server answered “%s” with a version of TLS that was not offered."),
                     point);
      return "protocol_version";

    case GNUTLS_E_UNKNOWN_CIPHER_SUITE:
    case GNUTLS_E_NO_CIPHER_SUITES:
      g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                   _("The server chose a cipher suite that was not offered."));
      return "no_shared_cipher";

    case GNUTLS_E_UNSAFE_RENEGOTIATION_DENIED:
    case GNUTLS_E_SAFE_RENEGOTIATION_FAILED:
      g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                   _("The server does not support secure renegotiation."));
      return "legacy_renegotiation";

    default:
      g_set_error (error, WLK_ERROR, WLK_ERROR_HANDSHAKE,
                   _("The handshake failed after “%s”, since what the server said is not valid: "
                     "%s"), point, gnutls_strerror (rc));
      return "malformed_handshake";
    }
}

/* The current stage. A failure about the client certificate belongs to that stage, even if the
 * server reports it later. */
static WlkConnectionStage
get_failing_stage (WlkConnection *connection)
{
  if (connection->stages[WLK_STAGE_ANSWER].is_reached)
    return WLK_STAGE_ANSWER;
  if (connection->stages[WLK_STAGE_CLIENT_CERTIFICATE].is_reached &&
      get_client_certificate_cause (connection) != NULL)
    return WLK_STAGE_CLIENT_CERTIFICATE;
  for (WlkConnectionStage stage = WLK_STAGE_CLIENT_HELLO; stage < WLK_STAGE_FINISHED; stage++)
    {
      const WlkStageRecord *record = &connection->stages[stage];

      if (record->is_reached && !record->is_ended)
        return stage;
    }

  return WLK_STAGE_FINISHED;
}

/**
 * wlk_handshake_fail:
 * @connection: the record to write into
 * @end: how the handshake ended
 *
 * Records the failure of the handshake, with its cause.
 */
void
wlk_handshake_fail (WlkConnection         *connection,
                    const WlkHandshakeEnd *end)
{
  GError *error = NULL;
  const char *cause;

  g_return_if_fail (connection != NULL);
  g_return_if_fail (end != NULL && end->rc < 0);

  if (end->rc == GNUTLS_E_FATAL_ALERT_RECEIVED)
    cause = describe_alert (connection, &error);
  else if (!wlk_plaintext_is_tls (end->first_bytes, end->n_first_bytes))
    cause = describe_plaintext (connection, end, &error);
  else if (end->transport_error != NULL)
    cause = describe_transport (connection, end->transport_error, &error);
  else if (end->is_closed)
    cause = describe_eof (connection, &error);
  else
    cause = describe_code (connection, end->rc, &error);

  wlk_connection_fail_stage (connection, get_failing_stage (connection), cause, error);
}
