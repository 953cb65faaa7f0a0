/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-cell.h"

#include "wlk-outcome-appearance.h"

struct _WlkEndpointCell
{
  GtkWidget        parent_instance;

  WlkEndpointItem *item; /* nullable */
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkEndpointCell, wlk_endpoint_cell, GTK_TYPE_WIDGET)

static gboolean
has_text (WlkEndpointCell *self,
          const char      *text)
{
  return text != NULL && *text != '\0';
}

static void
update_label (WlkEndpointCell *self)
{
  g_autofree char *label = self->item != NULL ? wlk_endpoint_item_dup_description (
    self->item) : NULL;

  if (label != NULL)
    wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
wlk_endpoint_cell_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_endpoint_cell_parent_class)->root (widget);
  update_label (WLK_ENDPOINT_CELL (widget));
}

static void
wlk_endpoint_cell_dispose (GObject *object)
{
  WlkEndpointCell *self = WLK_ENDPOINT_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_endpoint_cell_parent_class)->dispose (object);
}

static void
wlk_endpoint_cell_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property_id == PROP_ITEM)
    g_value_set_object (value, WLK_ENDPOINT_CELL (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_endpoint_cell_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  WlkEndpointCell *self = WLK_ENDPOINT_CELL (object);

  if (property_id != PROP_ITEM)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (g_set_object (&self->item, g_value_get_object (value)))
    {
      g_object_notify_by_pspec (object, pspec);
      update_label (self);
    }
}

static void
wlk_endpoint_cell_class_init (WlkEndpointCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_endpoint_cell_dispose;
  object_class->get_property = wlk_endpoint_cell_get_property;
  object_class->set_property = wlk_endpoint_cell_set_property;
  widget_class->root = wlk_endpoint_cell_root;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, WLK_TYPE_ENDPOINT_ITEM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

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
