/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include "net/wlk-connection.h"

G_BEGIN_DECLS

void wlk_tls_session_read (WlkTlsSession   *self,
                           gnutls_session_t session);
void wlk_tls_session_read_server_hello (WlkTlsSession *self,
                                        const guint8  *message,
                                        gsize          length);
void wlk_tls_session_copy (WlkTlsSession       *self,
                           const WlkTlsSession *other);
void wlk_tls_session_clear (WlkTlsSession *self);

G_END_DECLS
