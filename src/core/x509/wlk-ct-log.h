/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_CT_LOG_ID_LENGTH 32 /* bytes, RFC 6962 §3.2 */

const char *wlk_ct_log_find_name (const guint8 *id);

G_END_DECLS
