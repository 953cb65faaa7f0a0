/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-ocsp-response.h"

/* A response, asked about each certificate that it carries. */

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkOcspResponse) response = wlk_ocsp_response_new (der, &error);
  GPtrArray *certificates;

  g_assert ((response == NULL) == (error != NULL));
  if (response == NULL)
    return 0;

  certificates = wlk_ocsp_response_get_certificates (response);
  for (guint i = 0; i < certificates->len; i++)
    {
      WlkCertificate *certificate = certificates->pdata[i];

      wlk_ocsp_response_find (response, certificate, certificate);
      wlk_ocsp_response_is_responder (response, certificate);
    }
  g_assert (wlk_ocsp_status_get_name (wlk_ocsp_response_get_status (response)) != NULL);

  return 0;
}
