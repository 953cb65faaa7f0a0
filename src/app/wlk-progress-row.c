/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-row.h"

#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

struct _WlkProgressRow
{
  GtkWidget        parent_instance;

  WlkProgressItem *item; /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkProgressRow, wlk_progress_row, GTK_TYPE_WIDGET)

static char *
dup_sign_name (WlkProgressRow * self,
               gboolean is_running)
{
  return g_strdup (is_running ? "running" : "ended");
}

static void
update_label (WlkProgressRow *self)
{
  g_autofree char *label = NULL;

  if (self->item == NULL)
    return;

  label = wlk_progress_item_dup_description (self->item);
  wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
item_cb (gpointer object,
         gpointer previous)
{
  WlkProgressRow *self = object;

  if (previous != NULL)
    g_signal_handlers_disconnect_by_data (previous, self);
  if (self->item != NULL)
    g_signal_connect_object (self->item, "notify::word", G_CALLBACK (update_label), self,
                             G_CONNECT_SWAPPED);
  update_label (self);
}

static void
wlk_progress_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_progress_row_parent_class)->root (widget);
  update_label (WLK_PROGRESS_ROW (widget));
}

static void
wlk_progress_row_class_init (WlkProgressRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = wlk_progress_row_root;

  wlk_property_add (object_class, "item", WLK_TYPE_PROGRESS_ITEM, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkProgressRow, item), item_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-progress-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, dup_sign_name);
}

static void
wlk_progress_row_init (WlkProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
