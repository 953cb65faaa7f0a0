/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

#define WLK_TYPE_ANSWER (wlk_answer_get_type ())
G_DECLARE_FINAL_TYPE (WlkAnswer, wlk_answer, WLK, ANSWER, GtkWidget)

/* Shows the result of the #WlkInspection in its property “inspection” as text: verdict, weak link,
 * decisive step, advice and other problems. “title” is what was inspected. */

G_END_DECLS
