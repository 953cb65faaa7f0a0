/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkTlsReader:
 * @bytes: (array length=length): the remaining bytes
 * @length: how many bytes
 *
 * Reads the TLS presentation language: numbers in network byte order, and vectors after their
 * length.
 */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
} WlkTlsReader;

gboolean wlk_tls_reader_take_number (WlkTlsReader *self,
                                     guint         size,
                                     guint        *number);
gboolean wlk_tls_reader_take_vector (WlkTlsReader *self,
                                     guint         size,
                                     WlkTlsReader *vector);
gboolean wlk_tls_reader_take_extension (WlkTlsReader *self,
                                        guint        *type,
                                        WlkTlsReader *content);

G_END_DECLS
