/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-name-constraints.h"
#include "x509/wlk-subtree.h"

/* A certificate is compared with its own constraints. */

static void
compare (GPtrArray *subtrees,
         GPtrArray *names)
{
  for (guint i = 0; subtrees != NULL && i < subtrees->len; i++)
    {
      const WlkSubtree *subtree = subtrees->pdata[i];

      if (!wlk_subtree_is_base (subtree->base))
        continue;
      for (guint j = 0; j < names->len; j++)
        {
          const WlkGeneralName *name = names->pdata[j];

          if (name->kind == subtree->base->kind && wlk_subtree_is_supported (name->kind) &&
              wlk_subtree_is_name (name) &&
              wlk_subtree_compare (subtree->base, name) == WLK_SUBTREE_OVERLAPS)
            g_assert (name->kind == WLK_GENERAL_NAME_DNS && name->text[0] == '*');
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, NULL);
  g_autoptr(WlkNameConstraints) constraints = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  if (certificate == NULL)
    return 0;

  g_assert ((wlk_name_constraints_read (certificate, &constraints, &error) == WLK_MALFORMED) ==
            (error != NULL));
  wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &names, NULL);
  if (constraints != NULL && names != NULL)
    {
      compare (constraints->permitted, names);
      compare (constraints->excluded, names);
    }

  return 0;
}
