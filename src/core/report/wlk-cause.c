/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-cause.h"

#include "wlk-other-programs-resources.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/*
 * A step names the rule that is violated; a cause names the reason, closely enough for advice. Each
 * cause has advice, and the messages of other programs from data/other-programs.json.
 */

#define ACCEPTED "accepted" /* at the start of a message: the program does not object */
#define RESOURCE "/io/github/weaklink/WeakLink/other-programs.json"

/*
 * Cause:
 * @words: id of the row of other-programs.json, if it differs from @id
 */
typedef struct
{
  const char *id;
  const char *words;
  const char *advice;
} Cause;

static const Cause causes[] = {
  { "expired_leaf", NULL,
    N_("Renew the certificate and install the new one on the server. If it was renewed already, "
       "the server still uses the old one: reload or restart it.") },
  { "expired_intermediate", NULL,
    N_("Ask the certificate’s issuer for its current intermediate certificate and send that one "
       "instead. Often the CA has renewed it under the same name and key, and the server’s own "
       "certificate stays as it is.") },
  { "expired_root", NULL,
    N_("Update the trust store: the issuer has probably published a newer root.") },
  { "not_yet_valid", NULL,
    N_("Compare the clocks of both computers first. If they are right, wait, or go on using the "
       "previous certificate until this one becomes valid.") },
  { "missing_intermediate", NULL,
    N_("If “{issuer}” is an intermediate CA, add its certificate to the chain that the server "
       "sends, right after the one that it issued. Browsers often fetch or remember it, other "
       "programs do not. If it is a root that you trust, add it to the trust store.") },
  { "issuer_not_sent", "missing_intermediate",
    N_("Add “{certificate}” to the chain that is sent, right after the certificate that it issued. "
       "Most programs do not fetch it and reject the path; some browsers do.") },
  { "issuer_not_fetched", "missing_intermediate",
    N_("Add the issuer’s certificate to the chain, or trust it if it is a root, and report the "
       "unusable address to the CA.") },
  { "issuer_fetch_loop", "missing_intermediate",
    N_("Send all intermediate certificates, so that clients need not fetch them, and report the "
       "unusable addresses to the CA.") },
  { "fetch_budget", NULL,
    N_("Download the data at the remaining addresses and open it together with the certificates, "
       "or send all intermediate certificates.") },
  { "issuer_unknown", "missing_intermediate",
    N_("Find out who “{issuer}” is. If it is an intermediate CA, the server should send its "
       "certificate; if it is a root that you trust, add it to the trust store.") },
  { "certificate_malformed", "server_cert_unreadable",
    N_("Copy the certificate again from where the CA has published or sent it, with all lines from "
       "BEGIN to END.") },
  { "self_signed_leaf", NULL,
    N_("Replace it by a certificate from a CA, or, if you have made it yourself, add it to the "
       "trust store of the clients.") },
  { "untrusted_root", NULL,
    N_("If you trust this root, for example because it is your organization’s own, add it to the "
       "trust store. A server need not send its root.") },
  { "untrusted_root_not_sent", NULL,
    N_("If “{issuer}” is a CA that you trust, add its root to the trust store. If it is a public "
       "CA, the trust store may be out of date.") },
  { "root_other_key", "issuer_key_mismatch",
    N_("The trust store and the certificate refer to two different CAs of one name, or the CA has "
       "a new key. Get the CA’s current root, and compare the key identifiers.") },
  { "empty_truststore", NULL,
    N_("Choose a trust store with at least one certificate, or install the system’s "
       "(“ca-certificates” on Debian).") },
  { "explicit_distrust", NULL,
    N_("Use a certificate from a CA that is trusted for this purpose. If you trust this one "
       "nevertheless, change its settings in the trust store.") },
  { "anchor_not_self_signed", NULL,
    N_("Add the self-signed root to the trust store, or let the program accept partial chains.") },
  { "bad_signature", NULL,
    N_("Install the certificate again from its original: this copy is damaged or was changed.") },
  { "issuer_key_mismatch", NULL,
    N_("Send the issuer’s certificate that belongs to this one. There are several of the same "
       "name, with different key identifiers.") },
  { "algorithm_unsupported", NULL,
    N_("Check this certificate with a program that supports the algorithm and the key, or with a "
       "newer GnuTLS.") },
  { "issuer_name_mismatch", "issuer_key_mismatch",
    N_("Send the certificates so that the issuer of each is the subject of the next.") },
  { "ca_flag_missing", NULL,
    N_("“{certificate}” must not issue certificates until it is marked as a CA. Have it reissued "
       "as version 3 with basicConstraints, CA: TRUE.") },
  { "ca_flag_false", NULL,
    N_("“{certificate}” is not a CA, so it must not sign other certificates. Get the certificate "
       "below it from a real CA.") },
  { "path_length", NULL,
    N_("Have the certificate issued by a CA higher up, or have the CA with the limit reissued with "
       "a larger one.") },
  { "ku_no_certsign", NULL,
    N_("Have “{certificate}” reissued with keyCertSign in its key usage.") },
  { "name_constraint_permitted", NULL,
    N_("Get the certificate from a CA that may issue for this name, or have the CA with the "
       "constraint reissued with this name among the permitted ones.") },
  { "name_constraint_excluded", NULL,
    N_("Get the certificate from another CA: this one must not issue for this name.") },
  { "name_not_comparable", "name_constraint_permitted",
    N_("Have “{certificate}” reissued with a name that can be compared, or without the name.") },
  { "policy", NULL,
    N_("Get a certificate that was issued under a policy which all certificates of the path carry, "
       "or, if it should not be required, have the CA that requires it reissued without that "
       "constraint.") },
  { "policy_mapping_any", "policy",
    N_("Have “{certificate}” reissued without a mapping from or to anyPolicy.") },
  { "encoding_rule", NULL,
    N_("Have the certificate reissued by a CA that follows the rules. Programs that only validate "
       "the path accept it as it is.") },
  { "ambiguous_certificate", NULL,
    N_("Have “{certificate}” reissued. Programs differ in what they read in it, and many do not "
       "load it at all.") },
  { "invalid_name", NULL,
    N_("Have “{certificate}” reissued with each name in an entry of its own type, spelled as "
       "expected. An invalid name never matches, and some programs reject the whole "
       "certificate.") },
  { "aki_key", NULL,
    N_("Send the issuer’s certificate with the key identifier that “{certificate}” names, or have "
       "“{certificate}” reissued. Many programs reject the path as it is.") },
  { "aki_certificate", NULL,
    N_("Send the issuer’s certificate with the serial number that “{certificate}” names, or have "
       "“{certificate}” reissued. Many programs reject the path as it is, since they do not take "
       "the renewed certificate for the issuer.") },
  { "bad_key", NULL,
    N_("Have the certificate reissued for a new key: RSA with 2048 bits or more, or EC on a named "
       "curve like P-256.") },
  { "validity_too_long", NULL,
    N_("Have the certificate reissued with a shorter validity, and renew it automatically.") },
  { "revoked_crl", NULL,
    N_("Replace the certificate: its issuer has revoked it, which is permanent. Find out why it "
       "was revoked; when its key was compromised, use a new one.") },
  { "revoked_ocsp", "revoked_ocsp_staple",
    N_("Replace the certificate: its issuer has revoked it, which is permanent. Find out why it "
       "was revoked; when its key was compromised, use a new one.") },
  { "crl_unavailable", NULL,
    N_("Get the CRL or the OCSP response that the evidence names, and open it together with the "
       "certificates.") },
  { "crl_expired", NULL,
    N_("Get the current CRL from the address in the certificate. If that one is also out of date, "
       "report it to the CA.") },
  { "ocsp_expired", NULL,
    N_("Get a new response. If the responder’s are out of date, report it to the CA; if a server "
       "staples them, check whether it can reach the responder.") },
  { "status_from_future", NULL,
    N_("Compare the clock of this computer, and the time of this inspection, with that of the CRL "
       "or response. If they are right, report it to the CA.") },
  { "crl_scope", NULL,
    N_("Get the CRL that covers the certificate. The distribution point in the certificate names "
       "its address; the CA publishes others for other kinds of certificates or other "
       "addresses.") },
  { "crl_reasons", "crl_unavailable",
    N_("Get the CRLs for the other reasons too, from the other distribution points that the "
       "certificate names.") },
  { "ocsp_other_certificate", NULL,
    N_("Get a response about the certificate with this serial number. If a server staples it, "
       "delete the response that it kept from a previous certificate.") },
  { "ocsp_unknown", NULL,
    N_("Ask the CA whether it has issued the certificate, and whether the responder is the right "
       "one for it.") },
  { "ocsp_unreachable", NULL,
    N_("Check the network, and try again later. If the responder remains unreachable, report it to "
       "the CA; most programs continue without a response.") },
  { "ocsp_nonce", "ocsp_unreachable",
    N_("Try again. If the problem remains, something on the way to the responder replays old "
       "responses, or the responder is faulty: report it to the CA.") },
  { "crl_not_fetched", "crl_unavailable",
    N_("Check the network, and try again later. If the CRL remains unavailable, report it to the "
       "CA.") },
  { "ocsp_not_authorized", "ocsp_unknown",
    N_("Get a response from the responder that the certificate names. The responder’s own "
       "certificate must come from “{issuer}” and be for signing OCSP responses.") },
  { "unknown_critical", NULL,
    N_("Ask the issuer what the extension means. It must not be critical in a certificate for "
       "general use.") },
  { "hostname_mismatch", NULL,
    N_("Connect by a name that the certificate lists, or get a certificate that lists this one. If "
       "the server has several certificates, it has chosen the wrong one for this name.") },
  { "ip_mismatch", NULL,
    N_("Connect by a host name that the certificate lists, or get a certificate with this address "
       "in its subject alternative name.") },
  { "email_mismatch", NULL,
    N_("Use a certificate that lists this address in its subject alternative name.") },
  { "no_san", NULL,
    N_("Get a certificate with the name in its subject alternative name. Clients have ignored the "
       "common name since 2017.") },
  { "ku_leaf", NULL,
    N_("Have the certificate reissued with the key usage that its purpose needs, which for a TLS "
       "server is digitalSignature.") },
  { "eku_leaf", NULL,
    N_("Use a certificate that was issued for this purpose, or have this one reissued with it.") },
  { "eku_any", NULL,
    N_("Have “{certificate}” reissued with the purpose itself, such as serverAuth.") },
  { "eku_anchor", NULL,
    N_("Use a root without an extended key usage, or one that lists this purpose.") },
  { "eku_ca", NULL,
    N_("Get the certificate from a CA that may issue for this purpose.") },
  { "weak_sig_sha1", NULL,
    N_("Have “{certificate}” reissued with a signature that uses SHA-256 or better.") },
  { "weak_sig_md5", NULL,
    N_("Have “{certificate}” reissued with a signature that uses SHA-256 or better.") },
  { "weak_key", NULL,
    N_("Make a new key, RSA with 2048 bits or more or EC P-256, and have a certificate issued for "
       "it.") },
  { "weak_ca_key", NULL,
    N_("Get the certificate from a CA with a stronger key.") },
  { "ca_as_leaf", NULL,
    N_("Have a certificate issued by this CA for the server, with a key of its own, and use that "
       "one.") },
  { "date_malformed", NULL,
    N_("Have “{certificate}” reissued with dates in the form that RFC 5280 §4.1.2.5 requires. "
       "Programs that accept other forms interpret them differently.") },
  { "extension_malformed", NULL,
    N_("Have “{certificate}” reissued. Programs differ in how they treat a malformed extension.") },
  { "budget", NULL,
    N_("Leave out certificates that do not belong to the path, and try again.") },
  { "path_loop", NULL,
    N_("Leave out the certificates that sign each other in a circle.") },
  { "chain_too_long", NULL,
    N_("Use fewer certificates one above the other: programs follow a path only so far.") },
  { "chain_over_6", NULL,
    N_("Use a CA with fewer certificates above its own, or trust one further down.") },
  { "chain_over_8", NULL,
    N_("Use a CA with fewer certificates above its own, or trust one further down.") },
  { "chain_over_10", NULL,
    N_("Use a CA with fewer certificates above its own, or trust one further down.") },
  { "chain_over_10_sent", NULL,
    N_("Remove the certificates that belong to no path from the file that the server sends.") },
  { "chain_order", NULL,
    N_("Send the server’s own certificate first, then each one’s issuer. TLS 1.3 clients accept "
       "any order, some older ones do not.") },
  { "chain_duplicate", NULL,
    N_("Remove the second copy from the file that the server sends.") },
  { "chain_unused", NULL,
    N_("Remove it from the file that the server sends, unless older clients need it.") },
  { "twin_out_of_date", NULL,
    N_("Remove the certificate that is out of date from the file that the server sends.") },
  { "twin_other_key", NULL,
    N_("Remove the certificate with the other key from the file that the server sends, or put it "
       "after the right one.") },
  { "host_not_found", NULL,
    N_("Check the spelling of the host name, and whether the network and its name server work.") },
  { "unreachable", NULL,
    N_("Check the network, a VPN, and whether a firewall is in the way.") },
  { "timed_out", NULL,
    N_("Check the port, and whether a firewall drops the packets. A busy server may answer another "
       "attempt.") },
  { "refused", NULL,
    N_("Check the port, and whether the server is running.") },
  { "reset", NULL,
    N_("Look at the server’s log. A firewall, a load balancer or a server that does not speak TLS "
       "on this port ends connections like this.") },
  { "eof", NULL,
    N_("Look at the server’s log: it has ended the connection without saying why.") },
  { "malformed_handshake", NULL,
    N_("Look for a proxy, a load balancer or a filter between both computers that modifies the "
       "data. If there is none, update the server’s software.") },
  { "handshake_too_large", NULL,
    N_("Look at the certificates that are set up on the server: its own and those of its issuers "
       "are enough. If there are no more, another program answers on this port.") },
  { "server_cert_missing", NULL,
    N_("Set up a certificate on the server, with its intermediate certificates.") },
  { "server_cert_unreadable", NULL,
    N_("Look at the certificate file of the server: the first certificate in it is damaged. "
       "Install the one that the CA has issued once more.") },
  { "plaintext_http", NULL,
    N_("Use the server’s port for HTTPS, usually 443.") },
  { "plaintext_starttls", NULL,
    N_("Choose STARTTLS for this protocol, or use the port on which TLS begins with the first "
       "byte: 465 for SMTP, 993 for IMAP, 995 for POP3, 990 for FTP.") },
  { "plaintext_other", "plaintext_starttls",
    N_("Check the port: the server’s protocol there is not TLS, and has no STARTTLS.") },
  { "protocol_version", NULL,
    N_("Enable TLS 1.2 and TLS 1.3 on the server.") },
  { "client_too_old", "protocol_version",
    N_("Offer the newer version. A client that cannot needs a newer TLS library.") },
  { "server_too_old", "protocol_version",
    N_("Switch on the newer version on the server, or offer one that it supports.") },
  { "version_intolerant", "protocol_version",
    N_("Update the server’s TLS software: it must choose one of the offered versions, and ignore "
       "the others.") },
  { "no_shared_cipher", NULL,
    N_("Enable a modern cipher suite on the server, and check whether it has a certificate with "
       "this type of key.") },
  { "unrecognized_name", NULL,
    N_("Check the host name, and whether the server has a virtual host of that name.") },
  { "unrecognized_name_warning", NULL,
    N_("Add the name to the server’s configuration, since some clients end the connection at this "
       "alert. If a default host is meant to answer, switch the alert off.") },
  { "large_certificate_message", NULL,
    N_("Send only the server’s certificate and its intermediates, and have those with many names "
       "split. Java reads up to 32 KiB by default, and OpenSSL up to 100 KiB.") },
  { "sha1_handshake", NULL,
    N_("Let the server prefer signature algorithms with SHA-256 or stronger, or update its TLS "
       "software (RFC 9155).") },
  { "ca_list_too_large", NULL,
    N_("Reduce the list of CAs from which the server accepts client certificates: it is usually "
       "made from a file with all public roots, and need not be.") },
  { "client_cert_required_12", NULL,
    N_("Give a client certificate with its key, issued by one of the CAs that the server accepts. "
       "The server’s own certificates are shown nevertheless.") },
  { "client_cert_required_13", NULL,
    N_("Give a client certificate with its key, issued by one of the CAs that the server accepts. "
       "The server’s own certificates are shown nevertheless.") },
  { "client_cert_rejected", NULL,
    N_("Use a client certificate that the server trusts. Its log has the reason, and its "
       "certificate request lists the CAs that it accepts.") },
  { "client_cert_issuer", "client_cert_rejected",
    N_("Use a certificate from a CA that the server accepts, or have the certificate’s CA added to "
       "those that it accepts.") },
  { "client_cert_key", "unsupported_cert_alert",
    N_("Use a certificate with a key of another kind, or let the server accept more signature "
       "algorithms.") },
  { "client_cert_own", "client_cert_rejected",
    N_("Have a new client certificate issued that is currently valid, and for client "
       "authentication.") },
  { "legacy_renegotiation", NULL,
    N_("Update the TLS library of the server: this one does not support secure renegotiation (RFC "
       "5746), which newer programs require.") },
  { "no_alpn", NULL,
    N_("Enable an application protocol on the server that its clients offer, or disable ALPN "
       "there.") },
  { "proxy", NULL,
    N_("Check the proxy in the settings of the desktop, or connect without one.") },
  { "starttls_refused", NULL,
    N_("Set up a certificate for this service on the server, and look at its log: usually TLS is "
       "disabled, or the certificate could not be read.") },
  { "starttls_not_offered", NULL,
    N_("Switch TLS on for this service on the server. If it is on, something between you and the "
       "server may have removed the offer; connect from another network to compare.") },
  { "starttls_other_protocol", "plaintext_starttls",
    N_("Choose the protocol that the server uses on this port, or no STARTTLS where TLS begins "
       "immediately.") },
  { "starttls_surplus", NULL,
    N_("Update the server’s software, or look for a device on the way that modifies the data.") },
  { "old_version", "protocol_version",
    N_("Switch on TLS 1.2 and TLS 1.3 on the server, and the old versions off.") },
  { "weak_cipher", "no_shared_cipher",
    N_("Let the server offer suites with AES-GCM or ChaCha20 and with an ephemeral key "
       "exchange.") },
  { "no_forward_secrecy", "no_shared_cipher",
    N_("Let the server prefer suites with an ephemeral key exchange: ECDHE or DHE.") },
  { "must_staple", NULL,
    N_("Switch on OCSP stapling on the server, or have the certificate issued again without the "
       "TLS feature extension.") },
  { "handshake_failure", NULL,
    N_("Look at the server’s log, since the alert names no reason. The two sides may have no "
       "cipher suite, group or signature algorithm in common, or the server may have no "
       "certificate for the offered name and algorithms.") },
  { "illegal_parameter_alert", NULL,
    N_("Look at the server’s log: it rejected a value in the handshake. Such a server often has a "
       "fault with newer extensions or groups; update its TLS software.") },
  { "decode_error_alert", NULL,
    N_("Look at the server’s log: it could not read a message of the handshake. Update its TLS "
       "software, and look for a device on the way that modifies the data.") },
  { "insufficient_security_alert", NULL,
    N_("Look at the server’s configuration: it requires stronger cipher suites or keys than were "
       "offered.") },
  { "inappropriate_fallback_alert", NULL,
    N_("Offer the newest version first: the server supports a newer one than was offered here.") },
  { "internal_error", NULL,
    N_("Look at the server’s log: it reports an internal error.") },
  { "bad_certificate_alert", NULL,
    N_("Look at the server’s log: its alert is about a damaged certificate, but it requested "
       "none.") },
  { "certificate_unknown_alert", NULL,
    N_("Look at the server’s log: its alert is about a certificate, but it requested none.") },
  { "unrequested_cert_alert", NULL,
    N_("Look at the server’s log: its alert is about a client certificate, but it requested "
       "none.") },
  { "access_denied_alert", NULL,
    N_("Look at the server’s access rules and its log: it denies access.") },
  { "decrypt_error_alert", NULL,
    N_("Look at the server’s log: a signature of the handshake did not verify. A frequent reason "
       "is a key that does not belong to its certificate.") },
  { "unsupported_cert_alert", NULL,
    N_("Look at the server’s log: it cannot use a certificate of this kind.") },
};

static const Cause *
find_cause (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (g_str_equal (causes[i].id, id))
      return &causes[i];

  return NULL;
}

/* (transfer container): the ids of all causes. */
const char **
wlk_cause_get_ids (void)
{
  const char **ids = g_new0 (const char *, G_N_ELEMENTS (causes) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    ids[i] = causes[i].id;

  return ids;
}

/**
 * wlk_cause_get_advice:
 * @cause: id of a cause
 *
 * Returns: (nullable): advice, a template like that of a finding's summary; translated
 */
const char *
wlk_cause_get_advice (const char *cause)
{
  const Cause *row;

  g_return_val_if_fail (cause != NULL, NULL);

  row = find_cause (cause);

  return row != NULL ? _(row->advice) : NULL;
}

static JsonObject *
load_messages (void)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;
  const char *text;

  wlk_other_programs_register_resource ();
  bytes = g_resource_lookup_data (wlk_other_programs_get_resource (), RESOURCE,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &length);
      if (json_parser_load_from_data (parser, text, length, &error))
        return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
    }

  g_critical ("other-programs.json: %s", error->message);

  return json_object_new ();
}

/* The messages are loaded on first use, and kept. */
static JsonObject *
get_messages (void)
{
  static JsonObject *words;

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, load_messages ());

  return words;
}

/* The row for a step and a cause, “STEP/CAUSE”, or else for the cause alone; NULL if there is
 * none. */
static JsonObject *
find_row (const char *step,
          const char *cause)
{
  JsonObject *rows = json_object_get_object_member (get_messages (), "messages");
  const Cause *known = find_cause (cause);
  const char *id = known != NULL && known->words != NULL ? known->words : cause;
  g_autofree char *specific = g_strconcat (step, "/", cause, NULL);

  if (json_object_has_member (rows, specific))
    return json_object_get_object_member (rows, specific);

  return json_object_has_member (rows, id) ? json_object_get_object_member (rows, id) : NULL;
}

/**
 * wlk_cause_dup_other_programs:
 * @step: id of a step
 * @cause: id of a cause
 * @n_programs: (out): how many programs have a message for it
 *
 * Looks up the messages of other programs, the most common programs first. The strings are static.
 *
 * Returns: (transfer container) (array length=n_programs) (nullable): programs and their messages;
 *   free with g_free()
 */
WlkOtherProgram *
wlk_cause_dup_other_programs (const char *step,
                              const char *cause,
                              guint      *n_programs)
{
  JsonObject *programs = NULL;
  JsonObject *row = NULL;
  g_autoptr(GList) ids = NULL;
  WlkOtherProgram *list = NULL;

  g_return_val_if_fail (step != NULL && cause != NULL && n_programs != NULL, NULL);

  *n_programs = 0;
  row = find_row (step, cause);
  if (row == NULL)
    return NULL;

  programs = json_object_get_object_member (get_messages (), "programs");
  ids = json_object_get_members (programs);
  list = g_new0 (WlkOtherProgram, g_list_length (ids));
  for (GList *id = ids; id != NULL; id = id->next)
    if (json_object_has_member (row, id->data))
      {
        list[*n_programs].program = json_object_get_string_member (programs, id->data);
        list[(*n_programs)++].words = json_object_get_string_member (row, id->data);
      }

  return list;
}

/**
 * wlk_cause_is_refused:
 * @step: id of a step
 * @cause: id of a cause
 *
 * Returns: whether a program is known that refuses a path for this reason
 */
gboolean
wlk_cause_is_refused (const char *step,
                      const char *cause)
{
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs = wlk_cause_dup_other_programs (step, cause, &n_programs);

  for (guint i = 0; i < n_programs; i++)
    if (!g_str_has_prefix (programs[i].words, ACCEPTED) &&
        !g_str_equal (programs[i].program, WLK_CAUSE_ALERT))
      return TRUE;

  return FALSE;
}
