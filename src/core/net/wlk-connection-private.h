/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection-progress.h"
#include "net/wlk-connection.h"

G_BEGIN_DECLS

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
  gboolean               asks_no_timestamps;  /* since GnuTLS could not go on after them */

  WlkConnectionProgress *progress;            /* only while it is written */
};

/* How a connection is written down while it happens. The probe calls these, and tests of those
 * who read a WlkConnection; nobody else. */

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
