/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/wlk-origin.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_TYPE_PATH (wlk_path_get_type ())
G_DECLARE_FINAL_TYPE (WlkPath, wlk_path, WLK, PATH, GObject)

/* A candidate certification path, anchor first, end entity last; immutable. One that reaches no
 * anchor begins with the last certificate that was found. A path of one certificate is a leaf
 * that is itself an anchor, or a leaf for which nothing was found. */

WlkPath *wlk_path_new (GPtrArray  * certificates,
                       GPtrArray  * origins,
                       gboolean has_anchor);
guint wlk_path_get_length (WlkPath *self);
WlkCertificate *wlk_path_get_certificate (WlkPath *self,
                                          guint    index);
const char *wlk_path_get_origin (WlkPath *self,
                                 guint    index);
WlkCertificate *wlk_path_get_leaf (WlkPath *self);
gboolean wlk_path_has_anchor (WlkPath *self);
gboolean wlk_path_contains (WlkPath        *self,
                            WlkCertificate *certificate);

G_END_DECLS
