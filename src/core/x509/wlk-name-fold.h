/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

/**
 * WlkNameFold:
 * @type: 0 for text, so that all types of string compare alike; else the tag of the value
 * @bytes: what to compare, byte by byte
 * @length: how many
 *
 * An attribute value in the form in which RFC 5280 §7.1 compares it. Lives on the stack; clear it
 * before the element that it was made of goes away.
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
