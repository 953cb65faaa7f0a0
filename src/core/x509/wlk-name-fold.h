/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

/**
 * WlkNameFold:
 * @type: 0 for text, so that all string types compare alike; else the tag of the value
 * @bytes: the bytes to compare
 * @length: of @bytes
 *
 * An attribute value in the form for comparison by RFC 5280 §7.1. Allocated on the stack; clear it
 * before its element is freed.
 */
typedef struct
{
  guint32       type;
  const guint8 *bytes;
  gsize         length;

  /*< private >*/
  char         *owned;
  guint8        buffer[128]; /* bytes; nearly every name fits, and nothing is allocated */
} WlkNameFold;

void wlk_name_fold_init (WlkNameFold         *self,
                         const WlkDerElement *value);
void wlk_name_fold_clear (WlkNameFold *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkNameFold, wlk_name_fold_clear)

G_END_DECLS
