/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"

#include "checks/wlk-checks-basic.h"
#include "checks/wlk-checks-certificate-policies.h"
#include "checks/wlk-checks-chain.h"
#include "checks/wlk-checks-encoding.h"
#include "checks/wlk-checks-extensions.h"
#include "checks/wlk-checks-identity.h"
#include "checks/wlk-checks-names.h"
#include "checks/wlk-checks-path.h"
#include "checks/wlk-checks-prepare.h"
#include "checks/wlk-checks-profile.h"
#include "checks/wlk-checks-purpose.h"
#include "checks/wlk-checks-revocation.h"
#include "checks/wlk-checks-strength.h"
#include "checks/wlk-checks-subject.h"
#include "checks/wlk-second-opinion.h"

#include <glib/gi18n-lib.h>

/*
 * The table of steps: one row for each rule, in the order in which a verifier applies them. Open
 * it beside RFC 5280 and tick the rules off.
 *
 * A row says what the rule is called, where it is written, in which phase it is applied, to which
 * certificates, which other step it means nothing without, and which function applies it. The
 * processor (wlk-path-processor.c) goes through the phases “path”, then certificate by certificate
 * from the anchor down through “basic processing”, “prepare for next” and “wrap-up”, then through
 * the rest. The first row that fails is where a verifier would stop.
 *
 * RFC 5280 §6.1.4 (c) to (f) hand name and key of a certificate on to the next; that is what
 * wlk_check_context_move_to() does. §6.1.3 (a)(3) is the phase “revocation”.
 */

/* *INDENT-OFF* */
static const WlkCheck checks[] = {
  /* The connection. The probe does these. */
  { { "host-a-label", N_("Name for the Network"),
      "RFC 5891 §4", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "proxy", N_("Proxy"),
      "RFC 9110 §9.3.6, RFC 1928", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "resolve", N_("Host Name Resolved"),
      "RFC 1034 §3.7", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "connect", N_("Connected"),
      "RFC 9293 §3.5", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "starttls", N_("STARTTLS"),
      "RFC 3207, RFC 2595, RFC 4217", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "client-hello", N_("Offer to the Server"),
      "RFC 8446 §4.1.2", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "server-hello", N_("Choice of the Server"),
      "RFC 8446 §4.1.3", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "protocol-version", N_("Version in Use"),
      "RFC 8996, RFC 9325 §3.1", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "cipher-strength", N_("Strong Cipher Suite"),
      "RFC 9325 §4", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "secure-renegotiation", N_("Secure Renegotiation"),
      "RFC 5746 §4.1", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "certificates-received", N_("Certificates Received"),
      "RFC 8446 §4.4.2", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "staple-received", N_("OCSP Response Stapled"),
      "RFC 6066 §8, RFC 7633 §4.2.3", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "timestamps-received", N_("Public Logs"),
      "RFC 6962 §3.3", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "certificate-request", N_("Client Certificate Asked For"),
      "RFC 8446 §4.3.2, RFC 5246 §7.4.4", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "client-certificate-fits", N_("Client Certificate Fits"),
      "RFC 8446 §4.4.2.3, RFC 5246 §7.4.6", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "client-certificate", N_("Client Certificate"),
      "RFC 8446 §4.4.2, RFC 5246 §7.4.6", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "handshake-finished", N_("Handshake Finished"),
      "RFC 8446 §4.4.4", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },
  { { "first-answer", N_("Answer After the Handshake"),
      "RFC 8446 §4.4.2.4, §6.2", WLK_PHASE_CONNECTION },
    WLK_SCOPE_CONNECTION, NULL, NULL },

  /* Issuers that were not sent, when they are to be fetched. The gatherer does this. */
  { { "issuer-fetch", N_("Issuer Fetched"),
      "RFC 5280 §4.2.2.1", WLK_PHASE_CONNECTION },
    WLK_SCOPE_FETCH, NULL, NULL },

  /* The path. */
  { { "search-complete", N_("Search Complete"),
      "RFC 4158 §2.4", WLK_PHASE_PATH },
    WLK_SCOPE_SEARCH, NULL, NULL },
  { { "chain-order", N_("Chain in Order"),
      "RFC 5246 §7.4.2, RFC 8446 §4.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_chain_order },
  { { "chain-duplicates", N_("No Certificate Twice"),
      "RFC 8446 §4.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_chain_duplicates },
  { { "chain-root-unneeded", N_("Root Left Out"),
      "RFC 8446 §4.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_chain_root_unneeded },
  { { "chain-unused", N_("No Unused Certificates"),
      "RFC 8446 §4.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_chain_unused },
  { { "issuer-sent", N_("Issuer Sent"),
      "RFC 5246 §7.4.2, RFC 8446 §4.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_WITH_FETCHED, NULL, wlk_check_issuer_sent },
  { { "empty-issuer", N_("Issuer Named"),
      "RFC 5280 §4.1.2.4", WLK_PHASE_PATH },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_empty_issuer },
  { { "issuer-found", N_("Issuer Found"),
      "RFC 5280 §6.1 (a), RFC 4158 §2", WLK_PHASE_PATH },
    WLK_SCOPE_EVERY, NULL, wlk_check_issuer_found },
  { { "no-loop", N_("No Loop"),
      "RFC 4158 §5.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_no_loop },
  { { "depth-limit", N_("Depth Allowed"),
      "RFC 4158 §2.4.2", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_depth_limit },
  { { "anchor-reached", N_("Trust Anchor Reached"),
      "RFC 5280 §6.1 (b)", WLK_PHASE_PATH },
    WLK_SCOPE_PATH, NULL, wlk_check_anchor_reached },

  /* Basic certificate processing, RFC 5280 §6.1.3. */
  { { "signature", N_("Signature"),
      "RFC 5280 §6.1.3 (a)(1)", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, "issuer-found", wlk_check_signature },
  { { "validity-not-before", N_("Already Valid"),
      "RFC 5280 §6.1.3 (a)(2)", WLK_PHASE_BASIC },
    WLK_SCOPE_EVERY, NULL, wlk_check_validity_not_before },
  { { "validity-not-after", N_("Not Expired"),
      "RFC 5280 §6.1.3 (a)(2)", WLK_PHASE_BASIC },
    WLK_SCOPE_EVERY, NULL, wlk_check_validity_not_after },
  { { "issuer-name", N_("Issuer Name"),
      "RFC 5280 §6.1.3 (a)(4), §7.1", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, "issuer-found", wlk_check_issuer_name },
  { { "extension-malformed", N_("Extensions Readable"),
      "RFC 5280 §4.2.1, §4.2.2", WLK_PHASE_BASIC },
    WLK_SCOPE_EVERY, NULL, wlk_check_extension_malformed },
  { { "name-permitted", N_("Names Permitted"),
      "RFC 5280 §6.1.3 (b), §4.2.1.10", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_name_permitted },
  { { "name-not-excluded", N_("Names Not Excluded"),
      "RFC 5280 §6.1.3 (c), §4.2.1.10", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_name_not_excluded },
  { { "certificate-policies", N_("Certificate Policies"),
      "RFC 5280 §6.1.3 (d) and (e), RFC 9618 §5.2", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_certificate_policies },
  { { "policy-valid", N_("Policy Valid Where Required"),
      "RFC 5280 §6.1.3 (f)", WLK_PHASE_BASIC },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_policy_valid },

  /* Preparation for the next certificate, RFC 5280 §6.1.4. */
  { { "policy-mappings", N_("Policy Mappings"),
      "RFC 5280 §6.1.4 (a) and (b), RFC 9618 §5.3", WLK_PHASE_PREPARE },
    WLK_SCOPE_INTERMEDIATES, NULL, wlk_check_policy_mappings },
  { { "name-constraints-update", N_("Name Constraints Imposed"),
      "RFC 5280 §6.1.4 (g), RFC 5937 §3.2", WLK_PHASE_PREPARE },
    WLK_SCOPE_AUTHORITIES, NULL, wlk_check_name_constraints_update },
  { { "policy-constraints", N_("Policy Constraints"),
      "RFC 5280 §6.1.4 (h) to (j)", WLK_PHASE_PREPARE },
    WLK_SCOPE_INTERMEDIATES, NULL, wlk_check_policy_constraints },
  { { "ca-flag", N_("Certificate Authority"),
      "RFC 5280 §6.1.4 (k)", WLK_PHASE_PREPARE },
    WLK_SCOPE_INTERMEDIATES, NULL, wlk_check_ca_flag },
  { { "path-length", N_("Path Length"),
      "RFC 5280 §6.1.4 (l)", WLK_PHASE_PREPARE },
    WLK_SCOPE_INTERMEDIATES, NULL, wlk_check_path_length },
  { { "path-length-limit", N_("Path Length Limit"),
      "RFC 5280 §6.1.4 (m), RFC 5937 §3.2", WLK_PHASE_PREPARE },
    WLK_SCOPE_AUTHORITIES, NULL, wlk_check_path_length_limit },
  { { "key-cert-sign", N_("May Sign Certificates"),
      "RFC 5280 §6.1.4 (n)", WLK_PHASE_PREPARE },
    WLK_SCOPE_AUTHORITIES, NULL, wlk_check_key_cert_sign },
  { { "critical-extensions", N_("Critical Extensions Known"),
      "RFC 5280 §6.1.4 (o), §4.2", WLK_PHASE_PREPARE },
    WLK_SCOPE_AUTHORITIES, NULL, wlk_check_critical_extensions },

  /* Wrap-up, RFC 5280 §6.1.5. */
  { { "explicit-policy", N_("Explicit Policy"),
      "RFC 5280 §6.1.5 (a), (b) and (g), RFC 9618 §5.4", WLK_PHASE_WRAP_UP },
    WLK_SCOPE_LEAF, "policy-valid", wlk_check_explicit_policy },
  { { "critical-extensions-end", N_("Leaf’s Critical Extensions"),
      "RFC 5280 §6.1.5 (f)", WLK_PHASE_WRAP_UP },
    WLK_SCOPE_LEAF, NULL, wlk_check_critical_extensions },

  /* Identity and purpose. */
  { { "host-name", N_("Host Name"),
      "RFC 9525 §6.3", WLK_PHASE_IDENTITY },
    WLK_SCOPE_LEAF, NULL, wlk_check_host_name },
  { { "ip-address", N_("IP Address"),
      "RFC 9525 §6.4", WLK_PHASE_IDENTITY },
    WLK_SCOPE_LEAF, NULL, wlk_check_ip_address },
  { { "email-address", N_("Email Address"),
      "RFC 5280 §4.2.1.6, §7.5", WLK_PHASE_IDENTITY },
    WLK_SCOPE_LEAF, NULL, wlk_check_email_address },
  { { "leaf-not-ca", N_("End Entity Is No CA"),
      "CA/Browser Forum BR §7.1.2.7.8", WLK_PHASE_IDENTITY },
    WLK_SCOPE_LEAF, NULL, wlk_check_leaf_not_ca },
  { { "key-usage", N_("Key Usage"),
      "RFC 5280 §4.2.1.3, RFC 5246 §7.4.2", WLK_PHASE_IDENTITY },
    WLK_SCOPE_LEAF, NULL, wlk_check_key_usage },
  { { "extended-key-usage", N_("Extended Key Usage"),
      "RFC 5280 §4.2.1.12, CA/Browser Forum BR §7.1.2.1.2, §7.1.2.7.10", WLK_PHASE_IDENTITY },
    WLK_SCOPE_EVERY, NULL, wlk_check_extended_key_usage },

  /* Revocation, RFC 5280 §6.1.3 (a)(3). */
  { { "ocsp-fetch", N_("OCSP Responder Asked"),
      "RFC 6960 §4.1, §A.1, RFC 5019 §5", WLK_PHASE_REVOCATION },
    WLK_SCOPE_FETCH, NULL, NULL },
  { { "crl-fetch", N_("CRL Fetched"),
      "RFC 5280 §4.2.1.13, §4.2.1.15", WLK_PHASE_REVOCATION },
    WLK_SCOPE_FETCH, NULL, NULL },
  { { "ocsp-responder", N_("OCSP Responder Authorized"),
      "RFC 6960 §3.2, §4.2.2.2", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_RESPONSES, NULL, wlk_check_ocsp_responder },
  { { "ocsp-dates", N_("OCSP Response Current"),
      "RFC 6960 §3.2, §4.2.2.1", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_RESPONSES, NULL, wlk_check_ocsp_dates },
  { { "ocsp-status", N_("OCSP Status Given"),
      "RFC 6960 §2.2, §4.4", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_RESPONSES, NULL, wlk_check_ocsp_status },
  { { "staple-good", N_("Stapled Response Good"),
      "RFC 6066 §8, RFC 7633 §4.2.3", WLK_PHASE_REVOCATION },
    WLK_SCOPE_STAPLED, NULL, wlk_check_staple_good },
  { { "crl-issuer", N_("CRL Issuer"),
      "RFC 5280 §6.3.3 (b)(1)", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_issuer },
  { { "crl-scope", N_("CRL Scope"),
      "RFC 5280 §6.3.3 (b)(2), §5.2.5", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_scope },
  { { "crl-delta", N_("Complete CRL"),
      "RFC 5280 §5.2.4, §6.3.3 (c) and (h)", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_delta },
  { { "crl-dates", N_("CRL Current"),
      "RFC 5280 §6.3.3 (a), §5.1.2.5", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_dates },
  { { "crl-extensions", N_("CRL’s Critical Extensions Known"),
      "RFC 5280 §5.2, §5.3", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_extensions },
  { { "crl-signature", N_("CRL Signature"),
      "RFC 5280 §6.3.3 (f) and (g)", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_signature },
  { { "crl-issuer-key-usage", N_("May Sign CRLs"),
      "RFC 5280 §6.3.3 (f), §4.2.1.3", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_issuer_key_usage },
  { { "revocation-known", N_("Revocation Status Known"),
      "RFC 5280 §6.3.3, RFC 6960 §3.2", WLK_PHASE_REVOCATION },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_revocation_known },
  { { "revocation", N_("Not Revoked"),
      "RFC 5280 §6.1.3 (a)(3), §6.3.3 (i) to (l), RFC 6960 §2.2", WLK_PHASE_REVOCATION },
    WLK_SCOPE_BELOW_ANCHOR, "revocation-known", wlk_check_revocation },
  { { "crl-number", N_("CRL Numbered"),
      "RFC 5280 §5.2.3", WLK_PHASE_REVOCATION },
    WLK_SCOPE_WITH_CRLS, NULL, wlk_check_crl_number },

  /* The policy of the profile. */
  { { "signature-algorithm", N_("Strong Signature Algorithm"),
      "RFC 6194 §3, RFC 6151 §2, CA/Browser Forum BR §7.1.3.2", WLK_PHASE_PROFILE },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_signature_algorithm },
  { { "key-strength", N_("Strong Key"),
      "NIST SP 800-131A §3, CA/Browser Forum BR §6.1.5", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_key_strength },
  { { "public-key", N_("Accepted Key"),
      "RFC 5480 §2.1.1, CA/Browser Forum BR §6.1.5, §6.1.6", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_public_key },
  { { "version", N_("Version"),
      "RFC 5280 §4.1.2.1, CA/Browser Forum BR §7.1.1", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_version },
  { { "serial-number", N_("Serial Number"),
      "RFC 5280 §4.1.2.2", WLK_PHASE_PROFILE },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_serial_number },
  { { "algorithms-equal", N_("Signature Algorithm Named Once"),
      "RFC 5280 §4.1.1.2, §4.1.2.3", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_algorithms_equal },
  { { "time-encoding", N_("Dates Well Written"),
      "RFC 5280 §4.1.2.5", WLK_PHASE_PROFILE },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_time_encoding },
  { { "validity-period", N_("Validity Not Too Long"),
      "CA/Browser Forum BR §6.3.2", WLK_PHASE_PROFILE },
    WLK_SCOPE_LEAF, NULL, wlk_check_validity_period },
  { { "empty-subject", N_("Subject Named"),
      "RFC 5280 §4.1.2.6", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_empty_subject },
  { { "extension-duplicate", N_("No Extension Twice"),
      "RFC 5280 §4.2", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_extension_duplicate },
  { { "extension-missing", N_("Needed Extensions Present"),
      "RFC 5280 §4.2.1.1 to §4.2.1.3, CA/Browser Forum BR §7.1.2.1.2, §7.1.2.7.6",
      WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_extension_missing },
  { { "extension-criticality", N_("Extensions Critical as Needed"),
      "RFC 5280 §4.2.1, §4.2.2, CA/Browser Forum BR §7.1.2.5.2, §7.1.2.7.6", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_extension_criticality },
  { { "authority-key-identifier", N_("Issuer’s Key Identified"),
      "RFC 5280 §4.2.1.1, CA/Browser Forum BR §7.1.2.1.3", WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_authority_key_identifier },
  { { "basic-constraints", N_("Basic Constraints Consistent"),
      "RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.10, CA/Browser Forum BR §7.1.2.7.11",
      WLK_PHASE_PROFILE },
    WLK_SCOPE_EVERY, NULL, wlk_check_basic_constraints },
  { { "san-syntax", N_("Names Well Written"),
      "RFC 5280 §4.2.1.6, CA/Browser Forum BR §7.1.2.7.12", WLK_PHASE_PROFILE },
    WLK_SCOPE_BELOW_ANCHOR, NULL, wlk_check_san_syntax },
  { { "common-name", N_("Common Name Among Names"),
      "CA/Browser Forum BR §7.1.4.3", WLK_PHASE_PROFILE },
    WLK_SCOPE_LEAF, NULL, wlk_check_common_name },

  /* What GnuTLS says to the same. It never changes the verdict. */
  { { "second-opinion", N_("Second Opinion"),
      "GnuTLS", WLK_PHASE_SECOND_OPINION },
    WLK_SCOPE_PATH, NULL, wlk_check_second_opinion },
};
/* *INDENT-ON* */

/**
 * wlk_checks_get_table:
 * @n_checks: (out): how many rows there are
 *
 * Returns: (array length=n_checks) (transfer none): the table of steps, in check order
 */
const WlkCheck *
wlk_checks_get_table (guint *n_checks)
{
  g_return_val_if_fail (n_checks != NULL, NULL);

  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}

/**
 * wlk_checks_find:
 * @id: id of a step
 *
 * Returns: (transfer none) (nullable): its row
 */
const WlkCheck *
wlk_checks_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].step.id, id))
      return &checks[i];

  return NULL;
}

/**
 * wlk_checks_get_needed:
 * @check: a row of the table
 *
 * Returns: (transfer none) (nullable): the row that it means nothing without
 */
const WlkCheck *
wlk_checks_get_needed (const WlkCheck *check)
{
  static const WlkCheck *needed[G_N_ELEMENTS (checks)];
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
        needed[i] = checks[i].needs != NULL ? wlk_checks_find (checks[i].needs) : NULL;
      g_once_init_leave (&is_filled, 1);
    }

  return needed[check - checks];
}
