/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_FRAME_HEADER_BYTES 4
#define WLK_FRAME_MAX_BYTES    65536 /* of a payload; one read of a helper program */

/**
 * WlkFrame:
 * @type: what the payload is; helper and reader agree on it
 * @data: the payload, borrowed
 * @size: its length in bytes
 *
 * One message of a helper program.
 */
typedef struct
{
  guint8        type;
  const guint8 *data;
  gsize         size;
} WlkFrame;

void wlk_frame_append (GByteArray   *bytes,
                       guint8        type,
                       gconstpointer data,
                       gsize         size);
gboolean wlk_frame_parse (WlkFrame     *frame,
                          const guint8 *bytes,
                          gsize         length,
                          gsize        *consumed,
                          GError      **error);

G_END_DECLS
