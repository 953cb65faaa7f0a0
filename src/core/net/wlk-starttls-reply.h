/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_STARTTLS_MAX_REPLY (16 * 1024) /* bytes; a long list of features has 1 KiB */

/**
 * WlkReply:
 * @WLK_REPLY_MORE: the reply is incomplete
 * @WLK_REPLY_YES: the expected reply
 * @WLK_REPLY_REFUSING: the same as %WLK_REPLY_NO, but the reply is incomplete
 * @WLK_REPLY_NO: the server speaks the protocol, and refuses
 * @WLK_REPLY_NOT_OFFERED: the server's capabilities do not include STARTTLS
 * @WLK_REPLY_STRANGE: not a reply of this protocol
 *
 * The result of a plain-text reply.
 */
typedef enum {
  WLK_REPLY_MORE,
  WLK_REPLY_YES,
  WLK_REPLY_REFUSING,
  WLK_REPLY_NO,
  WLK_REPLY_NOT_OFFERED,
  WLK_REPLY_STRANGE
} WlkReply;

typedef struct _WlkExchange WlkExchange;

/**
 * WlkReplyFunc:
 * @exchange: the expected replies
 * @bytes: (array length=length): the bytes received so far
 * @length: how many bytes
 * @n_used: (out): how many of them belong to the reply, when it has ended
 *
 * Reads a reply in plain text.
 *
 * Returns: the result of the reply
 */
typedef WlkReply (*WlkReplyFunc) (const WlkExchange *exchange,
                                  const guint8      *bytes,
                                  gsize              length,
                                  gsize             *n_used);

/**
 * WlkExchange:
 * @send: (nullable): what the client sends, with {host} for the host in U-labels; %NULL
 *   when the server speaks first
 * @send_length: bytes of @send where it is not text, else 0
 * @shown: (nullable): how @send is shown where it is not text
 * @read: (nullable): reads the reply; %NULL when there is none
 * @yes: (nullable): prefix of an expected reply, alternatives separated by “|”
 * @no: (nullable): prefix of a refusal
 * @skip: (nullable): prefix of lines to skip
 * @offer: (nullable): text that the reply must contain if STARTTLS is offered, with alternatives
 *
 * One request and its reply.
 */
struct _WlkExchange
{
  const char  *send;
  gsize        send_length;
  const char  *shown;
  WlkReplyFunc read;
  const char  *yes;
  const char  *no;
  const char  *skip;
  const char  *offer;
};

/* The readers, each a WlkReplyFunc. */

WlkReply wlk_starttls_reply_lines (const WlkExchange *exchange,
                                   const guint8      *bytes,
                                   gsize              length,
                                   gsize             *n_used);
WlkReply wlk_starttls_reply_sieve (const WlkExchange *exchange,
                                   const guint8      *bytes,
                                   gsize              length,
                                   gsize             *n_used);
WlkReply wlk_starttls_reply_irc (const WlkExchange *exchange,
                                 const guint8      *bytes,
                                 gsize              length,
                                 gsize             *n_used);
WlkReply wlk_starttls_reply_xml (const WlkExchange *exchange,
                                 const guint8      *bytes,
                                 gsize              length,
                                 gsize             *n_used);
WlkReply wlk_starttls_reply_ldap (const WlkExchange *exchange,
                                  const guint8      *bytes,
                                  gsize              length,
                                  gsize             *n_used);
WlkReply wlk_starttls_reply_postgres (const WlkExchange *exchange,
                                      const guint8      *bytes,
                                      gsize              length,
                                      gsize             *n_used);
WlkReply wlk_starttls_reply_mysql (const WlkExchange *exchange,
                                   const guint8      *bytes,
                                   gsize              length,
                                   gsize             *n_used);

char *wlk_starttls_reply_dup_refusal (const WlkExchange *exchange,
                                      const guint8      *bytes,
                                      gsize              length);

G_END_DECLS
