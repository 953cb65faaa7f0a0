/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-origin.h"
#include "base/wlk-ref-counted.h"
#include "load/wlk-trust-settings.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkTrustStore, wlk_trust_store);

/* The trust anchors, indexed by subject name and by key. Filled while loading, immutable
 * afterwards. */

WlkTrustStore *wlk_trust_store_new (void);
WlkTrustStore *wlk_trust_store_load (const char * const *sources,
                                     const char         *option,
                                     GCancellable       *cancellable,
                                     GError            **error);
gboolean wlk_trust_store_add_system (WlkTrustStore *self,
                                     GError       **error);
void wlk_trust_store_add_certificate (WlkTrustStore  *self,
                                      WlkCertificate *certificate,
                                      WlkOrigin      *origin);
guint wlk_trust_store_get_n_anchors (WlkTrustStore *self);
WlkCertificate *wlk_trust_store_get_anchor (WlkTrustStore *self,
                                            guint          index);
WlkOrigin *wlk_trust_store_get_origin (WlkTrustStore *self,
                                       guint          index);
WlkTrustSettings *wlk_trust_store_get_settings (WlkTrustStore *self,
                                                guint          index);
char *wlk_trust_store_dup_text (WlkTrustStore *self);
gboolean wlk_trust_store_find (WlkTrustStore  *self,
                               WlkCertificate *certificate,
                               guint          *index);
gboolean wlk_trust_store_has_subject_hash (WlkTrustStore *self,
                                           guint          hash);
GArray *wlk_trust_store_find_by_subject (WlkTrustStore *self,
                                         WlkName       *subject);

G_END_DECLS
