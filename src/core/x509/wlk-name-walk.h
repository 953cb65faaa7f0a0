/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

/**
 * WlkNameWalk:
 * @type: the type of the current attribute
 * @value: its value
 * @n_rdns: how many RDNs there are up to here
 *
 * Iterates over the attributes of a Name (RFC 5280 §4.1.2.4) in place. Lives on the stack.
 */
typedef struct
{
  WlkDerElement type;
  WlkDerElement value;
  guint         n_rdns;

  /*< private >*/
  guint         n_attributes;
  WlkDerReader  rdns;
  WlkDerReader  rdn;
} WlkNameWalk;

gboolean wlk_name_walk_init (WlkNameWalk  *self,
                             const guint8 *der,
                             gsize         length,
                             guint32       base,
                             GError      **error);
gboolean wlk_name_walk_next (WlkNameWalk *self,
                             GError     **error);
gboolean wlk_name_walk_check (const guint8 *der,
                              gsize         length,
                              guint32       base,
                              GError      **error);
guint wlk_name_walk_hash (const guint8 *der,
                          gsize         length);
GByteArray *wlk_name_walk_canonicalize (const guint8 *der,
                                        gsize         length);

G_END_DECLS
