/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-cell.h"

#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

struct _WlkEndpointCell
{
  GtkWidget        parent_instance;

  WlkEndpointItem *item; /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkEndpointCell, wlk_endpoint_cell, GTK_TYPE_WIDGET)

static gboolean
has_text (WlkEndpointCell *self,
          const char      *text)
{
  return text != NULL && *text != '\0';
}

static void
update_label (gpointer object,
              gpointer previous)
{
  WlkEndpointCell *self = object;
  g_autofree char *label = self->item != NULL ? wlk_endpoint_item_dup_description (
    self->item) : NULL;

  if (label != NULL)
    wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
wlk_endpoint_cell_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_endpoint_cell_parent_class)->root (widget);
  update_label (widget, NULL);
}

static void
wlk_endpoint_cell_class_init (WlkEndpointCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = wlk_endpoint_cell_root;

  wlk_property_add (object_class, "item", WLK_TYPE_ENDPOINT_ITEM, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkEndpointCell, item), update_label);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-endpoint-cell.ui");
  gtk_widget_class_bind_template_callback (widget_class, has_text);
}

static void
wlk_endpoint_cell_init (WlkEndpointCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
