/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"
#include "wlk-cli-options.h"

G_BEGIN_DECLS

/**
 * WlkCliRun:
 *
 * What the inspections of one command line share: the anchors, the files of --with and what was
 * fetched, each loaded when first needed.
 */
typedef struct
{
  const WlkCliOptions *options;
  WlkTrustStore       *trust;      /* nullable: not loaded yet */
  GPtrArray           *companions; /* nullable: not needed yet (element-type WlkSource) */
  WlkInspector        *inspector;  /* keeps what was fetched */
  GPtrArray           *identities; /* nullable: not loaded yet */
} WlkCliRun;

void wlk_cli_run_init (WlkCliRun           *self,
                       const WlkCliOptions *options);
void wlk_cli_run_clear (WlkCliRun *self);
WlkInspection *wlk_cli_run_inspect (WlkCliRun  *self,
                                    const char *target,
                                    WlkBundle **received,
                                    GError    **error);
WlkInspection *wlk_cli_run_inspect_example (WlkCliRun  *self,
                                            const char *id,
                                            WlkBundle **received,
                                            GError    **error);
GPtrArray *wlk_cli_run_try_endpoints (WlkConnection *connection,
                                      GError       **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCliRun, wlk_cli_run_clear)

G_END_DECLS
