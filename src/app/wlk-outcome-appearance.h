/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "report/wlk-outcome.h"

G_BEGIN_DECLS

/* How outcomes look: an icon and a class of style.css. The word is wlk_outcome_get_title(). */
const char *wlk_outcome_appearance_get_icon (WlkOutcome outcome);
void wlk_outcome_appearance_label_row (GtkWidget  *widget,
                                       const char *label);

G_END_DECLS
