/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-start-page.h"

#include "inspect/wlk-example.h"
#include "wlk-host-entry.h"
#include "wlk-property.h"
#include "wlk-recent-hosts.h"

#include <glib/gi18n-lib.h>

#define MAX_RECENT 5 /* hosts shown; the entry completes the others */

struct _WlkStartPage
{
  GtkWidget              parent_instance;

  WlkConnectionSettings *settings;   /* nullable */
  GtkWidget             *host_entry;
  GtkWidget             *recent_box;
  GtkListBox            *recent;
  GtkListBox            *examples;
  guint                  fill_id;
};

G_DEFINE_FINAL_TYPE (WlkStartPage, wlk_start_page, GTK_TYPE_WIDGET)

static GtkWidget *
new_recent_row (gpointer item,
                gpointer user_data)
{
  const char *host = gtk_string_object_get_string (item);
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/weaklink/WeakLink/recent-row.ui");
  GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "host")), host);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, host, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", host);

  return g_object_ref (row);
}

static void
recent_cb (WlkStartPage *self)
{
  gtk_widget_set_visible (self->recent_box,
                          gtk_list_box_get_row_at_index (self->recent, 0) != NULL);
}

static void
show_recent (WlkStartPage *self)
{
  GListModel *hosts = wlk_recent_hosts_get_items (wlk_recent_hosts_get_default ());
  g_autoptr(GtkSliceListModel) shown =
    gtk_slice_list_model_new (g_object_ref (hosts), 0, MAX_RECENT);

  gtk_list_box_bind_model (self->recent, G_LIST_MODEL (shown), new_recent_row, NULL, NULL);
  g_signal_connect_object (shown, "items-changed", G_CALLBACK (recent_cb), self,
                           G_CONNECT_SWAPPED);
  recent_cb (self);
}

static void
clear_cb (WlkStartPage *self)
{
  wlk_recent_hosts_clear (wlk_recent_hosts_get_default ());
}

static void
add_example (WlkStartPage     *self,
             const WlkExample *example)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/weaklink/WeakLink/example-row.ui");
  GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "title")), _(example->title));
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "description")),
                       _(example->description));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(example->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(example->description),
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", example->id);

  gtk_list_box_append (self->examples, row);
}

/* The examples are less important than the rest of the page, so they are added after the first
 * frame. */
static gboolean
fill_cb (gpointer user_data)
{
  WlkStartPage *self = user_data;
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);

  self->fill_id = 0;
  for (guint i = 0; i < n_examples; i++)
    add_example (self, &examples[i]);

  return G_SOURCE_REMOVE;
}

static void
wlk_start_page_map (GtkWidget *widget)
{
  WlkStartPage *self = WLK_START_PAGE (widget);

  GTK_WIDGET_CLASS (wlk_start_page_parent_class)->map (widget);
  if (gtk_list_box_get_row_at_index (self->examples, 0) == NULL && self->fill_id == 0)
    self->fill_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

static gboolean
wlk_start_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (WLK_START_PAGE (widget)->host_entry);
}

static void
wlk_start_page_dispose (GObject *object)
{
  g_clear_handle_id (&WLK_START_PAGE (object)->fill_id, g_source_remove);
  wlk_property_dispose (object);
}

static void
wlk_start_page_class_init (WlkStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_HOST_ENTRY);

  object_class->dispose = wlk_start_page_dispose;
  widget_class->grab_focus = wlk_start_page_grab_focus;
  widget_class->map = wlk_start_page_map;

  wlk_property_add (object_class, "settings", WLK_TYPE_CONNECTION_SETTINGS, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkStartPage, settings), NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, examples);
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, host_entry);
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, recent);
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, recent_box);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
wlk_start_page_init (WlkStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_recent (self);
}
