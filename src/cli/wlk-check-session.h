/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"
#include "wlk-check-options.h"

G_BEGIN_DECLS

/**
 * WlkCheckSession:
 *
 * What the inspections of one command line share: the anchors, the files of --with and what was
 * fetched, each loaded when first needed.
 */
typedef struct
{
  const WlkCheckOptions *options;
  WlkTrustStore         *trust;         /* nullable: not loaded yet */
  WlkBundle             *with;          /* nullable: not loaded yet */
  WlkInspector          *inspector;     /* nullable: not made yet; it keeps what was fetched */
  GPtrArray             *identities;    /* nullable: not loaded yet */
  gboolean               is_stdin_read;
} WlkCheckSession;

void wlk_check_session_init (WlkCheckSession       *self,
                             const WlkCheckOptions *options);
void wlk_check_session_clear (WlkCheckSession *self);
WlkInspection *wlk_check_session_inspect (WlkCheckSession *self,
                                          const char      *target,
                                          WlkBundle      **received,
                                          GError         **error);
WlkInspection *wlk_check_session_inspect_example (WlkCheckSession *self,
                                                  const char      *id,
                                                  WlkBundle      **received,
                                                  GError         **error);
GPtrArray *wlk_check_session_try_doors (WlkCheckSession *self,
                                        WlkConnection   *connection,
                                        GError         **error);
char *wlk_check_session_dup_message (const char *source,
                                     const char *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCheckSession, wlk_check_session_clear)

G_END_DECLS
