/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-tree-node.h"

G_BEGIN_DECLS

#define WLK_TYPE_TREE_ROW (wlk_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (WlkTreeRow, wlk_tree_row, WLK, TREE_ROW, GtkWidget)

/* Shows the #WlkTreeNode in its property “node”. */

G_END_DECLS
