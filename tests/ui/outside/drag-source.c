/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gtk/gtk.h>

/*
 * drag-source FILE... - a little window from which the files can be dragged, as from a file
 * manager. A test drags them onto Weak Link with xdotool as the hand.
 */

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            gpointer       user_data)
{
  GdkFileList *files = user_data;

  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
}

static void
activate_cb (GApplication *application,
             gpointer      user_data)
{
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (application));
  GtkWidget *label = gtk_label_new ("Drag from here");
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), user_data);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "Drag source");
  gtk_window_set_default_size (GTK_WINDOW (window), 240, 200);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GtkApplication) application = NULL;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GdkFileList *list;
  int status;

  if (argc < 2)
    {
      g_printerr ("Usage: drag-source FILE…\n");
      return 2;
    }

  for (int i = 1; i < argc; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (argv[i]));
  list = gdk_file_list_new_from_array ((GFile **) files->pdata, files->len);

  application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), list);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);

  return status;
}
