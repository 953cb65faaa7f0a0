/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-alert.h"

#include <glib/gi18n-lib.h>

/*
 * One row for each alert that a server may send. The cause is set only where the alert alone
 * determines it; one about a client certificate holds only if the server requested it.
 */

typedef struct
{
  int         alert;
  const char *name;
  const char *cause;
  const char *meaning; /* N_() */
} Alert;

/* Source: RFC 8446 §6, RFC 5246 §7.2, RFC 2246 §7.2, RFC 6066 §9, RFC 7301 §3.2, RFC 7507 §3. */
static const Alert alerts[] = {
  { 0, "close_notify", "eof",
    N_("The server has nothing more to say.") },
  { 10, "unexpected_message", NULL,
    N_("The server got a message that has no place at that point.") },
  { 20, "bad_record_mac", NULL,
    N_("The server could not decrypt what it got: the two sides have different keys, or "
       "something on the way changed it.") },
  { 21, "decryption_failed", NULL,
    N_("The server could not decrypt what it got.") },
  { 22, "record_overflow", NULL,
    N_("The server got a record that is longer than allowed.") },
  { 30, "decompression_failure", NULL,
    N_("The server could not unpack compressed data.") },
  { 40, "handshake_failure", "handshake_failure",
    N_("The server does not accept what it was offered or sent.") },
  { 41, "no_certificate", NULL,
    N_("The server missed a certificate.") },
  { 42, "bad_certificate", "bad_certificate_alert",
    N_("The server got a certificate that is damaged, or whose signature is wrong.") },
  { 43, "unsupported_certificate", "unsupported_cert_alert",
    N_("The server got a certificate of a kind that it does not support.") },
  { 44, "certificate_revoked", "client_cert_rejected",
    N_("The server got a certificate that its issuer has revoked.") },
  { 45, "certificate_expired", "client_cert_rejected",
    N_("The server got a certificate that has expired or is not valid yet.") },
  { 46, "certificate_unknown", "certificate_unknown_alert",
    N_("The server did not accept a certificate, for a reason that has no alert of its own.") },
  { 47, "illegal_parameter", "illegal_parameter_alert",
    N_("The server got a value that is out of range, or does not fit the others.") },
  { 48, "unknown_ca", "client_cert_rejected",
    N_("The server does not trust the CA of a certificate that it got.") },
  { 49, "access_denied", "access_denied_alert",
    N_("The server accepts the certificate, and does not let its owner in.") },
  { 50, "decode_error", "decode_error_alert",
    N_("The server could not read a message.") },
  { 51, "decrypt_error", "decrypt_error_alert",
    N_("The server found a signature, or the check at the end of the handshake, to be wrong.") },
  { 60, "export_restriction", NULL,
    N_("The server saw a rule for exported programs broken.") },
  { 70, "protocol_version", "protocol_version",
    N_("The server knows the version of TLS that was offered, and does not support it.") },
  { 71, "insufficient_security", "insufficient_security_alert",
    N_("The server asks for stronger cipher suites than were offered.") },
  { 80, "internal_error", "internal_error",
    N_("Something went wrong inside the server, whatever was sent to it.") },
  { 86, "inappropriate_fallback", "inappropriate_fallback_alert",
    N_("The server supports a newer version than was offered on another try.") },
  { 90, "user_canceled", NULL,
    N_("The handshake was cancelled at the server.") },
  { 100, "no_renegotiation", NULL,
    N_("The server does not renegotiate.") },
  { 109, "missing_extension", NULL,
    N_("The server missed an extension that it needs.") },
  { 110, "unsupported_extension", NULL,
    N_("The server got an extension that it did not ask for.") },
  { 111, "certificate_unobtainable", NULL,
    N_("The server could not fetch a certificate from the address that it was given.") },
  { 112, "unrecognized_name", "unrecognized_name",
    N_("The server has no host of the name that was sent.") },
  { 113, "bad_certificate_status_response", NULL,
    N_("The server got an OCSP response that is not valid.") },
  { 114, "bad_certificate_hash_value", NULL,
    N_("The server fetched a certificate that is not the announced one.") },
  { 115, "unknown_psk_identity", NULL,
    N_("The server does not know the shared key that was named.") },
  { 116, "certificate_required", "client_cert_required_13",
    N_("The server wants a client certificate, and got none.") },
  { 120, "no_application_protocol", "no_alpn",
    N_("The server speaks none of the application protocols that were offered.") },
  { 121, "ech_required", NULL,
    N_("The server wants the ClientHello to be encrypted.") },
};

static const Alert *
find_alert (int alert)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      if (alerts[i].alert == alert)
        return &alerts[i];
    }

  return NULL;
}

/** Returns: (nullable): its name in the RFC, like “handshake_failure”; %NULL when no RFC defines
 * it */
const char *
wlk_alert_get_name (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? row->name : NULL;
}

/* (nullable): its meaning, a translated sentence. */
const char *
wlk_alert_get_meaning (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? _(row->meaning) : NULL;
}

/* (nullable): the id of the cause that this alert alone determines. */
const char *
wlk_alert_get_cause (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? row->cause : NULL;
}
