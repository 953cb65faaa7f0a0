/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"
#include "wlk-cli-options.h"

G_BEGIN_DECLS

/**
 * WlkCliRun:
 *
 * Data shared by the inspections of one command line: the trust anchors, the files of --with, the
 * client certificates and fetched data, each loaded on first use.
 */
typedef struct
{
  const WlkCliOptions *options;
  WlkTrustStore       *trust;      /* nullable until loaded */
  GPtrArray           *companions; /* nullable until loaded (element-type WlkSource) */
  WlkInspector        *inspector;  /* caches fetched data */
  GPtrArray           *identities; /* nullable until loaded */
} WlkCliRun;

void wlk_cli_run_init (WlkCliRun           *self,
                       const WlkCliOptions *options);
void wlk_cli_run_clear (WlkCliRun *self);
gboolean wlk_cli_run_is_file (const char *target);
WlkInspection *wlk_cli_run_inspect (WlkCliRun  *self,
                                    const char *target,
                                    WlkBundle **received,
                                    GError    **error);
WlkInspection *wlk_cli_run_inspect_example (WlkCliRun  *self,
                                            const char *id,
                                            WlkBundle **received,
                                            GError    **error);
GPtrArray *wlk_cli_run_try_endpoints (const WlkConnection *connection,
                                      GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCliRun, wlk_cli_run_clear)

G_END_DECLS
