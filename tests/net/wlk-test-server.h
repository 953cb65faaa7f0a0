/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

#define WLK_TEST_LOOPBACK "127.0.0.1"

/* A server on loopback in a thread of its own, which handles one connection after the other and
 * closes each when the handler returns. */

typedef struct _WlkTestServer WlkTestServer;
typedef void (*WlkTestHandler) (GSocket      *socket,
                                gconstpointer data);

WlkTestServer *wlk_test_server_new (const char    *address,
                                    WlkTestHandler handler,
                                    gconstpointer  data);
void wlk_test_server_free (WlkTestServer *self);
guint16 wlk_test_server_get_port (WlkTestServer *self);

gboolean wlk_test_has_ipv6 (void);
guint16 wlk_test_find_free_port (void);
void wlk_test_send (GSocket      *socket,
                    gconstpointer bytes,
                    gsize         length);
void wlk_test_receive_client_hello (GSocket *socket);
gboolean wlk_test_peek_client_hello (GSocket      *socket,
                                     gconstpointer bytes,
                                     gsize         length);
void wlk_test_wait_for_end (GSocket *socket);

WlkConnection *wlk_test_probe (const char *host,
                               guint16     port,
                               guint       timeout);
WlkConnection *wlk_test_probe_with (const char           *host,
                                    guint16               port,
                                    WlkConnectionOptions *options);
WlkConnection *wlk_test_probe_server (WlkTestServer *server);
void wlk_test_assert_failed (WlkConnection     *connection,
                             WlkConnectionStage stage,
                             int                code,
                             const char        *cause);
void wlk_test_assert_says (WlkConnection     *connection,
                           WlkConnectionStage stage,
                           const char        *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestServer, wlk_test_server_free)

G_END_DECLS
