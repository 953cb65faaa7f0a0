/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-certificate.h"
#include "x509/wlk-key-fault.h"

#include <string.h>

/* A certificate that is taken must answer every question. */
static void
ask_everything (WlkCertificate *certificate)
{
  g_autofree char *serial = wlk_certificate_dup_serial (certificate);
  g_autofree char *pin = wlk_certificate_dup_key_pin (certificate);
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);
  const char *fault = NULL;

  g_assert_nonnull (serial);
  g_assert_cmpuint (strlen (pin), ==, 44);
  g_assert (g_utf8_validate (wlk_certificate_get_title (certificate), -1, NULL));
  g_assert_cmpuint (wlk_certificate_hash_subject (certificate), ==,
                    wlk_name_hash (wlk_certificate_get_subject (certificate)));
  g_assert_cmpuint (wlk_certificate_hash_issuer (certificate), ==,
                    wlk_name_hash (wlk_certificate_get_issuer (certificate)));
  g_assert_nonnull (key->text);
  g_assert ((wlk_key_fault_find (key, &fault) == WLK_KEY_FAULT_NONE) == (fault == NULL));
  wlk_certificate_find_signature_fault (certificate);
  g_assert_nonnull (wlk_certificate_get_signature_text (certificate));
  wlk_certificate_is_self_issued (certificate);
  wlk_certificate_verify_signature (certificate, key, NULL);
  wlk_certificate_get_gnutls (certificate, NULL);
  for (guint i = 0; i < wlk_certificate_get_n_extensions (certificate); i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (certificate, i);

      g_assert_nonnull (extension->oid);
      g_assert_nonnull (wlk_certificate_get_bytes (certificate, extension->value));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, &error);

  g_assert ((certificate == NULL) == (error != NULL));
  if (certificate != NULL)
    ask_everything (certificate);
  return 0;
}
