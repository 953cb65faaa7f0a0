/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "x509/wlk-extensions.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Syntax rules for the names in a certificate. */

#define OID_COMMON_NAME  "2.5.4.3"
#define MAX_LABEL_LENGTH 63  /* characters; RFC 1034 §3.1 */
#define MAX_NAME_LENGTH  253 /* the same */

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

/* Syntax of a name, in ascending severity. */
typedef enum {
  SYNTAX_GOOD,
  SYNTAX_UNDERSCORE, /* rejected by “web” only */
  SYNTAX_BAD,
} Syntax;

/* RFC 1034 §3.5, RFC 1123 §2.1; the leftmost label may be a wildcard. */
static Syntax
get_label_syntax (const char *label,
                  gsize       length,
                  gboolean    is_leftmost)
{
  Syntax syntax = SYNTAX_GOOD;

  if (is_leftmost && length == 1 && *label == '*')
    return SYNTAX_GOOD;
  if (length == 0 || length > MAX_LABEL_LENGTH || label[0] == '-' || label[length - 1] == '-')
    return SYNTAX_BAD;

  for (gsize i = 0; i < length; i++)
    if (label[i] == '_')
      syntax = SYNTAX_UNDERSCORE;
    else if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return SYNTAX_BAD;

  return syntax;
}

static Syntax
get_dns_syntax (const char *name,
                gsize       length)
{
  Syntax worst = SYNTAX_GOOD;
  const char *label = name;
  const char *end = name + length;

  if (length == 0 || length > MAX_NAME_LENGTH || (length == 1 && *name == '*'))
    return SYNTAX_BAD;

  while (label <= end)
    {
      const char *dot = memchr (label, '.', (gsize) (end - label));
      const char *label_end = dot != NULL ? dot : end;

      worst = MAX (worst, get_label_syntax (label, (gsize) (label_end - label), label == name));
      label = label_end + 1;
    }

  return worst;
}

/* Local-part@domain; the syntax of the local part is not checked. */
static Syntax
get_email_syntax (const char *name,
                  gsize       length)
{
  const char *at = memchr (name, '@', length);
  gsize n_local = at != NULL ? (gsize) (at - name) : 0;

  if (n_local == 0 || n_local + 1 == length || memchr (name, ' ', length) != NULL)
    return SYNTAX_BAD;

  return memchr (at + 1, '@', length - n_local - 1) == NULL ? SYNTAX_GOOD : SYNTAX_BAD;
}

/* A scheme, RFC 3986 §3.1, and a non-empty rest. */
static Syntax
get_uri_syntax (const char *name,
                gsize       length)
{
  const char *colon = memchr (name, ':', length);

  if (colon == NULL || colon == name || !g_ascii_isalpha (*name) ||
      colon + 1 == name + length)
    return SYNTAX_BAD;
  for (const char *c = name; c < colon; c++)
    if (!g_ascii_isalnum (*c) && strchr ("+-.", *c) == NULL)
      return SYNTAX_BAD;

  return SYNTAX_GOOD;
}

static Syntax
get_syntax (const WlkGeneralName *name)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (name->bytes, &length);

  if (!name->is_well_formed)
    return SYNTAX_BAD;

  switch (name->kind)
    {
    case WLK_GENERAL_NAME_DNS:
      return get_dns_syntax (text, length);

    case WLK_GENERAL_NAME_EMAIL:
      return get_email_syntax (text, length);

    case WLK_GENERAL_NAME_URI:
      return get_uri_syntax (text, length);

    case WLK_GENERAL_NAME_OTHER:
    case WLK_GENERAL_NAME_X400:
    case WLK_GENERAL_NAME_DIRECTORY:
    case WLK_GENERAL_NAME_EDI_PARTY:
    case WLK_GENERAL_NAME_IP:
    case WLK_GENERAL_NAME_REGISTERED_ID:
    case WLK_GENERAL_NAME_UNKNOWN:
    default:
      return SYNTAX_GOOD;
    }
}

/**
 * wlk_check_san_syntax:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The names in the subject alternative name have the syntax of their forms.
 *
 * Source: RFC 5280 §4.2.1.6, CA/Browser Forum BR §7.1.2.7.12.
 */
void
wlk_check_san_syntax (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  g_autoptr(GPtrArray) names = NULL;

  wlk_extensions_read_subject_alt_name (context->certificate, &names, NULL);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];
      Syntax syntax = get_syntax (name);

      if (syntax == SYNTAX_GOOD)
        continue;
      wlk_draft_text (draft, N_("Name"), name->text);
      wlk_draft_at (draft, name->span);
      wlk_draft_words (draft, N_("Form"), wlk_general_name_kind_get_title (name->kind));
      if (syntax == SYNTAX_BAD)
        wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                                N_("The name “{1}” of “{certificate}” breaks the rules of its "
                                   "form."));
      else
        wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                                N_("The name “{1}” of “{certificate}” has an underscore, which "
                                   "host names do not have."));
      return;
    }

  wlk_draft_pass (draft, N_("The names of “{certificate}” are written as they should be."));
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
      wlk_extensions_read_subject_alt_name (certificate, &names, NULL) != WLK_PRESENT)
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
