/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/**
 * WlkHandshakeEnd:
 * @rc: what GnuTLS returned
 * @transport_error: (nullable): the error of reading or writing
 * @first_bytes: (array length=n_first_bytes): the first bytes from the server
 * @n_first_bytes: how many bytes
 * @is_closed: whether the server closed the connection
 *
 * How a handshake ended in failure.
 */
typedef struct
{
  int           rc;
  const GError *transport_error;
  const guint8 *first_bytes;
  gsize         n_first_bytes;
  gboolean      is_closed;
} WlkHandshakeEnd;

void wlk_handshake_fail (WlkConnection         *connection,
                         const WlkHandshakeEnd *end);

G_END_DECLS
