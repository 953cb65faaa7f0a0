/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-inspection-page.h"

#include "wlk-answer.h"
#include "wlk-certificate-page.h"
#include "wlk-life-line.h"
#include "wlk-property.h"
#include "wlk-query-bar.h"
#include "wlk-tree-row.h"

struct _WlkInspectionPage
{
  GtkWidget           parent_instance;

  WlkWindowModel     *window_model;    /* nullable */

  AdwLeaflet         *leaflet;
  GtkListView        *tree_view;
  GtkSingleSelection *selection;
  WlkCertificatePage *certificate_page;
};

G_DEFINE_FINAL_TYPE (WlkInspectionPage, wlk_inspection_page, GTK_TYPE_WIDGET)

static GListModel *
list_children (gpointer item,
               gpointer user_data)
{
  GListModel *children = wlk_tree_node_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

/* Expands the rows of the path. Returns the one to select: the weak link, else the last link. */
static guint
open_path (GtkTreeListModel *tree)
{
  guint position = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i);
      g_autoptr(WlkTreeNode) node = gtk_tree_list_row_get_item (row);

      if (wlk_tree_node_is_open (node))
        gtk_tree_list_row_set_expanded (row, TRUE);
      if (wlk_tree_node_is_weak (node))
        return position = i;
      if (wlk_tree_node_get_kind (node) == WLK_TREE_NODE_LINK)
        position = i;
    }

  return position;
}

static void
open_rest_of_path (GtkTreeListModel *tree)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i);
      g_autoptr(WlkTreeNode) node = gtk_tree_list_row_get_item (row);

      if (wlk_tree_node_is_open (node))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

static void
inspection_cb (WlkInspectionPage *self)
{
  WlkInspection *inspection = self->window_model != NULL
                              ? wlk_window_model_get_inspection (self->window_model)
                              : NULL;
  g_autoptr(GtkTreeListModel) tree = NULL;
  guint position;

  if (inspection == NULL)
    {
      gtk_single_selection_set_model (self->selection, NULL);
      return;
    }

  tree = gtk_tree_list_model_new (wlk_tree_node_list (inspection), FALSE, FALSE, list_children,
                                  NULL, NULL);
  position = open_path (tree);
  open_rest_of_path (tree);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  gtk_single_selection_set_selected (self->selection, position);
  wlk_inspection_page_go_back (self);
}

static WlkTreeNode *
dup_node (WlkInspectionPage *self,
          GtkTreeListRow    *row)
{
  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* Activating a heading expands or collapses it; any other row shows its steps. */
static void
activate_cb (WlkInspectionPage *self,
             guint              position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr(WlkTreeNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (node == NULL)
    return;

  if (wlk_tree_node_get_kind (node) == WLK_TREE_NODE_GROUP)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_cb (WlkInspectionPage *self)
{
  wlk_inspection_page_go_back (self);
}

static void
window_model_cb (gpointer object,
                 gpointer previous)
{
  WlkInspectionPage *self = object;

  if (previous != NULL)
    g_signal_handlers_disconnect_by_data (previous, self);
  if (self->window_model != NULL)
    g_signal_connect_object (self->window_model, "notify::inspection", G_CALLBACK (inspection_cb),
                             self, G_CONNECT_SWAPPED);
  inspection_cb (self);
}

static void
wlk_inspection_page_class_init (WlkInspectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_ANSWER);
  g_type_ensure (WLK_TYPE_CERTIFICATE_PAGE);
  g_type_ensure (WLK_TYPE_INSPECTION);
  g_type_ensure (WLK_TYPE_LIFE_LINE);
  g_type_ensure (WLK_TYPE_QUERY_BAR);
  g_type_ensure (WLK_TYPE_TREE_NODE);
  g_type_ensure (WLK_TYPE_TREE_ROW);

  wlk_property_add (object_class, "window-model", WLK_TYPE_WINDOW_MODEL, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkInspectionPage, window_model), window_model_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-inspection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkInspectionPage, certificate_page);
  gtk_widget_class_bind_template_child (widget_class, WlkInspectionPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WlkInspectionPage, selection);
  gtk_widget_class_bind_template_child (widget_class, WlkInspectionPage, tree_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_node);
}

static void
wlk_inspection_page_init (WlkInspectionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * wlk_inspection_page_go_back:
 * @self: an inspection page
 *
 * Navigates from the certificate to the tree, if only one of them is visible.
 *
 * Returns: whether it navigated
 */
gboolean
wlk_inspection_page_go_back (WlkInspectionPage *self)
{
  g_return_val_if_fail (WLK_IS_INSPECTION_PAGE (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}
