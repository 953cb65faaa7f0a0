/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-window.h"

G_BEGIN_DECLS

/**
 * WlkTestWindow:
 * @window: the window; destroyed at the end unless the test has done so and set it to %NULL
 * @window_model: what it is about
 *
 * A window in the process of the test, one for each case. It finds widgets by what they show.
 */
typedef struct
{
  WlkWindow      *window;
  WlkWindowModel *window_model;
} WlkTestWindow;

int wlk_test_window_run (int    *argc,
                         char ***argv,
                         void ( *add_tests )(void));
void wlk_test_window_set_up (WlkTestWindow *self,
                             gconstpointer  data);
void wlk_test_window_tear_down (WlkTestWindow *self,
                                gconstpointer  data);
void wlk_test_window_iterate (gint64 microseconds);
void wlk_test_window_settle (void);
void wlk_test_window_wait_until_idle (WlkTestWindow *self);
void wlk_test_window_save_screenshot (WlkTestWindow *self,
                                      const char    *name);
gboolean wlk_test_window_shows (WlkTestWindow *self,
                                const char    *prefix,
                                const char    *suffix);
void wlk_test_window_assert_shows (WlkTestWindow *self,
                                   const char    *prefix,
                                   const char    *suffix);
GtkWidget *wlk_test_window_find_type (GtkWidget *widget,
                                      GType      type);
GtkWidget *wlk_test_window_find_text (GtkWidget  *widget,
                                      const char *prefix,
                                      const char *suffix);
void wlk_test_window_press (WlkTestWindow *self,
                            const char    *label);

G_END_DECLS
