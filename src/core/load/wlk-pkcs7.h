/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/wlk-span.h"

G_BEGIN_DECLS

#define WLK_PKCS7_MAX_MEMBERS 100000 /* certificates and CRLs in one; a store of roots has 150 */

gboolean wlk_pkcs7_find_members (const guint8 *der,
                                 gsize         length,
                                 GArray       *certificates,
                                 GArray       *crls,
                                 GError      **error);

G_END_DECLS
