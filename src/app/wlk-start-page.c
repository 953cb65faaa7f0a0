/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-start-page.h"

#include "inspect/wlk-example.h"

struct _WlkStartPage
{
  GtkWidget   parent_instance;

  GtkEntry   *host_entry;
  GtkListBox *examples;
  guint       fill_id;
};

G_DEFINE_FINAL_TYPE (WlkStartPage, wlk_start_page, GTK_TYPE_WIDGET)

static void
connect_cb (WlkStartPage *self)
{
  const char *host = gtk_editable_get_text (GTK_EDITABLE (self->host_entry));

  if (*host != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", "s", host);
}

static GtkWidget *
new_example_row (gpointer item,
                 gpointer user_data)
{
  WlkExample *example = item;
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/weaklink/WeakLink/example-row.ui");
  GtkWidget *row = GTK_WIDGET (gtk_builder_get_object (builder, "row"));

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "title")),
                       wlk_example_get_title (example));
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "description")),
                       wlk_example_get_description (example));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, wlk_example_get_title (example),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  wlk_example_get_description (example),
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", wlk_example_get_id (example));

  return g_object_ref (row);
}

/* The gallery is below the first screen's main things, and may come after the first frame. */
static gboolean
fill_cb (gpointer user_data)
{
  WlkStartPage *self = user_data;
  g_autoptr(GListModel) examples = wlk_example_list ();

  self->fill_id = 0;
  gtk_list_box_bind_model (self->examples, examples, new_example_row, NULL, NULL);

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
  return gtk_widget_grab_focus (GTK_WIDGET (WLK_START_PAGE (widget)->host_entry));
}

static void
wlk_start_page_dispose (GObject *object)
{
  WlkStartPage *self = WLK_START_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->fill_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_start_page_parent_class)->dispose (object);
}

static void
wlk_start_page_class_init (WlkStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wlk_start_page_dispose;
  widget_class->grab_focus = wlk_start_page_grab_focus;
  widget_class->map = wlk_start_page_map;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, examples);
  gtk_widget_class_bind_template_child (widget_class, WlkStartPage, host_entry);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
}

static void
wlk_start_page_init (WlkStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
