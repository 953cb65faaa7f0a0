/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-malformed.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/* RFC 5280 §6.1.4, preparation for the next certificate: whether this one may issue
 * certificates. */

static WlkSpan
get_basic_constraints_span (const WlkCheckContext *context)
{
  return wlk_check_context_get_span (context, WLK_OID_BASIC_CONSTRAINTS);
}

/**
 * wlk_check_ca_flag:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The basic constraints mark the subject as a CA. Versions 1 and 2 have no extensions.
 *
 * Source: RFC 5280 §6.1.4 (k), §4.2.1.9.
 */
void
wlk_check_ca_flag (WlkCheckContext *context,
                   WlkDraft        *draft)
{
  WlkBasicConstraints constraints = { FALSE, -1 };
  g_autoptr(GError) error = NULL;
  guint version = wlk_certificate_get_version (context->certificate);
  WlkPresence presence =
    wlk_extensions_read_basic_constraints (context->certificate, &constraints, &error);

  if (version != 3)
    {
      wlk_draft_number (draft, N_("Version"), version);
      wlk_draft_at (draft,
                    wlk_certificate_get_span (context->certificate,
                                              WLK_CERTIFICATE_VERSION));
      wlk_draft_expect_number (draft, 3);
      wlk_draft_fail (draft, "ca_flag_missing",
                      N_("“{certificate}” has version {1}, in which a certificate cannot "
                         "say that it is a CA."));
    }
  else if (presence == WLK_MALFORMED)
    {
      wlk_malformed_fail (draft, N_("Basic constraints"), error,
                          get_basic_constraints_span (context));
    }
  else if (presence == WLK_ABSENT)
    {
      wlk_draft_words (draft, N_("Basic constraints"), N_("missing"));
      wlk_draft_expect_words (draft, N_("CA: yes"));
      wlk_draft_fail (draft, "ca_flag_missing",
                      N_("“{certificate}” issued a certificate, but does not say that it "
                         "is a CA."));
    }
  else
    {
      wlk_draft_words (draft, N_("Basic constraints"),
                       constraints.is_ca ? N_("CA: yes") : N_("CA: no"));
      wlk_draft_at (draft, get_basic_constraints_span (context));
      wlk_draft_expect_words (draft, N_("CA: yes"));
      if (constraints.is_ca)
        wlk_draft_pass (draft, N_("“{certificate}” is a CA."));
      else
        wlk_draft_fail (draft, "ca_flag_false",
                        N_("“{certificate}” issued a certificate, but says that it is not a CA."));
    }
}

static void
add_limit (const WlkCheckContext *context,
           WlkDraft              *draft)
{
  wlk_draft_number (draft, N_("CAs still allowed"), context->max_path_length);
  if (context->limiting_position >= 0)
    {
      WlkCertificate *limiting = wlk_path_get_certificate (context->path,
                                                           context->limiting_position);

      wlk_draft_text (draft, N_("Limited by"), wlk_certificate_get_title (limiting));
      draft->failing_certificate = limiting;
    }
}

/**
 * wlk_check_path_length:
 * @context: the check context; max_path_length counts down
 * @draft: the finding to fill
 *
 * The path length constraints of the CAs above hold. Self-issued certificates are not counted.
 *
 * Source: RFC 5280 §6.1.4 (l).
 */
void
wlk_check_path_length (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  add_limit (context, draft);
  if (wlk_certificate_is_self_issued (context->certificate))
    {
      wlk_draft_pass (draft, N_("“{certificate}” is self-issued and does not count."));
    }
  else if (context->max_path_length <= 0)
    {
      wlk_draft_fail (draft, "path_length",
                      N_("“{certificate}” is one CA too many: “{2}” allows no more below it."));
    }
  else
    {
      context->max_path_length--;
      wlk_draft_pass (draft, N_("“{certificate}” is within the path length limit."));
    }
}

/**
 * wlk_check_path_length_limit:
 * @context: the check context; max_path_length may become smaller
 * @draft: the finding to fill
 *
 * The certificate may limit how many CAs follow it. So may an anchor, as in RFC 5937 and all common
 * verifiers.
 *
 * Source: RFC 5280 §6.1.4 (m), RFC 5937 §3.2.
 */
void
wlk_check_path_length_limit (WlkCheckContext *context,
                             WlkDraft        *draft)
{
  WlkBasicConstraints constraints = { FALSE, -1 };
  WlkPresence presence =
    wlk_extensions_read_basic_constraints (context->certificate, &constraints, NULL);

  wlk_draft_number (draft, N_("Limit from above"), context->max_path_length);
  if (presence == WLK_MALFORMED)
    {
      wlk_draft_skip (draft, N_("The basic constraints cannot be read."));
      return;
    }
  if (presence == WLK_ABSENT || constraints.path_length < 0)
    {
      wlk_draft_pass (draft, N_("“{certificate}” does not limit the path length."));
      return;
    }

  wlk_draft_number (draft, N_("Limit of this certificate"), constraints.path_length);
  wlk_draft_at (draft, get_basic_constraints_span (context));
  if (constraints.path_length < context->max_path_length)
    {
      context->max_path_length = constraints.path_length;
      context->limiting_position = (int) context->position;
      wlk_draft_note (draft, N_("Path length limit: {1} → {2}."));
    }
  else
    {
      wlk_draft_pass (draft,
                      N_("The limit of “{certificate}” is not below the one in force."));
    }
}

/**
 * wlk_check_key_cert_sign:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Key usage, if present, includes keyCertSign. That of a trust anchor applies under the profiles
 * that also check the anchor.
 *
 * Source: RFC 5280 §6.1.4 (n), §4.2.1.3.
 */
void
wlk_check_key_cert_sign (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  WlkSpan span = wlk_check_context_get_span (context, WLK_OID_KEY_USAGE);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  WlkKeyUsage usage = 0;
  WlkPresence presence = wlk_extensions_read_key_usage (context->certificate, &usage, &error);

  if (presence == WLK_MALFORMED)
    {
      wlk_malformed_fail (draft, N_("Key usage"), error, span);
      return;
    }
  if (presence == WLK_ABSENT)
    {
      wlk_draft_words (draft, N_("Key usage"), N_("not limited"));
      wlk_draft_pass (draft, N_("“{certificate}” does not limit the use of its key."));
      return;
    }

  text = wlk_extensions_format_key_usage (usage);
  wlk_draft_text (draft, N_("Key usage"), text);
  wlk_draft_at (draft, span);
  wlk_draft_expect_text (draft, "keyCertSign");
  if (usage & WLK_KEY_USAGE_KEY_CERT_SIGN)
    wlk_draft_pass (draft, N_("The key of “{certificate}” may sign certificates."));
  else if (wlk_check_context_is_anchor (context))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "ku_no_certsign",
                            N_("The trust anchor “{certificate}” issued a certificate, but its "
                               "key usage does not allow that."));
  else
    wlk_draft_fail (draft, "ku_no_certsign",
                    N_("“{certificate}” issued a certificate, but its key usage does not "
                       "allow that."));
}
