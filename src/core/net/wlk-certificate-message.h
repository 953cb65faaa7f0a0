/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "net/wlk-tls-reader.h"

G_BEGIN_DECLS

#define WLK_CERTIFICATE_MESSAGE_MAX_BYTES   (1024 * 1024) /* bytes */
#define WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES 100           /* certificates; as OpenSSL allows */

gboolean wlk_certificate_message_read (WlkConnection *connection,
                                       const guint8  *message,
                                       gsize          length,
                                       gboolean       has_extensions,
                                       GError       **error);
void wlk_certificate_message_read_extensions (WlkConnection *connection,
                                              WlkTlsReader   extensions);
void wlk_certificate_message_read_status (WlkConnection *connection,
                                          const guint8  *message,
                                          gsize          length);

G_END_DECLS
