/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>

#include "net/wlk-connection.h"

G_BEGIN_DECLS

int wlk_handshake_setup_session (const WlkConnection *connection,
                                 gnutls_session_t    *session);
int wlk_handshake_setup_timestamps (gnutls_session_t     session,
                                    gnutls_ext_recv_func receive);

G_END_DECLS
