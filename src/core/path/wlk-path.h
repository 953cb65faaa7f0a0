/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-origin.h"
#include "base/wlk-ref-counted.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkPath, wlk_path);

/**
 * WlkPath:
 * @certificates: (element-type WlkCertificate): anchor first, end entity last; at least one
 * @origins: (element-type utf8): where each came from, as text
 * @has_anchor: whether the first one is a trust anchor
 *
 * A candidate certification path; immutable. One that reaches no anchor begins with the last
 * certificate that was found. A path of one certificate is a leaf that is itself an anchor, or a
 * leaf for which nothing was found.
 */
struct _WlkPath
{
  GPtrArray *certificates;
  GPtrArray *origins;
  gboolean   has_anchor;
};

WlkPath *wlk_path_new (GPtrArray *certificates,
                       GPtrArray *origins,
                       gboolean   has_anchor);
WlkCertificate *wlk_path_get_certificate (WlkPath *self,
                                          guint    index);
const char *wlk_path_get_origin (WlkPath *self,
                                 guint    index);
WlkCertificate *wlk_path_get_leaf (WlkPath *self);
gboolean wlk_path_contains (WlkPath        *self,
                            WlkCertificate *certificate);

G_END_DECLS
