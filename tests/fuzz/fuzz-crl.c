/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-crl.h"

/* The entries in their order, and all other members of a CRL. */

static void
read_scope (const WlkCrlScope *scope)
{
  g_autofree char *reasons = wlk_reasons_dup_text (scope->reasons);

  g_assert ((scope->reasons & ~WLK_ALL_REASONS) == 0);
  g_assert ((*reasons == '\0') == (scope->reasons == 0));
  if (scope->names != NULL)
    g_assert (wlk_general_names_overlap (scope->names, scope->names));
}

static void
read_freshest (GPtrArray *points)
{
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const WlkDistributionPoint *point = points->pdata[i];

      for (guint j = 0; point->names != NULL && j < point->names->len; j++)
        g_assert (((const WlkGeneralName *) point->names->pdata[j])->text != NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCrl) crl = wlk_crl_new (der, &error);

  g_assert ((crl == NULL) == (error != NULL));
  if (crl == NULL)
    return 0;

  g_assert (wlk_name_get_text (crl->issuer) != NULL);
  g_assert (wlk_crl_has_same_scope (crl, crl));
  if (crl->number != NULL)
    g_assert (wlk_crl_number_compare (crl->number, crl->number) == 0);
  if (crl->scope != NULL)
    read_scope (crl->scope);
  read_freshest (crl->freshest);

  return 0;
}
