/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"
#include "present/wlk-document.h"
#include "report/wlk-report.h"

G_BEGIN_DECLS

/* The certificates of a path, what is missing from it and what is beside it, in the same words for
 * documents and for the window's tree. */

const char *wlk_present_key (WlkCertificate *certificate);
WlkNode *wlk_present_link (WlkReport *report,
                           guint      position,
                           gboolean   has_whole);
WlkNode *wlk_present_missing_anchor (WlkReport *report,
                                     gboolean   has_whole);
WlkNode *wlk_present_whole (WlkReport *report,
                            gboolean   is_connection);
WlkNode *wlk_present_other_path (WlkInspection *inspection,
                                 guint          index);
GStrv wlk_present_list_followers (WlkInspection *inspection,
                                  guint          index);
WlkNode *wlk_present_unused (WlkCertificate *certificate,
                             WlkQuery       *query);
char *wlk_present_dup_other_paths_title (guint n_paths);
char *wlk_present_dup_unused_title (guint n_unused);

G_END_DECLS
