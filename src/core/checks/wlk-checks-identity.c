/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-host-name.h"
#include "checks/wlk-malformed.h"
#include "checks/wlk-near-miss.h"
#include "checks/wlk-public-suffix.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-idn.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Whether the certificate matches the reference identity: a host name, an IP address or an email
 * address, each with a step of its own. Only the subject alternative name is used (RFC 9525 §2);
 * the common name never matches, but is evidence on a mismatch.
 */

#define MAX_SHOWN_NAMES  6 /* of a certificate, in evidence */
#define MAX_SHOWN_LABELS 4 /* of a name, in evidence */

typedef enum {
  NAME_NONE,
  NAME_HOST,
  NAME_ADDRESS,
  NAME_EMAIL,
} NameKind;

static NameKind
get_name_kind (const char *name)
{
  g_autoptr(GInetAddress) address = NULL;

  if (name == NULL || *name == '\0')
    return NAME_NONE;
  if (strchr (name, '@') != NULL)
    return NAME_EMAIL;

  address = wlk_host_name_parse_address (name);
  return address != NULL ? NAME_ADDRESS : NAME_HOST;
}

/* Skips a step for another kind of name. Returns whether it was skipped. */
static gboolean
skip_other_kind (const WlkCheckContext *context,
                 WlkDraft              *draft,
                 NameKind               kind,
                 const char            *summary)
{
  const char *name = wlk_query_get (context->query)->name;
  NameKind found = get_name_kind (name);

  if (found == kind)
    return FALSE;

  if (found == NAME_NONE)
    {
      wlk_draft_skip (draft, N_("No name was given to compare the certificate with."));
      return TRUE;
    }
  wlk_draft_text (draft, N_("Name to check"), name);
  wlk_draft_skip (draft, summary);
  return TRUE;
}

/* Reads the names of the certificate. Without any, fails the step. */
static GPtrArray *
read_names (const WlkCheckContext *context,
            WlkDraft              *draft,
            WlkGeneralNameKind     kind,
            const char            *reference)
{
  GPtrArray *names = NULL;
  g_autoptr(GError) error = NULL;
  WlkPresence presence =
    wlk_extensions_read_list (context->certificate, WLK_OID_SUBJECT_ALT_NAME, &names, &error);

  if (presence == WLK_MALFORMED)
    {
      g_clear_pointer (&names, g_ptr_array_unref);
      wlk_draft_clear (draft);
      wlk_malformed_fail (draft, N_("Subject alternative name"), error,
                          wlk_check_context_get_span (context, WLK_OID_SUBJECT_ALT_NAME));
      return NULL;
    }
  if (names != NULL)
    return names;

  if (wlk_near_miss_fail (context, draft, NULL, kind, reference))
    return NULL;
  wlk_draft_words (draft, N_("Subject alternative name"), N_("missing"));
  wlk_draft_fail (draft, "no_san",
                  N_("“{certificate}” has no subject alternative name, so it is not for “{1}”."));
  return NULL;
}

/* Whether a near miss has already been added. */
static gboolean
is_shown (const WlkDraft       *draft,
          const WlkGeneralName *name)
{
  for (guint i = 0; i < draft->n_evidence; i++)
    if (draft->evidence[i].value.kind == WLK_VALUE_TEXT &&
        draft->evidence[i].span.offset == name->span.offset &&
        strcmp (draft->evidence[i].value.text, name->text) == 0)
      return TRUE;

  return FALSE;
}

/* The certificate's names of the kind that could match. */
static void
add_names (WlkDraft          *draft,
           GPtrArray         *names,
           WlkGeneralNameKind kind)
{
  guint n_names = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = g_ptr_array_index (names, i);

      if (name->kind != kind || is_shown (draft, name))
        continue;
      if (n_names < MAX_SHOWN_NAMES)
        {
          wlk_draft_text (draft, N_("Name in the certificate"), name->text);
          wlk_draft_at (draft, name->span);
        }
      n_names++;
    }

  if (n_names > MAX_SHOWN_NAMES)
    wlk_draft_number (draft, N_("Further names"), n_names - MAX_SHOWN_NAMES);
}

static gboolean
matches_host (const WlkGeneralName *name,
              const char           *reference,
              WlkHostNameMatch     *match)
{
  gsize length;
  const char *presented = g_bytes_get_data (name->bytes, &length);

  *match = WLK_HOST_NAME_DIFFERS;
  if (name->kind == WLK_GENERAL_NAME_DNS && name->is_well_formed)
    *match = wlk_host_name_match (presented, length, reference);

  return *match != WLK_HOST_NAME_DIFFERS;
}

static const WlkGeneralName *
find_nearest (GPtrArray  *names,
              const char *reference)
{
  const WlkGeneralName *nearest = NULL;
  guint n_best = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = g_ptr_array_index (names, i);
      guint n_equal;

      if (name->kind != WLK_GENERAL_NAME_DNS)
        continue;
      n_equal = wlk_host_name_count_equal_labels (name->text, reference);
      if (nearest == NULL || n_equal > n_best)
        {
          nearest = name;
          n_best = n_equal;
        }
    }

  return nearest;
}

/* Compares two names label by label from the right, the order of delegation. */
static void
add_labels (WlkDraft             *draft,
            const WlkGeneralName *name,
            const char           *reference)
{
  g_auto(GStrv) found = g_strsplit (name->text, ".", 0);
  g_auto(GStrv) expected = g_strsplit (reference, ".", 0);
  guint n_found = g_strv_length (found);
  guint n_expected = g_strv_length (expected);
  guint n_labels = MAX (n_found, n_expected);

  /* The rightmost labels are usually equal and least informative. */
  for (guint i = 0; i < MIN (n_labels, MAX_SHOWN_LABELS); i++)
    {
      guint from_right = n_labels - 1 - i;

      wlk_draft_text (draft, N_("Label of the nearest name"),
                      from_right < n_found ? found[n_found - 1 - from_right] : "–");
      wlk_draft_at (draft, name->span);
      wlk_draft_expect_text (draft, from_right < n_expected
                             ? expected[n_expected - 1 - from_right]
                             : "–");
    }
}

/* The title of a certificate can be the very name that it is not for. */
static void
fail_mismatch (const WlkCheckContext *context,
               WlkDraft              *draft,
               const char            *cause,
               const char            *summary)
{
  const char *title = wlk_certificate_get_title (context->certificate);

  if (g_ascii_strcasecmp (title, wlk_query_get (context->query)->name) == 0)
    summary = N_("“{1}” is not among the subject alternative names of the certificate.");
  wlk_draft_fail (draft, cause, summary);
}

static void
fail_host (const WlkCheckContext *context,
           WlkDraft              *draft,
           GPtrArray             *names,
           const char            *reference)
{
  gboolean is_explained = wlk_near_miss_fail (context, draft, names, WLK_GENERAL_NAME_DNS,
                                              reference);
  const WlkGeneralName *nearest = find_nearest (names, reference);

  if (nearest != NULL && !is_explained)
    add_labels (draft, nearest, reference);
  add_names (draft, names, WLK_GENERAL_NAME_DNS);
  if (!is_explained)
    fail_mismatch (context, draft, "hostname_mismatch",
                   N_("“{certificate}” is not for the host name “{1}”."));
}

/* The profile “web” rejects a wildcard directly below a public suffix. */
static gboolean
is_too_wide (const WlkCheckContext *context,
             const WlkGeneralName  *name)
{
  return wlk_query_get (context->query)->profile == WLK_PROFILE_WEB &&
         wlk_public_suffix_has_wildcard (name->text);
}

static void
compare_host (const WlkCheckContext *context,
              WlkDraft              *draft,
              const char            *reference)
{
  g_autoptr(GPtrArray) names = read_names (context, draft, WLK_GENERAL_NAME_DNS, reference);

  if (names == NULL)
    return;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = g_ptr_array_index (names, i);
      WlkHostNameMatch match;

      if (!matches_host (name, reference, &match))
        continue;
      if (is_too_wide (context, name))
        {
          wlk_draft_text (draft, N_("Wildcard"), name->text);
          wlk_draft_at (draft, name->span);
          wlk_draft_fail (draft, "hostname_mismatch",
                          N_("“{certificate}” is for “{1}” only by the wildcard “{2}”. Names below "
                             "that are open to anyone, so the web does not accept it."));
          return;
        }
      wlk_draft_text (draft, N_("Matching name"), name->text);
      wlk_draft_at (draft, name->span);
      wlk_draft_pass (draft, match == WLK_HOST_NAME_BY_WILDCARD
                      ? N_("“{certificate}” is for “{1}”, by the wildcard “{2}”.")
                      : N_("“{certificate}” is for “{1}”."));
      return;
    }

  fail_host (context, draft, names, reference);
}

/**
 * wlk_check_host_name:
 * @context: the check context
 * @draft: the finding to fill
 *
 * One of the certificate's dNSNames is the host name, or a wildcard for it.
 *
 * Source: RFC 9525 §6.3.
 */
void
wlk_check_host_name (WlkCheckContext *context,
                     WlkDraft        *draft)
{
  g_autofree char *reference = NULL;
  g_autofree char *shown = NULL;

  if (skip_other_kind (context, draft, NAME_HOST,
                       N_("The name to check, “{1}”, is not a host name.")))
    return;

  shown = wlk_idn_dup_both (wlk_query_get (context->query)->name);
  wlk_draft_text (draft, N_("Name to check"), shown);
  reference = wlk_host_name_normalize (wlk_query_get (context->query)->name);
  if (reference == NULL)
    wlk_draft_fail (draft, "hostname_mismatch",
                    N_("No certificate can be for “{1}”, which is not a possible host name."));
  else
    compare_host (context, draft, reference);
}

static void
fail_other (const WlkCheckContext *context,
            WlkDraft              *draft,
            GPtrArray             *names,
            WlkGeneralNameKind     kind,
            const char            *cause,
            const char            *summary)
{
  gboolean is_explained = wlk_near_miss_fail (context, draft, names, kind,
                                              wlk_query_get (context->query)->name);

  add_names (draft, names, kind);
  if (!is_explained)
    fail_mismatch (context, draft, cause, summary);
}

static gboolean
matches_address (const WlkGeneralName *name,
                 GInetAddress         *address)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (name->bytes, &length);

  return name->kind == WLK_GENERAL_NAME_IP && name->is_well_formed &&
         length == g_inet_address_get_native_size (address) &&
         memcmp (bytes, g_inet_address_to_bytes (address), length) == 0;
}

/**
 * wlk_check_ip_address:
 * @context: the check context
 * @draft: the finding to fill
 *
 * One of the certificate's iPAddresses is the address. A dNSName that looks like an address does
 * not match.
 *
 * Source: RFC 9525 §6.4, RFC 5280 §4.2.1.6.
 */
void
wlk_check_ip_address (WlkCheckContext *context,
                      WlkDraft        *draft)
{
  g_autoptr(GInetAddress) address = NULL;
  g_autoptr(GPtrArray) names = NULL;

  if (skip_other_kind (context, draft, NAME_ADDRESS,
                       N_("The name to check, “{1}”, is not an IP address.")))
    return;

  address = wlk_host_name_parse_address (wlk_query_get (context->query)->name);
  wlk_draft_text (draft, N_("Address to check"), wlk_query_get (context->query)->name);
  names = read_names (context, draft, WLK_GENERAL_NAME_IP, wlk_query_get (context->query)->name);
  if (names == NULL)
    return;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = g_ptr_array_index (names, i);

      if (!matches_address (name, address))
        continue;
      wlk_draft_text (draft, N_("Matching address"), name->text);
      wlk_draft_at (draft, name->span);
      wlk_draft_pass (draft, N_("“{certificate}” is for the address {1}."));
      return;
    }

  fail_other (context, draft, names, WLK_GENERAL_NAME_IP, "ip_mismatch",
              N_("“{certificate}” is not for the IP address {1}."));
}

/* The local part is compared exactly, the domain like a host name. */
static gboolean
matches_email (const WlkGeneralName *name,
               const char           *wanted)
{
  gsize length;
  const char *presented = g_bytes_get_data (name->bytes, &length);
  const char *wanted_at = strrchr (wanted, '@');
  gsize local_length = wanted_at - wanted;
  g_autofree char *host = wlk_host_name_normalize (wanted_at + 1);

  if (name->kind != WLK_GENERAL_NAME_EMAIL || !name->is_well_formed || host == NULL ||
      local_length == 0)
    return FALSE;
  if (length <= local_length + 1 || memcmp (presented, wanted, local_length + 1) != 0)
    return FALSE;

  return wlk_host_name_match (presented + local_length + 1, length - local_length - 1, host) ==
         WLK_HOST_NAME_EQUAL;
}

/**
 * wlk_check_email_address:
 * @context: the check context
 * @draft: the finding to fill
 *
 * One of the certificate's rfc822Names is the address.
 *
 * Source: RFC 5280 §4.2.1.6, §7.5.
 */
void
wlk_check_email_address (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  const char *wanted = wlk_query_get (context->query)->name;
  g_autoptr(GPtrArray) names = NULL;

  if (skip_other_kind (context, draft, NAME_EMAIL,
                       N_("The name to check, “{1}”, is not an email address.")))
    return;

  wlk_draft_text (draft, N_("Address to check"), wanted);
  names = read_names (context, draft, WLK_GENERAL_NAME_EMAIL, wanted);
  if (names == NULL)
    return;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = g_ptr_array_index (names, i);

      if (!matches_email (name, wanted))
        continue;
      wlk_draft_text (draft, N_("Matching address"), name->text);
      wlk_draft_at (draft, name->span);
      wlk_draft_pass (draft, N_("“{certificate}” is for the address “{1}”."));
      return;
    }

  fail_other (context, draft, names, WLK_GENERAL_NAME_EMAIL, "email_mismatch",
              N_("“{certificate}” is not for the email address “{1}”."));
}

struct _WlkReferenceIdentity
{
  NameKind      kind;
  char         *text;
  char         *host;    /* nullable: normalized host name or domain of an email address */
  GInetAddress *address; /* nullable */
};

/**
 * wlk_reference_identity_new:
 * @name: (nullable): a host name, an IP address or an email address, as typed
 *
 * Returns: (transfer full) (nullable): the reference identity, or %NULL without a name
 */
WlkReferenceIdentity *
wlk_reference_identity_new (const char *name)
{
  NameKind kind = get_name_kind (name);
  WlkReferenceIdentity *self = NULL;

  if (kind == NAME_NONE)
    return NULL;

  self = g_new0 (WlkReferenceIdentity, 1);
  self->kind = kind;
  self->text = g_strdup (name);
  if (kind == NAME_ADDRESS)
    self->address = wlk_host_name_parse_address (name);
  else
    self->host = wlk_host_name_normalize (kind == NAME_EMAIL ? strrchr (name, '@') + 1 : name);

  return self;
}

/**
 * wlk_reference_identity_free:
 * @self: a name
 */
void
wlk_reference_identity_free (WlkReferenceIdentity *self)
{
  g_free (self->text);
  g_free (self->host);
  g_clear_object (&self->address);
  g_free (self);
}

/* Whether the bytes contain the name, or a wildcard for its parent domain. */
static gboolean
holds_host (const char *bytes,
            gsize       length,
            const char *host)
{
  const char *end = bytes + length;
  const char *rest = strchr (host, '.');
  gsize rest_length = rest != NULL ? strlen (rest) : 0;
  gsize label_length = rest != NULL ? rest - host : 0;

  if (rest == NULL)
    return TRUE;

  for (const char *dot = bytes; (dot = memchr (dot, '.', end - dot)) != NULL; dot++)
    {
      if ((gsize) (end - dot) < rest_length)
        return FALSE;
      if (dot == bytes || g_ascii_strncasecmp (dot, rest, rest_length) != 0)
        continue;
      if (dot[-1] == '*' ||
          ((gsize) (dot - bytes) >= label_length &&
           g_ascii_strncasecmp (dot - label_length, host, label_length) == 0))
        return TRUE;
    }

  return FALSE;
}

/* Whether the bytes of the extensions contain the name: a fast filter for large files, in which
 * decoding all alternative names would take most of the time. */
static gboolean
may_match (const WlkReferenceIdentity *self,
           WlkCertificate             *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS);
  const char *bytes = (const char *) wlk_certificate_get_bytes (certificate, span);

  if (self->kind == NAME_ADDRESS)
    return memmem (bytes, span.length, g_inet_address_to_bytes (self->address),
                   g_inet_address_get_native_size (self->address)) != NULL;
  if (self->host == NULL)
    return FALSE;
  if (self->kind == NAME_EMAIL)
    return memmem (bytes, span.length, self->text,
                   strrchr (self->text, '@') + 1 - self->text) != NULL;

  return holds_host (bytes, span.length, self->host);
}

/**
 * wlk_reference_identity_matches:
 * @self: a name
 * @certificate: a certificate
 *
 * The comparison of the identity steps, without a finding.
 *
 * Returns: whether the certificate matches the name
 */
gboolean
wlk_reference_identity_matches (const WlkReferenceIdentity *self,
                                WlkCertificate             *certificate)
{
  g_autoptr(GPtrArray) names = NULL;
  gboolean is_matched = FALSE;
  WlkHostNameMatch match;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);

  if (!may_match (self, certificate) ||
      wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &names, NULL) != WLK_PRESENT)
    return FALSE;

  for (guint i = 0; i < names->len && !is_matched; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      if (self->kind == NAME_EMAIL)
        is_matched = matches_email (name, self->text);
      else if (self->kind == NAME_ADDRESS)
        is_matched = matches_address (name, self->address);
      else
        is_matched = matches_host (name, self->host, &match);
    }

  return is_matched;
}
