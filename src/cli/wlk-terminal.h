/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkColorMode:
 * @WLK_COLOR_AUTO: on a terminal that can, unless NO_COLOR is set
 * @WLK_COLOR_ALWAYS: also into a file or a pipe
 * @WLK_COLOR_NEVER: plain text
 *
 * What --color asks for.
 */
typedef enum {
  WLK_COLOR_AUTO,
  WLK_COLOR_ALWAYS,
  WLK_COLOR_NEVER,
} WlkColorMode;

/**
 * WlkStyle:
 *
 * How a piece of text looks. Colour only repeats what the words say.
 */
typedef enum {
  WLK_STYLE_PLAIN,
  WLK_STYLE_STRONG,
  WLK_STYLE_DIM,
  WLK_STYLE_GOOD,
  WLK_STYLE_BAD,
  WLK_STYLE_CAUTION,
} WlkStyle;

/**
 * WlkTerminal:
 * @width: columns
 * @has_color: whether styles are written as escape sequences
 * @has_unicode: whether tree lines and marks beyond ASCII can be shown
 * @text: what was written and not yet flushed
 *
 * Standard output as a page of a known width. Text is collected and written at once.
 */
typedef struct
{
  guint    width;
  gboolean has_color;
  gboolean has_unicode;
  GString *text;
} WlkTerminal;

void wlk_terminal_init (WlkTerminal *self,
                        WlkColorMode color);
void wlk_terminal_clear (WlkTerminal *self);
void wlk_terminal_add (WlkTerminal *self,
                       WlkStyle     style,
                       const char  *text);
void wlk_terminal_end_line (WlkTerminal *self);
void wlk_terminal_add_padded (WlkTerminal *self,
                              WlkStyle     style,
                              const char  *text,
                              guint        columns);
void wlk_terminal_add_lines (WlkTerminal *self,
                             WlkStyle     style,
                             const char  *text,
                             guint        column,
                             const char  *margin);
void wlk_terminal_add_wrapped (WlkTerminal *self,
                               WlkStyle     style,
                               const char  *text,
                               guint        column,
                               const char  *margin);
void wlk_terminal_flush (WlkTerminal *self);
char *wlk_terminal_dup_in_locale (const char *text);
guint wlk_terminal_measure (const char *text);

G_END_DECLS
