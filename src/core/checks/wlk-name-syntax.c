/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-name-syntax.h"

#include "checks/wlk-host-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The syntax of subject alternative names. Each form has a table of rules; the first one that a
 * name violates is reported, so that a rule may assume that those before it hold.
 */

#define MAX_LABEL_LENGTH 63 /* characters; RFC 1034 §3.1 */

typedef struct
{
  gboolean (*is_violated)(const char *text);
  WlkNameFault fault;
} Rule;

static gboolean
is_empty (const char *text)
{
  return *text == '\0';
}

static gboolean
is_not_ascii (const char *text)
{
  return !g_str_is_ascii (text);
}

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

static gboolean
has_blank (const char *text)
{
  return strchr (text, ' ') != NULL;
}

static gboolean
is_url (const char *text)
{
  return strstr (text, "://") != NULL;
}

static gboolean
is_address (const char *text)
{
  g_autoptr(GInetAddress) address = wlk_host_name_parse_address (text);

  return address != NULL;
}

static gboolean
has_slash (const char *text)
{
  return strchr (text, '/') != NULL;
}

/* “DNS:”, “DNS.1=” or “IP Address:”, as in the configuration of OpenSSL and in its output. */
static gboolean
has_type_prefix (const char *text)
{
  static const char * const types[] = { "dns", "dnsname", "ip", "ip address", "uri", "url", "email",
                                        "cn", "san" };
  gsize length = strcspn (text, ":=");
  gsize end = length;

  if (text[length] == '\0')
    return FALSE;
  while (end > 0 && (g_ascii_isdigit (text[end - 1]) || text[end - 1] == '.'))
    end--;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (end == strlen (types[i]) && g_ascii_strncasecmp (text, types[i], end) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_mailbox (const char *text)
{
  return strchr (text, '@') != NULL;
}

static gboolean
has_port (const char *text)
{
  const char *colon = strrchr (text, ':');

  return colon != NULL && colon[1] != '\0' && colon[1 + strspn (colon + 1, "0123456789")] == '\0';
}

static gboolean
is_list (const char *text)
{
  return strpbrk (text, " ,;") != NULL;
}

static gboolean
is_bare_wildcard (const char *text)
{
  return g_str_equal (text, "*") || g_str_equal (text, "*.");
}

static gboolean
has_partial_wildcard (const char *text)
{
  gsize length = strcspn (text, ".");

  return length > 1 && memchr (text, '*', length) != NULL;
}

static gboolean
has_inner_wildcard (const char *text)
{
  const char *rest = strchr (text, '.');

  return rest != NULL && strchr (rest, '*') != NULL;
}

static gboolean
ends_with_dot (const char *text)
{
  return g_str_has_suffix (text, ".") && !g_str_has_suffix (text, "..");
}

static gboolean
has_empty_label (const char *text)
{
  return *text == '.' || strstr (text, "..") != NULL;
}

static gboolean
is_too_long (const char *text)
{
  return strlen (text) > WLK_HOST_NAME_MAX_LENGTH;
}

static gboolean
has_long_label (const char *text)
{
  for (;;)
    {
      gsize length = strcspn (text, ".");

      if (length > MAX_LABEL_LENGTH)
        return TRUE;
      if (text[length] == '\0')
        return FALSE;
      text += length + 1;
    }
}

static gboolean
has_outer_hyphen (const char *text)
{
  return *text == '-' || g_str_has_suffix (text, "-") || strstr (text, ".-") != NULL ||
         strstr (text, "-.") != NULL;
}

static gboolean
has_other_character (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr ("-._*", *text) == NULL)
      return TRUE;

  return FALSE;
}

/* An A-label decodes, and to more than ASCII: RFC 5890 §2.3.2.1. */
static gboolean
has_bad_a_label (const char *text)
{
  g_auto(GStrv) labels = g_strsplit (text, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autofree char *unicode = NULL;

      if (g_ascii_strncasecmp (labels[i], "xn--", 4) != 0)
        continue;
      unicode = g_hostname_to_unicode (labels[i]);
      if (unicode == NULL || g_str_is_ascii (unicode))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_underscore (const char *text)
{
  return strchr (text, '_') != NULL;
}

/* RFC 1034 §3.5 and RFC 1123 §2.1, with the wildcard of RFC 9525 §6.3. */
static const Rule dns_rules[] = {
  { is_empty, { WLK_PROFILE_STRICT, N_("a host name"),
                N_("“{certificate}” has an empty DNS name.") } },
  { is_not_ascii, { WLK_PROFILE_STRICT, N_("A-labels, which begin with “xn--”"),
                    N_("The DNS name “{1}” of “{certificate}” has letters that are not ASCII. In a "
                       "certificate, an internationalized name is written in A-labels, which begin "
                       "with “xn--”.") } },
  { has_control_character, { WLK_PROFILE_STRICT, N_("letters, digits, hyphens and dots"),
                             N_("The DNS name “{1}” of “{certificate}” has a control "
                                "character.") } },
  { is_url, { WLK_PROFILE_STRICT, N_("the host name alone"),
              N_("The DNS name “{1}” of “{certificate}” is a URL. A DNS name is the host name "
                 "alone.") } },
  { is_address, { WLK_PROFILE_STRICT, N_("a name of type iPAddress"),
                  N_("The DNS name “{1}” of “{certificate}” is an IP address, which must be a name "
                     "of type iPAddress.") } },
  { has_slash, { WLK_PROFILE_STRICT, N_("the host name alone"),
                 N_("The DNS name “{1}” of “{certificate}” has a slash. A DNS name has neither a "
                    "path nor a prefix length.") } },
  { has_type_prefix, { WLK_PROFILE_STRICT, N_("the host name without the prefix"),
                       N_("The DNS name “{1}” of “{certificate}” begins with the name of a type, "
                          "as in a configuration file. Only the host name belongs there.") } },
  { is_mailbox, { WLK_PROFILE_STRICT, N_("a name of type rfc822Name"),
                  N_("The DNS name “{1}” of “{certificate}” is an email address, which must be a "
                     "name of type rfc822Name.") } },
  { has_port, { WLK_PROFILE_STRICT, N_("the host name without the port"),
                N_("The DNS name “{1}” of “{certificate}” has a port. A certificate is for a host, "
                   "on all of its ports.") } },
  { is_list, { WLK_PROFILE_STRICT, N_("one name in each entry, without blanks"),
               N_("The DNS name “{1}” of “{certificate}” has a blank, a comma or a semicolon. Each "
                  "name must be an entry of its own.") } },
  { is_bare_wildcard, { WLK_PROFILE_STRICT, N_("a wildcard followed by a domain"),
                        N_("The DNS name “{1}” of “{certificate}” is a bare wildcard, which "
                           "matches no host.") } },
  { has_partial_wildcard, { WLK_PROFILE_STRICT, N_("“*” as the complete leftmost label"),
                            N_("The DNS name “{1}” of “{certificate}” has a partial wildcard. A "
                               "wildcard must be the complete leftmost label.") } },
  { has_inner_wildcard, { WLK_PROFILE_STRICT, N_("“*” as the complete leftmost label"),
                          N_("The DNS name “{1}” of “{certificate}” has a wildcard that is not the "
                             "leftmost label.") } },
  { ends_with_dot, { WLK_PROFILE_STRICT, N_("the host name without the dot"),
                     N_("The DNS name “{1}” of “{certificate}” ends with a dot.") } },
  { has_empty_label, { WLK_PROFILE_STRICT, N_("labels of 1 to 63 characters"),
                       N_("The DNS name “{1}” of “{certificate}” has an empty label.") } },
  { is_too_long, { WLK_PROFILE_STRICT, N_("up to 253 characters"),
                   N_("The DNS name “{1}” of “{certificate}” is longer than 253 characters.") } },
  { has_long_label, { WLK_PROFILE_STRICT, N_("labels of 1 to 63 characters"),
                      N_("The DNS name “{1}” of “{certificate}” has a label of more than 63 "
                         "characters.") } },
  { has_outer_hyphen, { WLK_PROFILE_STRICT, N_("labels without a hyphen at either end"),
                        N_("The DNS name “{1}” of “{certificate}” has a label that begins or ends "
                           "with a hyphen.") } },
  { has_other_character, { WLK_PROFILE_STRICT, N_("letters, digits, hyphens and dots"),
                           N_("The DNS name “{1}” of “{certificate}” has a character that host "
                              "names do not have.") } },
  { has_bad_a_label, { WLK_PROFILE_STRICT, N_("valid Punycode after “xn--”"),
                       N_("The DNS name “{1}” of “{certificate}” has an invalid A-label: what "
                          "follows “xn--” does not encode an internationalized label.") } },
  { has_underscore, { WLK_PROFILE_WEB, N_("letters, digits, hyphens and dots"),
                      N_("The DNS name “{1}” of “{certificate}” has an underscore, which host "
                         "names do not have.") } },
  { NULL },
};

static gboolean
has_no_local_part (const char *text)
{
  return *text == '@' || strchr (text, '@') == NULL;
}

static gboolean
has_no_single_domain (const char *text)
{
  const char *at = strchr (text, '@');

  return at[1] == '\0' || strchr (at + 1, '@') != NULL;
}

static gboolean
has_decoration (const char *text)
{
  return strpbrk (text, " <>") != NULL || g_ascii_strncasecmp (text, "mailto:", 7) == 0 ||
         has_type_prefix (text);
}

/* RFC 5280 §4.2.1.6, RFC 5321 §4.1.2; the syntax of the local part is not checked. */
static const Rule email_rules[] = {
  { is_empty, { WLK_PROFILE_STRICT, N_("an email address"),
                N_("“{certificate}” has an empty email address.") } },
  { is_not_ascii, { WLK_PROFILE_STRICT, N_("a name of type SmtpUTF8Mailbox"),
                    N_("The email address “{1}” of “{certificate}” has letters that are not ASCII, "
                       "for which there is a type of its own, SmtpUTF8Mailbox.") } },
  { has_control_character, { WLK_PROFILE_STRICT, N_("an email address"),
                             N_("The email address “{1}” of “{certificate}” has a control "
                                "character.") } },
  { has_decoration, { WLK_PROFILE_STRICT, N_("the address alone"),
                      N_("The email address “{1}” of “{certificate}” has something beside the "
                         "address: a blank, a display name, angle brackets or a prefix.") } },
  { has_no_local_part, { WLK_PROFILE_STRICT, N_("a local part, “@” and a domain"),
                         N_("The email address “{1}” of “{certificate}” has no part before an "
                            "“@”.") } },
  { has_no_single_domain, { WLK_PROFILE_STRICT, N_("a local part, “@” and a domain"),
                            N_("The email address “{1}” of “{certificate}” does not have one "
                               "domain after the “@”.") } },
  { NULL },
};

static gboolean
has_no_scheme (const char *text)
{
  const char *colon = strchr (text, ':');

  if (colon == NULL || !g_ascii_isalpha (*text))
    return TRUE;
  for (const char *c = text; c < colon; c++)
    if (!g_ascii_isalnum (*c) && strchr ("+-.", *c) == NULL)
      return TRUE;

  return FALSE;
}

static gboolean
has_scheme_only (const char *text)
{
  return strchr (text, ':')[1] == '\0';
}

/* RFC 5280 §4.2.1.6, RFC 3986 §2 and §3.1. */
static const Rule uri_rules[] = {
  { is_empty, { WLK_PROFILE_STRICT, N_("a URI"),
                N_("“{certificate}” has an empty URI.") } },
  { is_not_ascii, { WLK_PROFILE_STRICT, N_("percent-encoding and A-labels"),
                    N_("The URI “{1}” of “{certificate}” has letters that are not ASCII, which a "
                       "URI must encode.") } },
  { has_control_character, { WLK_PROFILE_STRICT, N_("percent-encoding"),
                             N_("The URI “{1}” of “{certificate}” has a control character.") } },
  { has_no_scheme, { WLK_PROFILE_STRICT, N_("a scheme, such as “https:”"),
                     N_("The URI “{1}” of “{certificate}” has no scheme.") } },
  { has_scheme_only, { WLK_PROFILE_STRICT, N_("something after the scheme"),
                       N_("The URI “{1}” of “{certificate}” has a scheme and nothing else.") } },
  { has_blank, { WLK_PROFILE_STRICT, N_("percent-encoding"),
                 N_("The URI “{1}” of “{certificate}” has a blank, which a URI must encode.") } },
  { NULL },
};

static const WlkNameFault address_with_mask = {
  WLK_PROFILE_STRICT, N_("4 bytes, or 16 for IPv6"),
  N_("The IP address “{1}” of “{certificate}” has the length of an address with a mask, which only "
     "name constraints have."),
};

static const WlkNameFault address_as_text = {
  WLK_PROFILE_STRICT, N_("4 bytes, or 16 for IPv6"),
  N_("The IP address “{1}” of “{certificate}” is written as text instead of its 4 or 16 bytes."),
};

static const WlkNameFault address_of_wrong_length = {
  WLK_PROFILE_STRICT, N_("4 bytes, or 16 for IPv6"),
  N_("The IP address “{1}” of “{certificate}” has the wrong length."),
};

static const WlkNameFault other_fault = {
  WLK_PROFILE_STRICT, N_("the encoding of its type"),
  N_("The name “{1}” of “{certificate}” does not have the encoding of its type."),
};

/* The content as text; a NUL becomes another control character. */
static char *
dup_content (const WlkGeneralName *name)
{
  char *text = g_malloc0 (name->length + 1);

  for (gsize i = 0; i < name->length; i++)
    text[i] = name->content[i] != '\0' ? (char) name->content[i] : '\x01';

  return text;
}

static const WlkNameFault *
find_address_fault (const WlkGeneralName *name)
{
  g_autofree char *text = dup_content (name);

  if (is_address (text))
    return &address_as_text;

  return name->length == 8 || name->length == 32 ? &address_with_mask : &address_of_wrong_length;
}

static const WlkNameFault *
find_text_fault (const WlkGeneralName *name,
                 const Rule           *rules)
{
  g_autofree char *text = dup_content (name);

  while (rules->is_violated != NULL && !rules->is_violated (text))
    rules++;

  return rules->is_violated != NULL ? &rules->fault : NULL;
}

/**
 * wlk_name_syntax_find_fault:
 * @name: a subject alternative name
 *
 * Source: RFC 5280 §4.2.1.6, RFC 9525 §6.3, CA/Browser Forum BR §7.1.2.7.12.
 *
 * Returns: (nullable): the rule of its type that the name violates; static
 */
const WlkNameFault *
wlk_name_syntax_find_fault (const WlkGeneralName *name)
{
  switch (name->kind)
    {
    case WLK_GENERAL_NAME_DNS:
      return find_text_fault (name, dns_rules);

    case WLK_GENERAL_NAME_EMAIL:
      return find_text_fault (name, email_rules);

    case WLK_GENERAL_NAME_URI:
      return find_text_fault (name, uri_rules);

    case WLK_GENERAL_NAME_IP:
      return name->is_well_formed ? NULL : find_address_fault (name);

    case WLK_GENERAL_NAME_OTHER:
    case WLK_GENERAL_NAME_X400:
    case WLK_GENERAL_NAME_DIRECTORY:
    case WLK_GENERAL_NAME_EDI_PARTY:
    case WLK_GENERAL_NAME_REGISTERED_ID:
    case WLK_GENERAL_NAME_UNKNOWN:
    default:
      return name->is_well_formed ? NULL : &other_fault;
    }
}
