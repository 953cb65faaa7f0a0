/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-frame.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>

/*
 * A helper program writes frames: one byte for the type, three for the length of the payload, most
 * significant first, and the payload. The helper works on untrusted data, so its reader trusts
 * neither.
 */

/**
 * wlk_frame_append:
 * @bytes: what to append to
 * @type: the type
 * @data: (nullable): the payload
 * @size: its length, at most %WLK_FRAME_MAX_BYTES
 *
 * Writes one frame.
 */
void
wlk_frame_append (GByteArray   *bytes,
                  guint8        type,
                  gconstpointer data,
                  gsize         size)
{
  const guint8 header[WLK_FRAME_HEADER_BYTES] = {
    type, (guint8) (size >> 16), (guint8) (size >> 8), (guint8) size
  };

  g_return_if_fail (size <= WLK_FRAME_MAX_BYTES);

  g_byte_array_append (bytes, header, sizeof header);
  g_byte_array_append (bytes, data, (guint) size);
}

/**
 * wlk_frame_parse:
 * @frame: (out): the frame, borrowed from @bytes
 * @bytes: what was received and not parsed yet
 * @length: its length
 * @consumed: (out): length of the frame; 0 when it is not complete yet
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads the first frame.
 *
 * Returns: %FALSE when a payload is announced that is larger than %WLK_FRAME_MAX_BYTES
 */
gboolean
wlk_frame_parse (WlkFrame     *frame,
                 const guint8 *bytes,
                 gsize         length,
                 gsize        *consumed,
                 GError      **error)
{
  *consumed = 0;
  if (length < WLK_FRAME_HEADER_BYTES)
    return TRUE;

  frame->type = bytes[0];
  frame->data = bytes + WLK_FRAME_HEADER_BYTES;
  frame->size = (gsize) bytes[1] << 16 | (gsize) bytes[2] << 8 | bytes[3];
  if (frame->size > WLK_FRAME_MAX_BYTES)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_PARSE,
                           _("A helper program of Weak Link sent a message that is too long."));
      return FALSE;
    }
  if (length - WLK_FRAME_HEADER_BYTES >= frame->size)
    *consumed = WLK_FRAME_HEADER_BYTES + frame->size;

  return TRUE;
}
