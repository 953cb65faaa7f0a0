/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-ocsp-request.h"
#include "x509/wlk-ocsp-response.h"

/* A response, asked about each certificate that it carries, and a question about it. */

static void
ask (WlkCertificate *certificate)
{
  g_autoptr(GBytes) nonce = wlk_ocsp_request_make_nonce ();
  g_autoptr(GBytes) question = wlk_ocsp_request_make (certificate, certificate, nonce);
  g_autofree char *address = NULL;

  if (question != NULL)
    address = wlk_ocsp_request_dup_address (question, "http://ocsp.example/");
  g_assert (address == NULL || g_str_is_ascii (address));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkOcspResponse) response = wlk_ocsp_response_new (der, &error);
  g_autoptr(GBytes) timestamps = NULL;
  GPtrArray *certificates;

  g_assert ((response == NULL) == (error != NULL));
  if (response == NULL)
    return 0;

  certificates = response->certificates;
  for (guint i = 0; i < certificates->len; i++)
    {
      WlkCertificate *certificate = certificates->pdata[i];

      wlk_ocsp_response_find (response, certificate, certificate);
      wlk_ocsp_response_is_responder (response, certificate);
      ask (certificate);
    }
  timestamps = wlk_ocsp_response_dup_timestamps (response);
  g_assert (wlk_ocsp_status_get_name (response->status) != NULL);

  return 0;
}
