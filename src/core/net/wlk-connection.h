/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-ref-counted.h"
#include "net/wlk-certificate-request.h"
#include "net/wlk-connection-options.h"
#include "net/wlk-starttls.h"
#include "net/wlk-target.h"
#include "net/wlk-tls-session.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION (wlk_connection_get_type ())
WLK_DECLARE_REF_COUNTED (WlkConnection, wlk_connection);

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

/* Called with a stage that begins or ends, and with the duration of an ended one in microseconds,
 * in the thread that makes the connection. */
typedef void (*WlkConnectionProgressFunc) (WlkConnectionStage stage,
                                           WlkStageState      state,
                                           gint64             duration,
                                           gpointer           user_data);

/**
 * WlkStageRecord:
 * @is_reached: whether the stage began
 * @is_ended: whether it ended, in success or in failure
 * @started: microseconds since the connection began
 * @duration: microseconds
 * @error: (nullable): the failure, a whole sentence in the domain %WLK_ERROR
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
 * WlkConnectionAttempt:
 * @label: what was changed, for display
 * @id: what was changed: “tls1.3”, “tls1.2”, “tls1.1”, “listen”, or a STARTTLS row's id
 * @connection: its record
 *
 * Another attempt after an immediate handshake failure, to diagnose it.
 */
typedef struct
{
  char                *label;
  const char          *id;
  const WlkConnection *connection;
} WlkConnectionAttempt;

/**
 * WlkConnectionProblem:
 * @position: its index in the list as sent, from 0 for the end entity
 * @der: the bytes as sent
 * @error: the parse error
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
 * WlkConnection:
 * @target: the host
 * @options: how to connect
 * @stages: the stages, as far as the connection came
 * @addresses: (array zero-terminated=1): all addresses of the host, in the order in which they are
 *   tried
 * @failed_addresses: (array zero-terminated=1): the addresses to which no connection could be made,
 *   each with the reason, for display
 * @address: (nullable): the address that was connected to
 * @proxy: (nullable): the URI of the proxy, without a password
 * @starttls: (nullable): the STARTTLS protocol
 * @dialogue: (array zero-terminated=1): the lines of its exchange, as visible text, with “→ ”
 *   before what was sent and “← ” before what was received
 * @has_surplus: whether the server sent more plain text after it accepted STARTTLS
 * @session: the negotiated parameters, as far as they are known
 * @messages: (array zero-terminated=1): the names of the handshake messages, with the same arrows
 * @handshake_point: (nullable): the RFC's name of the last handshake message, like “ServerHello”; a
 *   failed handshake ended after it
 * @alert: the number of the server's alert, or %WLK_ALERT_NONE
 * @first_line: (nullable): the server's first line when it was not TLS, as visible text
 * @plaintext_protocol: (nullable): the protocol that the server speaks instead of TLS
 * @chain: (element-type WlkCertificate): the certificates in the order in which the server sent
 *   them, without those that could not be read
 * @problems: (element-type WlkConnectionProblem): the entries that could not be read
 * @certificates_size: length of the body of the Certificate message, bytes
 * @staple: (nullable): the stapled OCSPResponse, DER
 * @timestamps: (nullable): the SignedCertificateTimestampList of the TLS extension
 * @certificate_request: (nullable): the CertificateRequest; %NULL also when it is unreadable
 * @is_credential_sent: whether a client certificate was sent
 * @cause: (nullable): the id of the cause of the failure, like “refused”; %NULL when nothing failed
 *   or no known cause fits
 * @attempts: (nullable) (element-type WlkConnectionAttempt): other attempts, to diagnose a failure
 * @version_verdict: (nullable): the result of trying each version separately, a sentence
 * @suggested_starttls: (nullable): the id of the STARTTLS row that works, or %WLK_STARTTLS_NONE
 *
 * The record of one connection, also of one that failed: each part may be known without the others,
 * as the chain after a failed handshake. The probe writes it. All other code reads it through a
 * const pointer, and it no longer changes once wlk_connection_probe_finish() has returned it.
 */
struct _WlkConnection
{
  WlkTarget                *target;
  WlkConnectionOptions     *options;
  WlkStageRecord            stages[WLK_N_STAGES];
  const char              **addresses;
  const char              **failed_addresses;
  char                     *address;
  char                     *proxy;
  const WlkStarttls        *starttls;
  const char              **dialogue;
  gboolean                  has_surplus;
  WlkTlsSession             session;
  const char              **messages;
  const char               *handshake_point; /* static */
  int                       alert;
  char                     *first_line;
  const char               *plaintext_protocol; /* static */
  GPtrArray                *chain;
  GPtrArray                *problems;
  gsize                     certificates_size;
  GBytes                   *staple;
  GBytes                   *timestamps;
  WlkCertificateRequest    *certificate_request;
  gboolean                  is_credential_sent;
  const char               *cause;           /* static */
  GPtrArray                *attempts;
  char                     *version_verdict;
  const char               *suggested_starttls; /* static */

  /*< private >*/
  gint64                    origin;          /* monotonic time of the beginning, microseconds */
  gboolean                  asks_no_timestamps; /* since GnuTLS could not continue after them */
  WlkConnectionProgressFunc progress;        /* (nullable): only while being written */
  gpointer                  progress_data;
};

gboolean wlk_connection_replace (const WlkConnection **place,
                                 const WlkConnection  *connection);
guint16 wlk_connection_get_port (const WlkConnection *self);
WlkConnectionStage wlk_connection_get_failed_stage (const WlkConnection *self);
gboolean wlk_connection_is_complete (const WlkConnection *self);
const char *wlk_connection_get_server_name (const WlkConnection *self);
const char * const *wlk_connection_get_offered_alpn (const WlkConnection *self);
const char *wlk_connection_get_alert_name (const WlkConnection *self);
gboolean wlk_connection_is_certificate_requested (const WlkConnection *self);
gboolean wlk_connection_is_unreadable (const WlkConnection *self,
                                       guint                position);

/* For the probe, and for tests of the readers. */

WlkConnection *wlk_connection_new (const WlkTarget      *target,
                                   WlkConnectionOptions *options);
void wlk_connection_begin_stage (WlkConnection     *self,
                                 WlkConnectionStage stage);
void wlk_connection_end_stage (WlkConnection     *self,
                               WlkConnectionStage stage);
void wlk_connection_fail_stage (WlkConnection     *self,
                                WlkConnectionStage stage,
                                const char        *cause,
                                GError            *error);
void wlk_connection_add_address (WlkConnection *self,
                                 const char    *address);
void wlk_connection_add_failed_address (WlkConnection *self,
                                        const char    *address,
                                        const char    *reason);
void wlk_connection_add_message (WlkConnection *self,
                                 const char    *name,
                                 gboolean       is_received);
void wlk_connection_forget_handshake (WlkConnection *self);
void wlk_connection_add_dialogue (WlkConnection *self,
                                  const char    *text,
                                  gsize          length,
                                  gboolean       is_received);
void wlk_connection_add_attempt (WlkConnection       *self,
                                 const char          *id,
                                 const char          *label,
                                 const WlkConnection *connection);
void wlk_connection_adopt (WlkConnection       *self,
                           const WlkConnection *other);
void wlk_connection_add_certificate (WlkConnection  *self,
                                     WlkCertificate *certificate);
void wlk_connection_add_problem (WlkConnection *self,
                                 guint          position,
                                 GBytes        *der,
                                 GError        *error);

G_END_DECLS
