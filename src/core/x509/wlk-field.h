/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-span.h"

G_BEGIN_DECLS

#define WLK_TYPE_FIELD (wlk_field_get_type ())
G_DECLARE_FINAL_TYPE (WlkField, wlk_field, WLK, FIELD, GObject)

/* One line of a certificate's details. Readable properties: “title”, “value” (nullable) and
 * “children” (a GListModel of WlkField, or NULL for a leaf of the tree). Immutable once shown. */

WlkField *wlk_field_new (const char *title,
                         const char *value,
                         WlkSpan span);
WlkField *wlk_field_add (WlkField   *self,
                         const char *title,
                         const char *value,
                         WlkSpan     span);
const char *wlk_field_get_title (WlkField *self);
const char *wlk_field_get_value (WlkField *self);
WlkSpan wlk_field_get_span (WlkField *self);
GListModel *wlk_field_get_children (WlkField *self);
char *wlk_field_dup_text (WlkField *self);

G_END_DECLS
