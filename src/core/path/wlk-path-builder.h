/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-ref-counted.h"
#include "load/wlk-bundle.h"
#include "path/wlk-path.h"
#include "path/wlk-signature-cache.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkPathBuilder, wlk_path_builder);

WlkPathBuilder *wlk_path_builder_new (WlkCertificate    *leaf,
                                      const char        *leaf_origin,
                                      WlkBundle         *bundle,
                                      WlkTrustStore     *trust,
                                      WlkSignatureCache *signatures,
                                      gint64             time);
WlkPath *wlk_path_builder_next (WlkPathBuilder *self,
                                GCancellable   *cancellable,
                                GError        **error);
void wlk_path_builder_deprioritise (WlkPathBuilder *self,
                                    WlkCertificate *certificate);
WlkPath *wlk_path_builder_dup_longest (WlkPathBuilder *self);

G_END_DECLS
