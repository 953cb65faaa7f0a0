/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "load/wlk-loader.h"

/* Any bytes are either a bundle that holds something, or an error with a sentence. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GError) error = NULL;

  if (!wlk_loader_load_bytes (bundle, bytes, "input", &error))
    {
      g_assert (error->message[0] != '\0');
      g_assert (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);
      g_autofree char *origin = wlk_bundle_dup_origin_text (bundle, i);
      gsize length;

      g_assert (wlk_certificate_get_der (certificate, &length) != NULL);
      g_assert (length <= size);
      g_assert (origin[0] != '\0');
    }
  for (guint i = 0; i < bundle->problems->len; i++)
    {
      g_autofree char *text = wlk_bundle_problem_dup_text (wlk_bundle_get_problem (bundle, i));

      g_assert (g_utf8_validate (text, -1, NULL));
    }

  return 0;
}
