/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-window.h"

#include "wlk-application.h"

#define TIME_LIMIT (20 * G_USEC_PER_SEC)  /* microseconds; a busy machine is slow */
#define POLL_TIME  (G_USEC_PER_SEC / 100) /* microseconds */
#define QUIET_TIME (G_USEC_PER_SEC / 10)  /* microseconds without an event: the window is drawn */
#define DRAW_TIME  (G_USEC_PER_SEC / 2)   /* microseconds; an animation never ends */

static WlkApplication *application;

/* Runs the tests that @add_tests adds, in one application for all windows. */
int
wlk_test_window_run (int    *argc,
                     char ***argv,
                     void ( *add_tests )(void))
{
  int result;

  g_test_init (argc, argv, NULL);
  application = wlk_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  add_tests ();
  result = g_test_run ();
  g_clear_object (&application);

  return result;
}

void
wlk_test_window_iterate (gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Waits until the window is drawn. */
void
wlk_test_window_settle (void)
{
  gint64 end = g_get_monotonic_time () + DRAW_TIME;
  gint64 quiet = g_get_monotonic_time () + QUIET_TIME;

  while (g_get_monotonic_time () < MIN (quiet, end))
    if (g_main_context_iteration (NULL, FALSE))
      quiet = g_get_monotonic_time () + QUIET_TIME;
    else
      g_usleep (1000);
}

void
wlk_test_window_wait_until_idle (WlkTestWindow *self)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT;

  while (wlk_window_model_is_busy (self->window_model))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  wlk_test_window_settle ();
}

void
wlk_test_window_set_up (WlkTestWindow *self,
                        gconstpointer  data)
{
  self->window = wlk_window_new (ADW_APPLICATION (application));
  self->window_model = wlk_window_get_session (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    g_main_context_iteration (NULL, TRUE);
  wlk_test_window_settle ();
}

void
wlk_test_window_tear_down (WlkTestWindow *self,
                           gconstpointer  data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  wlk_test_window_iterate (G_USEC_PER_SEC / 20);
}

static gboolean
shows_text (GtkWidget  *widget,
            const char *prefix,
            const char *suffix)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  return gtk_widget_get_mapped (widget) && g_str_has_prefix (text, prefix) &&
         g_str_has_suffix (text, suffix) && *text != '\0';
}

/* The first widget below @widget that shows such a text, or %NULL. */
GtkWidget *
wlk_test_window_find_text (GtkWidget  *widget,
                           const char *prefix,
                           const char *suffix)
{
  if (shows_text (widget, prefix, suffix))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wlk_test_window_find_text (child, prefix, suffix);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
wlk_test_window_find_type (GtkWidget *widget,
                           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = wlk_test_window_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

gboolean
wlk_test_window_shows (WlkTestWindow *self,
                       const char    *prefix,
                       const char    *suffix)
{
  return wlk_test_window_find_text (GTK_WIDGET (self->window), prefix, suffix) != NULL;
}

/* Waits until the window shows such a text. */
void
wlk_test_window_assert_shows (WlkTestWindow *self,
                              const char    *prefix,
                              const char    *suffix)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT;

  while (!wlk_test_window_shows (self, prefix, suffix))
    {
      if (g_get_monotonic_time () > end)
        g_error ("the window does not show “%s…%s”", prefix, suffix);
      wlk_test_window_iterate (POLL_TIME);
    }
}

/* Presses the button that shows @label. */
void
wlk_test_window_press (WlkTestWindow *self,
                       const char    *label)
{
  GtkWidget *text = wlk_test_window_find_text (GTK_WIDGET (self->window), label, label);
  GtkWidget *button;

  g_assert_nonnull (text);
  button = gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
}

static GskRenderNode *
draw (WlkTestWindow *self)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot),
                          gtk_widget_get_width (GTK_WIDGET (self->window)),
                          gtk_widget_get_height (GTK_WIDGET (self->window)));
  return gtk_snapshot_to_node (snapshot);
}

/* Draws the window, and keeps the picture where WEAKLINK_SCREENSHOTS says, if it does. */
void
wlk_test_window_save_screenshot (WlkTestWindow *self,
                                 const char    *name)
{
  const char *folder = g_getenv ("WEAKLINK_SCREENSHOTS");
  gint64 end = g_get_monotonic_time () + TIME_LIMIT;
  g_autofree char *path = NULL;
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  wlk_test_window_settle ();
  while ((node = draw (self)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      wlk_test_window_iterate (POLL_TIME);
    }
  if (folder == NULL)
    return;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)),
                                         node, NULL);
  g_mkdir_with_parents (folder, 0755);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
