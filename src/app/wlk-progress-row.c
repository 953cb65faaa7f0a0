/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-row.h"

#include "wlk-outcome-appearance.h"

struct _WlkProgressRow
{
  GtkWidget        parent_instance;

  WlkProgressItem *item;    /* nullable */
  gulong           word_id;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkProgressRow, wlk_progress_row, GTK_TYPE_WIDGET)

static char *
dup_sign_name (WlkProgressRow * self,
               gboolean is_running)
{
  return g_strdup (is_running ? "running" : "ended");
}

static void
update_label (WlkProgressRow *self)
{
  g_autofree char *label = NULL;

  if (self->item == NULL)
    return;

  label = wlk_progress_item_dup_description (self->item);
  wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
set_item (WlkProgressRow  *self,
          WlkProgressItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->word_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->word_id = g_signal_connect_object (item, "notify::word", G_CALLBACK (update_label), self,
                                             G_CONNECT_SWAPPED);
  update_label (self);
}

static void
wlk_progress_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_progress_row_parent_class)->root (widget);
  update_label (WLK_PROGRESS_ROW (widget));
}

static void
wlk_progress_row_dispose (GObject *object)
{
  GtkWidget *child;

  set_item (WLK_PROGRESS_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_progress_row_parent_class)->dispose (object);
}

static void
wlk_progress_row_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (property_id == PROP_ITEM)
    g_value_set_object (value, WLK_PROGRESS_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_progress_row_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (property_id == PROP_ITEM)
    set_item (WLK_PROGRESS_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_progress_row_class_init (WlkProgressRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_progress_row_dispose;
  object_class->get_property = wlk_progress_row_get_property;
  object_class->set_property = wlk_progress_row_set_property;
  widget_class->root = wlk_progress_row_root;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, WLK_TYPE_PROGRESS_ITEM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-progress-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, dup_sign_name);
}

static void
wlk_progress_row_init (WlkProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
