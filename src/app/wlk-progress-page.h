/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "wlk-job-runner.h"

G_BEGIN_DECLS

#define WLK_TYPE_PROGRESS_PAGE (wlk_progress_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkProgressPage, wlk_progress_page, WLK, PROGRESS_PAGE, GtkWidget)

/* The steps of a connection in progress. Property: “work”. */

G_END_DECLS
