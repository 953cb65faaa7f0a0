/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/wlk-document.h"

G_BEGIN_DECLS

#define WLK_TEXT_DEFAULT_WIDTH 80 /* columns */

/**
 * WlkTextStyle:
 * @width: columns
 * @has_color: whether to write escape sequences for colour
 * @has_unicode: whether tree lines and marks beyond ASCII can be shown
 * @has_locations: whether to write the position of a value in the certificate's DER
 *
 * The capabilities of a terminal or another plain-text viewer.
 */
typedef struct
{
  guint    width;
  gboolean has_color;
  gboolean has_unicode;
  gboolean has_locations;
} WlkTextStyle;

char *wlk_document_to_text (const WlkDocument  *self,
                            const WlkTextStyle *style);

G_END_DECLS
