/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkConnectionStage:
 * @WLK_STAGE_NAME: from the typed text to the name in A-labels
 * @WLK_STAGE_PROXY: looking up the proxy
 * @WLK_STAGE_RESOLVE: from the host name to its addresses
 * @WLK_STAGE_CONNECT: from the addresses to an open TCP connection
 * @WLK_STAGE_STARTTLS: the plain-text exchange before TLS
 * @WLK_STAGE_CLIENT_HELLO: the offer of the client
 * @WLK_STAGE_SERVER_HELLO: the choice of the server, or its rejection
 * @WLK_STAGE_CERTIFICATES: the server's Certificate message
 * @WLK_STAGE_CERTIFICATE_REQUEST: the request for a client certificate
 * @WLK_STAGE_CLIENT_CERTIFICATE: the client's Certificate message, possibly empty
 * @WLK_STAGE_FINISHED: the end of the handshake, with the server's signature
 * @WLK_STAGE_ANSWER: the server's first response after it; TLS 1.3 rejects a client only then
 * @WLK_N_STAGES: their number; as a return value, none
 *
 * The stages of a connection, in the order in which they begin.
 */
typedef enum {
  WLK_STAGE_NAME,
  WLK_STAGE_PROXY,
  WLK_STAGE_RESOLVE,
  WLK_STAGE_CONNECT,
  WLK_STAGE_STARTTLS,
  WLK_STAGE_CLIENT_HELLO,
  WLK_STAGE_SERVER_HELLO,
  WLK_STAGE_CERTIFICATES,
  WLK_STAGE_CERTIFICATE_REQUEST,
  WLK_STAGE_CLIENT_CERTIFICATE,
  WLK_STAGE_FINISHED,
  WLK_STAGE_ANSWER,
  WLK_N_STAGES
} WlkConnectionStage;

/**
 * WlkStageState:
 * @WLK_STAGE_BEGUN: it begins
 * @WLK_STAGE_ENDED: it ends, and the next may begin
 * @WLK_STAGE_FAILED: it ends, and the connection fails
 *
 * The state of a stage, as it is reported while a connection is made.
 */
typedef enum {
  WLK_STAGE_BEGUN,
  WLK_STAGE_ENDED,
  WLK_STAGE_FAILED
} WlkStageState;

typedef void (*WlkConnectionProgressFunc) (WlkConnectionStage stage,
                                           WlkStageState      state,
                                           gint64             duration,
                                           gpointer           user_data);

/* Reports the stages of a connection from the probe's thread to the requesting thread. */

typedef struct _WlkConnectionProgress WlkConnectionProgress;

WlkConnectionProgress *wlk_connection_progress_new (WlkConnectionProgressFunc func,
                                                    gpointer                  user_data);
WlkConnectionProgress *wlk_connection_progress_ref (WlkConnectionProgress *self);
void wlk_connection_progress_unref (WlkConnectionProgress *self);
void wlk_connection_progress_close (WlkConnectionProgress *self);
void wlk_connection_progress_report (WlkConnectionProgress *self,
                                     WlkConnectionStage     stage,
                                     WlkStageState          state,
                                     gint64                 duration);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkConnectionProgress, wlk_connection_progress_unref)

G_END_DECLS
