/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-frame.h"

G_BEGIN_DECLS

/* One run of a helper program, which works on untrusted data: a request goes in, frames come out.
 * It is killed and reaped with the worker. One thread uses a worker, and blocks in it. */

typedef struct _WlkWorker WlkWorker;

WlkWorker *wlk_worker_new (const char   *program,
                           GBytes       *request,
                           gint64        deadline,
                           GCancellable *cancellable,
                           GError      **error);
gboolean wlk_worker_read (WlkWorker *self,
                          WlkFrame  *frame,
                          GError   **error);
void wlk_worker_free (WlkWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkWorker, wlk_worker_free)

G_END_DECLS
