/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-malformed.h"
#include "checks/wlk-profile-rule.h"
#include "net/wlk-cipher-suite.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/* Whether the keys may be used for the query's purpose. */

#define SIGNING (WLK_KEY_USAGE_DIGITAL_SIGNATURE | WLK_KEY_USAGE_NON_REPUDIATION)

/* A TLS server's key usages: digitalSignature; RSA also keyEncipherment, EC keyAgreement. */
static WlkKeyUsage
get_server_usage (WlkKeyAlgorithm algorithm)
{
  switch (algorithm)
    {
    case WLK_KEY_ALGORITHM_RSA:
      return WLK_KEY_USAGE_DIGITAL_SIGNATURE | WLK_KEY_USAGE_KEY_ENCIPHERMENT;

    case WLK_KEY_ALGORITHM_EC:
      return WLK_KEY_USAGE_DIGITAL_SIGNATURE | WLK_KEY_USAGE_KEY_AGREEMENT;

    case WLK_KEY_ALGORITHM_X25519:
    case WLK_KEY_ALGORITHM_X448:
      return WLK_KEY_USAGE_KEY_AGREEMENT;

    case WLK_KEY_ALGORITHM_UNKNOWN:
      return WLK_KEY_USAGE_DIGITAL_SIGNATURE | WLK_KEY_USAGE_KEY_ENCIPHERMENT |
             WLK_KEY_USAGE_KEY_AGREEMENT;

    case WLK_KEY_ALGORITHM_RSA_PSS:
    case WLK_KEY_ALGORITHM_DSA:
    case WLK_KEY_ALGORITHM_ED25519:
    case WLK_KEY_ALGORITHM_ED448:
    default:
      return WLK_KEY_USAGE_DIGITAL_SIGNATURE;
    }
}

/* The acceptable usages, of which one is sufficient. */
static WlkKeyUsage
get_accepted_usage (WlkPurpose      purpose,
                    WlkKeyAlgorithm algorithm)
{
  switch (purpose)
    {
    case WLK_PURPOSE_SERVER:
      return get_server_usage (algorithm);

    case WLK_PURPOSE_CLIENT:
      return WLK_KEY_USAGE_DIGITAL_SIGNATURE | WLK_KEY_USAGE_KEY_AGREEMENT;

    case WLK_PURPOSE_EMAIL:
      return SIGNING | WLK_KEY_USAGE_KEY_ENCIPHERMENT | WLK_KEY_USAGE_KEY_AGREEMENT;

    case WLK_PURPOSE_CODE:
      return SIGNING;

    case WLK_PURPOSE_ANY:
    default:
      return 0;
    }
}

/**
 * wlk_check_leaf_not_ca:
 * @context: the check context
 * @draft: the finding to fill
 *
 * A server certificate is not a CA certificate. Otherwise its key usage fails for the same reason,
 * so this is checked first.
 *
 * Source: CA/Browser Forum BR §7.1.2.7.8.
 */
void
wlk_check_leaf_not_ca (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  gboolean is_ca = wlk_certificate_is_ca (context->certificate);

  wlk_draft_words (draft, N_("Basic constraints"), is_ca ? N_("CA: yes") : N_("CA: no"));
  wlk_draft_at (draft, wlk_check_context_get_span (context, WLK_OID_BASIC_CONSTRAINTS));
  wlk_draft_expect_words (draft, N_("CA: no"));
  if (is_ca)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "ca_as_leaf",
                            N_("“{certificate}” is a CA and is used as an end entity. Its key can "
                               "issue certificates for any name."));
  else
    wlk_draft_pass (draft, N_("“{certificate}” is not a CA."));
}

/* The usage that the key exchange of the session needs; 0 for files, and if the connection did not
 * get that far. */
static WlkKeyUsage
get_negotiated_usage (const WlkCheckContext *context)
{
  if (context->connection == NULL ||
      wlk_query_get (context->query)->purpose != WLK_PURPOSE_SERVER)
    return 0;

  return wlk_cipher_suite_get_key_usage (
    context->connection->session.cipher_suite);
}

/* What a TLS server can do with the key. Other clients may negotiate another key exchange. */
static void
add_key_exchanges (WlkDraft   *draft,
                   WlkKeyUsage usage)
{
  static const struct { WlkKeyUsage usage;
                        const char *words;
  } exchanges[] = {
    { WLK_KEY_USAGE_DIGITAL_SIGNATURE, N_("TLS 1.3, and ECDHE or DHE of older versions") },
    { WLK_KEY_USAGE_KEY_ENCIPHERMENT, N_("RSA key exchange of TLS 1.2 and older") },
    { WLK_KEY_USAGE_KEY_AGREEMENT, N_("static ECDH of TLS 1.2 and older") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    if (usage & exchanges[i].usage)
      wlk_draft_words (draft, N_("Key exchange that it can serve"), exchanges[i].words);
}

static void
check_usage (WlkCheckContext *context,
             WlkDraft        *draft,
             WlkKeyUsage      usable)
{
  gboolean is_server = wlk_query_get (context->query)->purpose == WLK_PURPOSE_SERVER;
  WlkKeyUsage negotiated = get_negotiated_usage (context);

  if (negotiated != 0 && (usable & negotiated) == 0)
    wlk_draft_fail (draft, "ku_leaf",
                    N_("The key usage of “{certificate}” is {1}, but the key exchange of this "
                       "session needs {1-expected}."));
  else if (usable == 0)
    wlk_draft_fail (draft, "ku_leaf",
                    N_("The key usage of “{certificate}” does not fit the purpose. It is "
                       "{1}, and one of these is needed: {1-expected}."));
  else if (is_server && (usable & WLK_KEY_USAGE_DIGITAL_SIGNATURE) == 0)
    wlk_draft_warn (draft, "ku_leaf",
                    N_("The key usage of “{certificate}” is {1}, which excludes TLS 1.3 and all "
                       "ephemeral key exchanges. Programs that check it need digitalSignature "
                       "for these."));
  else
    wlk_draft_pass (draft, N_("The key usage of “{certificate}” fits the purpose."));
}

/**
 * wlk_check_key_usage:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The end entity's key usage, if present, suits the purpose, the key algorithm, and the key
 * exchange of the session.
 *
 * Source: RFC 5280 §4.2.1.3, RFC 5246 §7.4.2, RFC 8446 §4.4.2.2.
 */
void
wlk_check_key_usage (WlkCheckContext *context,
                     WlkDraft        *draft)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (context->certificate);
  WlkKeyUsage accepted = get_accepted_usage (wlk_query_get (context->query)->purpose,
                                             key->algorithm);
  WlkSpan span = wlk_check_context_get_span (context, WLK_OID_KEY_USAGE);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *accepted_text = NULL;
  WlkKeyUsage usage = 0;
  WlkKeyUsage negotiated;
  WlkPresence presence = wlk_extensions_read_key_usage (context->certificate, &usage, &error);

  if (presence == WLK_MALFORMED)
    {
      wlk_malformed_fail (draft, N_("Key usage"), error, span);
      return;
    }
  if (presence == WLK_ABSENT)
    {
      wlk_draft_words (draft, N_("Key usage"), N_("not limited"));
      if (wlk_query_get (context->query)->purpose == WLK_PURPOSE_SERVER)
        add_key_exchanges (draft, accepted);
      wlk_draft_pass (draft, N_("“{certificate}” does not limit the use of its key."));
      return;
    }

  text = wlk_extensions_format_key_usage (usage);
  wlk_draft_text (draft, N_("Key usage"), text);
  wlk_draft_at (draft, span);
  if (accepted == 0)
    {
      wlk_draft_skip (draft, N_("No purpose was given to compare the key usage with."));
      return;
    }

  negotiated = get_negotiated_usage (context);
  accepted_text = wlk_extensions_format_key_usage (negotiated != 0 ? negotiated : accepted);
  wlk_draft_expect_text (draft, accepted_text);
  wlk_draft_text (draft, N_("Key"), key->text);
  if (negotiated != 0)
    wlk_draft_text (draft, N_("Cipher suite"),
                    context->connection->session.cipher_suite);
  if (wlk_query_get (context->query)->purpose == WLK_PURPOSE_SERVER)
    add_key_exchanges (draft, usage & accepted);
  check_usage (context, draft, usage & accepted);
}

/* Purposes that “web” forbids beside serverAuth; others are discouraged but allowed.
 * anyExtendedKeyUsage is forbidden regardless of the purpose. */
static const char *
find_forbidden (const WlkCheckContext *context,
                const char * const    *purposes,
                const char            *wanted)
{
  static const char * const forbidden[] = {
    WLK_OID_PURPOSE_CODE, WLK_OID_PURPOSE_EMAIL, WLK_OID_PURPOSE_TIME_STAMPING,
    WLK_OID_PURPOSE_OCSP_SIGNING, WLK_OID_PURPOSE_PRECERTIFICATE,
  };

  if (!wlk_check_context_is_leaf (context) ||
      wlk_query_get (context->query)->profile != WLK_PROFILE_WEB)
    return NULL;
  if (g_strv_contains (purposes, WLK_OID_ANY_EXTENDED_KEY_USAGE))
    return WLK_OID_ANY_EXTENDED_KEY_USAGE;
  if (!g_str_equal (wanted, WLK_OID_PURPOSE_SERVER))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    if (g_strv_contains (purposes, forbidden[i]))
      return forbidden[i];

  return NULL;
}

static gboolean
includes_purpose (const char * const *purposes,
                  const char         *wanted)
{
  return g_strv_contains (purposes, wanted) ||
         g_strv_contains (purposes, WLK_OID_ANY_EXTENDED_KEY_USAGE);
}

static void
check_purposes (const WlkCheckContext *context,
                WlkDraft              *draft,
                const char * const    *purposes,
                const char            *wanted)
{
  WlkSpan span = wlk_check_context_get_span (context, WLK_OID_EXTENDED_KEY_USAGE);
  gboolean is_included = includes_purpose (purposes, wanted);
  const char *forbidden = is_included ? find_forbidden (context, purposes, wanted) : NULL;

  wlk_draft_oid (draft, N_("Purpose asked about"), wanted);
  if (forbidden != NULL)
    {
      wlk_draft_oid (draft, N_("Purpose not accepted"), forbidden);
      wlk_draft_at (draft, span);
    }
  for (guint i = 0; purposes[i] != NULL; i++)
    {
      wlk_draft_oid (draft, N_("Allowed purpose"), purposes[i]);
      wlk_draft_at (draft, span);
    }

  if (forbidden != NULL)
    wlk_draft_fail (draft, "eku_leaf",
                    N_("“{certificate}” was also issued for “{2}”, which the web does "
                       "not accept."));
  else if (is_included && !g_strv_contains (purposes, wanted))
    wlk_draft_warn (draft, "eku_any",
                    N_("“{certificate}” may be used for any purpose, but does not name this one: "
                       "{1}."));
  else if (is_included)
    wlk_draft_pass (draft, N_("“{certificate}” may be used for this purpose."));
  else if (wlk_check_context_is_leaf (context))
    wlk_draft_fail (draft, "eku_leaf", N_("“{certificate}” was not issued for this purpose: {1}."));
  else
    wlk_draft_fail (draft, "eku_ca",
                    N_("The CA “{certificate}” may not issue for this purpose: {1}."));
}

/* An anchor's extended key usage has no effect in RFC 5280, but “web” forbids it in a root, and
 * some programs apply it. */
static void
check_anchor (const WlkCheckContext *context,
              WlkDraft              *draft)
{
  const WlkExtension *extension = wlk_certificate_find_extension (context->certificate,
                                                                  WLK_OID_EXTENDED_KEY_USAGE);
  const char *wanted = wlk_check_context_get_purpose (context);
  gboolean is_web = wlk_query_get (context->query)->profile == WLK_PROFILE_WEB &&
                    wlk_certificate_is_self_issued (context->certificate);
  g_auto(GStrv) purposes = NULL;

  if (wlk_extensions_read_extended_key_usage (context->certificate, &purposes, NULL) !=
      WLK_PRESENT ||
      (!is_web && (wanted == NULL || g_strv_contains ((const char * const *) purposes, wanted))))
    {
      wlk_draft_skip (draft,
                      N_("The trust store, not its certificate, decides for which purposes a trust "
                         "anchor is trusted."));
      return;
    }

  for (guint i = 0; purposes[i] != NULL; i++)
    {
      wlk_draft_oid (draft, N_("Allowed purpose"), purposes[i]);
      wlk_draft_at (draft, extension->span);
    }
  if (is_web)
    wlk_draft_fail (draft, "eku_ca",
                    N_("The root “{certificate}” lists its purposes, which the web does not allow "
                       "a root."));
  else
    wlk_draft_warn (draft, "eku_anchor",
                    N_("The certificate of the trust anchor “{certificate}” does not list this "
                       "purpose. The trust store decides, but some programs apply the list."));
}

/**
 * wlk_check_extended_key_usage:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The certificate allows the purpose or anyExtendedKeyUsage. Every CA below the anchor constrains
 * the certificates below it, as in all common verifiers. “web” forbids some purposes beside
 * serverAuth.
 *
 * Source: RFC 5280 §4.2.1.12, CA/Browser Forum BR §7.1.2.1.2, §7.1.2.7.10.
 */
void
wlk_check_extended_key_usage (WlkCheckContext *context,
                              WlkDraft        *draft)
{
  const char *wanted = wlk_check_context_get_purpose (context);
  g_auto(GStrv) purposes = NULL;
  g_autoptr(GError) error = NULL;
  WlkPresence presence;

  if (wlk_check_context_is_anchor (context) && !wlk_check_context_is_leaf (context))
    {
      check_anchor (context, draft);
      return;
    }

  presence = wlk_extensions_read_extended_key_usage (context->certificate, &purposes, &error);
  if (presence == WLK_MALFORMED)
    {
      wlk_malformed_fail (draft, N_("Extended key usage"), error,
                          wlk_check_context_get_span (context, WLK_OID_EXTENDED_KEY_USAGE));
    }
  else if (presence == WLK_ABSENT || purposes == NULL)
    {
      wlk_draft_words (draft, N_("Extended key usage"), N_("not limited"));
      wlk_draft_pass (draft, N_("“{certificate}” may be used for any purpose."));
    }
  else if (wanted == NULL)
    {
      wlk_draft_skip (draft,
                      N_("No purpose was given to compare the extended key usage with."));
    }
  else
    {
      check_purposes (context, draft, (const char * const *) purposes, wanted);
    }
}
