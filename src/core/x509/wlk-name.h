/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WLK_TYPE_NAME (wlk_name_get_type ())

/**
 * WlkName:
 *
 * A distinguished name (RFC 5280 §4.1.2.4), immutable and counted by reference.
 */
typedef struct _WlkName WlkName;

GType wlk_name_get_type (void) G_GNUC_CONST;
WlkName *wlk_name_new (const guint8 *der,
                       gsize         length,
                       GError      **error);
WlkName *wlk_name_ref (WlkName *self);
void wlk_name_unref (WlkName *self);
gboolean wlk_name_equal (WlkName *self,
                         WlkName *other);
guint wlk_name_hash (WlkName *self);
gboolean wlk_name_is_empty (WlkName *self);
gboolean wlk_name_is_within (WlkName *self,
                             WlkName *ancestor);
guint wlk_name_get_n_rdns (WlkName *self);
const char *wlk_name_get_text (WlkName *self);
const char *wlk_name_get_short_text (WlkName *self);
char *wlk_name_dup_attribute (WlkName    *self,
                              const char *oid);
const guint8 *wlk_name_get_der (WlkName *self,
                                gsize   *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkName, wlk_name_unref)

G_END_DECLS
