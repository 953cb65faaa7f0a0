/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-near-miss.h"

#include "checks/wlk-host-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Presented identifiers that people take for a match and programs do not: a name of another type,
 * in another spelling, or by a wildcard that is too wide.
 */

#define OID_COMMON_NAME   "2.5.4.3"
#define OID_EMAIL_ADDRESS "1.2.840.113549.1.9.1"

typedef struct
{
  WlkGeneralNameKind wanted;    /* type of the reference identifier */
  WlkGeneralNameKind presented; /* type of the name in the certificate */
  gboolean (*is_near)(const char *presented,
                      const char *reference);
  const char        *summary;   /* N_() template: “{1}” is the reference, “{2}” the name */
} NearMiss;

static gboolean
is_same_address (const char *presented,
                 const char *reference)
{
  g_autoptr(GInetAddress) one = wlk_host_name_parse_address (presented);
  g_autoptr(GInetAddress) other = wlk_host_name_parse_address (reference);

  return one != NULL && other != NULL && g_inet_address_equal (one, other);
}

static gboolean
is_same_text (const char *presented,
              const char *reference)
{
  return g_ascii_strcasecmp (presented, reference) == 0 || is_same_address (presented, reference);
}

static gboolean
is_in_unicode (const char *presented,
               const char *reference)
{
  g_autofree char *ascii = NULL;

  if (g_str_is_ascii (presented))
    return FALSE;

  ascii = wlk_host_name_normalize (presented);
  return ascii != NULL && strcmp (ascii, reference) == 0;
}

static gboolean
is_bare_wildcard (const char *presented,
                  const char *reference)
{
  return g_str_equal (presented, "*") || g_str_equal (presented, "*.");
}

/* Whether the reference is below @domain. */
static gboolean
is_below (const char *reference,
          const char *domain)
{
  gsize length = strlen (reference);
  gsize domain_length = strlen (domain);

  return length > domain_length + 1 && reference[length - domain_length - 1] == '.' &&
         g_ascii_strcasecmp (reference + length - domain_length, domain) == 0;
}

static gboolean
is_top_wildcard (const char *presented,
                 const char *reference)
{
  return g_str_has_prefix (presented, "*.") && strchr (presented + 2, '.') == NULL &&
         is_below (reference, presented + 2);
}

static gboolean
is_wildcard_base (const char *presented,
                  const char *reference)
{
  return g_str_has_prefix (presented, "*.") && g_ascii_strcasecmp (presented + 2, reference) == 0;
}

static gboolean
is_wildcard_above (const char *presented,
                   const char *reference)
{
  return g_str_has_prefix (presented, "*.") && is_below (reference, presented + 2);
}

static gboolean
is_other_wildcard (const char *presented,
                   const char *reference)
{
  g_autofree char *pattern = g_ascii_strdown (presented, -1);

  return strchr (pattern, '*') != NULL && strchr (pattern, '?') == NULL &&
         g_pattern_match_simple (pattern, reference);
}

/* A URL, a port, a path, a prefix such as “DNS:”, a dot at the end, or a list. */
static gboolean
is_decorated (const char *presented,
              const char *reference)
{
  const char *url = strstr (presented, "://");
  g_auto(GStrv) parts = g_strsplit_set (url != NULL ? url + 3 : presented, " ,;:/=?#<>", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_has_suffix (parts[i], "."))
        parts[i][strlen (parts[i]) - 1] = '\0';
      if (g_ascii_strcasecmp (parts[i], reference) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_host_of_uri (const char *presented,
                const char *reference)
{
  g_autofree char *host = NULL;

  return g_uri_split (presented, G_URI_FLAGS_NONE, NULL, NULL, &host, NULL, NULL, NULL, NULL,
                      NULL) &&
         host != NULL && is_same_text (host, reference);
}

static const NearMiss near_misses[] = {
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_in_unicode,
    N_("The certificate has “{1}” only as “{2}”, with letters that are not ASCII. Programs compare "
       "A-labels, which begin with “xn--”.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_bare_wildcard,
    N_("The certificate is not for “{1}”: a bare wildcard, “{2}”, matches no host.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_top_wildcard,
    N_("The wildcard “{2}” is directly below a top-level domain, so it does not match “{1}”.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_wildcard_base,
    N_("The wildcard “{2}” matches names below “{1}”, but not that name itself.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_wildcard_above,
    N_("The wildcard “{2}” matches a single label, so it does not match “{1}”.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_other_wildcard,
    N_("The wildcard in “{2}” is not the complete leftmost label, so it does not match “{1}”.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_DNS, is_decorated,
    N_("The certificate has “{1}” only within “{2}”. A DNS name must be the host name alone.") },
  { WLK_GENERAL_NAME_DNS, WLK_GENERAL_NAME_URI, is_host_of_uri,
    N_("The certificate has “{1}” only in the URI “{2}”. Host names are compared with DNS names "
       "only.") },
  { WLK_GENERAL_NAME_IP, WLK_GENERAL_NAME_DNS, is_same_address,
    N_("The certificate has “{2}” as a DNS name, but the IP address {1} is compared with names of "
       "type iPAddress only.") },
  { WLK_GENERAL_NAME_IP, WLK_GENERAL_NAME_IP, is_same_address,
    N_("The certificate has “{2}” as text, but the IP address {1} is compared with names of 4 or "
       "16 bytes.") },
  { WLK_GENERAL_NAME_IP, WLK_GENERAL_NAME_URI, is_host_of_uri,
    N_("The certificate has the IP address {1} only in the URI “{2}”. Addresses are compared with "
       "names of type iPAddress only.") },
  { WLK_GENERAL_NAME_EMAIL, WLK_GENERAL_NAME_EMAIL, is_same_text,
    N_("The certificate has “{2}”. It differs from “{1}” in upper and lower case, which matters "
       "before the “@”.") },
  { WLK_GENERAL_NAME_EMAIL, WLK_GENERAL_NAME_EMAIL, is_decorated,
    N_("The certificate has “{1}” only within “{2}”. The name must be the email address alone.") },
  { WLK_GENERAL_NAME_EMAIL, WLK_GENERAL_NAME_URI, is_decorated,
    N_("The certificate has “{1}” only in the URI “{2}”. Email addresses are compared with names "
       "of type rfc822Name only.") },
  { WLK_GENERAL_NAME_EMAIL, WLK_GENERAL_NAME_DNS, is_same_text,
    N_("The certificate has “{2}” as a DNS name. Email addresses are compared with names of type "
       "rfc822Name only.") },
};

static const char *
get_cause (WlkGeneralNameKind kind)
{
  return kind == WLK_GENERAL_NAME_DNS  ? "hostname_mismatch"
       : kind == WLK_GENERAL_NAME_IP   ? "ip_mismatch"
                                       : "email_mismatch";
}

/* The row of the table that applies. */
static const NearMiss *
find_row (const WlkGeneralName *name,
          WlkGeneralNameKind    kind,
          const char           *reference)
{
  for (guint i = 0; i < G_N_ELEMENTS (near_misses); i++)
    if (near_misses[i].wanted == kind && near_misses[i].presented == name->kind &&
        near_misses[i].is_near (name->text, reference))
      return &near_misses[i];

  return NULL;
}

/* The nearest of all names: the one whose row comes first. */
static const WlkGeneralName *
find_nearest (GPtrArray         *names,
              WlkGeneralNameKind kind,
              const char        *reference,
              const NearMiss   **row)
{
  const WlkGeneralName *nearest = NULL;

  *row = NULL;
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const NearMiss *found = find_row (names->pdata[i], kind, reference);

      if (found == NULL || (*row != NULL && found >= *row))
        continue;
      *row = found;
      nearest = names->pdata[i];
    }

  return nearest;
}

/* The name is in the subject, which no current program compares. */
static gboolean
fail_subject (const WlkCheckContext *context,
              WlkDraft              *draft,
              GPtrArray             *names,
              WlkGeneralNameKind     kind,
              const char            *reference)
{
  const char *oids[] = { OID_COMMON_NAME, OID_EMAIL_ADDRESS };
  WlkName *subject = wlk_certificate_get_subject (context->certificate);

  for (guint i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autofree char *value = wlk_name_dup_attribute (subject, oids[i]);

      if (value == NULL || !is_same_text (value, reference))
        continue;
      wlk_draft_text (draft, i == 0 ? N_("Common name, which does not count")
                                    : N_("Email address in the subject, which does not count"),
                      value);
      wlk_draft_at (draft,
                    wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_SUBJECT));
      if (names == NULL)
        wlk_draft_fail (draft, "no_san",
                        N_("The certificate has “{1}” only in its subject. Programs compare the "
                           "subject alternative name, which it does not have."));
      else
        wlk_draft_fail (draft, get_cause (kind),
                        N_("The certificate has “{1}” only in its subject. Programs compare the "
                           "subject alternative name, which does not list it."));
      return TRUE;
    }

  return FALSE;
}

/**
 * wlk_near_miss_fail:
 * @context: the check context
 * @draft: the finding to fill, whose only evidence is the reference identifier
 * @names: (nullable) (element-type WlkGeneralName): the subject alternative names, of which none
 *   matches
 * @kind: the type of the reference identifier
 * @reference: the reference identifier, a host name as wlk_host_name_normalize() makes it
 *
 * Fails the step with the reason why a name that looks like a match does not match.
 *
 * Source: RFC 9525 §6.3, §6.4, RFC 5280 §4.2.1.6.
 *
 * Returns: whether there is such a name
 */
gboolean
wlk_near_miss_fail (const WlkCheckContext *context,
                    WlkDraft              *draft,
                    GPtrArray             *names,
                    WlkGeneralNameKind     kind,
                    const char            *reference)
{
  const NearMiss *row = NULL;
  const WlkGeneralName *nearest = find_nearest (names, kind, reference, &row);

  if (nearest == NULL)
    return fail_subject (context, draft, names, kind, reference);

  wlk_draft_text (draft, N_("Name in the certificate"), nearest->text);
  wlk_draft_at (draft, nearest->span);
  wlk_draft_fail (draft, get_cause (kind), row->summary);
  return TRUE;
}
