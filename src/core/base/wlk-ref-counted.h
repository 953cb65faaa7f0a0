/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * A plain struct whose references are counted atomically, so that threads may share it once it no
 * longer changes. It is allocated with g_atomic_rc_box_new0(), and @clear frees its members. It is
 * a boxed type with the functions prefix_ref() and prefix_unref(), and works with g_autoptr(). They
 * take a const pointer, so that readers can share a value that they do not change.
 */

#define WLK_DECLARE_REF_COUNTED(TypeName, prefix) \
  typedef struct _ ## TypeName TypeName; \
  void prefix ## _unref (const TypeName * self); \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (TypeName, prefix ## _unref) \
  GType prefix ## _get_type (void) G_GNUC_CONST; \
  TypeName *prefix ## _ref (const TypeName * self)

#define WLK_DEFINE_REF_COUNTED(TypeName, prefix, clear) \
  TypeName *prefix ## _ref (const TypeName * self) \
  { \
    return g_atomic_rc_box_acquire ((gpointer) self); \
  } \
 \
  void prefix ## _unref (const TypeName * self) \
  { \
    g_atomic_rc_box_release_full ((gpointer) self, (GDestroyNotify) clear); \
  } \
 \
  G_DEFINE_BOXED_TYPE (TypeName, prefix, prefix ## _ref, \
                       (GBoxedFreeFunc) prefix ## _unref)

G_END_DECLS
