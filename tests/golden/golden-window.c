/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-example.h"
#include "wlk-answer.h"
#include "wlk-test-window.h"
#include "wlk-tree-row.h"

/*
 * golden-window FOLDER - writes the texts of the tree and the answer of each example to
 * FOLDER/window/ID.txt, and the report that is copied of one of them.
 */

#define REPORT_EXAMPLE "expired-intermediate" /* whose report is kept */

static const char *folder;

static void
write_text (const char *id,
            const char *suffix,
            const char *text)
{
  g_autofree char *path = g_strdup_printf ("%s/window/%s%s", folder, id, suffix);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* The labels in @widget that are not hidden, also those that have to be scrolled to. */
static void
append_labels (GString    *text,
               const char *indent,
               GtkWidget  *widget)
{
  if (!gtk_widget_get_visible (widget))
    return;

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s%s\n", indent, gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_labels (text, indent, child);
}

static void
append_tree (GString   *text,
             GtkWidget *widget)
{
  if (WLK_IS_TREE_ROW (widget))
    {
      append_labels (text, "  ", widget);
      g_string_append_c (text, '\n');
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_tree (text, child);
}

static void
write_report (WlkTestWindow *fixture,
              const char    *id)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-report", NULL);
  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, &error);
  g_assert_no_error (error);
  write_text (id, ".report.txt", g_value_get_string (&value));
}

static void
write_example (WlkTestWindow *fixture,
               const char    *id)
{
  GtkWidget *answer;
  g_autoptr(GString) text = g_string_new ("Answer\n");

  wlk_window_model_open_example_id (fixture->window_model, id);
  while (wlk_window_model_is_busy (fixture->window_model))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  answer = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_ANSWER);
  g_assert_nonnull (answer);
  append_labels (text, "  ", answer);
  g_string_append (text, "\nTree\n");
  append_tree (text, GTK_WIDGET (fixture->window));
  write_text (id, ".txt", text->str);
  if (g_str_equal (id, REPORT_EXAMPLE))
    write_report (fixture, id);
}

static void
write_examples (WlkTestWindow *fixture,
                gconstpointer  data)
{
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);
  g_autofree char *path = g_build_filename (folder, "window", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
  for (guint i = 0; i < n_examples; i++)
    {
      const WlkExample *example = &examples[i];

      write_example (fixture, example->id);
    }
}

static void
add_tests (void)
{
  g_test_add ("/golden/window", WlkTestWindow, NULL, wlk_test_window_set_up, write_examples,
              wlk_test_window_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  argc = 1;

  return wlk_test_window_run (&argc, &argv, add_tests);
}
