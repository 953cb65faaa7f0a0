/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-starttls.h"

G_BEGIN_DECLS

#define WLK_STARTTLS_MAX_REPLY (16 * 1024) /* bytes; a long list of features has 1 KiB */

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
