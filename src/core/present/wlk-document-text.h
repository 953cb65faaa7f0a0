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
 * @has_locations: whether to write where a value is in the certificate's DER
 *
 * What a terminal, or another reader of plain text, can show.
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
