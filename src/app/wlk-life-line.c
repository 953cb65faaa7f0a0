/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-life-line.h"

#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>

#define MARGIN     18 /* pixels left and right */
#define GAP        12 /* pixels between names and bars */
#define ROW_HEIGHT 16 /* pixels a certificate */
#define BAR_HEIGHT 8  /* pixels */
#define NAME_SHARE 3  /* the names take one part in so many of the width */
#define MAX_ROWS   8  /* certificates; a longer path has the tree alone */

struct _WlkLifeLine
{
  GtkWidget      parent_instance;

  WlkInspection *inspection; /* nullable */
};

/* What part of the time the bars cover: from @first to @last, over @width pixels from @left. */
typedef struct
{
  gint64 first;
  gint64 last;
  gint64 time;
  float  left;
  float  width;
  float  names_left;
  float  names_width;
} Scale;

enum {
  PROP_0,
  PROP_INSPECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkLifeLine, wlk_life_line, GTK_TYPE_WIDGET)

static WlkPath *
get_path (WlkLifeLine * self)
{
  return self->inspection != NULL
         ? wlk_report_get_path (wlk_inspection_get_report (self->inspection, 0))
         : NULL;
}

static guint
get_n_rows (WlkLifeLine *self)
{
  WlkPath *path = get_path (self);
  guint length = path != NULL ? wlk_path_get_length (path) : 0;

  return length <= MAX_ROWS ? length : 0;
}

static void
scale_init (Scale       *self,
            WlkLifeLine *line,
            int          width)
{
  WlkPath *path = get_path (line);

  self->time = wlk_query_get (wlk_inspection_get_query (line->inspection))->time;
  self->first = self->last = self->time;
  for (guint i = 0; i < wlk_path_get_length (path); i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (path, i);

      self->first = MIN (self->first, wlk_certificate_get_not_before (certificate));
      self->last = MAX (self->last, wlk_certificate_get_not_after (certificate));
    }

  self->names_width = (width - 2 * MARGIN) / (float) NAME_SHARE;
  self->width = MAX (width - 2 * MARGIN - self->names_width, 1);
  self->left = MARGIN + self->names_width;
  self->names_left = MARGIN;
  if (gtk_widget_get_direction (GTK_WIDGET (line)) == GTK_TEXT_DIR_RTL)
    {
      self->left = MARGIN;
      self->names_left = MARGIN + self->width + GAP;
    }
}

static float
scale_get_x (const Scale *self,
             gint64       time)
{
  double share = (double) (time - self->first) / MAX (self->last - self->first, 1);

  return self->left + (float) (CLAMP (share, 0, 1) * self->width);
}

/* Draws a line of text in the box of @width pixels that begins at @x, @y. */
static void
draw_text (WlkLifeLine   *self,
           GtkSnapshot   *snapshot,
           const char    *text,
           float          x,
           float          y,
           float          width,
           PangoAlignment alignment)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA color;
  int height;

  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y + (ROW_HEIGHT - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The days at which the bars begin and end. */
static void
draw_ends (WlkLifeLine *self,
           GtkSnapshot *snapshot,
           const Scale *scale)
{
  g_autofree char *first = wlk_time_format_date (scale->first);
  g_autofree char *last = wlk_time_format_date (scale->last);

  draw_text (self, snapshot, first, scale->left, 0, scale->width / 2, PANGO_ALIGN_LEFT);
  draw_text (self, snapshot, last, scale->left + scale->width / 2, 0, scale->width / 2,
             PANGO_ALIGN_RIGHT);
}

static void
draw_bar (WlkLifeLine    *self,
          GtkSnapshot    *snapshot,
          const Scale    *scale,
          WlkCertificate *certificate,
          float           y)
{
  gint64 not_before = wlk_certificate_get_not_before (certificate);
  gint64 not_after = wlk_certificate_get_not_after (certificate);
  gboolean is_valid = not_before <= scale->time && scale->time <= not_after;
  float from = scale_get_x (scale, not_before);
  float to = MAX (scale_get_x (scale, not_after), from + 3);
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color;
  GskRoundedRect bar;

  gtk_style_context_get_color (context, &color);
  if (is_valid || !gtk_style_context_lookup_color (context, "error_color", &color))
    color.alpha *= 0.45f;
  gsk_rounded_rect_init_from_rect (&bar,
                                   &GRAPHENE_RECT_INIT (from, y + (ROW_HEIGHT - BAR_HEIGHT) / 2,
                                                        to - from, BAR_HEIGHT), BAR_HEIGHT / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &color, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
wlk_life_line_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WlkLifeLine *self = WLK_LIFE_LINE (widget);
  guint n_rows = get_n_rows (self);
  GdkRGBA color;
  Scale scale;
  float x;

  if (n_rows == 0)
    return;

  scale_init (&scale, self, gtk_widget_get_width (widget));
  draw_ends (self, snapshot, &scale);
  for (guint i = 0; i < n_rows; i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (get_path (self), i);

      float y = (i + 1) * ROW_HEIGHT;

      draw_text (self, snapshot, wlk_certificate_get_title (certificate), scale.names_left, y,
                 scale.names_width - GAP, PANGO_ALIGN_LEFT);
      draw_bar (self, snapshot, &scale, certificate, y);
    }

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  x = scale_get_x (&scale, scale.time);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (x - 1, ROW_HEIGHT, 2, n_rows * ROW_HEIGHT));
}

static void
wlk_life_line_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  int n_rows = get_n_rows (WLK_LIFE_LINE (widget)) + 1; /* one for the days above the bars */

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? n_rows * ROW_HEIGHT : 200;
}

/* The bars in words, for a screen reader and as a tooltip. */
static void
describe (WlkLifeLine *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_rows = get_n_rows (self);

  for (guint i = 0; i < n_rows; i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (get_path (self), i);
      g_autofree char *from = wlk_time_format_date (wlk_certificate_get_not_before (certificate));
      g_autofree char *until = wlk_time_format_date (wlk_certificate_get_not_after (certificate));

      /* Translators: a certificate's name, and the days between which it is valid. */
      g_string_append_printf (text, _("%s: %s to %s"), wlk_certificate_get_title (certificate),
                              from, until);
      g_string_append_c (text, '\n');
    }
  if (n_rows > 0)
    {
      WlkQuery *query = wlk_inspection_get_query (self->inspection);
      g_autofree char *time = wlk_time_format (wlk_query_get (query)->time);

      g_string_append_printf (text, _("Checked at %s"), time);
    }

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Validity of the certificates"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str,
                                  -1);
}

static void
wlk_life_line_dispose (GObject *object)
{
  g_clear_object (&WLK_LIFE_LINE (object)->inspection);

  G_OBJECT_CLASS (wlk_life_line_parent_class)->dispose (object);
}

static void
wlk_life_line_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (property_id == PROP_INSPECTION)
    g_value_set_object (value, WLK_LIFE_LINE (object)->inspection);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_life_line_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  WlkLifeLine *self = WLK_LIFE_LINE (object);

  if (property_id != PROP_INSPECTION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (!g_set_object (&self->inspection, g_value_get_object (value)))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), get_n_rows (self) > 0);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
wlk_life_line_class_init (WlkLifeLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_life_line_dispose;
  object_class->get_property = wlk_life_line_get_property;
  object_class->set_property = wlk_life_line_set_property;
  widget_class->measure = wlk_life_line_measure;
  widget_class->snapshot = wlk_life_line_snapshot;

  properties[PROP_INSPECTION] =
    g_param_spec_object ("inspection", NULL, NULL, WLK_TYPE_INSPECTION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "lifeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wlk_life_line_init (WlkLifeLine *self)
{
}
