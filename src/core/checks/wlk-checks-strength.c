/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-key-fault.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rules that go beyond RFC 5280 §6. A violation is a warning, or a failure under a profile that
 * includes the rule. */

#define MIN_RSA_BITS           2048 /* NIST SP 800-131A; 112 bits of security */
#define MIN_EC_BITS            224  /* the same */
#define MIN_EC_BITS_OF_WEB     256  /* CA/Browser Forum BR §6.1.5 */

/* Signature algorithms with a broken digest. */
static const struct
{
  const char *oid;
  const char *cause;
} weak_algorithms[] = {
  { "1.2.840.113549.1.1.2", "weak_sig_md5" },  /* md2WithRSAEncryption */
  { "1.2.840.113549.1.1.3", "weak_sig_md5" },  /* md4WithRSAEncryption */
  { "1.2.840.113549.1.1.4", "weak_sig_md5" },  /* md5WithRSAEncryption */
  { "1.3.14.3.2.2", "weak_sig_md5" },          /* md4WithRSA of OIW */
  { "1.3.14.3.2.3", "weak_sig_md5" },          /* md5WithRSA of OIW */
  { "1.3.14.3.2.4", "weak_sig_md5" },          /* md4WithRSAEncryption of OIW */
  { "1.3.14.3.2.24", "weak_sig_md5" },         /* md2WithRSASignature of OIW */
  { "1.3.14.3.2.25", "weak_sig_md5" },         /* md5WithRSASignature of OIW */
  { "1.2.840.113549.1.1.5", "weak_sig_sha1" }, /* sha1WithRSAEncryption */
  { "1.3.14.3.2.29", "weak_sig_sha1" },        /* sha1WithRSASignature of OIW */
  { "1.3.14.3.2.27", "weak_sig_sha1" },        /* dsaWithSHA1 of OIW */
  { "1.2.840.10040.4.3", "weak_sig_sha1" },    /* dsa-with-sha1 */
  { "1.2.840.10045.4.1", "weak_sig_sha1" },    /* ecdsa-with-SHA1 */
};

/* RSA-PSS names its digest in its parameters, and SHA-1 is the default. */
static const char *
find_weakness (WlkCertificate *certificate)
{
  const char *oid = wlk_certificate_get_signature_oid (certificate);

  for (guint i = 0; i < G_N_ELEMENTS (weak_algorithms); i++)
    if (g_str_equal (oid, weak_algorithms[i].oid))
      return weak_algorithms[i].cause;

  return g_str_equal (wlk_certificate_get_signature_text (certificate), "RSA-PSS with SHA-1")
         ? "weak_sig_sha1"
         : NULL;
}

/**
 * wlk_check_signature_algorithm:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The digest of the signature is collision-resistant. MD5 and older ones fail in every profile. A
 * root's self-signature is not relied on.
 *
 * Source: RFC 6151 §2 (MD5), RFC 6194 §3 (SHA-1).
 */
void
wlk_check_signature_algorithm (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  const char *weakness = find_weakness (context->certificate);

  wlk_draft_text (draft, N_("Signature algorithm"),
                  wlk_certificate_get_signature_text (context->certificate));
  wlk_draft_at (draft,
                wlk_certificate_get_span (context->certificate,
                                          WLK_CERTIFICATE_SIGNATURE_ALGORITHM));
  if (weakness == NULL)
    {
      wlk_draft_pass (draft, N_("“{certificate}” is signed with {1}."));
      return;
    }

  wlk_draft_expect_text (draft, "SHA-256");
  if (context->issuer == context->certificate && !wlk_check_context_is_leaf (context))
    wlk_draft_note (draft,
                    N_("The root “{certificate}” signed itself with {1}. Validation does not rely "
                       "on that signature."));
  else
    wlk_profile_rule_break (context, draft,
                            g_str_equal (weakness, "weak_sig_md5") ? WLK_PROFILE_PATH
                                                                   : WLK_PROFILE_STRICT,
                            weakness,
                            N_("“{certificate}” is signed with {1}, which can be forged."));
}

static const char *
get_weak_key_cause (const WlkCheckContext *context)
{
  return wlk_check_context_is_leaf (context) ? "weak_key" : "weak_ca_key";
}

static void
check_size (const WlkCheckContext *context,
            WlkDraft              *draft,
            guint                  bits,
            guint                  min_bits,
            guint                  min_bits_of_web)
{
  wlk_draft_number (draft, N_("Bits"), bits);
  wlk_draft_expect_number (draft, min_bits_of_web);
  if (bits < min_bits)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, get_weak_key_cause (context),
                            N_("The key of “{certificate}” is too weak: {1}."));
  else if (bits < min_bits_of_web)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, get_weak_key_cause (context),
                            N_("The key of “{certificate}” is weaker than the web allows: {1}."));
  else
    wlk_draft_pass (draft, N_("The key of “{certificate}” is strong enough: {1}."));
}

/**
 * wlk_check_key_strength:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The key is large enough.
 *
 * Source: NIST SP 800-131A §3, CA/Browser Forum BR §6.1.5.
 */
void
wlk_check_key_strength (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (context->certificate);
  guint bits = key->bits;
  const char *fault = NULL;

  wlk_draft_text (draft, N_("Key"), key->text);
  wlk_draft_at (draft,
                wlk_certificate_get_span (context->certificate,
                                          WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO));
  if (bits == 0 && wlk_key_fault_find (key, &fault) == WLK_KEY_FAULT_INVALID)
    {
      wlk_draft_skip (draft, N_("The key of “{certificate}” is invalid, so it has no size."));
      return;
    }

  switch (key->algorithm)
    {
    case WLK_KEY_ALGORITHM_RSA:
    case WLK_KEY_ALGORITHM_RSA_PSS:
      check_size (context, draft, bits, MIN_RSA_BITS, MIN_RSA_BITS);
      break;

    case WLK_KEY_ALGORITHM_EC:
      check_size (context, draft, bits, MIN_EC_BITS, MIN_EC_BITS_OF_WEB);
      break;

    case WLK_KEY_ALGORITHM_DSA:
      if (bits < MIN_RSA_BITS)
        check_size (context, draft, bits, MIN_RSA_BITS, MIN_RSA_BITS);
      else
        wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, get_weak_key_cause (context),
                                N_("“{certificate}” has a DSA key, which most programs refuse."));
      break;

    case WLK_KEY_ALGORITHM_ED25519:
    case WLK_KEY_ALGORITHM_ED448:
    case WLK_KEY_ALGORITHM_X25519:
    case WLK_KEY_ALGORITHM_X448:
      wlk_draft_pass (draft, N_("The key of “{certificate}” is strong enough: {1}."));
      break;

    case WLK_KEY_ALGORITHM_UNKNOWN:
    default:
      wlk_draft_unknown (draft, NULL,
                         N_("The strength of this kind of key is not known: {1}."));
    }
}
