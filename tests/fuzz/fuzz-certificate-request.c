/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "net/wlk-certificate-request.h"

/* A server's wish for a client certificate, as each version of TLS writes it. */

static void
read_request (const uint8_t *data,
              size_t         size,
              gboolean       is_tls13,
              gboolean       has_schemes)
{
  WlkCertificateRequest *request = wlk_certificate_request_read (data, size, is_tls13, has_schemes);
  g_autofree char *schemes = NULL;

  if (request == NULL)
    return;
  g_assert_cmpuint (request->issuers->len, <=, WLK_CERTIFICATE_REQUEST_MAX_ISSUERS);
  for (guint i = 0; i < request->issuers->len; i++)
    g_assert (g_utf8_validate (wlk_name_get_text (request->issuers->pdata[i]), -1, NULL));
  schemes = wlk_certificate_request_dup_schemes (request);
  g_assert ((schemes == NULL) == (request->schemes->len == 0));
  wlk_certificate_request_free (request);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  read_request (data, size, TRUE, TRUE);
  read_request (data, size, FALSE, TRUE);
  read_request (data, size, FALSE, FALSE);
  return 0;
}
