/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/wlk-certificate-request.h"
#include "net/wlk-connection-options.h"
#include "net/wlk-connection-progress.h"
#include "net/wlk-starttls.h"
#include "net/wlk-target.h"
#include "net/wlk-tls-session.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_CONNECTION (wlk_connection_get_type ())
G_DECLARE_FINAL_TYPE (WlkConnection, wlk_connection, WLK, CONNECTION, GObject)

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
  char          *label;
  const char    *id;
  WlkConnection *connection;
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

/* The members are for the probe, which writes the record; other code uses the getters. */
struct _WlkConnection
{
  GObject                parent_instance;

  WlkTarget             *target;
  WlkConnectionOptions  *options;
  gint64                 origin;              /* monotonic time of the beginning, microseconds */
  WlkStageRecord         stages[WLK_N_STAGES];
  WlkTlsSession          session;
  GPtrArray             *addresses;           /* (element-type utf8), ended by NULL, as tried */
  GPtrArray             *failed_addresses;    /* (element-type utf8), ended by NULL */
  GPtrArray             *dialogue;            /* (element-type utf8), ended by NULL */
  GPtrArray             *messages;            /* (element-type utf8), ended by NULL */
  GPtrArray             *chain;               /* (element-type WlkCertificate), as sent */
  GPtrArray             *problems;            /* (element-type WlkConnectionProblem) */
  GPtrArray             *attempts;            /* (element-type WlkConnectionAttempt) */
  WlkCertificateRequest *request;
  GBytes                *staple;              /* an OCSPResponse, DER */
  GBytes                *timestamps;          /* a SignedCertificateTimestampList */
  char                  *proxy;
  char                  *address;
  char                  *first_line;
  char                  *version_verdict;
  const WlkStarttls     *starttls;            /* static */
  const char            *plaintext_protocol;  /* static */
  const char            *suggested_starttls;  /* static */
  const char            *handshake_point;     /* static */
  const char            *cause;               /* static */
  int                    alert;
  gboolean               is_credential_sent;
  gboolean               has_surplus;
  gboolean               asks_no_timestamps;  /* since GnuTLS could not continue after them */

  WlkConnectionProgress *progress;            /* only while being written */
};

/* The record of one connection, also of one that failed: immutable once
 * wlk_connection_probe_finish() has returned it. */

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

/* Setters for the probe, and for tests of the record's readers. */

WlkConnection *wlk_connection_new (WlkTarget            *target,
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
void wlk_connection_set_address (WlkConnection *self,
                                 const char    *address);
void wlk_connection_add_message (WlkConnection *self,
                                 const char    *name,
                                 gboolean       is_received);
void wlk_connection_set_alert (WlkConnection *self,
                               int            alert);
void wlk_connection_forget_handshake (WlkConnection *self);
void wlk_connection_set_first_line (WlkConnection *self,
                                    const char    *first_line);
void wlk_connection_add_dialogue (WlkConnection *self,
                                  const char    *text,
                                  gsize          length,
                                  gboolean       is_received);
void wlk_connection_add_attempt (WlkConnection *self,
                                 const char    *id,
                                 const char    *label,
                                 WlkConnection *connection);
void wlk_connection_adopt (WlkConnection *self,
                           WlkConnection *other);
void wlk_connection_add_certificate (WlkConnection  *self,
                                     WlkCertificate *certificate);
void wlk_connection_add_problem (WlkConnection *self,
                                 guint          position,
                                 GBytes        *der,
                                 GError        *error);

G_END_DECLS
