/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-tls-reader.h"

/**
 * wlk_tls_reader_take_number:
 * @self: a reader
 * @size: bytes of the number, at most 4
 * @number: (out): the number
 *
 * Source: RFC 8446 §3.3.
 *
 * Returns: whether there were enough bytes
 */
gboolean
wlk_tls_reader_take_number (WlkTlsReader *self,
                            guint         size,
                            guint        *number)
{
  g_return_val_if_fail (size <= sizeof *number, FALSE);

  if (self->length < size)
    return FALSE;
  *number = 0;
  for (guint i = 0; i < size; i++)
    *number = *number << 8 | self->bytes[i];
  self->bytes += size;
  self->length -= size;

  return TRUE;
}

/**
 * wlk_tls_reader_take_vector:
 * @self: a reader
 * @size: bytes of the length before the vector
 * @vector: (out): its contents
 *
 * Source: RFC 8446 §3.4.
 *
 * Returns: whether it is complete
 */
gboolean
wlk_tls_reader_take_vector (WlkTlsReader *self,
                            guint         size,
                            WlkTlsReader *vector)
{
  guint length = 0;

  if (!wlk_tls_reader_take_number (self, size, &length) || self->length < length)
    return FALSE;
  *vector = (WlkTlsReader) { self->bytes, length };
  self->bytes += length;
  self->length -= length;

  return TRUE;
}

/**
 * wlk_tls_reader_take_extension:
 * @self: a reader of a list of extensions
 * @type: (out): the type of the next
 * @content: (out): its contents
 *
 * Source: RFC 8446 §4.2.
 *
 * Returns: whether there is another complete one
 */
gboolean
wlk_tls_reader_take_extension (WlkTlsReader *self,
                               guint        *type,
                               WlkTlsReader *content)
{
  return wlk_tls_reader_take_number (self, 2, type) &&
         wlk_tls_reader_take_vector (self, 2, content);
}
