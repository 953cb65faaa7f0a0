/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-life-line.h"

#include "present/wlk-picture.h"
#include "present/wlk-presenter.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

#define MARGIN    18  /* pixels left and right */
#define MIN_WIDTH 200 /* pixels */

struct _WlkLifeLine
{
  GtkWidget      parent_instance;

  WlkInspection *inspection; /* nullable */
  WlkDocument   *document;   /* nullable: its path, if it has one */
};

G_DEFINE_FINAL_TYPE (WlkLifeLine, wlk_life_line, GTK_TYPE_WIDGET)

/* The font's size in pixels. */
static float
get_em (WlkLifeLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);

  return (float) pango_font_description_get_size (font) / PANGO_SCALE;
}

static float
measure_text (const char *text,
              gpointer    user_data)
{
  WlkLifeLine *self = user_data;
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width = 0;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return (width + 1) / get_em (self);
}

/* Lays it out in @width pixels; %NULL when there is no path. */
static WlkPicture *
new_picture (WlkLifeLine *self,
             int          width)
{
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return self->document != NULL
         ? wlk_picture_new_life_line (wlk_document_get (self->document, 0),
                                      (width - 2 * MARGIN) / get_em (self), is_mirrored,
                                      measure_text, self)
         : NULL;
}

static GdkRGBA
get_color (WlkLifeLine    *self,
           const WlkShape *shape)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color;

  gtk_style_context_get_color (context, &color);
  if (shape->outcome == WLK_OUTCOME_FAILED)
    gtk_style_context_lookup_color (context, "error_color", &color);
  if (shape->is_dim && shape->kind != WLK_SHAPE_TEXT)
    color.alpha *= 0.45f;

  return color;
}

static void
draw_text (WlkLifeLine           *self,
           GtkSnapshot           *snapshot,
           const WlkShape        *shape,
           const graphene_rect_t *box)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), shape->text);
  GdkRGBA color = get_color (self, shape);
  int height;

  pango_layout_set_width (layout, (int) (MAX (box->size.width, 1) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, shape->is_at_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (box->origin.x,
                                                box->origin.y + (box->size.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_shape (WlkLifeLine    *self,
            GtkSnapshot    *snapshot,
            const WlkShape *shape)
{
  float em = get_em (self);
  graphene_rect_t box = GRAPHENE_RECT_INIT (MARGIN + shape->x * em, shape->y * em,
                                            shape->width * em, shape->height * em);
  GdkRGBA color = get_color (self, shape);
  GskRoundedRect bar;

  if (shape->kind == WLK_SHAPE_TEXT)
    {
      draw_text (self, snapshot, shape, &box);
      return;
    }

  gsk_rounded_rect_init_from_rect (&bar, &box,
                                   shape->kind == WLK_SHAPE_BAR ? box.size.height / 2 : 0);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &color, &box);
  gtk_snapshot_pop (snapshot);
}

static void
wlk_life_line_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  WlkLifeLine *self = WLK_LIFE_LINE (widget);
  g_autoptr(WlkPicture) picture = new_picture (self, gtk_widget_get_width (widget));

  for (guint i = 0; picture != NULL && i < picture->shapes->len; i++)
    draw_shape (self, snapshot, picture->shapes->pdata[i]);
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
  WlkLifeLine *self = WLK_LIFE_LINE (widget);
  g_autoptr(WlkPicture) picture = new_picture (self, MIN_WIDTH);

  *minimum = *natural = MIN_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = picture != NULL ? (int) (picture->height * get_em (self) + 1) : 0;
}

/* Sets a text alternative, for a screen reader and as a tooltip. */
static void
describe (WlkLifeLine *self)
{
  g_autofree char *text = self->document != NULL
                          ? wlk_picture_dup_life_line_text (wlk_document_get (self->document, 0))
                          : g_strdup ("");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Validity of the certificates"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

/* The widget is hidden without a path, or if the path has too many certificates. */
static void
inspection_cb (gpointer object,
               gpointer previous)
{
  WlkLifeLine *self = object;
  WlkReport *report = self->inspection != NULL ? wlk_inspection_get_report (self->inspection, 0)
                                               : NULL;
  g_autoptr(WlkPicture) picture = NULL;

  g_clear_pointer (&self->document, wlk_document_free);
  if (report != NULL && report->path != NULL)
    self->document = wlk_present_path (report);
  picture = new_picture (self, MIN_WIDTH);
  gtk_widget_set_visible (GTK_WIDGET (self), picture != NULL && picture->shapes->len > 0);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
wlk_life_line_class_init (WlkLifeLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = wlk_life_line_measure;
  widget_class->snapshot = wlk_life_line_snapshot;

  wlk_property_add (object_class, "inspection", WLK_TYPE_INSPECTION, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkLifeLine, inspection), inspection_cb);

  gtk_widget_class_set_css_name (widget_class, "lifeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wlk_life_line_init (WlkLifeLine *self)
{
}
