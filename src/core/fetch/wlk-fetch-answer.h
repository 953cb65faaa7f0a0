/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-frame.h"

G_BEGIN_DECLS

#define WLK_FETCH_ANSWER_MAX_TEXT 8192 /* bytes of one text; a longer one is cut off */

/**
 * WlkFetchFrame:
 * @WLK_FETCH_FRAME_PEER: text: the network address that was connected to
 * @WLK_FETCH_FRAME_TLS_PROBLEM: one byte, a #WlkFetchTlsProblem
 * @WLK_FETCH_FRAME_PHRASE: text: the reason phrase of the status
 * @WLK_FETCH_FRAME_LOCATION: text: the target of a redirect
 * @WLK_FETCH_FRAME_HEAD: two bytes of status, and eight of the Content-Length, which are all ones
 *   if it is missing; big-endian
 * @WLK_FETCH_FRAME_DATA: a part of the body
 * @WLK_FETCH_FRAME_END: empty: the body is complete, as far as the helper knows
 * @WLK_FETCH_FRAME_REFUSED: empty: the connection was refused
 * @WLK_FETCH_FRAME_FAILURE: text: why the answer is missing or incomplete
 *
 * The frames of weaklink-fetch, in this order; each at most once, except data. One of the last
 * three ends the answer.
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
 * @WLK_FETCH_TLS_PROBLEM_NONE: no relevant problem
 * @WLK_FETCH_TLS_PROBLEM_NAME: the certificate of the server is for another name
 * @WLK_FETCH_TLS_PROBLEM_EXPIRED: it has expired
 *
 * A problem of the certificate of an HTTPS server.
 */
typedef enum {
  WLK_FETCH_TLS_PROBLEM_NONE,
  WLK_FETCH_TLS_PROBLEM_NAME,
  WLK_FETCH_TLS_PROBLEM_EXPIRED,
} WlkFetchTlsProblem;

/**
 * WlkFetchAnswer:
 * @peer: (nullable): the network address that was connected to
 * @tls_problem: problem of the server's certificate
 * @phrase: (nullable): the reason phrase of the status; untrusted text
 * @location: (nullable): the target of a redirect; untrusted text, which need not be UTF-8
 * @status: HTTP status; 0 before it is received
 * @announced: Content-Length, or -1
 * @body: the body so far
 * @is_refused: whether the connection was refused
 * @failure: (nullable): why the answer is incomplete; untrusted text
 * @last: type of the last frame, or 0
 *
 * The answer of weaklink-fetch so far.
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
