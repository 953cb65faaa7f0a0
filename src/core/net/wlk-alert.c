/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-alert.h"

/*
 * One row for each alert that a server may send. The cause is the id under which the program
 * explains it when the alert alone tells; what depends on the moment is decided elsewhere.
 */

typedef struct
{
  int         alert;
  const char *name;
  const char *cause;
} Alert;

/* Source: RFC 8446 §6, RFC 5246 §7.2, RFC 2246 §7.2, RFC 6066 §9, RFC 7301 §3.2, RFC 7507 §3. */
static const Alert alerts[] = {
  { 0, "close_notify", "eof" },
  { 10, "unexpected_message", NULL },
  { 20, "bad_record_mac", NULL },
  { 21, "decryption_failed", NULL },
  { 22, "record_overflow", NULL },
  { 30, "decompression_failure", NULL },
  { 40, "handshake_failure", "handshake_failure" },
  { 41, "no_certificate", NULL },
  { 42, "bad_certificate", "bad_certificate_alert" },
  { 43, "unsupported_certificate", "unsupported_cert_alert" },
  { 44, "certificate_revoked", "client_cert_rejected" },
  { 45, "certificate_expired", "client_cert_rejected" },
  { 46, "certificate_unknown", "certificate_unknown_alert" },
  { 47, "illegal_parameter", NULL },
  { 48, "unknown_ca", "client_cert_rejected" },
  { 49, "access_denied", "access_denied_alert" },
  { 50, "decode_error", NULL },
  { 51, "decrypt_error", "decrypt_error_alert" },
  { 60, "export_restriction", NULL },
  { 70, "protocol_version", "protocol_version" },
  { 71, "insufficient_security", "no_shared_cipher" },
  { 80, "internal_error", "internal_error" },
  { 86, "inappropriate_fallback", NULL },
  { 90, "user_canceled", NULL },
  { 100, "no_renegotiation", NULL },
  { 109, "missing_extension", NULL },
  { 110, "unsupported_extension", NULL },
  { 111, "certificate_unobtainable", NULL },
  { 112, "unrecognized_name", "unrecognized_name" },
  { 113, "bad_certificate_status_response", NULL },
  { 114, "bad_certificate_hash_value", NULL },
  { 115, "unknown_psk_identity", NULL },
  { 116, "certificate_required", "client_cert_required_13" },
  { 120, "no_application_protocol", "no_alpn" },
  { 121, "ech_required", NULL },
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

/**
 * wlk_alert_get_name:
 * @alert: the number of an alert
 *
 * Returns: (nullable): its name in the RFC, like “handshake_failure”; %NULL when no RFC names it
 */
const char *
wlk_alert_get_name (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? row->name : NULL;
}

/**
 * wlk_alert_get_cause:
 * @alert: the number of an alert that a server sent
 *
 * Returns: (nullable): the id of the cause that this alert by itself points at
 */
const char *
wlk_alert_get_cause (int alert)
{
  const Alert *row = find_alert (alert);

  return row != NULL ? row->cause : NULL;
}
