/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-idn.h"

#include "base/wlk-text.h"

#include <gnutls/gnutls.h>
#include <string.h>

/*
 * Internationalized names in both forms. U-labels are readable, but similar letters of different
 * scripts are easily confused; A-labels, used on the network, are unambiguous but unreadable. Both
 * are shown.
 *
 * Source: RFC 5890 §2.3.2.1, §4.4.
 */

/* (transfer full) (nullable): the name in lower-case A-labels, or %NULL when it cannot be
 * written that way. */
char *
wlk_idn_dup_ascii (const char *name)
{
  gnutls_datum_t mapped = { NULL, 0 };
  char *ascii;

  g_return_val_if_fail (name != NULL, NULL);

  if (gnutls_idna_map (name, (unsigned) strlen (name), &mapped, 0) < 0)
    return NULL;
  ascii = g_ascii_strdown ((const char *) mapped.data, mapped.size);
  gnutls_free (mapped.data);

  return ascii;
}

/**
 * wlk_idn_dup_unicode:
 * @name: a host name
 *
 * A label with the prefix of an A-label is not changed unless converting it to a U-label and back
 * gives the same label.
 *
 * Source: RFC 5891 §5.4.
 *
 * Returns: (transfer full): the name with U-labels, as visible text; unchanged if it has none
 */
char *
wlk_idn_dup_unicode (const char *name)
{
  gnutls_datum_t mapped = { NULL, 0 };
  g_autofree char *unicode = NULL;
  g_autofree char *back = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (gnutls_idna_reverse_map (name, (unsigned) strlen (name), &mapped, 0) >= 0)
    {
      unicode = g_strndup ((const char *) mapped.data, mapped.size);
      gnutls_free (mapped.data);
      back = wlk_idn_dup_ascii (unicode);
    }

  return wlk_text_make_visible (g_strcmp0 (back, name) == 0 ? unicode : name, -1);
}

/* Nearly every name is ASCII and needs no mapping. */
static gboolean
has_one_form (const char *name)
{
  return g_str_is_ascii (name) && strstr (name, "--") == NULL;
}

/**
 * wlk_idn_dup_both:
 * @name: a reference identifier: a host name in either form, or another name
 *
 * Returns: (transfer full): the name for people: an internationalized one with U-labels and, in
 *   parentheses, with A-labels; everything else as visible text
 */
char *
wlk_idn_dup_both (const char *name)
{
  g_autofree char *ascii = NULL;
  g_autofree char *unicode = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (!has_one_form (name) && strchr (name, '@') == NULL)
    ascii = wlk_idn_dup_ascii (name);
  if (ascii == NULL)
    return wlk_text_make_visible (name, -1);

  unicode = wlk_idn_dup_unicode (ascii);
  return strcmp (unicode, ascii) != 0 ? g_strdup_printf ("%s (%s)", unicode, ascii)
                                      : g_steal_pointer (&unicode);
}
