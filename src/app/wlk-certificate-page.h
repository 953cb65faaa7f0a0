/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-tree-node.h"

G_BEGIN_DECLS

#define WLK_TYPE_CERTIFICATE_PAGE (wlk_certificate_page_get_type ())
G_DECLARE_FINAL_TYPE (WlkCertificatePage, wlk_certificate_page, WLK, CERTIFICATE_PAGE, GtkWidget)

/* Shows the selected row of the tree, the #WlkTreeNode in its property “node”: its steps, and the
 * details of its certificate or of the #WlkConnection in its property “connection”, whose endpoints
 * it can also try. */

G_END_DECLS
