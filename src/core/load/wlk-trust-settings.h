/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkTrustSettings, wlk_trust_settings);

/**
 * WlkTrustSettings:
 * @trusted: (nullable): dotted OIDs of the purposes for which the certificate is trusted; %NULL for
 *   all
 * @rejected: (nullable): those for which it is rejected
 * @is_distrusted: whether it is rejected for every purpose
 *
 * What a trust store says of a certificate besides containing it; immutable.
 */
struct _WlkTrustSettings
{
  GStrv    trusted;
  GStrv    rejected;
  gboolean is_distrusted;
};

WlkTrustSettings *wlk_trust_settings_new_distrusted (void);
WlkTrustSettings *wlk_trust_settings_new_openssl (const guint8 *der,
                                                  gsize         length,
                                                  GError      **error);
gboolean wlk_trust_settings_allow (const WlkTrustSettings *self,
                                   const char             *purpose);

G_END_DECLS
