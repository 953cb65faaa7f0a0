/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-picture.h"

#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>

/*
 * The layout of pictures. All lengths are in em, so that a widget and an SVG can share it; the
 * caller measures text, since core has no access to fonts.
 */

#define GAP          1.f   /* em between a name and what follows it */
#define BAR_HEIGHT   0.7f  /* em */
#define MIN_BAR      0.25f /* em; keeps short validity periods visible */
#define TIME_WIDTH   0.16f /* em */
#define NAME_SHARE   3     /* names take at most 1/3 of a life-line's width */
#define MAX_ROWS     8     /* certificates in a life-line; longer paths have only the tree */

#define INDENT       1.8f  /* em per level of the tree */
#define MARK_SIZE    1.2f  /* em */
#define NODE_HEIGHT  4.8f  /* em: three lines and a gap */
#define LINE_WIDTH   0.12f /* em */
#define PADDING      0.4f  /* em around the weak link */
#define MAX_INDENTED 12    /* levels; deeper ones are not indented further */

static void
free_shape (gpointer data)
{
  WlkShape *shape = data;

  g_free (shape->text);
  g_free (shape);
}

static WlkPicture *
new_picture (float width,
             float height)
{
  WlkPicture *self = g_new0 (WlkPicture, 1);

  self->width = width;
  self->height = height;
  self->shapes = g_ptr_array_new_with_free_func (free_shape);
  return self;
}

static WlkShape *
add_shape (WlkPicture  *self,
           WlkShapeKind kind,
           float        x,
           float        y,
           float        width,
           float        height)
{
  WlkShape *shape = g_new0 (WlkShape, 1);

  *shape = (WlkShape) { kind, WLK_OUTCOME_NOTE, .x = x, .y = y, .width = width, .height = height };
  g_ptr_array_add (self->shapes, shape);
  return shape;
}

static WlkShape *
add_text (WlkPicture *self,
          const char *text,
          float       x,
          float       y,
          float       width)
{
  WlkShape *shape = add_shape (self, WLK_SHAPE_TEXT, x, y, width, WLK_PICTURE_LINE_HEIGHT);

  shape->text = g_strdup (text);
  return shape;
}

/* For right-to-left text. */
static void
mirror (WlkPicture *self)
{
  for (guint i = 0; i < self->shapes->len; i++)
    {
      WlkShape *shape = self->shapes->pdata[i];

      shape->x = self->width - shape->x - shape->width;
      shape->is_at_end = !shape->is_at_end;
    }
}

/* The time span of the bars, mapped to @width em from @left. */
typedef struct
{
  gint64 first;
  gint64 last;
  float  left;
  float  width;
} Scale;

static void
scale_init (Scale          *self,
            const WlkBlock *tree)
{
  self->first = self->last = tree->time;
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      const WlkNode *node = tree->nodes->pdata[i];

      if (node->name == NULL)
        continue;
      self->first = MIN (self->first, node->not_before);
      self->last = MAX (self->last, node->not_after);
    }
}

static float
scale_get_x (const Scale *self,
             gint64       time)
{
  double share = ((double) time - self->first) / MAX ((double) self->last - self->first, 1);

  return self->left + (float) (CLAMP (share, 0, 1) * self->width);
}

static guint
count_rows (const WlkBlock *tree)
{
  guint n_rows = 0;

  for (guint i = 0; i < tree->nodes->len; i++)
    n_rows += ((const WlkNode *) tree->nodes->pdata[i])->name != NULL ? 1 : 0;

  return n_rows <= MAX_ROWS ? n_rows : 0;
}

static void
add_bar (WlkPicture     *self,
         const WlkBlock *tree,
         const WlkNode  *node,
         const Scale    *scale,
         float           y)
{
  gboolean is_valid = node->not_before <= tree->time && tree->time <= node->not_after;
  float from = MIN (scale_get_x (scale, node->not_before), scale->left + scale->width - MIN_BAR);
  float to = MAX (scale_get_x (scale, node->not_after), from + MIN_BAR);
  WlkShape *bar = add_shape (self, WLK_SHAPE_BAR, from,
                             y + (WLK_PICTURE_LINE_HEIGHT - BAR_HEIGHT) / 2, to - from,
                             BAR_HEIGHT);

  bar->outcome = is_valid ? WLK_OUTCOME_NOTE : WLK_OUTCOME_FAILED;
  bar->is_dim = is_valid;
}

static float
measure_names (const WlkBlock *tree,
               float           max_width,
               WlkMeasureFunc  measure,
               gpointer        user_data)
{
  float width = 0;

  for (guint i = 0; i < tree->nodes->len; i++)
    {
      const WlkNode *node = tree->nodes->pdata[i];

      if (node->name != NULL)
        width = MAX (width, measure (node->name, user_data));
    }

  return MIN (width, max_width);
}

/* The first and the last day of the time scale, above the bars. */
static void
add_ends (WlkPicture  *self,
          const Scale *scale)
{
  g_autofree char *first = wlk_time_format_date (scale->first);
  g_autofree char *last = wlk_time_format_date (scale->last);
  WlkShape *end = NULL;

  add_text (self, first, scale->left, 0, scale->width / 2)->is_dim = TRUE;
  end = add_text (self, last, scale->left + scale->width / 2, 0, scale->width / 2);
  end->is_dim = TRUE;
  end->is_at_end = TRUE;
}

/**
 * wlk_picture_new_life_line:
 * @tree: a block with a path
 * @width: the width of the picture, in em
 * @is_mirrored: whether text runs from right to left
 * @measure: the width of a text
 * @user_data: data for @measure
 *
 * Lays out the validity periods as bars, and the time of validation as a line through them. The
 * picture is empty if the path has too many certificates.
 *
 * Returns: (transfer full): the picture
 */
WlkPicture *
wlk_picture_new_life_line (const WlkBlock *tree,
                           float           width,
                           gboolean        is_mirrored,
                           WlkMeasureFunc  measure,
                           gpointer        user_data)
{
  guint n_rows = count_rows (tree);
  WlkPicture *self = new_picture (width, n_rows > 0 ? (n_rows + 1) * WLK_PICTURE_LINE_HEIGHT : 0);
  float names_width = measure_names (tree, width / NAME_SHARE, measure, user_data);
  Scale scale = { .left = names_width + GAP, .width = MAX (width - names_width - GAP, 1) };
  float y = WLK_PICTURE_LINE_HEIGHT;

  if (n_rows == 0)
    return self;

  scale_init (&scale, tree);
  add_ends (self, &scale);
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      const WlkNode *node = tree->nodes->pdata[i];

      if (node->name == NULL)
        continue;
      add_text (self, node->name, 0, y, names_width);
      add_bar (self, tree, node, &scale, y);
      y += WLK_PICTURE_LINE_HEIGHT;
    }
  add_shape (self, WLK_SHAPE_LINE, scale_get_x (&scale, tree->time) - TIME_WIDTH / 2,
             WLK_PICTURE_LINE_HEIGHT, TIME_WIDTH, y - WLK_PICTURE_LINE_HEIGHT);
  if (is_mirrored)
    mirror (self);

  return self;
}

/* The line from the certificate above to this one: down, and across. */
static void
add_link (WlkPicture *self,
          float       x,
          float       y)
{
  float above = x - INDENT + MARK_SIZE / 2 - LINE_WIDTH / 2;
  float top = y - NODE_HEIGHT + MARK_SIZE + PADDING / 2;
  float middle = y + MARK_SIZE / 2;

  add_shape (self, WLK_SHAPE_LINE, above, top, LINE_WIDTH, middle - top)->is_dim = TRUE;
  add_shape (self, WLK_SHAPE_LINE, above, middle - LINE_WIDTH / 2, INDENT - MARK_SIZE / 2,
             LINE_WIDTH)->is_dim = TRUE;
}

static char *
dup_role (const WlkNode *node)
{
  if (node->is_weak)
    return g_strdup_printf (_("%s, %s ← weak link"), node->role, node->word);
  if (node->word != NULL)
    return g_strdup_printf (_("%s, %s"), node->role, node->word);

  return g_strdup (node->role);
}

static void
add_node (WlkPicture    *self,
          const WlkNode *node,
          float          x,
          float          y,
          float          max_width,
          WlkMeasureFunc measure,
          gpointer       user_data)
{
  float left = x + MARK_SIZE + PADDING;
  g_autofree char *role = dup_role (node);
  g_autofree char *details = wlk_node_dup_details (node, " · ");
  const char *lines[] = { node->name != NULL ? node->name : node->role,
                          node->name != NULL ? role : NULL, details };
  float width = 0;
  WlkShape *panel = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    width = MAX (width, lines[i] != NULL ? measure (lines[i], user_data) * (i == 0 ? 1.1f : 1) : 0);
  width = MIN (width, max_width - left - PADDING);
  self->width = MAX (self->width, left + width + PADDING);
  if (node->is_weak)
    {
      panel = add_shape (self, WLK_SHAPE_PANEL, x - PADDING, y - PADDING,
                         left - x + width + 2 * PADDING,
                         3 * WLK_PICTURE_LINE_HEIGHT + 2 * PADDING);
      panel->outcome = WLK_OUTCOME_FAILED;
    }
  add_shape (self, WLK_SHAPE_BAR, x, y, MARK_SIZE, MARK_SIZE)->outcome = node->outcome;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      WlkShape *text = NULL;

      if (lines[i] == NULL || *lines[i] == '\0')
        continue;
      text = add_text (self, lines[i], left, y + i * WLK_PICTURE_LINE_HEIGHT - 0.1f, width);
      text->is_strong = i == 0;
      text->is_dim = i == 2;
      text->outcome = i == 1 ? node->outcome : WLK_OUTCOME_NOTE;
    }
}

/**
 * wlk_picture_new_tree:
 * @tree: a block with a path
 * @max_width: the greatest width of the picture, in em; longer texts are cut off
 * @measure: the width of a text
 * @user_data: data for @measure
 *
 * Lays out the certificates below each other, each linked to its issuer.
 *
 * Returns: (transfer full): the picture
 */
WlkPicture *
wlk_picture_new_tree (const WlkBlock *tree,
                      float           max_width,
                      WlkMeasureFunc  measure,
                      gpointer        user_data)
{
  WlkPicture *self = new_picture (0, tree->nodes->len * NODE_HEIGHT);

  for (guint i = 0; i < tree->nodes->len; i++)
    {
      float x = PADDING + MIN (i, MAX_INDENTED) * INDENT;
      float y = PADDING + i * NODE_HEIGHT;

      add_node (self, tree->nodes->pdata[i], x, y, max_width, measure, user_data);
      if (i > 0 && i <= MAX_INDENTED)
        add_link (self, x, y);
    }

  return self;
}

/**
 * wlk_picture_free:
 * @self: (transfer full): a picture
 */
void
wlk_picture_free (WlkPicture *self)
{
  g_ptr_array_unref (self->shapes);
  g_free (self);
}

/**
 * wlk_picture_dup_life_line_text:
 * @tree: a block with a path
 *
 * Returns: (transfer full): the life-line as text, one certificate per line
 */
char *
wlk_picture_dup_life_line_text (const WlkBlock *tree)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *time = wlk_time_format (tree->time);

  for (guint i = 0; i < tree->nodes->len; i++)
    {
      const WlkNode *node = tree->nodes->pdata[i];
      g_autofree char *from = wlk_time_format_date (node->not_before);
      g_autofree char *until = wlk_time_format_date (node->not_after);

      if (node->name == NULL)
        continue;
      /* Translators: a certificate's name, and the days between which it is valid. */
      g_string_append_printf (text, _("%s: %s to %s"), node->name, from, until);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, _("Checked at %s"), time);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
