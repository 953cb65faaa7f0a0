/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

/* The report of an inspection as plain text, to paste into a ticket. */
char *wlk_report_text_new (WlkInspection *inspection,
                           const char    *title);

G_END_DECLS
