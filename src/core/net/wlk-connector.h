/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Connects to the first of several addresses that answers. */

typedef void (*WlkConnectorFailureFunc) (GSocketConnectable *address,
                                         const GError       *error,
                                         gpointer            user_data);

void wlk_connector_connect_async (GPtrArray              *addresses,
                                  const char             *proxy,
                                  WlkConnectorFailureFunc failure,
                                  gpointer                failure_data,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
GSocketConnection *wlk_connector_connect_finish (GAsyncResult *result,
                                                 GError      **error);

G_END_DECLS
