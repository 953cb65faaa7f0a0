/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "checks/wlk-checks.h"
#include "checks/wlk-issuer-search.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 5280 §6.1.3, basic certificate processing: signature, validity and the issuer's name. */

static void
add_signature_evidence (const WlkCheckContext *context,
                        WlkDraft              *draft)
{
  wlk_draft_text (draft, N_("Signature algorithm"),
                  wlk_certificate_get_signature_text (context->certificate));
  wlk_draft_at (draft,
                wlk_certificate_get_span (context->certificate,
                                          WLK_CERTIFICATE_SIGNATURE_ALGORITHM));
  wlk_draft_text (draft, N_("Issuer’s key"), context->working_public_key->text);
}

/* The signing key according to the key identifiers. */
typedef enum {
  KEY_NOT_NAMED,
  KEY_THIS,
  KEY_OTHER,
} NamedKey;

static NamedKey
read_named_key (const WlkCheckContext *context,
                WlkDraft              *draft)
{
  g_autoptr(GBytes) authority_key_id = NULL;
  g_autoptr(GBytes) subject_key_id = NULL;

  wlk_extensions_read_authority_key_id (context->certificate, &authority_key_id, NULL);
  wlk_extensions_read_subject_key_id (context->issuer, &subject_key_id, NULL);
  if (authority_key_id == NULL || subject_key_id == NULL)
    return KEY_NOT_NAMED;

  wlk_draft_bytes (draft, N_("Key identifier of the signer"), authority_key_id);
  wlk_draft_at (draft, wlk_check_context_get_span (context, WLK_OID_AUTHORITY_KEY_IDENTIFIER));
  wlk_draft_expect_bytes (draft, subject_key_id);
  return g_bytes_equal (authority_key_id, subject_key_id) ? KEY_THIS : KEY_OTHER;
}

static void
diagnose_bad_signature (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  NamedKey named = read_named_key (context, draft);
  g_auto(WlkIssuerMatch) match = { 0 };

  wlk_issuer_search_signer (context, context->certificate, &match);
  if (match.certificate != NULL)
    {
      wlk_draft_text (draft, N_("Signed by the key in"), match.origin);
      wlk_draft_fail (draft, "issuer_key_mismatch",
                      N_("The key of this “{issuer}” did not sign “{certificate}”. Another "
                         "certificate of the same name has the key that did."));
    }
  else if (named == KEY_OTHER)
    wlk_draft_fail (draft, "issuer_key_mismatch",
                    N_("“{certificate}” was signed by another key than that of this "
                       "“{issuer}”: the names are the same, the key identifiers are not."));
  else if (named == KEY_THIS)
    wlk_draft_fail (draft, "bad_signature",
                    N_("The signature of “{issuer}” on “{certificate}” is wrong: the "
                       "certificate was changed or damaged after it was signed."));
  else
    wlk_draft_fail (draft, "bad_signature",
                    N_("The signature of “{issuer}” on “{certificate}” is wrong: the "
                       "certificate was changed after it was signed, or another key of "
                       "the same name signed it."));
}

/**
 * wlk_check_signature:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The signature verifies with the issuer's key.
 *
 * Source: RFC 5280 §6.1.3 (a)(1).
 */
void
wlk_check_signature (WlkCheckContext *context,
                     WlkDraft        *draft)
{
  g_autoptr(GError) error = NULL;
  gboolean is_good = context->inherited_key != NULL
                     ? wlk_certificate_verify_signature (context->certificate,
                                                         context->inherited_key, &error)
                     : wlk_signature_cache_verify (context->signatures, context->certificate,
                                                   context->issuer, &error);

  add_signature_evidence (context, draft);
  if (is_good)
    {
      wlk_draft_pass (draft, N_("“{issuer}” signed “{certificate}”."));
    }
  else if (error == NULL)
    {
      diagnose_bad_signature (context, draft);
    }
  else if (g_error_matches (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED))
    {
      wlk_draft_unknown (draft, "budget",
                         N_("The signature on “{certificate}” was not checked, because so "
                            "many were checked before it."));
    }
  else
    {
      wlk_draft_text (draft, N_("Algorithm identifier"),
                      wlk_certificate_get_signature_oid (context->certificate));
      wlk_draft_text (draft, N_("Reason"), error->message);
      wlk_draft_unknown (draft, "algorithm_unsupported",
                         N_("The signature on “{certificate}” cannot be checked. {4}"));
    }
}

/* The text of a date that is not a moment, with the form that it should have. */
static void
add_malformed_date (const WlkCheckContext *context,
                    WlkDraft              *draft,
                    const char            *label,
                    WlkSpan                span)
{
  g_autofree char *text = NULL;
  WlkDerReader reader;
  WlkDerElement time;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (context->certificate, span), span.length,
                       0);
  if (!wlk_der_reader_next (&reader, &time, NULL) || time.content.length == 0)
    {
      wlk_draft_words (draft, label, N_("empty"));
      return;
    }

  text = g_strndup ((const char *) time.bytes, time.content.length);
  wlk_draft_text (draft, label, text);
  wlk_draft_expect_text (draft, time.tag == WLK_DER_GENERALIZED_TIME ? "YYYYMMDDhhmmssZ"
                                                                     : "YYMMDDhhmmssZ");
}

static WlkSpan
add_date (const WlkCheckContext *context,
          WlkDraft              *draft,
          const char            *label,
          gint64                 date,
          WlkCertificateField    field)
{
  WlkSpan span = wlk_certificate_get_span (context->certificate, field);

  if (date == G_MAXINT64 || date == G_MININT64)
    add_malformed_date (context, draft, label, span);
  else
    wlk_draft_time (draft, label, date);
  wlk_draft_at (draft, span);
  wlk_draft_time (draft, N_("Checked at"), wlk_query_get (context->query)->time);
  return span;
}

/* A trust anchor of other certificates: RFC 5280 §6 ignores its dates. Profiles with rules for
 * certificates themselves apply them to the anchor too. */
static gboolean
is_anchor_of_others (const WlkCheckContext *context)
{
  return wlk_check_context_is_anchor (context) && !wlk_check_context_is_leaf (context);
}

/* One of the sentences for a check at the present time, and at another time for a date that is past
 * or to come. */
static const char *
choose_tense (const WlkCheckContext *context,
              gint64                 date,
              const char            *now,
              const char            *past,
              const char            *future)
{
  gint64 clock = wlk_query_get (context->query)->clock;

  if (clock == 0)
    return now;

  return date > clock ? future : past;
}

/**
 * wlk_check_validity_not_before:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The validity has begun; its first second is part of it.
 *
 * Source: RFC 5280 §6.1.3 (a)(2), §4.1.2.5.
 */
void
wlk_check_validity_not_before (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  gint64 not_before = wlk_certificate_get_not_before (context->certificate);
  gint64 now = wlk_query_get (context->query)->time;

  add_date (context, draft, N_("Not before"), not_before, WLK_CERTIFICATE_NOT_BEFORE);
  if (now >= not_before)
    {
      wlk_draft_pass (draft, N_("“{certificate}” is valid since {1}."));
      return;
    }
  if (not_before == G_MAXINT64)
    {
      wlk_draft_fail (draft, "date_malformed",
                      N_("The date at which “{certificate}” becomes valid cannot be read: “{1}”."));
      return;
    }

  wlk_draft_interval (draft, N_("Valid in"), not_before - now);
  if (is_anchor_of_others (context))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "not_yet_valid",
                            N_("The trust anchor “{certificate}” becomes valid at {1}. RFC 5280 "
                               "§6 does not check the dates of an anchor, but many programs do."));
  else
    wlk_draft_fail (draft, "not_yet_valid",
                    choose_tense (context, not_before,
                                  N_("“{certificate}” is not yet valid: it becomes so at {1}, in "
                                     "{3}."),
                                  N_("“{certificate}” became valid on {1}, {3} after the time of "
                                     "this check."),
                                  N_("“{certificate}” becomes valid on {1}, {3} after the time of "
                                     "this check.")));
}

static const char *
get_expired_cause (const WlkCheckContext *context)
{
  if (wlk_check_context_is_leaf (context))
    return "expired_leaf";

  return context->position == 0 && context->is_top_self_signed
         ? "expired_root"
         : "expired_intermediate";
}

/**
 * wlk_check_validity_not_after:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The validity has not ended; its last second is part of it.
 *
 * Source: RFC 5280 §6.1.3 (a)(2), §4.1.2.5.
 */
void
wlk_check_validity_not_after (WlkCheckContext *context,
                              WlkDraft        *draft)
{
  gint64 not_after = wlk_certificate_get_not_after (context->certificate);
  gint64 now = wlk_query_get (context->query)->time;

  add_date (context, draft, N_("Not after"), not_after, WLK_CERTIFICATE_NOT_AFTER);
  if (now <= not_after)
    {
      wlk_draft_pass (draft, N_("“{certificate}” is valid until {1}."));
      return;
    }
  if (not_after == G_MININT64)
    {
      wlk_draft_fail (draft, "date_malformed",
                      N_("The date at which “{certificate}” expires cannot be read: “{1}”."));
      return;
    }

  wlk_draft_interval (draft, N_("Expired for"), now - not_after);
  if (is_anchor_of_others (context))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "expired_root",
                            choose_tense (context, not_after,
                                          N_("The trust anchor “{certificate}” expired {3} ago. "
                                             "RFC 5280 §6 does not check the dates of an anchor, "
                                             "but many programs do."),
                                          N_("The trust anchor “{certificate}” expired on {1}, {3} "
                                             "before the time of this check. RFC 5280 §6 does not "
                                             "check the dates of an anchor, but many programs do."),
                                          N_("The trust anchor “{certificate}” expires on {1}, {3} "
                                             "before the time of this check. RFC 5280 §6 does not "
                                             "check the dates of an anchor, but many programs "
                                             "do.")));
  else
    wlk_draft_fail (draft, get_expired_cause (context),
                    choose_tense (context, not_after,
                                  N_("“{certificate}” expired {3} ago."),
                                  N_("“{certificate}” expired on {1}, {3} before the time of this "
                                     "check."),
                                  N_("“{certificate}” expires on {1}, {3} before the time of this "
                                     "check.")));
}

static gboolean
is_same_encoding (WlkName *name,
                  WlkName *other)
{
  gsize length;
  gsize other_length;
  const guint8 *der = wlk_name_get_der (name, &length);
  const guint8 *other_der = wlk_name_get_der (other, &other_length);

  return length == other_length && memcmp (der, other_der, length) == 0;
}

/**
 * wlk_check_issuer_name:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The issuer is the subject of the certificate above. Case and white space are ignored.
 *
 * Source: RFC 5280 §6.1.3 (a)(4), §7.1.
 */
void
wlk_check_issuer_name (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  WlkName *issuer = wlk_certificate_get_issuer (context->certificate);

  wlk_draft_name (draft, N_("Issuer"), issuer);
  wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_ISSUER));
  wlk_draft_expect_name (draft, context->working_issuer_name);

  if (!wlk_name_equal (issuer, context->working_issuer_name))
    wlk_draft_fail (draft, "issuer_name_mismatch",
                    N_("“{certificate}” names “{1}” as its issuer, but the certificate "
                       "above it is “{1-expected}”."));
  else if (!is_same_encoding (issuer, context->working_issuer_name))
    wlk_draft_note (draft,
                    N_("The issuer’s name is written in another way than the subject above, but "
                       "compares as the same. Programs that compare byte by byte refuse it."));
  else
    wlk_draft_pass (draft,
                    N_("The issuer of “{certificate}” is the subject of the "
                       "certificate above it."));
}
