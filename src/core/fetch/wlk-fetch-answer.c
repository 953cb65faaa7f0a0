/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-answer.h"

#include "base/wlk-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* Frames in the order in which they are sent. The last three exclude each other. */
static const char order[] = {
  WLK_FETCH_FRAME_PEER,
  WLK_FETCH_FRAME_TLS_PROBLEM,
  WLK_FETCH_FRAME_PHRASE,
  WLK_FETCH_FRAME_LOCATION,
  WLK_FETCH_FRAME_HEAD,
  WLK_FETCH_FRAME_DATA,
  WLK_FETCH_FRAME_END,
  WLK_FETCH_FRAME_REFUSED,
  WLK_FETCH_FRAME_FAILURE,
  '\0'
};

static gboolean
is_last (guint8 type)
{
  return type == WLK_FETCH_FRAME_END || type == WLK_FETCH_FRAME_REFUSED ||
         type == WLK_FETCH_FRAME_FAILURE;
}

static gboolean
is_in_order (const WlkFetchAnswer *self,
             guint8                type)
{
  const char *position = type != 0 ? strchr (order, type) : NULL;

  if (position == NULL || is_last (self->last))
    return FALSE;
  if ((type == WLK_FETCH_FRAME_DATA || type == WLK_FETCH_FRAME_END) && self->status == 0)
    return FALSE;
  if (type == WLK_FETCH_FRAME_DATA && self->last == WLK_FETCH_FRAME_DATA)
    return TRUE;

  return self->last == 0 || position > strchr (order, self->last);
}

static gboolean
take_text (char          **member,
           const WlkFrame *frame)
{
  if (frame->size == 0 || frame->size > WLK_FETCH_ANSWER_MAX_TEXT ||
      memchr (frame->data, '\0', frame->size) != NULL)
    return FALSE;
  *member = g_strndup ((const char *) frame->data, frame->size);

  return TRUE;
}

static gboolean
take_peer (WlkFetchAnswer *self,
           const WlkFrame *frame)
{
  g_autofree char *text = NULL;
  g_autoptr(GInetAddress) address = NULL;

  if (!take_text (&text, frame))
    return FALSE;
  address = g_inet_address_new_from_string (text);
  if (address == NULL)
    return FALSE;
  self->peer = g_inet_address_to_string (address);

  return TRUE;
}

static gboolean
take_tls_problem (WlkFetchAnswer *self,
                  const WlkFrame *frame)
{
  if (frame->size != 1 || (frame->data[0] != WLK_FETCH_TLS_PROBLEM_NAME &&
                           frame->data[0] != WLK_FETCH_TLS_PROBLEM_EXPIRED))
    return FALSE;
  self->tls_problem = frame->data[0];

  return TRUE;
}

static gboolean
take_head (WlkFetchAnswer *self,
           const WlkFrame *frame)
{
  guint64 announced = 0;

  if (frame->size != WLK_FETCH_HEAD_BYTES)
    return FALSE;
  for (guint i = 2; i < WLK_FETCH_HEAD_BYTES; i++)
    announced = announced << 8 | frame->data[i];
  self->status = (guint) frame->data[0] << 8 | frame->data[1];
  self->announced = announced <= G_MAXINT64 ? (gint64) announced : -1;

  return self->status >= 100 && self->status <= 999 &&
         (announced <= G_MAXINT64 || announced == G_MAXUINT64);
}

static gboolean
take (WlkFetchAnswer *self,
      const WlkFrame *frame)
{
  switch ((WlkFetchFrame) frame->type)
    {
    case WLK_FETCH_FRAME_PEER:
      return take_peer (self, frame);

    case WLK_FETCH_FRAME_TLS_PROBLEM:
      return take_tls_problem (self, frame);

    case WLK_FETCH_FRAME_PHRASE:
      return take_text (&self->phrase, frame);

    case WLK_FETCH_FRAME_LOCATION:
      return take_text (&self->location, frame);

    case WLK_FETCH_FRAME_HEAD:
      return take_head (self, frame);

    case WLK_FETCH_FRAME_DATA:
      g_byte_array_append (self->body, frame->data, (guint) frame->size);
      return frame->size > 0;

    case WLK_FETCH_FRAME_END:
      return frame->size == 0;

    case WLK_FETCH_FRAME_REFUSED:
      self->is_refused = TRUE;
      return frame->size == 0;

    case WLK_FETCH_FRAME_FAILURE:
      return take_text (&self->failure, frame);

    default:
      return FALSE;
    }
}

/**
 * wlk_fetch_answer_init:
 * @self: (out): an empty answer, for wlk_fetch_answer_clear()
 */
void
wlk_fetch_answer_init (WlkFetchAnswer *self)
{
  *self = (WlkFetchAnswer) { .announced = -1, .body = g_byte_array_new () };
}

/**
 * wlk_fetch_answer_add:
 * @self: an answer
 * @frame: the next frame from weaklink-fetch
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Adds one frame. The caller limits the length of the body after each.
 *
 * Returns: whether the frame is valid at this point
 */
gboolean
wlk_fetch_answer_add (WlkFetchAnswer *self,
                      const WlkFrame *frame,
                      GError        **error)
{
  if (is_in_order (self, frame->type) && take (self, frame))
    {
      self->last = frame->type;
      return TRUE;
    }

  g_set_error_literal (error, WLK_ERROR, WLK_ERROR_PARSE,
                       _("weaklink-fetch sent a message that cannot be understood."));
  return FALSE;
}

/* Whether no more frames are expected. */
gboolean
wlk_fetch_answer_is_complete (const WlkFetchAnswer *self)
{
  return is_last (self->last);
}

/* Frees its fields. */
void
wlk_fetch_answer_clear (WlkFetchAnswer *self)
{
  g_clear_pointer (&self->peer, g_free);
  g_clear_pointer (&self->phrase, g_free);
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->failure, g_free);
}
