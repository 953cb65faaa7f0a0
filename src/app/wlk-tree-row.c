/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-tree-row.h"

#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

struct _WlkTreeRow
{
  GtkWidget    parent_instance;

  WlkTreeNode *node; /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkTreeRow, wlk_tree_row, GTK_TYPE_WIDGET)

static void
update_label (gpointer object,
              gpointer previous)
{
  WlkTreeRow *self = object;

  if (self->node != NULL)
    wlk_outcome_appearance_label_row (GTK_WIDGET (self),
                                      wlk_tree_node_get_description (self->node));
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
  update_label (widget, NULL);
}

static void
wlk_tree_row_class_init (WlkTreeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = wlk_tree_row_root;

  wlk_property_add (object_class, "node", WLK_TYPE_TREE_NODE, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkTreeRow, node), update_label);

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
