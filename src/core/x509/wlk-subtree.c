/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-subtree.h"

#include <string.h>

/*
 * Whether a name is within a subtree, for each name form with rules in RFC 5280 §4.2.1.10. Host
 * names are compared case-insensitively, the local-part of an email address case-sensitively.
 */

#define MAX_HOST_LENGTH  253 /* characters; RFC 1035 §2.3.4 */
#define MAX_LABEL_LENGTH 63  /* characters */

/* A part of the content octets, without a terminating NUL. */
typedef struct
{
  const char *text;
  gsize       length;
} Piece;

static Piece
get_content (const WlkGeneralName *name)
{
  return (Piece) { (const char *) name->content, name->length };
}

static Piece
skip (Piece piece,
      gsize length)
{
  return (Piece) { piece.text + length, piece.length - length };
}

static gboolean
begins_with (Piece       piece,
             const char *text)
{
  gsize length = strlen (text);

  return piece.length >= length && memcmp (piece.text, text, length) == 0;
}

/* Fast path: most texts differ in the first character by more than the case bit. */
static gboolean
equals_fold (Piece a,
             Piece b)
{
  return a.length == b.length &&
         (a.length == 0 ||
          (((a.text[0] ^ b.text[0]) & ~0x20) == 0 &&
           g_ascii_strncasecmp (a.text, b.text, a.length) == 0));
}

/* Whether a host is the base or below it. The empty base contains all hosts. */
static gboolean
is_host_within (Piece host,
                Piece base)
{
  gsize surplus = host.length - base.length;

  if (base.length == 0)
    return TRUE;
  if (host.length < base.length || !equals_fold (skip (host, surplus), base))
    return FALSE;

  return surplus == 0 || base.text[0] == '.' || host.text[surplus - 1] == '.';
}

/* Letters, digits, hyphens, and underscores, which are common although not allowed. */
static gboolean
is_host (Piece piece)
{
  gsize label = 0;

  if (piece.length == 0 || piece.length > MAX_HOST_LENGTH)
    return FALSE;

  for (gsize i = 0; i < piece.length; i++)
    {
      char c = piece.text[i];

      if (c == '.' && label == 0)
        return FALSE;
      if (c != '.' && !g_ascii_isalnum (c) && c != '-' && c != '_')
        return FALSE;
      label = c == '.' ? 0 : label + 1;
      if (label > MAX_LABEL_LENGTH)
        return FALSE;
    }

  return label > 0;
}

/* Splits an email address. The local-part must not contain “@”. */
static gboolean
split_mailbox (Piece  piece,
               Piece *local,
               Piece *host)
{
  const char *at = piece.length > 0 ? memchr (piece.text, '@', piece.length) : NULL;

  if (at == NULL)
    return FALSE;

  *local = (Piece) { piece.text, (gsize) (at - piece.text) };
  *host = skip (piece, local->length + 1);

  return local->length > 0 && is_host (*host);
}

/* RFC 3986 §2: unreserved and reserved characters, and complete percent-encodings. */
static gboolean
has_uri_characters (Piece piece)
{
  for (gsize i = 0; i < piece.length; i++)
    if (piece.text[i] == '%')
      {
        if (piece.length - i < 3 || !g_ascii_isxdigit (piece.text[i + 1]) ||
            !g_ascii_isxdigit (piece.text[i + 2]))
          return FALSE;
      }
    else if (!g_ascii_isalnum (piece.text[i]) &&
             (piece.text[i] == '\0' || strchr ("-._~:/?#[]@!$&'()*+,;=", piece.text[i]) == NULL))
      return FALSE;

  return TRUE;
}

/* RFC 3986 §3.1. */
static gboolean
is_scheme (Piece piece)
{
  if (piece.length == 0 || !g_ascii_isalpha (piece.text[0]))
    return FALSE;

  for (gsize i = 1; i < piece.length; i++)
    if (!g_ascii_isalnum (piece.text[i]) && strchr ("+-.", piece.text[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Removes a user before “@” and a port after “:”. Programs differ in where the host is if either
 * character occurs twice, or if one occurs that is not allowed. */
static gboolean
trim_authority (Piece *authority)
{
  const char *at = memchr (authority->text, '@', authority->length);
  const char *colon;

  if (at != NULL)
    *authority = skip (*authority, (gsize) (at - authority->text) + 1);
  colon = memchr (authority->text, ':', authority->length);
  for (gsize i = colon != NULL ? (gsize) (colon - authority->text) + 1 : authority->length;
       i < authority->length; i++)
    if (!g_ascii_isdigit (authority->text[i]))
      return FALSE;
  if (colon != NULL)
    authority->length = (gsize) (colon - authority->text);

  return is_host (*authority);
}

/* The host of a URI with an authority (RFC 3986 §3.2); an IP address has no host name. */
static gboolean
find_uri_host (Piece  uri,
               Piece *host)
{
  const char *colon = uri.length > 0 ? memchr (uri.text, ':', uri.length) : NULL;
  gsize end = 0;

  if (colon == NULL || !has_uri_characters (uri) ||
      !is_scheme ((Piece) { uri.text, (gsize) (colon - uri.text) }))
    return FALSE;
  *host = skip (uri, (gsize) (colon - uri.text) + 1);
  if (!begins_with (*host, "//"))
    return FALSE;
  *host = skip (*host, 2);

  while (end < host->length && strchr ("/?#", host->text[end]) == NULL)
    end++;
  host->length = end;

  return trim_authority (host);
}

static gboolean
is_ipv4 (Piece host)
{
  for (gsize i = 0; i < host.length; i++)
    if (!g_ascii_isdigit (host.text[i]) && host.text[i] != '.')
      return FALSE;

  return TRUE;
}

/* One bits, then zero bits: a CIDR mask. */
static gboolean
is_mask (const guint8 *mask,
         gsize         length)
{
  gboolean has_ended = FALSE;

  for (gsize i = 0; i < length * 8; i++)
    {
      gboolean bit = (mask[i / 8] >> (7 - i % 8)) & 1;

      if (bit && has_ended)
        return FALSE;
      has_ended |= !bit;
    }

  return TRUE;
}

static gboolean
is_address_base (const WlkGeneralName *base)
{
  return base->is_well_formed &&
         is_mask (base->content + base->length / 2, base->length / 2);
}

/* Whether RFC 5280 defines constraints for names of this form. */
gboolean
wlk_subtree_is_supported (WlkGeneralNameKind kind)
{
  return kind == WLK_GENERAL_NAME_EMAIL || kind == WLK_GENERAL_NAME_DNS ||
         kind == WLK_GENERAL_NAME_DIRECTORY || kind == WLK_GENERAL_NAME_URI ||
         kind == WLK_GENERAL_NAME_IP;
}

/**
 * wlk_subtree_has_leading_period:
 * @base: the base of a subtree
 *
 * A dNSName constraint must not begin with a period, but some CAs use that for subdomains only.
 *
 * Returns: whether @base begins with a period
 */
gboolean
wlk_subtree_has_leading_period (const WlkGeneralName *base)
{
  Piece piece = get_content (base);

  return base->kind == WLK_GENERAL_NAME_DNS && begins_with (piece, ".") &&
         is_host (skip (piece, 1));
}

/* Whether it follows the rules for a subtree of its form. A leading period of a dNSName is
 * accepted. */
gboolean
wlk_subtree_is_base (const WlkGeneralName *base)
{
  Piece piece = get_content (base);
  Piece local, host;

  if (!base->is_well_formed)
    return FALSE;

  switch (base->kind)
    {
    case WLK_GENERAL_NAME_DNS:
      return piece.length == 0 || is_host (piece) || wlk_subtree_has_leading_period (base);

    case WLK_GENERAL_NAME_EMAIL:
      if (piece.length > 0 && memchr (piece.text, '@', piece.length) != NULL)
        return split_mailbox (piece, &local, &host);
      G_GNUC_FALLTHROUGH;

    case WLK_GENERAL_NAME_URI:
      return piece.length == 0 || is_host (begins_with (piece, ".") ? skip (piece, 1) : piece);

    case WLK_GENERAL_NAME_IP:
      return is_address_base (base);

    default:
      return base->kind != WLK_GENERAL_NAME_UNKNOWN;
    }
}

/* Whether it can be compared with a subtree: it follows the rules of its form, and a URI has a
 * host name. */
gboolean
wlk_subtree_is_name (const WlkGeneralName *name)
{
  Piece piece = get_content (name);
  Piece local, host;

  if (!name->is_well_formed)
    return FALSE;

  switch (name->kind)
    {
    case WLK_GENERAL_NAME_DNS:
      return is_host (begins_with (piece, "*.") ? skip (piece, 2) : piece);

    case WLK_GENERAL_NAME_EMAIL:
      return split_mailbox (piece, &local, &host);

    case WLK_GENERAL_NAME_URI:
      return find_uri_host (piece, &host) && !is_ipv4 (host);

    case WLK_GENERAL_NAME_DIRECTORY:
    case WLK_GENERAL_NAME_IP:
      return TRUE;

    default:
      return FALSE;
    }
}

/* A wildcard matches names with one label in its position. */
static WlkSubtreeRelation
compare_host (Piece host,
              Piece base)
{
  Piece parent;

  if (!begins_with (host, "*."))
    return is_host_within (host, base) ? WLK_SUBTREE_WITHIN : WLK_SUBTREE_OUTSIDE;

  parent = skip (host, 2);
  if (is_host_within (begins_with (base, ".") ? skip (host, 1) : parent, base))
    return WLK_SUBTREE_WITHIN;
  if (is_host_within (base, parent) && !begins_with (base, ".") &&
      memchr (base.text, '.', base.length - parent.length - 1) == NULL)
    return WLK_SUBTREE_OVERLAPS;

  return WLK_SUBTREE_OUTSIDE;
}

/* A mailbox, the mailboxes of one host, or those of all hosts below a domain. */
static gboolean
is_mailbox_within (Piece mailbox,
                   Piece base)
{
  Piece local, host, base_local, base_host;

  if (!split_mailbox (mailbox, &local, &host))
    return FALSE;
  if (split_mailbox (base, &base_local, &base_host))
    return local.length == base_local.length &&
           memcmp (local.text, base_local.text, local.length) == 0 &&
           equals_fold (host, base_host);
  if (base.length == 0 || begins_with (base, "."))
    return is_host_within (host, base);

  return equals_fold (host, base);
}

/* One host, or those below a domain. */
static gboolean
is_uri_within (Piece uri,
               Piece base)
{
  Piece host;

  if (!find_uri_host (uri, &host))
    return FALSE;
  if (base.length == 0 || begins_with (base, "."))
    return is_host_within (host, base);

  return equals_fold (host, base);
}

static gboolean
is_address_within (const WlkGeneralName *name,
                   const WlkGeneralName *base)
{
  gsize length = name->length;
  const guint8 *address = name->content;
  const guint8 *network = base->content;

  if (base->length != 2 * length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if ((address[i] & network[length + i]) != (network[i] & network[length + i]))
      return FALSE;

  return TRUE;
}

/**
 * wlk_subtree_compare:
 * @base: the base of a subtree, for which wlk_subtree_is_base()
 * @name: a name of the same, supported form, for which wlk_subtree_is_name()
 *
 * Source: RFC 5280 §4.2.1.10.
 *
 * Returns: the relation of @name to the subtree
 */
WlkSubtreeRelation
wlk_subtree_compare (const WlkGeneralName *base,
                     const WlkGeneralName *name)
{
  gboolean is_within = FALSE;

  g_return_val_if_fail (base->kind == name->kind, WLK_SUBTREE_OUTSIDE);

  switch (name->kind)
    {
    case WLK_GENERAL_NAME_DNS:
      return compare_host (get_content (name), get_content (base));

    case WLK_GENERAL_NAME_EMAIL:
      is_within = is_mailbox_within (get_content (name), get_content (base));
      break;

    case WLK_GENERAL_NAME_URI:
      is_within = is_uri_within (get_content (name), get_content (base));
      break;

    case WLK_GENERAL_NAME_IP:
      is_within = is_address_within (name, base);
      break;

    case WLK_GENERAL_NAME_DIRECTORY:
      is_within = wlk_name_is_within (name->name, base->name);
      break;

    default:
      break;
    }

  return is_within ? WLK_SUBTREE_WITHIN : WLK_SUBTREE_OUTSIDE;
}
