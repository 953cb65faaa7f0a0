/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_STARTTLS_NONE   "none"   /* TLS from the first byte */
#define WLK_STARTTLS_LISTEN "listen" /* no row: waits for what a server says first */
#define WLK_STARTTLS_PORTS  4            /* the most ports that one protocol has */

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
 * @send: (nullable): what the client says, where {host} stands for the host in U-labels; %NULL
 *   when the server speaks first
 * @send_length: bytes of @send where it is no text, else 0
 * @shown: (nullable): how @send is shown where it is no text
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

/**
 * WlkStarttls:
 * @id: what the command line calls it
 * @title: the protocol's name; not translated
 * @reference: where it is written
 * @ports: the ports at which it is expected, ended by 0
 * @exchanges: (array length=n_exchanges): what is said before TLS begins
 * @n_exchanges: how many
 *
 * A protocol that begins in plain text and changes to TLS.
 */
typedef struct
{
  const char        *id;
  const char        *title;
  const char        *reference;
  guint16            ports[WLK_STARTTLS_PORTS + 1];
  const WlkExchange *exchanges;
  gsize              n_exchanges;
} WlkStarttls;

const WlkStarttls *wlk_starttls_find (const char *id);
const WlkStarttls *wlk_starttls_find_port (guint16 port);
const WlkStarttls *wlk_starttls_get_all (gsize *n_rows);

G_END_DECLS
