/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-daemon.h"

G_BEGIN_DECLS

/* The beginning of a “server” block with TLS, and what gives it the other host's certificate. */
#define WLK_TEST_NGINX_LISTEN "listen 127.0.0.1:@PORT@ ssl; "
#define WLK_TEST_NGINX_OTHER  "ssl_certificate other.pem; ssl_certificate_key other.key; "

WlkTestDaemon *wlk_test_nginx_start (const char *servers,
                                     GBytes     *staple);

G_END_DECLS
