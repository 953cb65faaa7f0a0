/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/**
 * WlkTimestampPlace:
 * @WLK_TIMESTAMPS_IN_CERTIFICATE: in an extension of the server's certificate
 * @WLK_TIMESTAMPS_IN_HANDSHAKE: in an extension of the handshake
 * @WLK_TIMESTAMPS_IN_RESPONSE: in the stapled OCSP response
 * @WLK_N_TIMESTAMP_PLACES: their number
 *
 * The sources of signed certificate timestamps (RFC 6962 §3.3).
 */
typedef enum {
  WLK_TIMESTAMPS_IN_CERTIFICATE,
  WLK_TIMESTAMPS_IN_HANDSHAKE,
  WLK_TIMESTAMPS_IN_RESPONSE,
  WLK_N_TIMESTAMP_PLACES
} WlkTimestampPlace;

/**
 * WlkClientVerdict:
 * @WLK_CLIENT_VERDICT_NOT_REQUESTED: the server requested no client certificate
 * @WLK_CLIENT_VERDICT_UNKNOWN: the server may still refuse the client above TLS
 * @WLK_CLIENT_VERDICT_ACCEPTED: the server received one, and then began to speak its protocol
 * @WLK_CLIENT_VERDICT_REFUSED: the server refused it, or the client without one
 * @WLK_N_CLIENT_VERDICTS: their number
 *
 * What became of the client certificate, beside the verdict about the server.
 */
typedef enum {
  WLK_CLIENT_VERDICT_NOT_REQUESTED,
  WLK_CLIENT_VERDICT_UNKNOWN,
  WLK_CLIENT_VERDICT_ACCEPTED,
  WLK_CLIENT_VERDICT_REFUSED,
  WLK_N_CLIENT_VERDICTS
} WlkClientVerdict;

/* Facts shared by the connection's steps and its details. */

WlkCertificate *wlk_connection_facts_get_leaf (const WlkConnection *connection);
gboolean wlk_connection_facts_is_left_out (const WlkConnection *connection,
                                           WlkConnectionStage   stage);
WlkClientVerdict wlk_connection_facts_get_client_verdict (const WlkConnection *connection);
gboolean wlk_connection_facts_is_finished (const WlkConnection *connection);
char *wlk_connection_facts_dup_versions (const WlkConnection *connection);
char *wlk_connection_facts_dup_alert (const WlkConnection *connection);
char *wlk_connection_facts_dup_attempt (const WlkConnectionAttempt *attempt);
char *wlk_connection_facts_dup_suggestion (const WlkConnection *connection);
const char *wlk_timestamp_place_get_label (WlkTimestampPlace place);
GBytes *wlk_connection_facts_dup_timestamps (const WlkConnection *connection,
                                             WlkTimestampPlace    place);

G_END_DECLS
