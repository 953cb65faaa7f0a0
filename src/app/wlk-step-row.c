/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-step-row.h"

#include "wlk-evidence-view.h"
#include "wlk-outcome-appearance.h"

#include <glib/gi18n-lib.h>

struct _WlkStepRow
{
  GtkWidget    parent_instance;

  WlkStepItem *item;        /* nullable */
  gulong       expanded_id;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkStepRow, wlk_step_row, GTK_TYPE_WIDGET)

static char *
dup_icon_name (WlkStepRow * self,
               WlkOutcome outcome)
{
  return g_strdup (wlk_outcome_appearance_get_icon (outcome));
}

static char *
dup_word (WlkStepRow *self,
          WlkOutcome  outcome)
{
  return g_strdup (wlk_outcome_get_title (outcome));
}

static char **
dup_css_classes (WlkStepRow *self,
                 WlkOutcome  outcome)
{
  const char *classes[] = { "step-row", wlk_outcome_get_id (outcome), NULL };

  return g_strdupv ((char **) classes);
}

static char *
dup_arrow_name (WlkStepRow *self,
                gboolean    is_expanded)
{
  return g_strdup (is_expanded ? "pan-down-symbolic" : "pan-end-symbolic");
}

/* The expanded state is set on the list row that contains this widget. */
static void
update_expanded (WlkStepRow *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->item != NULL && row != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                                 GTK_ACCESSIBLE_STATE_EXPANDED,
                                 wlk_step_item_is_expanded (self->item),
                                 -1);
}

static void
update_label (WlkStepRow *self)
{
  g_autofree char *label = NULL;
  g_autofree char *summary = NULL;
  WlkFinding *finding;

  if (self->item == NULL)
    return;

  finding = wlk_step_item_get_finding (self->item);
  summary = wlk_finding_dup_summary (finding);
  /* Translators: title of a step, its outcome, what was found in a sentence. */
  label = g_strdup_printf (_("%s, %s: %s"), _(wlk_finding_get_step (finding)->title),
                           wlk_outcome_get_title (wlk_finding_get_outcome (finding)), summary);
  wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
set_item (WlkStepRow  *self,
          WlkStepItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->expanded_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->expanded_id = g_signal_connect_object (item, "notify::is-expanded",
                                                 G_CALLBACK (update_expanded), self,
                                                 G_CONNECT_SWAPPED);
}

static void
wlk_step_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_step_row_parent_class)->root (widget);
  update_label (WLK_STEP_ROW (widget));
  update_expanded (WLK_STEP_ROW (widget));
}

static void
wlk_step_row_dispose (GObject *object)
{
  GtkWidget *child;

  set_item (WLK_STEP_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_step_row_parent_class)->dispose (object);
}

static void
wlk_step_row_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (property_id == PROP_ITEM)
    g_value_set_object (value, WLK_STEP_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_step_row_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  WlkStepRow *self = WLK_STEP_ROW (object);

  if (property_id != PROP_ITEM)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (self->item != g_value_get_object (value))
    {
      set_item (self, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      update_label (self);
      update_expanded (self);
    }
}

static void
wlk_step_row_class_init (WlkStepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_EVIDENCE_VIEW);
  g_type_ensure (WLK_TYPE_FINDING);

  object_class->dispose = wlk_step_row_dispose;
  object_class->get_property = wlk_step_row_get_property;
  object_class->set_property = wlk_step_row_set_property;
  widget_class->root = wlk_step_row_root;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, WLK_TYPE_STEP_ITEM,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-step-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, dup_arrow_name);
  gtk_widget_class_bind_template_callback (widget_class, dup_css_classes);
  gtk_widget_class_bind_template_callback (widget_class, dup_icon_name);
  gtk_widget_class_bind_template_callback (widget_class, dup_word);
}

static void
wlk_step_row_init (WlkStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
