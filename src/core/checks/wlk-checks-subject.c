/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-name-syntax.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Syntax rules for the names in a certificate. */

#define OID_COMMON_NAME "2.5.4.3"
#define MAX_SHOWN_NAMES 8 /* invalid ones, in evidence */

/* Whether the issuer is rejected for its empty subject, under this profile. */
static gboolean
is_issuer_refused (const WlkCheckContext *context)
{
  return wlk_query_get (context->query)->profile != WLK_PROFILE_PATH &&
         context->issuer != NULL && wlk_certificate_is_ca (context->issuer) &&
         wlk_name_is_empty (wlk_certificate_get_subject (context->issuer));
}

/**
 * wlk_check_empty_issuer:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The issuer field is not empty. If the issuer's own subject is empty, the step for that subject
 * reports it.
 *
 * Source: RFC 5280 §4.1.2.4.
 */
void
wlk_check_empty_issuer (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  WlkName *issuer = wlk_certificate_get_issuer (context->certificate);
  WlkSpan span = wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_ISSUER);

  if (!wlk_name_is_empty (issuer))
    {
      wlk_draft_pass (draft, N_("“{certificate}” names its issuer."));
      return;
    }

  wlk_draft_words (draft, N_("Issuer"), N_("empty"));
  wlk_draft_at (draft, span);
  if (is_issuer_refused (context))
    wlk_draft_skip (draft,
                    N_("“{certificate}” does not name its issuer, since that CA has no name."));
  else
    wlk_draft_fail (draft, "encoding_rule", N_("“{certificate}” does not name its issuer."));
}

/**
 * wlk_check_empty_subject:
 * @context: the check context
 * @draft: the finding to fill
 *
 * A CA has a name, and an end entity has one in its subject or in its subject alternative name.
 *
 * Source: RFC 5280 §4.1.2.6.
 */
void
wlk_check_empty_subject (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  WlkCertificate *certificate = context->certificate;
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT);

  if (!wlk_name_is_empty (wlk_certificate_get_subject (certificate)))
    {
      wlk_draft_pass (draft, N_("“{certificate}” has a subject."));
      return;
    }

  wlk_draft_words (draft, N_("Subject"), N_("empty"));
  wlk_draft_at (draft, span);
  if (wlk_certificate_is_ca (certificate))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("“{certificate}” is a CA and has no name."));
  else if (wlk_certificate_find_extension (certificate, WLK_OID_SUBJECT_ALT_NAME) == NULL)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("“{certificate}” has neither a subject nor an alternative name."));
  else
    wlk_draft_pass (draft,
                    N_("“{certificate}” has its names in the subject alternative name alone."));
}

/* Adds the names that violate a rule of @first_profile. Returns the fault of the first of all. */
static const WlkNameFault *
add_name_faults (WlkDraft           *draft,
                 GPtrArray          *names,
                 WlkProfile          first_profile,
                 const WlkNameFault *first,
                 guint              *n_faults)
{
  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];
      const WlkNameFault *fault = wlk_name_syntax_find_fault (name);

      if (fault == NULL || fault->first_profile != first_profile)
        continue;
      if (first == NULL)
        first = fault;
      if ((*n_faults)++ >= MAX_SHOWN_NAMES)
        continue;
      wlk_draft_text (draft, N_("Invalid name"), name->text);
      wlk_draft_at (draft, name->span);
      wlk_draft_expect_words (draft, fault->expected);
    }

  return first;
}

/**
 * wlk_check_san_syntax:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The names in the subject alternative name have the syntax of their types. All that do not are
 * evidence, those that violate the rules of more profiles first.
 *
 * Source: RFC 5280 §4.2.1.6, CA/Browser Forum BR §7.1.2.7.12.
 */
void
wlk_check_san_syntax (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  const WlkNameFault *first = NULL;
  guint n_faults = 0;
  g_autoptr(GPtrArray) names = NULL;

  wlk_extensions_read_list (context->certificate, WLK_OID_SUBJECT_ALT_NAME, &names, NULL);
  if (names != NULL)
    {
      first = add_name_faults (draft, names, WLK_PROFILE_STRICT, NULL, &n_faults);
      first = add_name_faults (draft, names, WLK_PROFILE_WEB, first, &n_faults);
    }
  if (first == NULL)
    {
      wlk_draft_pass (draft, N_("The names of “{certificate}” have the syntax of their types."));
      return;
    }

  if (n_faults > MAX_SHOWN_NAMES)
    wlk_draft_number (draft, N_("Further invalid names"), n_faults - MAX_SHOWN_NAMES);
  wlk_profile_rule_break (context, draft, first->first_profile, "invalid_name", first->summary);
}

/* An address in any form that software accepts, most of which are not allowed in a common name. */
static gboolean
is_address (const char *text)
{
  struct in_addr address;

  return strchr (text, ':') != NULL || inet_aton (text, &address) != 0;
}

/* How closely a common name matches the subject alternative names. */
typedef enum {
  COPY_NONE,
  COPY_BESIDE_ADDRESSES, /* a host name beside addresses only */
  COPY_OF_WILDCARD,      /* the parent domain of a wildcard */
  COPY_EXACT,            /* character for character */
} Copy;

static Copy
compare_common_name (const char *common_name,
                     GPtrArray  *names)
{
  Copy best = is_address (common_name) ? COPY_NONE : COPY_BESIDE_ADDRESSES;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      if (g_str_equal (name->text, common_name))
        return COPY_EXACT;
      if (name->kind == WLK_GENERAL_NAME_DNS && g_str_has_prefix (name->text, "*.") &&
          g_str_equal (name->text + 2, common_name))
        best = COPY_OF_WILDCARD;
      else if (name->kind != WLK_GENERAL_NAME_IP && best == COPY_BESIDE_ADDRESSES)
        best = COPY_NONE;
    }

  return best;
}

/**
 * wlk_check_common_name:
 * @context: the check context
 * @draft: the finding to fill
 *
 * A common name is a copy of one of the subject alternative names. “example.com” beside only
 * “*.example.com” is a warning, and so is a host name beside only addresses: many CAs issued such
 * certificates, and no client matches the common name.
 *
 * Source: CA/Browser Forum BR §7.1.4.3.
 */
void
wlk_check_common_name (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  WlkCertificate *certificate = context->certificate;
  g_autofree char *common_name = wlk_name_dup_attribute (wlk_certificate_get_subject (certificate),
                                                         OID_COMMON_NAME);
  g_autoptr(GPtrArray) names = NULL;

  if (common_name == NULL || wlk_query_get (context->query)->purpose != WLK_PURPOSE_SERVER ||
      wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &names, NULL) != WLK_PRESENT)
    {
      wlk_draft_skip (draft,
                      N_("There is no common name to compare with the subject alternative names."));
      return;
    }

  wlk_draft_text (draft, N_("Common name"), common_name);
  wlk_draft_at (draft, wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT));
  switch (compare_common_name (common_name, names))
    {
    case COPY_EXACT:
      wlk_draft_pass (draft,
                      N_("The common name “{1}” is one of the subject alternative names."));
      break;

    case COPY_OF_WILDCARD:
      wlk_draft_warn (draft, "encoding_rule",
                      N_("The common name “{1}” is not among the subject alternative "
                         "names, though a wildcard below it is."));
      break;

    case COPY_BESIDE_ADDRESSES:
      wlk_draft_warn (draft, "encoding_rule",
                      N_("The common name “{1}” is a host name, and “{certificate}” is "
                         "for addresses alone."));
      break;

    case COPY_NONE:
    default:
      wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                              N_("The common name “{1}” of “{certificate}” is not a copy of one "
                                 "of its subject alternative names."));
    }
}
