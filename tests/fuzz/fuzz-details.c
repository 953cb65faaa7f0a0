/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-certificate-details.h"

/* A certificate that is taken can be described, in visible text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new (data, size);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, NULL);
  g_autoptr(WlkField) details = NULL;
  g_autofree char *text = NULL;

  if (certificate == NULL)
    return 0;

  details = wlk_certificate_details_new (certificate);
  text = wlk_field_dup_text (details);
  g_assert (g_utf8_validate (text, -1, NULL));

  return 0;
}
