/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkOrigin, wlk_origin);

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

/**
 * WlkOrigin:
 * @kind: what kind of source it is
 * @place: the file's name, the host, the address, or what the trust store is called; visible text
 *
 * Where certificates came from. All certificates of one source share its origin; the line or the
 * number of each is kept beside it.
 */
struct _WlkOrigin
{
  WlkOriginKind kind;
  char         *place;
};

WlkOrigin *wlk_origin_new (WlkOriginKind kind,
                           const char   *place);
char *wlk_origin_dup_text (WlkOrigin *self,
                           guint      position);

G_END_DECLS
