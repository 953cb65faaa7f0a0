/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-distribution-points.h"
#include "x509/wlk-extensions.h"

/* The distribution points of a certificate, of both kinds. */

static void
read_points (WlkCertificate *certificate,
             const char     *oid)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GError) error = NULL;

  g_assert ((wlk_extensions_read_list (certificate, oid, &points, &error) ==
             WLK_MALFORMED) == (error != NULL));
  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const WlkDistributionPoint *point = points->pdata[i];

      if (point->names != NULL)
        g_assert (wlk_general_names_overlap (point->names, point->names));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, NULL);
  g_autoptr(WlkDistributionPoint) implied = NULL;

  if (certificate == NULL)
    return 0;

  read_points (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS);
  read_points (certificate, WLK_OID_FRESHEST_CRL);
  implied = wlk_distribution_point_new_implied (certificate);
  g_assert (implied->names->len == 1);

  return 0;
}
