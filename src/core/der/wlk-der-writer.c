/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der/wlk-der-writer.h"

/* Writes the few structures that a certificate has only in parts: names and keys. */

/**
 * wlk_der_append_header:
 * @der: the output so far
 * @tag: the tag of an element
 * @length: how many content octets follow, less than 16 MiB
 *
 * Writes the identifier and length octets of an element.
 *
 * Source: X.690 §8.1.2, §8.1.3, §10.1.
 */
void
wlk_der_append_header (GByteArray *der,
                       guint8      tag,
                       gsize       length)
{
  guint8 header[] = { tag, 0x83, (guint8) (length >> 16), (guint8) (length >> 8),
                      (guint8) length };

  if (length < 0x80)
    {
      header[1] = (guint8) length;
      g_byte_array_append (der, header, 2);
    }
  else if (length < 0x100)
    {
      header[1] = 0x81;
      header[2] = (guint8) length;
      g_byte_array_append (der, header, 3);
    }
  else if (length < 0x10000)
    {
      header[1] = 0x82;
      header[2] = (guint8) (length >> 8);
      header[3] = (guint8) length;
      g_byte_array_append (der, header, 4);
    }
  else
    {
      g_byte_array_append (der, header, 5);
    }
}
