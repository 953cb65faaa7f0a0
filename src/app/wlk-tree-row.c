/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-tree-row.h"

#include "wlk-outcome-appearance.h"

struct _WlkTreeRow
{
  GtkWidget    parent_instance;

  WlkTreeNode *node; /* nullable */
};

enum {
  PROP_0,
  PROP_NODE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkTreeRow, wlk_tree_row, GTK_TYPE_WIDGET)

static void
update_label (WlkTreeRow *self)
{
  g_autofree char *label = NULL;

  if (self->node == NULL)
    return;

  label = wlk_tree_node_dup_description (self->node);
  wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static gboolean
has_text (WlkTreeRow *self,
          const char *text)
{
  return text != NULL && *text != '\0';
}

static void
wlk_tree_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_tree_row_parent_class)->root (widget);
  update_label (WLK_TREE_ROW (widget));
}

static void
wlk_tree_row_dispose (GObject *object)
{
  WlkTreeRow *self = WLK_TREE_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->node);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_tree_row_parent_class)->dispose (object);
}

static void
wlk_tree_row_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (property_id == PROP_NODE)
    g_value_set_object (value, WLK_TREE_ROW (object)->node);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_tree_row_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  WlkTreeRow *self = WLK_TREE_ROW (object);

  if (property_id != PROP_NODE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (g_set_object (&self->node, g_value_get_object (value)))
    {
      g_object_notify_by_pspec (object, pspec);
      update_label (self);
    }
}

static void
wlk_tree_row_class_init (WlkTreeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_tree_row_dispose;
  object_class->get_property = wlk_tree_row_get_property;
  object_class->set_property = wlk_tree_row_set_property;
  widget_class->root = wlk_tree_row_root;

  properties[PROP_NODE] =
    g_param_spec_object ("node", NULL, NULL, WLK_TYPE_TREE_NODE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-tree-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, has_text);
}

static void
wlk_tree_row_init (WlkTreeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
