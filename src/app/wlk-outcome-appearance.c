/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-outcome-appearance.h"

static const struct
{
  const char *icon;
  const char *css_class;
} appearances[] = {
  [WLK_OUTCOME_PASSED] = { "weaklink-passed-symbolic", "passed" },
  [WLK_OUTCOME_NOTE] = { "weaklink-note-symbolic", "note" },
  [WLK_OUTCOME_SKIPPED] = { "weaklink-skipped-symbolic", "skipped" },
  [WLK_OUTCOME_UNKNOWN] = { "weaklink-unknown-symbolic", "unknown" },
  [WLK_OUTCOME_WARNING] = { "weaklink-warning-symbolic", "warning" },
  [WLK_OUTCOME_FAILED] = { "weaklink-failed-symbolic", "failed" },
};

/* The name of its icon. */
const char *
wlk_outcome_appearance_get_icon (WlkOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (appearances), NULL);

  return appearances[outcome].icon;
}

/* Its class in style.css. */
const char *
wlk_outcome_appearance_get_css_class (WlkOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (appearances), NULL);

  return appearances[outcome].css_class;
}

/**
 * wlk_outcome_appearance_label_row:
 * @widget: the content of a row of a list
 * @label: the accessible label
 *
 * Sets the accessible label of @widget and of the row that contains it, which has the focus.
 */
void
wlk_outcome_appearance_label_row (GtkWidget  *widget,
                                  const char *label)
{
  GtkWidget *ancestor = widget;

  while (ancestor != NULL && !GTK_IS_LIST_BASE (ancestor))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (ancestor),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      if (g_str_equal (gtk_widget_get_css_name (ancestor), "row"))
        return;
      ancestor = gtk_widget_get_parent (ancestor);
    }
}
