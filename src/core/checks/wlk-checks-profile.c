/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-key-fault.h"

#include <glib/gi18n-lib.h>

/*
 * Required contents of a certificate by its kind. These rules are for issuers: a violation is a
 * failure under the profiles “strict” (RFC 5280 §4) and “web” (the CA/Browser Forum's Baseline
 * Requirements), and a warning under “path”.
 */

#define SECONDS_PER_DAY 86400

/* The certificates to which a rule about an extension applies. */
typedef enum {
  KIND_EVERY,
  KIND_CA,
  KIND_CA_BELOW_ANCHOR,
  KIND_ISSUED,            /* neither self-issued nor self-signed */
  KIND_LEAF,
  KIND_EMPTY_SUBJECT,
  KIND_NAMED_LEAF,        /* a leaf with a subject */
} Kind;

/* This does not occur below the anchor: the issuer's key would be on the path twice. */
static gboolean
is_self_signed (const WlkCheckContext *context)
{
  return wlk_signature_cache_verify (context->signatures, context->certificate,
                                     context->certificate, NULL);
}

static gboolean
is_of_kind (const WlkCheckContext *context,
            Kind                   kind)
{
  WlkCertificate *certificate = context->certificate;
  gboolean is_ca = wlk_certificate_is_ca (certificate);

  switch (kind)
    {
    case KIND_CA:
      return is_ca;

    case KIND_CA_BELOW_ANCHOR:
      return is_ca && !wlk_check_context_is_anchor (context);

    case KIND_ISSUED:
      return !wlk_certificate_is_self_issued (certificate) &&
             !(wlk_check_context_is_anchor (context) && is_self_signed (context));

    case KIND_LEAF:
      return wlk_check_context_is_leaf (context) && !is_ca;

    case KIND_EMPTY_SUBJECT:
      return wlk_name_is_empty (wlk_certificate_get_subject (certificate));

    case KIND_NAMED_LEAF:
      return wlk_check_context_is_leaf (context) && !is_ca &&
             !wlk_name_is_empty (wlk_certificate_get_subject (certificate));

    case KIND_EVERY:
    default:
      return TRUE;
    }
}

/* The Baseline Requirements apply since the first day (§1.1). Since the second, certificates that
 * are valid for a few days need no address of revocation data (§1.6.1, ballot SC-063). */
#define REQUIREMENTS_BEGIN 1341100800 /* 2012-07-01 */
#define SHORT_LIVED_BEGIN  1710460800 /* 2024-03-15: up to 10 days */
#define SHORT_LIVED_CUT    1773532800 /* 2026-03-15: up to 7 days */

static gboolean
is_short_lived (WlkCertificate *certificate)
{
  gint64 not_before = wlk_certificate_get_not_before (certificate);
  gint64 seconds = wlk_certificate_get_not_after (certificate) - not_before + 1;

  return not_before >= SHORT_LIVED_BEGIN &&
         seconds <= (not_before < SHORT_LIVED_CUT ? 10 : 7) * SECONDS_PER_DAY;
}

static gboolean
is_http (const WlkGeneralName *name)
{
  return name->kind == WLK_GENERAL_NAME_URI && name->text != NULL &&
         g_ascii_strncasecmp (name->text, "http://", strlen ("http://")) == 0;
}

/* §7.1.2.7.7. Any @method if NULL. */
static gboolean
has_access (WlkCertificate *certificate,
            const char     *method)
{
  g_autoptr(GPtrArray) descriptions = NULL;

  wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &descriptions, NULL);
  for (guint i = 0; descriptions != NULL && i < descriptions->len; i++)
    {
      const WlkAccessDescription *description = descriptions->pdata[i];

      if (is_http (description->location) &&
          (method == NULL || g_str_equal (description->method, method)))
        return TRUE;
    }

  return FALSE;
}

/* §7.1.2.11.2. */
static gboolean
has_crl_address (WlkCertificate *certificate)
{
  g_autoptr(GPtrArray) points = NULL;

  wlk_extensions_read_list (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, NULL);
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const WlkDistributionPoint *point = points->pdata[i];

      for (guint k = 0; point->names != NULL && k < point->names->len; k++)
        if (is_http (point->names->pdata[k]))
          return TRUE;
    }

  return FALSE;
}

/* §7.1.2.6 for CAs and §7.1.2.7.6 for servers. */
static guint
find_missing_on_web (const WlkCheckContext *context,
                     const char            *missing[3])
{
  WlkCertificate *certificate = context->certificate;
  gboolean is_leaf = is_of_kind (context, KIND_LEAF);
  guint n_missing = 0;

  if (wlk_query_get (context->query)->profile != WLK_PROFILE_WEB ||
      wlk_query_get (context->query)->purpose != WLK_PURPOSE_SERVER ||
      wlk_certificate_get_not_before (certificate) < REQUIREMENTS_BEGIN ||
      (!is_leaf && !is_of_kind (context, KIND_CA_BELOW_ANCHOR)))
    return 0;

  if (wlk_certificate_find_extension (certificate, WLK_OID_CERTIFICATE_POLICIES) == NULL)
    missing[n_missing++] = WLK_OID_CERTIFICATE_POLICIES;
  if (is_leaf && !has_access (certificate, NULL))
    missing[n_missing++] = WLK_OID_AUTHORITY_INFO_ACCESS;
  if (!has_crl_address (certificate) &&
      !(is_leaf && (has_access (certificate, WLK_OID_ACCESS_OCSP) || is_short_lived (certificate))))
    missing[n_missing++] = WLK_OID_CRL_DISTRIBUTION_POINTS;

  return n_missing;
}

/* The rules of the web about addresses and policies. */
static void
report_missing_on_web (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  const char *missing[3];
  guint n_missing = find_missing_on_web (context, missing);
  gboolean is_first = draft->n_evidence == 0;

  for (guint i = 0; i < n_missing; i++)
    wlk_draft_oid (draft,
                   wlk_certificate_find_extension (context->certificate, missing[i]) == NULL
                   ? N_("Extension") : N_("Extension without an HTTP address"), missing[i]);

  if (is_first && n_missing > 0)
    wlk_draft_fail (draft, "encoding_rule",
                    wlk_certificate_find_extension (context->certificate, missing[0]) == NULL
                    ? N_("“{certificate}” lacks the extension “{1}”, which the web requires of its "
                         "kind.")
                    : N_("“{certificate}” has no HTTP address in the extension “{1}”, which the "
                         "web requires of its kind."));
  else if (is_first)
    wlk_draft_pass (draft, N_("“{certificate}” has the extensions that it must have."));
}

/**
 * wlk_check_extension_missing:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The extensions required for a certificate of its kind are present; the evidence lists all that
 * are missing. Many old roots have no key usage, which RFC 5280 §6.1.4 (n) and §6.3.3 (f) check
 * only if present; “web” requires it, and policies and addresses of revocation data in what is
 * below the root.
 *
 * Source: RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.1.3, CA/Browser Forum BR §7.1.2.1.2, §7.1.2.6,
 * §7.1.2.7.6, §7.1.2.7.7, §7.1.2.11.2.
 */
void
wlk_check_extension_missing (WlkCheckContext *context,
                             WlkDraft        *draft)
{
  static const struct
  {
    const char *oid;
    Kind        kind;
    WlkProfile  profile;
  } rules[] = {
    { WLK_OID_AUTHORITY_KEY_IDENTIFIER, KIND_ISSUED, WLK_PROFILE_STRICT },
    { WLK_OID_SUBJECT_KEY_IDENTIFIER, KIND_CA, WLK_PROFILE_STRICT },
    { WLK_OID_KEY_USAGE, KIND_CA_BELOW_ANCHOR, WLK_PROFILE_STRICT },
    { WLK_OID_KEY_USAGE, KIND_CA, WLK_PROFILE_WEB },
    { WLK_OID_EXTENDED_KEY_USAGE, KIND_LEAF, WLK_PROFILE_WEB },
    { WLK_OID_SUBJECT_ALT_NAME, KIND_LEAF, WLK_PROFILE_WEB },
  };
  WlkProfile profile = wlk_query_get (context->query)->profile;
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (wlk_certificate_find_extension (context->certificate, rules[i].oid) != NULL ||
          (rules[i].profile == WLK_PROFILE_WEB && profile != WLK_PROFILE_WEB) ||
          g_strcmp0 (rules[i].oid, last) == 0 || !is_of_kind (context, rules[i].kind))
        continue;
      wlk_draft_oid (draft, N_("Extension"), rules[i].oid);
      if (last == NULL)
        wlk_profile_rule_break (context, draft, rules[i].profile, "encoding_rule",
                                N_("“{certificate}” lacks the extension “{1}”, which every "
                                   "certificate of its kind must have."));
      last = rules[i].oid;
    }

  report_missing_on_web (context, draft);
}

/* “web” makes one exception to RFC 5280, for software that does not know the extension. */
static gboolean
is_waived (const WlkCheckContext *context,
           const WlkExtension    *extension)
{
  return wlk_query_get (context->query)->profile == WLK_PROFILE_WEB &&
         g_str_equal (extension->oid, WLK_OID_NAME_CONSTRAINTS);
}

/* Those of more profiles come first. */
static const struct
{
  const char *oid;
  gboolean    must_be_critical;
  Kind        kind;
  WlkProfile  profile;
} criticality_rules[] = {
  { WLK_OID_BASIC_CONSTRAINTS, TRUE, KIND_CA, WLK_PROFILE_STRICT },
  { WLK_OID_NAME_CONSTRAINTS, TRUE, KIND_CA, WLK_PROFILE_STRICT },
  { WLK_OID_POLICY_CONSTRAINTS, TRUE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_INHIBIT_ANY_POLICY, TRUE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_SUBJECT_ALT_NAME, TRUE, KIND_EMPTY_SUBJECT, WLK_PROFILE_STRICT },
  { WLK_OID_AUTHORITY_KEY_IDENTIFIER, FALSE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_SUBJECT_KEY_IDENTIFIER, FALSE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_AUTHORITY_INFO_ACCESS, FALSE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_SUBJECT_INFO_ACCESS, FALSE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_FRESHEST_CRL, FALSE, KIND_EVERY, WLK_PROFILE_STRICT },
  { WLK_OID_SUBJECT_ALT_NAME, FALSE, KIND_NAMED_LEAF, WLK_PROFILE_WEB },
  { WLK_OID_EXTENDED_KEY_USAGE, FALSE, KIND_LEAF, WLK_PROFILE_WEB },
};

/* The first violation is that of the rule that most profiles have, and makes the finding. */
static void
report_criticality (WlkCheckContext    *context,
                    WlkDraft           *draft,
                    const WlkExtension *extension,
                    WlkProfile          first_profile,
                    gboolean            is_first)
{
  wlk_draft_oid (draft, extension->is_critical ? N_("Critical extension")
                                               : N_("Extension that is not critical"),
                 extension->oid);
  wlk_draft_at (draft, extension->span);
  if (is_first)
    wlk_profile_rule_break (context, draft, first_profile, "encoding_rule",
                            extension->is_critical
                            ? N_("The extension “{1}” of “{certificate}” is critical, and must "
                                 "not be.")
                            : N_("The extension “{1}” of “{certificate}” is not critical, and "
                                 "must be."));
}

/**
 * wlk_check_extension_criticality:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Extensions are critical or non-critical as required; the evidence lists all that are not. That
 * only a CA may have name constraints is another rule.
 *
 * Source: RFC 5280 §4.2.1 and §4.2.2, CA/Browser Forum BR §7.1.2.5.2, §7.1.2.7.6.
 */
void
wlk_check_extension_criticality (WlkCheckContext *context,
                                 WlkDraft        *draft)
{
  const WlkExtension *waived = NULL;
  gboolean is_first = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (criticality_rules); i++)
    {
      const WlkExtension *extension = wlk_certificate_find_extension (context->certificate,
                                                                      criticality_rules[i].oid);

      if (extension == NULL || !extension->is_critical == !criticality_rules[i].must_be_critical ||
          !is_of_kind (context, criticality_rules[i].kind))
        continue;
      if (is_waived (context, extension))
        {
          waived = extension;
          continue;
        }
      report_criticality (context, draft, extension, criticality_rules[i].profile, is_first);
      is_first = FALSE;
    }

  if (waived != NULL)
    {
      wlk_draft_oid (draft, N_("Extension that is not critical"), waived->oid);
      wlk_draft_at (draft, waived->span);
    }
  if (waived != NULL && is_first)
    wlk_draft_warn (draft, "encoding_rule",
                    N_("The extension “{1}” of “{certificate}” is not critical, and should "
                       "be: programs that do not know it take no notice of it."));
  else if (is_first)
    wlk_draft_pass (draft,
                    N_("The extensions of “{certificate}” are critical where they must be."));
}

/* (nullable): the issuer's certificate; a root's own. */
static WlkCertificate *
get_issuer (const WlkCheckContext *context)
{
  return context->issuer == NULL && wlk_certificate_is_self_issued (context->certificate)
         ? context->certificate
         : context->issuer;
}

/* As numbers: leading zero bytes do not count. */
static gboolean
is_same_serial (WlkCertificate *certificate,
                GBytes         *named)
{
  WlkDerElement serial = wlk_certificate_get_element (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  const guint8 *bytes = serial.bytes;
  gsize length = serial.content.length;
  gsize named_length;
  const guint8 *named_bytes = g_bytes_get_data (named, &named_length);

  for (; length > 1 && *bytes == 0; bytes++)
    length--;
  for (; named_length > 1 && *named_bytes == 0; named_bytes++)
    named_length--;

  return length == named_length && memcmp (bytes, named_bytes, length) == 0;
}

/* Whether the issuer's certificate is the one that is named; the CA may have renewed it. */
static gboolean
compare_certificates (const WlkCheckContext *context,
                      WlkDraft              *draft,
                      WlkName               *name,
                      GBytes                *serial)
{
  WlkSpan span = wlk_check_context_get_span (context, WLK_OID_AUTHORITY_KEY_IDENTIFIER);
  WlkCertificate *issuer = get_issuer (context);
  gboolean is_same = TRUE;

  if (name != NULL)
    {
      wlk_draft_name (draft, N_("Issuer of the certificate named"), name);
      wlk_draft_at (draft, span);
    }
  if (name != NULL && issuer != NULL && !wlk_name_equal (wlk_certificate_get_issuer (issuer), name))
    {
      wlk_draft_expect_name (draft, wlk_certificate_get_issuer (issuer));
      is_same = FALSE;
    }
  if (serial != NULL)
    {
      wlk_draft_bytes (draft, N_("Serial number of the certificate named"), serial);
      wlk_draft_at (draft, span);
    }
  if (serial != NULL && issuer != NULL && !is_same_serial (issuer, serial))
    {
      WlkDerElement element = wlk_certificate_get_element (issuer, WLK_CERTIFICATE_SERIAL_NUMBER);
      g_autoptr(GBytes) expected = g_bytes_new (element.bytes, element.content.length);

      wlk_draft_expect_bytes (draft, expected);
      is_same = FALSE;
    }

  return is_same;
}

static gboolean
has_other_key (const WlkCheckContext *context,
               WlkDraft              *draft,
               GBytes                *authority_key_id)
{
  WlkCertificate *issuer = get_issuer (context);
  g_autoptr(GBytes) key_id = NULL;

  wlk_draft_bytes (draft, N_("Authority key identifier"), authority_key_id);
  wlk_draft_at (draft,
                wlk_check_context_get_span (context, WLK_OID_AUTHORITY_KEY_IDENTIFIER));
  if (issuer != NULL)
    wlk_extensions_read_subject_key_id (issuer, &key_id, NULL);
  if (key_id == NULL || g_bytes_equal (key_id, authority_key_id))
    return FALSE;

  wlk_draft_expect_bytes (draft, key_id);
  return TRUE;
}

/**
 * wlk_check_authority_key_identifier:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The authority key identifier is the subject key identifier of the issuer, and the certificate
 * that it names, if any, is the issuer's. “web” allows nothing but the key.
 *
 * Source: RFC 5280 §4.2.1.1, CA/Browser Forum BR §7.1.2.1.3, §7.1.2.11.1.
 */
void
wlk_check_authority_key_identifier (WlkCheckContext *context,
                                    WlkDraft        *draft)
{
  g_autoptr(GBytes) key_id = NULL;
  g_autoptr(WlkName) name = NULL;
  g_autoptr(GBytes) serial = NULL;
  WlkPresence named;

  if (wlk_extensions_read_authority_key_id (context->certificate, &key_id, NULL) != WLK_PRESENT)
    {
      wlk_draft_skip (draft,
                      N_("“{certificate}” does not identify the key of its issuer."));
      return;
    }

  named = wlk_extensions_read_authority_certificate (context->certificate, &name, &serial);
  if (key_id != NULL && has_other_key (context, draft, key_id))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "aki_key",
                            N_("“{certificate}” names another key than that of its issuer."));
  else if (!compare_certificates (context, draft, name, serial))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "aki_certificate",
                            N_("The authority key identifier of “{certificate}” names another "
                               "certificate than that of its issuer here. The CA has probably "
                               "renewed its certificate."));
  else if (named == WLK_PRESENT)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                            N_("The authority key identifier of “{certificate}” names the "
                               "certificate of its issuer, and must name the key alone."));
  else if (key_id == NULL)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                            N_("The authority key identifier of “{certificate}” identifies no "
                               "key."));
  else
    wlk_draft_pass (draft, N_("“{certificate}” names the key of its issuer."));
}

/**
 * wlk_check_basic_constraints:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Basic constraints and key usage agree on whether this is a CA, and only a CA limits the path or
 * the names below it. An anchor that issues certificates does not deny being a CA: RFC 5280 §6.1
 * does not check that, but all common verifiers do. Under “web”, only a CA has cRLSign.
 *
 * Source: RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.10, CA/Browser Forum BR §7.1.2.7.11.
 */
void
wlk_check_basic_constraints (WlkCheckContext *context,
                             WlkDraft        *draft)
{
  WlkBasicConstraints constraints;
  WlkKeyUsage usage = 0;
  WlkPresence presence = wlk_extensions_read_basic_constraints (context->certificate,
                                                                &constraints, NULL);
  gboolean has_usage = wlk_extensions_read_key_usage (context->certificate, &usage, NULL) ==
                       WLK_PRESENT;
  gboolean may_sign = (usage & WLK_KEY_USAGE_KEY_CERT_SIGN) != 0;
  gboolean is_leaf = wlk_check_context_is_leaf (context);

  wlk_draft_words (draft, N_("Basic constraints"),
                   presence == WLK_ABSENT ? N_("missing")
                   : constraints.is_ca ? N_("CA: yes") : N_("CA: no"));
  wlk_draft_at (draft, wlk_check_context_get_span (context, WLK_OID_BASIC_CONSTRAINTS));
  if (presence == WLK_ABSENT && wlk_check_context_is_anchor (context) &&
      !wlk_check_context_is_leaf (context))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The trust anchor “{certificate}” does not say that it is a CA."));
  else if (presence != WLK_ABSENT && !constraints.is_ca &&
           wlk_check_context_is_anchor (context) && !is_leaf)
    wlk_draft_fail (draft, "ca_flag_false",
                    N_("The trust anchor “{certificate}” says that it is not a CA, so it must not "
                       "issue certificates."));
  else if (!constraints.is_ca && may_sign)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The key usage of “{certificate}” allows it to sign certificates, "
                               "but it is not a CA."));
  else if (constraints.path_length >= 0 && (!constraints.is_ca || (has_usage && !may_sign)))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("“{certificate}” limits the length of paths below it, but may not "
                               "sign certificates."));
  else if (has_usage && usage == 0)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The key usage of “{certificate}” allows no use at all."));
  else if (!constraints.is_ca && is_leaf &&
           wlk_certificate_find_extension (context->certificate, WLK_OID_NAME_CONSTRAINTS) != NULL)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("“{certificate}” constrains the names below it, but is not a CA."));
  else if (!constraints.is_ca && is_leaf && (usage & WLK_KEY_USAGE_CRL_SIGN) != 0)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                            N_("The key usage of “{certificate}” allows it to sign CRLs, but it "
                               "is not a CA."));
  else
    wlk_draft_pass (draft,
                    N_("Basic constraints and key usage of “{certificate}” agree."));
}

/* An invalid key is rejected in any profile: what it verifies proves nothing. */
static gboolean
has_fault (WlkCheckContext *context,
           WlkDraft        *draft,
           WlkPublicKey    *key)
{
  const char *description = NULL;
  WlkKeyFault fault = wlk_key_fault_find (key, &description);

  if (fault == WLK_KEY_FAULT_NONE)
    return FALSE;

  wlk_draft_words (draft, N_("What is wrong"), description);
  if (fault == WLK_KEY_FAULT_INVALID)
    wlk_draft_fail (draft, "bad_key", N_("The key of “{certificate}” is invalid: {2}"));
  else
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The key of “{certificate}” is not encoded as its standard "
                               "requires: {2}"));

  return TRUE;
}

static void
check_rsa (WlkCheckContext *context,
           WlkDraft        *draft,
           WlkPublicKey    *key)
{
  guint bits = key->bits;

  if (bits % 8 != 0)
    {
      wlk_draft_number (draft, N_("Bits"), bits);
      wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "bad_key",
                              N_("The size of the key of “{certificate}” is not divisible by 8: "
                                 "{2} bits."));
    }
  else
    {
      wlk_draft_pass (draft, N_("The key of “{certificate}” is of an accepted kind: {1}."));
    }
}

static void
check_ec (WlkCheckContext *context,
          WlkDraft        *draft,
          WlkPublicKey    *key)
{
  static const char * const curves_of_web[] = { "P-256", "P-384", "P-521", NULL };
  const char *curve = key->curve;

  if (key->has_explicit_curve)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_PATH, "bad_key",
                            N_("The key of “{certificate}” describes its curve instead of naming "
                               "it. Such a curve can be made to fit a signature, so it is never "
                               "accepted."));
  else if (curve == NULL || !g_strv_contains (curves_of_web, curve))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "bad_key",
                            N_("The web does not accept the curve of the key of “{certificate}”: "
                               "{1}."));
  else
    wlk_draft_pass (draft, N_("The key of “{certificate}” is of an accepted kind: {1}."));
}

/**
 * wlk_check_public_key:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The key is valid, and its algorithm and encoding are accepted.
 *
 * Source: RFC 5480 §2, RFC 8017 §3.1, RFC 8410 §3, CA/Browser Forum BR §6.1.5, §6.1.6.
 */
void
wlk_check_public_key (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (context->certificate);

  wlk_draft_text (draft, N_("Key"), key->text);
  wlk_draft_at (draft,
                wlk_certificate_get_span (context->certificate,
                                          WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO));
  if (has_fault (context, draft, key))
    return;

  switch (key->algorithm)
    {
    case WLK_KEY_ALGORITHM_RSA:
      check_rsa (context, draft, key);
      break;

    case WLK_KEY_ALGORITHM_EC:
      check_ec (context, draft, key);
      break;

    case WLK_KEY_ALGORITHM_UNKNOWN:
      wlk_draft_unknown (draft, NULL, N_("This kind of key is not known here: {1}."));
      break;

    case WLK_KEY_ALGORITHM_RSA_PSS:
    case WLK_KEY_ALGORITHM_DSA:
    case WLK_KEY_ALGORITHM_ED25519:
    case WLK_KEY_ALGORITHM_ED448:
    case WLK_KEY_ALGORITHM_X25519:
    case WLK_KEY_ALGORITHM_X448:
    default:
      wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "bad_key",
                              N_("The web accepts only RSA and EC keys, and that of "
                                 "“{certificate}” is of another kind: {1}."));
    }
}

/* Longest validity of a TLS server's certificate by its first day; the last row whose
 * date is not later applies. */
static const struct
{
  gint64 from;
  guint  days;
} limits[] = {
  { 1519862400, 825 }, /* 2018-03-01 */
  { 1598918400, 398 }, /* 2020-09-01 */
  { 1773532800, 200 }, /* 2026-03-15 */
  { 1805068800, 100 }, /* 2027-03-15 */
  { 1868227200, 47 },  /* 2029-03-15 */
};

/**
 * wlk_check_validity_period:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The validity period is not longer than “web” allows. Its first and last seconds are included.
 *
 * Source: CA/Browser Forum BR §6.3.2.
 */
void
wlk_check_validity_period (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  gint64 not_before = wlk_certificate_get_not_before (context->certificate);
  gint64 not_after = wlk_certificate_get_not_after (context->certificate);
  guint days = 0;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (not_before >= limits[i].from && not_before != G_MAXINT64)
      days = limits[i].days;
  if (days == 0 || not_after < not_before ||
      wlk_query_get (context->query)->purpose != WLK_PURPOSE_SERVER)
    {
      wlk_draft_skip (draft,
                      N_("No limit was in force for “{certificate}” when it was issued."));
      return;
    }

  wlk_draft_number (draft, N_("Days"),
                    (not_after - not_before + SECONDS_PER_DAY) / SECONDS_PER_DAY);
  wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_NOT_AFTER));
  wlk_draft_expect_number (draft, days);
  if (not_after - not_before + 1 > (gint64) days * SECONDS_PER_DAY)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "validity_too_long",
                            N_("“{certificate}” is valid for {1} days, and the web allows "
                               "{1-expected}."));
  else
    wlk_draft_pass (draft, N_("“{certificate}” is not valid for longer than allowed."));
}
