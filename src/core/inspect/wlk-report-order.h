/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void wlk_report_order_sort (GPtrArray *reports);

G_END_DECLS
