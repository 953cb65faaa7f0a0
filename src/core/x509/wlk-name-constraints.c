/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name-constraints.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-extension.h"

#include <glib/gi18n-lib.h>

/* Reads the name constraints extension with the ASN.1 of RFC 5280 §4.2.1.10. */

#define MAX_SUBTREES 20000 /* in one list; real ones have up to a few hundred */

static void
wlk_subtree_free (WlkSubtree *self)
{
  wlk_general_name_free (self->base);
  g_free (self);
}

/**
 * wlk_name_constraints_free:
 * @self: name constraints
 *
 * Frees them.
 */
void
wlk_name_constraints_free (WlkNameConstraints *self)
{
  g_clear_pointer (&self->permitted, g_ptr_array_unref);
  g_clear_pointer (&self->excluded, g_ptr_array_unref);
  g_free (self);
}

/* minimum [0] DEFAULT 0 and maximum [1]: not used in certificates. */
static gboolean
read_depth (WlkDerReader *reader,
            gboolean     *has_depth,
            GError      **error)
{
  WlkDerElement element;
  gint64 minimum = 0;

  *has_depth = FALSE;
  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT (0)))
    {
      if (!wlk_der_reader_next (reader, &element, error) ||
          !wlk_der_read_integer (&element, &minimum, error))
        return FALSE;
      *has_depth = minimum != 0;
    }
  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT (1)))
    {
      if (!wlk_der_reader_next (reader, &element, error))
        return FALSE;
      *has_depth = TRUE;
    }

  return wlk_der_reader_finish (reader, "GeneralSubtree", error);
}

static gboolean
read_subtree (WlkDerReader *subtrees,
              GPtrArray    *list,
              GError      **error)
{
  WlkDerReader reader;
  WlkDerElement base;
  gboolean has_depth;
  WlkSubtree *subtree;

  if (!wlk_extension_check_count (list->len, MAX_SUBTREES, error) ||
      !wlk_der_reader_enter (subtrees, WLK_DER_SEQUENCE, "GeneralSubtree", &reader, error) ||
      !wlk_der_reader_next (&reader, &base, error) ||
      !read_depth (&reader, &has_depth, error))
    return FALSE;

  subtree = g_new0 (WlkSubtree, 1);
  subtree->base = wlk_general_name_new (&base, TRUE);
  subtree->has_depth = has_depth;
  g_ptr_array_add (list, subtree);

  return TRUE;
}

/* GeneralSubtrees has one entry or more. */
static gboolean
read_subtrees (WlkDerReader *inside,
               guint32       tag,
               const char   *what,
               GPtrArray   **list,
               GError      **error)
{
  WlkDerReader subtrees;

  if (!wlk_der_reader_has_tag (inside, tag))
    return TRUE;
  if (!wlk_der_reader_enter (inside, tag, what, &subtrees, error))
    return FALSE;
  if (wlk_der_reader_is_at_end (&subtrees))
    return wlk_der_fail (error, subtrees.base, _("A list of subtrees is empty."));

  *list = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_subtree_free);
  while (!wlk_der_reader_is_at_end (&subtrees))
    if (!read_subtree (&subtrees, *list, error))
      return FALSE;

  return TRUE;
}

/**
 * wlk_name_constraints_read:
 * @certificate: a certificate
 * @constraints: (out) (transfer full) (nullable): the constraints
 * @error: return location; %WLK_ERROR_PARSE when it is malformed
 *
 * A base that violates the rules of its form is kept, and marked as not well formed.
 *
 * Source: RFC 5280 §4.2.1.10.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_name_constraints_read (WlkCertificate      *certificate,
                           WlkNameConstraints **constraints,
                           GError             **error)
{
  const WlkExtension *extension =
    wlk_certificate_find_extension (certificate, WLK_OID_NAME_CONSTRAINTS);
  g_autoptr(WlkNameConstraints) self = NULL;
  WlkDerReader inside;
  WlkPresence presence = wlk_extension_enter (extension, "NameConstraints", &inside, error);

  *constraints = NULL;
  if (presence != WLK_PRESENT)
    return presence;

  self = g_new0 (WlkNameConstraints, 1);
  if (!read_subtrees (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0), "permittedSubtrees",
                      &self->permitted, error) ||
      !read_subtrees (&inside, WLK_DER_CONTEXT_CONSTRUCTED (1), "excludedSubtrees",
                      &self->excluded, error) ||
      !wlk_der_reader_finish (&inside, "NameConstraints", error))
    return WLK_MALFORMED;
  if (self->permitted == NULL && self->excluded == NULL)
    {
      wlk_der_fail (error, inside.base, _("It lists neither permitted nor excluded names."));
      return WLK_MALFORMED;
    }

  *constraints = g_steal_pointer (&self);

  return WLK_PRESENT;
}
