/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/wlk-document.h"

G_BEGIN_DECLS

#define WLK_PICTURE_LINE_HEIGHT 1.4f /* em */

/**
 * WlkShapeKind:
 * @WLK_SHAPE_TEXT: one line of text in its box; ellipsized if it does not fit
 * @WLK_SHAPE_BAR: a filled box with round ends
 * @WLK_SHAPE_LINE: a filled box with sharp corners
 * @WLK_SHAPE_PANEL: a faint background
 */
typedef enum {
  WLK_SHAPE_TEXT,
  WLK_SHAPE_BAR,
  WLK_SHAPE_LINE,
  WLK_SHAPE_PANEL,
} WlkShapeKind;

/**
 * WlkShape:
 * @kind: what is drawn
 * @outcome: its colour; %WLK_OUTCOME_NOTE for that of text
 * @is_strong: whether its text is bold
 * @is_dim: whether it is less important than its neighbours
 * @is_at_end: whether its text is aligned to the end of the box
 * @x: left edge, in em
 * @y: upper edge, in em
 * @width: in em
 * @height: in em
 * @text: (nullable): the text
 *
 * A part of a picture.
 */
typedef struct
{
  WlkShapeKind kind;
  WlkOutcome   outcome;
  gboolean     is_strong;
  gboolean     is_dim;
  gboolean     is_at_end;
  float        x;
  float        y;
  float        width;
  float        height;
  char        *text;
} WlkShape;

/**
 * WlkPicture:
 * @width: in em
 * @height: in em
 * @shapes: (element-type WlkShape): what to draw, from back to front
 *
 * A drawing in units of the font's size, for a snapshot or an SVG.
 */
typedef struct
{
  float      width;
  float      height;
  GPtrArray *shapes;
} WlkPicture;

/**
 * WlkMeasureFunc:
 * @text: a line of text
 * @user_data: data of the caller
 *
 * Returns: the width of @text in em
 */
typedef float (*WlkMeasureFunc) (const char *text,
                                 gpointer    user_data);

WlkPicture *wlk_picture_new_life_line (const WlkBlock *tree,
                                       float           width,
                                       gboolean        is_mirrored,
                                       WlkMeasureFunc  measure,
                                       gpointer        user_data);
WlkPicture *wlk_picture_new_tree (const WlkBlock *tree,
                                  float           max_width,
                                  WlkMeasureFunc  measure,
                                  gpointer        user_data);
void wlk_picture_free (WlkPicture *self);
char *wlk_picture_dup_life_line_text (const WlkBlock *tree);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkPicture, wlk_picture_free)

G_END_DECLS
