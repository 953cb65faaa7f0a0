/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-gradual-list.h"

/*
 * A list view creates up to two hundred rows at once, whether or not they fit the window, and
 * laying out the texts of forty exceeds the time of a frame. So a slice of the list grows from
 * frame to frame, starting with the rows that are visible first.
 */

#define FIRST_ROWS 8 /* fill a window of the default size */
#define MORE_ROWS  6 /* per frame; their layout takes a third of it */

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  GtkSliceListModel *rows = user_data;
  GListModel *all = gtk_slice_list_model_get_model (rows);
  guint size = gtk_slice_list_model_get_size (rows) + MORE_ROWS;

  if (all == NULL || size >= g_list_model_get_n_items (all))
    {
      gtk_slice_list_model_set_size (rows, G_MAXUINT);
      return G_SOURCE_REMOVE;
    }

  gtk_slice_list_model_set_size (rows, size);
  return G_SOURCE_CONTINUE;
}

/**
 * wlk_gradual_list_start:
 * @rows: the model of @view, a slice from the beginning of a list
 * @view: a list view
 *
 * Shows the first rows only, then adds a few in each frame. To be called before the list of @rows
 * is replaced.
 */
void
wlk_gradual_list_start (GtkSliceListModel *rows,
                        GtkWidget         *view)
{
  gboolean is_complete;

  g_return_if_fail (GTK_IS_SLICE_LIST_MODEL (rows));
  g_return_if_fail (GTK_IS_WIDGET (view));

  is_complete = gtk_slice_list_model_get_size (rows) == G_MAXUINT;
  gtk_slice_list_model_set_size (rows, FIRST_ROWS);
  if (is_complete)
    gtk_widget_add_tick_callback (view, tick_cb, g_object_ref (rows), g_object_unref);
}
