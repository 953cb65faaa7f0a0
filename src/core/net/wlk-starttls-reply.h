/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_STARTTLS_MAX_REPLY (16 * 1024) /* bytes; a long list of features has 1 KiB */

/**
 * WlkReply:
 * @WLK_REPLY_MORE: it has not ended
 * @WLK_REPLY_YES: what was expected
 * @WLK_REPLY_NO: the server speaks the protocol, and says no
 * @WLK_REPLY_NOT_OFFERED: the server's list of what it can do is without STARTTLS
 * @WLK_REPLY_STRANGE: nothing that this protocol says here
 *
 * What a reply in plain text comes to.
 */
typedef enum {
  WLK_REPLY_MORE,
  WLK_REPLY_YES,
  WLK_REPLY_NO,
  WLK_REPLY_NOT_OFFERED,
  WLK_REPLY_STRANGE
} WlkReply;

typedef struct _WlkExchange WlkExchange;

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
 * @yes: (nullable): how an expected reply begins, alternatives parted by “|”
 * @no: (nullable): how a refusal begins
 * @skip: (nullable): how lines begin that belong to neither
 * @offer: (nullable): what the reply must contain, if STARTTLS is to be had
 *
 * One thing said and its answer.
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

/* The readers of replies in plain text. Each looks at all bytes of a reply that there are so far,
 * and says how many belong to it once it has ended. */

WlkReply wlk_starttls_reply_lines (const WlkExchange *exchange,
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

G_END_DECLS
