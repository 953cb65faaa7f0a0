/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-sct-list.h"

/* A list of signed certificate timestamps, as it comes in a handshake. */

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GArray) timestamps = wlk_sct_list_read (bytes);

  for (guint i = 0; i < timestamps->len; i++)
    {
      g_autofree char *text = wlk_sct_dup_text (&g_array_index (timestamps, WlkSct, i));

      g_assert (g_utf8_validate (text, -1, NULL));
    }
  return 0;
}
