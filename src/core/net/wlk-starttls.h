/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-starttls-reply.h"

G_BEGIN_DECLS

#define WLK_STARTTLS_NONE   "none"   /* implicit TLS */
#define WLK_STARTTLS_LISTEN "listen" /* not a row: waits for the server's first bytes */
#define WLK_STARTTLS_PORTS  4            /* maximum number of ports of a protocol */

/**
 * WlkStarttls:
 * @id: its name on the command line
 * @title: the protocol's name; not translated
 * @reference: its specification
 * @ports: its default ports, terminated by 0
 * @exchanges: (array length=n_exchanges): the exchanges before TLS begins
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
