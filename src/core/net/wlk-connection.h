/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/wlk-certificate-request.h"
#include "net/wlk-connection-options.h"
#include "net/wlk-starttls.h"
#include "net/wlk-target.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION (wlk_connection_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnection, wlk_connection, WLK, CONNECTION, GObject)

/**
 * WlkConnectionStage:
 * @WLK_STAGE_NAME: from what was typed to the name in A-labels
 * @WLK_STAGE_PROXY: asking whether there is a proxy on the way
 * @WLK_STAGE_RESOLVE: from the host name to its addresses
 * @WLK_STAGE_CONNECT: from the addresses to an open TCP connection
 * @WLK_STAGE_STARTTLS: what is said in plain text before TLS begins
 * @WLK_STAGE_CLIENT_HELLO: what we offer
 * @WLK_STAGE_SERVER_HELLO: what the server chooses, or why it chooses nothing
 * @WLK_STAGE_CERTIFICATES: the server's Certificate message
 * @WLK_STAGE_CERTIFICATE_REQUEST: the server's wish for a client certificate
 * @WLK_STAGE_CLIENT_CERTIFICATE: our certificate, or that we have none
 * @WLK_STAGE_FINISHED: the end of the handshake, with the server's signature
 * @WLK_STAGE_ANSWER: what the server says first after it; TLS 1.3 refuses a client only then
 * @WLK_N_STAGES: their number; as an answer “none of them”
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
 * WlkStageRecord:
 * @is_reached: whether the stage began
 * @is_ended: whether it ended, in success or in failure
 * @started: microseconds since the connection began
 * @duration: microseconds
 * @error: (nullable): why it failed, a whole sentence in the domain %WLK_ERROR
 */
typedef struct
{
  gboolean is_reached;
  gboolean is_ended;
  gint64   started;
  gint64   duration;
  GError  *error;
} WlkStageRecord;

/**
 * WlkTlsSession:
 * @protocol: (nullable): the version, like “TLS 1.3”
 * @answered: (nullable): the version in the ServerHello, which is “TLS 1.2” for TLS 1.3, too
 * @cipher_suite: (nullable): its name in the TLS registry
 * @group: (nullable): the key exchange group
 * @signature: (nullable): the algorithm of the server's signature
 * @alpn: (nullable): the application protocol that the server chose
 * @prime_bits: size of a Diffie-Hellman group in a finite field, or 0
 * @is_forward_secret: whether the key exchange is ephemeral
 * @is_renegotiation_safe: whether the server knows RFC 5746, or the version needs it not
 * @has_extended_master_secret: whether RFC 7627 is in use, or the version has it built in
 * @is_resumption_offered: whether the server gave a ticket or a session to resume
 *
 * What client and server agreed on, as far as they came.
 */
typedef struct
{
  char       *protocol;
  const char *answered;
  char       *cipher_suite;
  char       *group;
  char       *signature;
  char       *alpn;
  guint       prime_bits;
  gboolean    is_forward_secret;
  gboolean    is_renegotiation_safe;
  gboolean    has_extended_master_secret;
  gboolean    is_resumption_offered;
} WlkTlsSession;

/**
 * WlkConnectionAttempt:
 * @label: what was done otherwise, for people
 * @id: what was done otherwise: “tls1.3”, “tls1.2”, “tls1.1”, “listen”, or a STARTTLS row's id
 * @connection: how it went
 *
 * Another try after a handshake that failed at once, made to learn why.
 */
typedef struct
{
  char          *label;
  const char    *id;
  WlkConnection *connection;
} WlkConnectionAttempt;

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

/**
 * WlkStageState:
 * @WLK_STAGE_BEGUN: it begins
 * @WLK_STAGE_ENDED: it ends, and the next may begin
 * @WLK_STAGE_FAILED: it ends, and with it the connection
 *
 * What is told of a stage while a connection is made.
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

/* What one connection taught, also when it failed: immutable once wlk_connection_probe_finish()
 * has returned it. */

void wlk_connection_probe_async (WlkTarget                *target,
                                 WlkConnectionOptions     *options,
                                 GCancellable             *cancellable,
                                 WlkConnectionProgressFunc progress,
                                 gpointer                  progress_data,
                                 GAsyncReadyCallback       callback,
                                 gpointer                  user_data);
WlkConnection *wlk_connection_probe_finish (GAsyncResult *result,
                                            GError      **error);
WlkTarget *wlk_connection_get_target (WlkConnection *self);
WlkConnectionOptions *wlk_connection_get_options (WlkConnection *self);
guint16 wlk_connection_get_port (WlkConnection *self);
const WlkStageRecord *wlk_connection_get_stage (WlkConnection     *self,
                                                WlkConnectionStage stage);
WlkConnectionStage wlk_connection_get_failed_stage (WlkConnection *self);
gboolean wlk_connection_is_complete (WlkConnection *self);
const char *wlk_connection_get_proxy (WlkConnection *self);
const char * const *wlk_connection_get_addresses (WlkConnection *self);
const char *wlk_connection_get_address (WlkConnection *self);
const char * const *wlk_connection_get_failed_addresses (WlkConnection *self);
const WlkStarttls *wlk_connection_get_starttls (WlkConnection *self);
const char * const *wlk_connection_get_dialogue (WlkConnection *self);
gboolean wlk_connection_has_surplus (WlkConnection *self);
const char *wlk_connection_get_server_name (WlkConnection *self);
const char * const *wlk_connection_get_offered_alpn (WlkConnection *self);
const WlkTlsSession *wlk_connection_get_session (WlkConnection *self);
const char *wlk_connection_get_handshake_point (WlkConnection *self);
const char * const *wlk_connection_get_messages (WlkConnection *self);
int wlk_connection_get_alert (WlkConnection *self);
const char *wlk_connection_get_alert_name (WlkConnection *self);
const char *wlk_connection_get_version_verdict (WlkConnection *self);
const char *wlk_connection_get_first_line (WlkConnection *self);
const char *wlk_connection_get_plaintext_protocol (WlkConnection *self);
const char *wlk_connection_get_suggested_starttls (WlkConnection *self);
const char *wlk_connection_get_cause (WlkConnection *self);
GPtrArray *wlk_connection_get_attempts (WlkConnection *self);
WlkCertificateRequest *wlk_connection_get_certificate_request (WlkConnection *self);
gboolean wlk_connection_is_certificate_requested (WlkConnection *self);
gboolean wlk_connection_is_credential_sent (WlkConnection *self);
GPtrArray *wlk_connection_get_chain (WlkConnection *self);
GPtrArray *wlk_connection_get_problems (WlkConnection *self);
gboolean wlk_connection_is_unreadable (WlkConnection *self,
                                       guint          position);
GBytes *wlk_connection_get_staple (WlkConnection *self);
GBytes *wlk_connection_get_timestamps (WlkConnection *self);

G_END_DECLS
