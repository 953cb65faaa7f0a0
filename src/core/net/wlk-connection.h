/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "net/wlk-target.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION (wlk_connection_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnection, wlk_connection, WLK, CONNECTION, GObject)

/**
 * WlkConnectionStage:
 *
 * The stages of a connection, in order.
 */
typedef enum {
  WLK_STAGE_RESOLVE,
  WLK_STAGE_CONNECT,
  WLK_STAGE_HANDSHAKE,
  WLK_STAGE_CERTIFICATES,
  WLK_N_STAGES
} WlkConnectionStage;

/**
 * WlkStageRecord:
 * @is_reached: whether the stage began
 * @started: microseconds since the connection began
 * @duration: microseconds
 * @error: (nullable): why it failed
 */
typedef struct
{
  gboolean is_reached;
  gint64   started;
  gint64   duration;
  GError  *error;
} WlkStageRecord;

/* What one connection taught, also when it failed: immutable once wlk_connection_probe_finish()
 * has returned it. */

void wlk_connection_probe_async (WlkTarget          *target,
                                 guint               timeout,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
WlkConnection *wlk_connection_probe_finish (GAsyncResult *result,
                                            GError      **error);
WlkTarget *wlk_connection_get_target (WlkConnection *self);
const WlkStageRecord *wlk_connection_get_stage (WlkConnection     *self,
                                                WlkConnectionStage stage);
gboolean wlk_connection_is_complete (WlkConnection *self);
const char * const *wlk_connection_get_addresses (WlkConnection *self);
const char *wlk_connection_get_address (WlkConnection *self);
const char *wlk_connection_get_server_name (WlkConnection *self);
const char *wlk_connection_get_protocol (WlkConnection *self);
const char *wlk_connection_get_cipher_suite (WlkConnection *self);
const char *wlk_connection_get_group (WlkConnection *self);
const char *wlk_connection_get_signature (WlkConnection *self);
const char *wlk_connection_get_handshake_point (WlkConnection *self);
int wlk_connection_get_alert (WlkConnection *self);
const char *wlk_connection_get_alert_name (WlkConnection *self);
const char *wlk_connection_get_cause (WlkConnection *self);
GPtrArray *wlk_connection_get_chain (WlkConnection *self);

G_END_DECLS
