/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_ALERT_NONE (-1)

/* The alerts of TLS by number and by the name that the RFCs give them. */

const char *wlk_alert_get_name (int alert);
const char *wlk_alert_get_cause (int alert);

G_END_DECLS
