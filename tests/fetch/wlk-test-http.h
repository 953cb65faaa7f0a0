/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An HTTP server on loopback in a thread of its own, which speaks the bytes that it is told to: so
 * it can also do what no proper server does. */

typedef struct _WlkTestHttp WlkTestHttp;

/**
 * WlkTestHttpAnswer:
 * @server: who asks
 * @method: “GET” or “POST”
 * @path: what is asked for, with the slash
 * @body: what was sent
 * @stream: where to write the answer, headers and all; it is closed afterwards
 * @data: what was given
 *
 * Answers one request, in the thread of the connection.
 */
typedef void (*WlkTestHttpAnswer) (WlkTestHttp   *server,
                                   const char    *method,
                                   const char    *path,
                                   GBytes        *body,
                                   GOutputStream *stream,
                                   gpointer       data);

WlkTestHttp *wlk_test_http_new (const char       *address,
                                GTlsCertificate  *certificate,
                                WlkTestHttpAnswer answer,
                                gpointer          data);
void wlk_test_http_free (WlkTestHttp *self);
char *wlk_test_http_dup_address (WlkTestHttp *self,
                                 const char  *path);
guint wlk_test_http_get_n_requests (WlkTestHttp *self);
const char *wlk_test_http_get_last_headers (WlkTestHttp *self);
gboolean wlk_test_http_write (GOutputStream *stream,
                              gconstpointer  bytes,
                              gsize          length);
void wlk_test_http_say (GOutputStream *stream,
                        const char    *text);
void wlk_test_http_send (GOutputStream *stream,
                         const char    *content_type,
                         GBytes        *body);
void wlk_test_http_send_2_gib (GOutputStream *stream);
void wlk_test_http_drip (GOutputStream *stream,
                         const char    *begin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestHttp, wlk_test_http_free)

G_END_DECLS
