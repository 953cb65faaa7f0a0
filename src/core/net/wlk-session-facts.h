/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gnutls/gnutls.h>
#include "net/wlk-connection.h"

G_BEGIN_DECLS

void wlk_session_facts_read (WlkSessionFacts *self,
                             gnutls_session_t session);
void wlk_session_facts_read_server_hello (WlkSessionFacts *self,
                                          const guint8    *message,
                                          gsize            length);
void wlk_session_facts_copy (WlkSessionFacts       *self,
                             const WlkSessionFacts *other);
void wlk_session_facts_clear (WlkSessionFacts *self);

G_END_DECLS
