/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_ALERT_NONE (-1)

/* TLS alerts: their numbers, their names in the RFCs, and their meanings. */

const char *wlk_alert_get_name (int alert);
const char *wlk_alert_get_meaning (int alert);
const char *wlk_alert_get_cause (int alert);

G_END_DECLS
