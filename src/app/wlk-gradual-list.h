/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void wlk_gradual_list_start (GtkSliceListModel *rows,
                             GtkWidget         *view);

G_END_DECLS
