/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fetch/wlk-fetch-cache.h"
#include "inspect/wlk-activity.h"
#include "inspect/wlk-inspection.h"
#include "inspect/wlk-source.h"

G_BEGIN_DECLS

#define WLK_TYPE_INSPECTOR (wlk_inspector_get_type ())
G_DECLARE_FINAL_TYPE (WlkInspector, wlk_inspector, WLK, INSPECTOR, GObject)

/**
 * WlkInspector:
 * @cache: the fetched data
 * @allow_private: whether fetches may use private addresses even if the host has a public one
 * @fetch_timeout: the time limit of a fetch, in milliseconds; 0 for the default
 *
 * Inspects files or the certificates of a host. Its only state is the cache, so it can run any
 * number of inspections concurrently. The members are set before the first inspection.
 */
struct _WlkInspector
{
  GObject        parent_instance;

  WlkFetchCache *cache;
  gboolean       allow_private;
  guint          fetch_timeout;
};

WlkInspector *wlk_inspector_new (void);
void wlk_inspector_ask_anew (WlkInspector *self);
WlkInspection *wlk_inspector_inspect (WlkInspector        *self,
                                      WlkQuery            *query,
                                      WlkBundle           *bundle,
                                      const WlkConnection *connection,
                                      WlkTrustStore       *trust,
                                      WlkCertificate      *leaf,
                                      GCancellable        *cancellable,
                                      GError             **error);
WlkInspection *wlk_inspector_run (WlkInspector  *self,
                                  WlkSource     *source,
                                  WlkQuery      *query,
                                  WlkTrustStore *trust,
                                  GCancellable  *cancellable,
                                  GError       **error);
void wlk_inspector_run_async (WlkInspector       *self,
                              WlkSource          *source,
                              WlkQuery           *query,
                              WlkTrustStore      *trust,
                              WlkActivityFunc     progress,
                              gpointer            progress_data,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
WlkInspection *wlk_inspector_run_finish (WlkInspector *self,
                                         GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
