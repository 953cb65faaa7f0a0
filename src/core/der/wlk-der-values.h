/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

/* The values of elements. The readers use only the content octets, and the tag only where one
 * function reads several types, so that they also read IMPLICIT tags. */

/**
 * WlkDerBits:
 * @bytes: the bits, the first one in the top bit of the first byte; borrowed
 * @length: number of bytes
 * @n_unused: number of unused low bits of the last byte, 0 to 7
 */
typedef struct
{
  const guint8 *bytes;
  guint32       length;
  guint         n_unused;
} WlkDerBits;

gboolean wlk_der_read_boolean (const WlkDerElement *element,
                               gboolean            *value,
                               GError             **error);
gboolean wlk_der_read_integer (const WlkDerElement *element,
                               gint64              *value,
                               GError             **error);
gboolean wlk_der_integer_is_minimal (const WlkDerElement *element);
gboolean wlk_der_integer_equal (const WlkDerElement *a,
                                const WlkDerElement *b);
gboolean wlk_der_read_bit_string (const WlkDerElement *element,
                                  WlkDerBits          *bits,
                                  GError             **error);
gboolean wlk_der_read_time (const WlkDerElement *element,
                            gint64              *seconds,
                            GError             **error);
gboolean wlk_der_check_oid (const WlkDerElement *element,
                            GError             **error);
char *wlk_der_dup_oid (const WlkDerElement *element,
                       GError             **error);
char *wlk_der_dup_string (const WlkDerElement *element,
                          guint32              type,
                          gsize               *length,
                          GError             **error);
gboolean wlk_der_is_string_type (guint32 tag);

G_END_DECLS
