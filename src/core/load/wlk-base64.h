/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkBase64:
 * @text: the input; borrowed
 * @length: how many bytes
 * @position: index in @text of the next byte
 * @line: line of that byte
 * @n_characters: base64 characters read so far
 * @n_padding: “=” read so far
 *
 * Reads base64 in lines (RFC 4648 §4). It lives on the stack and owns nothing.
 */
typedef struct
{
  const guint8 *text;
  gsize         length;
  gsize         position;
  guint         line;
  gsize         n_characters;
  guint         n_padding;
} WlkBase64;

void wlk_base64_init (WlkBase64    *self,
                      const guint8 *text,
                      gsize         length,
                      gsize         position,
                      guint         line);
gsize wlk_base64_decode (WlkBase64 *self,
                         guint8    *output);
gboolean wlk_base64_is_complete (const WlkBase64 *self);

G_END_DECLS
