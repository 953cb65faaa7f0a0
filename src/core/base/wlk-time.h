/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean wlk_time_parse (const char *text,
                         gint64     *seconds,
                         GError    **error);
gboolean wlk_time_from_civil (int     year,
                              int     month,
                              int     day,
                              int     hour,
                              int     minute,
                              int     second,
                              gint64 *seconds);
char *wlk_time_format (gint64 seconds);
char *wlk_time_format_date (gint64 seconds);
char *wlk_time_format_interval (gint64 interval);

G_END_DECLS
