/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

#define WLK_TYPE_ANSWER (wlk_answer_get_type ())
G_DECLARE_FINAL_TYPE (WlkAnswer, wlk_answer, WLK, ANSWER, GtkWidget)

/* Says in words what the #WlkInspection in its property “inspection” comes to: verdict, weak link,
 * step, what to do, and what else was noticed. “title” is what was inspected. */

G_END_DECLS
