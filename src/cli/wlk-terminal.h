/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/wlk-document-text.h"

G_BEGIN_DECLS

/**
 * WlkColorMode:
 * @WLK_COLOR_AUTO: on a terminal that supports it, unless NO_COLOR is set
 * @WLK_COLOR_ALWAYS: also into a file or a pipe
 * @WLK_COLOR_NEVER: plain text
 *
 * The choices of --color.
 */
typedef enum {
  WLK_COLOR_AUTO,
  WLK_COLOR_ALWAYS,
  WLK_COLOR_NEVER,
} WlkColorMode;

WlkTextStyle wlk_terminal_get_style (WlkColorMode color);
gboolean wlk_terminal_write (const char *text);
char *wlk_terminal_dup_in_locale (const char *text);

G_END_DECLS
