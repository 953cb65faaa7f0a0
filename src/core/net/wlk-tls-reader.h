/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkTlsReader:
 * @bytes: (array length=length): what is left to read
 * @length: how many bytes
 *
 * Reads TLS's own notation: numbers in network order, and vectors behind their length.
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
