/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WLK_TYPE_ORIGIN (wlk_origin_get_type ())
G_DECLARE_FINAL_TYPE (WlkOrigin, wlk_origin, WLK, ORIGIN, GObject)

/**
 * WlkOriginKind:
 * @WLK_ORIGIN_FILE: read from a file, standard input or the clipboard
 * @WLK_ORIGIN_CONNECTION: sent by the other side of a connection
 * @WLK_ORIGIN_TRUST: in the trust store
 * @WLK_ORIGIN_FETCH: fetched from an address that a certificate names
 *
 * Where a certificate came from.
 */
typedef enum {
  WLK_ORIGIN_FILE,
  WLK_ORIGIN_CONNECTION,
  WLK_ORIGIN_TRUST,
  WLK_ORIGIN_FETCH,
} WlkOriginKind;

WlkOrigin *wlk_origin_new (WlkOriginKind kind,
                           const char   *place);
WlkOriginKind wlk_origin_get_kind (WlkOrigin *self);
const char *wlk_origin_get_place (WlkOrigin *self);
char *wlk_origin_dup_text (WlkOrigin *self,
                           guint      position);

G_END_DECLS
