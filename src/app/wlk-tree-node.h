/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "inspect/wlk-inspection.h"

G_BEGIN_DECLS

#define WLK_TYPE_TREE_NODE (wlk_tree_node_get_type ())
G_DECLARE_FINAL_TYPE (WlkTreeNode, wlk_tree_node, WLK, TREE_NODE, GObject)

/**
 * WlkTreeNodeKind:
 * @WLK_TREE_NODE_CONNECTION: the steps of the connection
 * @WLK_TREE_NODE_LINK: a certificate on a path
 * @WLK_TREE_NODE_MISSING: the missing trust anchor
 * @WLK_TREE_NODE_WHOLE: the steps about the path as a whole
 * @WLK_TREE_NODE_PATH: another candidate path
 * @WLK_TREE_NODE_GROUP: a heading, “Not used (2)”
 * @WLK_TREE_NODE_UNUSED: a certificate on no path
 *
 * What a row of the tree represents.
 */
typedef enum {
  WLK_TREE_NODE_CONNECTION,
  WLK_TREE_NODE_LINK,
  WLK_TREE_NODE_MISSING,
  WLK_TREE_NODE_WHOLE,
  WLK_TREE_NODE_PATH,
  WLK_TREE_NODE_GROUP,
  WLK_TREE_NODE_UNUSED,
} WlkTreeNodeKind;

/* A row of the tree. Readable properties for the template: “title”, “role”, “details”, “word”,
 * “icon-name”, “css-classes”. */
GListModel *wlk_tree_node_list (WlkInspection *inspection);

WlkTreeNodeKind wlk_tree_node_get_kind (WlkTreeNode *self);
GListModel *wlk_tree_node_get_children (WlkTreeNode *self);
gboolean wlk_tree_node_is_weak (WlkTreeNode *self);
gboolean wlk_tree_node_is_open (WlkTreeNode *self);
WlkReport *wlk_tree_node_get_report (WlkTreeNode *self);
int wlk_tree_node_get_position (WlkTreeNode *self);
WlkCertificate *wlk_tree_node_get_certificate (WlkTreeNode *self);
const char *wlk_tree_node_get_description (WlkTreeNode *self);

G_END_DECLS
