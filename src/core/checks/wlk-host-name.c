/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-host-name.h"

#include <string.h>

/*
 * Comparison of host names per RFC 9525 §6.3: label by label, case-insensitive, as A-labels
 * (xn--…). A wildcard is the complete leftmost label and matches exactly one label. At least two
 * labels must follow, so that it never covers a top-level domain.
 */

#define MAX_LABEL_LENGTH  63   /* characters; RFC 1034 §3.1 */
#define MAX_TYPED_LENGTH  1024 /* bytes; a name of 253 characters typed in any script fits */
#define MIN_WILDCARD_BASE 2    /* labels to the right of a wildcard */

static gboolean
is_label (const char *label,
          gsize       length)
{
  if (length == 0 || length > MAX_LABEL_LENGTH || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return FALSE;

  return TRUE;
}

/* Counts the labels of a name; 0 when it is not a valid name. */
static guint
count_labels (const char *name,
              gsize       length)
{
  guint n_labels = 0;
  gsize start = 0;

  if (length == 0 || length > WLK_HOST_NAME_MAX_LENGTH)
    return 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || name[i] == '.')
      {
        if (!is_label (name + start, i - start))
          return 0;
        n_labels++;
        start = i + 1;
      }

  return n_labels;
}

/**
 * wlk_host_name_normalize:
 * @text: a host name as typed, possibly in Unicode, possibly with a trailing dot
 *
 * Source: RFC 9525 §6.3, RFC 5890 §2.3.2.1.
 *
 * Returns: (transfer full) (nullable): the name in lower case, in A-labels and without the dot;
 *   %NULL when it cannot be a host name
 */
char *
wlk_host_name_normalize (const char *text)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  gsize length = strlen (text);

  if (length > MAX_TYPED_LENGTH || !g_utf8_validate (text, length, NULL))
    return NULL;

  ascii = g_hostname_to_ascii (text);
  if (ascii == NULL)
    return NULL;

  lower = g_ascii_strdown (ascii, -1);
  length = strlen (lower);
  if (length > 1 && lower[length - 1] == '.')
    lower[--length] = '\0';

  return count_labels (lower, length) > 0 ? g_steal_pointer (&lower) : NULL;
}

static gboolean
is_equal (const char *presented,
          gsize       length,
          const char *reference)
{
  return length == strlen (reference) && g_ascii_strncasecmp (presented, reference, length) == 0;
}

/**
 * wlk_host_name_match:
 * @presented: (array length=length): the content of a dNSName; any bytes
 * @length: how many
 * @reference: a name as wlk_host_name_normalize() makes it
 *
 * Source: RFC 9525 §6.3.
 *
 * Returns: how the presented identifier matches @reference
 */
WlkHostNameMatch
wlk_host_name_match (const char *presented,
                     gsize       length,
                     const char *reference)
{
  const char *rest;

  g_return_val_if_fail (reference != NULL, WLK_HOST_NAME_DIFFERS);

  if (length < 2 || presented[0] != '*' || presented[1] != '.')
    return count_labels (presented, length) > 0 && is_equal (presented, length, reference)
           ? WLK_HOST_NAME_EQUAL
           : WLK_HOST_NAME_DIFFERS;

  rest = strchr (reference, '.');
  if (rest == NULL || count_labels (presented + 2, length - 2) < MIN_WILDCARD_BASE)
    return WLK_HOST_NAME_DIFFERS;

  return is_equal (presented + 2, length - 2, rest + 1)
         ? WLK_HOST_NAME_BY_WILDCARD
         : WLK_HOST_NAME_DIFFERS;
}

/**
 * wlk_host_name_count_equal_labels:
 * @presented: a name from a certificate
 * @reference: a name as wlk_host_name_normalize() makes it
 *
 * Returns: the number of equal labels, from the right
 */
guint
wlk_host_name_count_equal_labels (const char *presented,
                                  const char *reference)
{
  gsize i = strlen (presented);
  gsize j = strlen (reference);
  guint n_equal = 0;

  while (i > 0 && j > 0 &&
         g_ascii_tolower (presented[i - 1]) == g_ascii_tolower (reference[j - 1]))
    {
      i--;
      j--;
      if (reference[j] == '.')
        n_equal++;
    }

  /* A label at the start of one name counts only if a label starts there in the other. */
  if ((i == 0 || presented[i - 1] == '.') && (j == 0 || reference[j - 1] == '.') &&
      *presented != '\0' && *reference != '\0' && reference[j] != '.')
    n_equal++;

  return n_equal;
}

/**
 * wlk_host_name_parse_address:
 * @text: the typed text
 *
 * The zone of an IPv6 address, as in “fe80::1%eth0” or “[fe80::1%25eth0]”, belongs to this computer
 * and is no part of the identity.
 *
 * Source: RFC 4007 §11, RFC 6874 §2, RFC 9525 §6.4.
 *
 * Returns: (transfer full) (nullable): the IP address, with or without the brackets of a URL, and
 *   without its zone; %NULL when it is not one
 */
GInetAddress *
wlk_host_name_parse_address (const char *text)
{
  gsize length = strlen (text);
  gboolean has_brackets = length > 2 && text[0] == '[' && text[length - 1] == ']';
  g_autofree char *inside = NULL;
  char *zone;

  if (length > WLK_HOST_NAME_MAX_LENGTH)
    return NULL;

  inside = has_brackets ? g_strndup (text + 1, length - 2) : g_strdup (text);
  zone = strchr (inside, '%');
  if (zone != NULL)
    {
      *zone = '\0';
      if (zone[1] == '\0' || strchr (inside, ':') == NULL)
        return NULL;
    }

  return g_inet_address_new_from_string (inside);
}
