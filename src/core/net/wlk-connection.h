/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "net/wlk-target.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION (wlk_connection_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnection, wlk_connection, WLK, CONNECTION, GObject)

#define WLK_CONNECTION_DEFAULT_TIMEOUT 15 /* seconds; slow servers answer, a person still waits */

/**
 * WlkConnectionStage:
 * @WLK_STAGE_RESOLVE: from the host name to its addresses
 * @WLK_STAGE_CONNECT: from the addresses to an open TCP connection
 * @WLK_STAGE_HANDSHAKE: the TLS handshake, and in TLS 1.3 the answer to our missing certificate
 * @WLK_STAGE_CERTIFICATES: reading the server's Certificate message, a part of the handshake
 * @WLK_N_STAGES: their number; as an answer “none of them”
 *
 * The stages of a connection, in the order in which they begin.
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
 * @error: (nullable): why it failed, a whole sentence in the domain %WLK_ERROR
 */
typedef struct
{
  gboolean is_reached;
  gint64   started;
  gint64   duration;
  GError  *error;
} WlkStageRecord;

/**
 * WlkConnectionProblem:
 * @position: its place in the list as sent, from 0; the end entity's is 0
 * @der: the bytes as sent
 * @error: why they are no certificate
 *
 * An entry of the server's list that could not be read.
 */
typedef struct
{
  guint   position;
  GBytes *der;
  GError *error;
} WlkConnectionProblem;

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
WlkConnectionStage wlk_connection_get_failed_stage (WlkConnection *self);
gboolean wlk_connection_is_complete (WlkConnection *self);
const char * const *wlk_connection_get_addresses (WlkConnection *self);
const char *wlk_connection_get_address (WlkConnection *self);
const char *wlk_connection_get_server_name (WlkConnection *self);
const char *wlk_connection_get_protocol (WlkConnection *self);
const char *wlk_connection_get_cipher_suite (WlkConnection *self);
const char *wlk_connection_get_group (WlkConnection *self);
const char *wlk_connection_get_signature (WlkConnection *self);
const char *wlk_connection_get_handshake_point (WlkConnection *self);
const char * const *wlk_connection_get_messages (WlkConnection *self);
int wlk_connection_get_alert (WlkConnection *self);
const char *wlk_connection_get_alert_name (WlkConnection *self);
const char *wlk_connection_get_first_line (WlkConnection *self);
const char *wlk_connection_get_cause (WlkConnection *self);
gboolean wlk_connection_is_certificate_requested (WlkConnection *self);
guint wlk_connection_get_n_accepted_issuers (WlkConnection *self);
GPtrArray *wlk_connection_get_chain (WlkConnection *self);
GPtrArray *wlk_connection_get_problems (WlkConnection *self);
gboolean wlk_connection_is_unreadable (WlkConnection *self,
                                       guint          position);

G_END_DECLS
