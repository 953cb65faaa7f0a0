/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkSpan:
 * @offset: first byte, counted from the start of the certificate's DER
 * @length: number of bytes; 0 for no location
 *
 * A location in a certificate's DER.
 */
typedef struct
{
  guint32 offset;
  guint32 length;
} WlkSpan;

#define WLK_SPAN_NONE ((WlkSpan) { 0, 0 })

G_END_DECLS
