/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

struct _WlkConnection
{
  GObject        parent_instance;

  WlkTarget     *target;
  gint64         origin;           /* monotonic time of the beginning, microseconds */
  WlkStageRecord stages[WLK_N_STAGES];
  GPtrArray     *addresses;        /* (element-type utf8), ended by NULL, in the order tried */
  GPtrArray     *messages;         /* (element-type utf8), ended by NULL */
  GPtrArray     *chain;            /* (element-type WlkCertificate), as sent */
  GPtrArray     *problems;         /* (element-type WlkConnectionProblem) */
  char          *address;
  char          *protocol;
  char          *cipher_suite;
  char          *group;
  char          *signature;
  char          *first_line;
  const char    *handshake_point;  /* static */
  const char    *cause;            /* static */
  int            alert;
  guint          n_accepted_issuers;
  gboolean       is_certificate_requested;
};

/* How a connection is written down while it happens. The probe calls these, and tests of those
 * who read a WlkConnection; nobody else. */

WlkConnection *wlk_connection_new (WlkTarget *target);
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
void wlk_connection_set_address (WlkConnection *self,
                                 const char    *address);
void wlk_connection_set_session (WlkConnection *self,
                                 const char    *protocol,
                                 const char    *cipher_suite,
                                 const char    *group,
                                 const char    *signature);
void wlk_connection_add_message (WlkConnection *self,
                                 const char    *name,
                                 gboolean       is_received);
void wlk_connection_set_alert (WlkConnection *self,
                               int            alert);
void wlk_connection_set_first_line (WlkConnection *self,
                                    const char    *first_line);
void wlk_connection_set_certificate_requested (WlkConnection *self,
                                               guint          n_accepted_issuers);
void wlk_connection_add_certificate (WlkConnection  *self,
                                     WlkCertificate *certificate);
void wlk_connection_add_problem (WlkConnection *self,
                                 guint          position,
                                 GBytes        *der,
                                 GError        *error);

G_END_DECLS
