/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-step-row.h"

#include "wlk-evidence-view.h"
#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

struct _WlkStepRow
{
  GtkWidget    parent_instance;

  WlkStepItem *item; /* nullable */
};

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
  label = g_strdup_printf (_("%s, %s: %s"), _(finding->record->step->title),
                           wlk_outcome_get_title (finding->record->outcome), summary);
  wlk_outcome_appearance_label_row (GTK_WIDGET (self), label);
}

static void
item_cb (gpointer object,
         gpointer previous)
{
  WlkStepRow *self = object;

  if (previous != NULL)
    g_signal_handlers_disconnect_by_data (previous, self);
  if (self->item != NULL)
    g_signal_connect_object (self->item, "notify::is-expanded", G_CALLBACK (update_expanded), self,
                             G_CONNECT_SWAPPED);
  update_label (self);
  update_expanded (self);
}

static void
wlk_step_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wlk_step_row_parent_class)->root (widget);
  update_label (WLK_STEP_ROW (widget));
  update_expanded (WLK_STEP_ROW (widget));
}

static void
wlk_step_row_class_init (WlkStepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_EVIDENCE_VIEW);
  g_type_ensure (WLK_TYPE_FINDING);

  widget_class->root = wlk_step_row_root;

  wlk_property_add (object_class, "item", WLK_TYPE_STEP_ITEM, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkStepRow, item), item_cb);

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
