/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-frame.h"

G_BEGIN_DECLS

#define WLK_FETCH_ANSWER_MAX_TEXT 8192 /* bytes of one text; a longer one is cut off */

/**
 * WlkFetchFrame:
 * @WLK_FETCH_FRAME_PEER: text: the network address that was connected to
 * @WLK_FETCH_FRAME_TLS_PROBLEM: one byte, a #WlkFetchTlsProblem
 * @WLK_FETCH_FRAME_PHRASE: text: the usual words for the status
 * @WLK_FETCH_FRAME_LOCATION: text: where a redirect leads
 * @WLK_FETCH_FRAME_HEAD: two bytes of status, and eight of the announced length of the body, which
 *   are all ones without one; most significant first
 * @WLK_FETCH_FRAME_DATA: some of the body
 * @WLK_FETCH_FRAME_END: nothing: the body is whole, as far as the helper knows
 * @WLK_FETCH_FRAME_REFUSED: nothing: there was no connection, since it was refused
 * @WLK_FETCH_FRAME_FAILURE: text: why there is no answer, or no whole one
 *
 * What weaklink-fetch sends, in this order; each at most once, except data. The last is one of the
 * last three.
 */
typedef enum {
  WLK_FETCH_FRAME_PEER = 'p',
  WLK_FETCH_FRAME_TLS_PROBLEM = 't',
  WLK_FETCH_FRAME_PHRASE = 's',
  WLK_FETCH_FRAME_LOCATION = 'l',
  WLK_FETCH_FRAME_HEAD = 'h',
  WLK_FETCH_FRAME_DATA = 'd',
  WLK_FETCH_FRAME_END = 'e',
  WLK_FETCH_FRAME_REFUSED = 'r',
  WLK_FETCH_FRAME_FAILURE = 'f',
} WlkFetchFrame;

#define WLK_FETCH_HEAD_BYTES 10

/**
 * WlkFetchTlsProblem:
 * @WLK_FETCH_TLS_PROBLEM_NONE: none that matters
 * @WLK_FETCH_TLS_PROBLEM_NAME: the certificate of the server is for another name
 * @WLK_FETCH_TLS_PROBLEM_EXPIRED: it has expired
 *
 * What is wrong with the certificate of an HTTPS server.
 */
typedef enum {
  WLK_FETCH_TLS_PROBLEM_NONE,
  WLK_FETCH_TLS_PROBLEM_NAME,
  WLK_FETCH_TLS_PROBLEM_EXPIRED,
} WlkFetchTlsProblem;

/**
 * WlkFetchAnswer:
 * @peer: (nullable): the network address that was connected to
 * @tls_problem: what is wrong with the certificate of the server
 * @phrase: (nullable): the usual words for the status; untrusted text
 * @location: (nullable): where a redirect leads; untrusted text, which need not be UTF-8
 * @status: of HTTP; 0 before there is one
 * @announced: length of the body as the server announced it, or -1
 * @body: the body so far
 * @is_refused: whether the connection was refused
 * @failure: (nullable): why there is no whole answer; untrusted text
 * @last: type of the last frame, or 0
 *
 * What weaklink-fetch has sent.
 */
typedef struct
{
  char              *peer;
  WlkFetchTlsProblem tls_problem;
  char              *phrase;
  char              *location;
  guint              status;
  gint64             announced;
  GByteArray        *body;
  gboolean           is_refused;
  char              *failure;
  guint8             last;
} WlkFetchAnswer;

void wlk_fetch_answer_init (WlkFetchAnswer *self);
gboolean wlk_fetch_answer_add (WlkFetchAnswer *self,
                               const WlkFrame *frame,
                               GError        **error);
gboolean wlk_fetch_answer_is_complete (const WlkFetchAnswer *self);
void wlk_fetch_answer_clear (WlkFetchAnswer *self);

G_END_DECLS
