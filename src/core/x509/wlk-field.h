/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-span.h"

G_BEGIN_DECLS

#define WLK_TYPE_FIELD (wlk_field_get_type ())
G_DECLARE_FINAL_TYPE (WlkField, wlk_field, WLK, FIELD, GObject)

/**
 * WlkField:
 * @title: its title, visible text
 * @value: (nullable): its value, visible text
 * @span: its position in the certificate, or none
 * @children: (nullable): a list of #WlkField
 * @left_out: (nullable): hidden parent of lines beyond the limit
 *
 * One line of a certificate's details. Readable properties for templates: “title” and “value”.
 * Immutable once shown.
 */
struct _WlkField
{
  GObject     parent_instance;

  char       *title;
  char       *value;
  WlkSpan     span;
  GListStore *children;
  WlkField   *left_out;
};

WlkField *wlk_field_new (const char *title,
                         const char *value,
                         WlkSpan     span);
WlkField *wlk_field_add (WlkField   *self,
                         const char *title,
                         const char *value,
                         WlkSpan     span);
GListModel *wlk_field_get_children (WlkField *self);
char *wlk_field_dup_text (WlkField *self);

G_END_DECLS
