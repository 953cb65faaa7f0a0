/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-outcome-appearance.h"

/* The name of its icon. */
const char *
wlk_outcome_appearance_get_icon (WlkOutcome outcome)
{
  static const char * const icons[] = {
    [WLK_OUTCOME_PASSED] = "weaklink-passed-symbolic",
    [WLK_OUTCOME_NOTE] = "weaklink-note-symbolic",
    [WLK_OUTCOME_SKIPPED] = "weaklink-skipped-symbolic",
    [WLK_OUTCOME_UNKNOWN] = "weaklink-unknown-symbolic",
    [WLK_OUTCOME_WARNING] = "weaklink-warning-symbolic",
    [WLK_OUTCOME_FAILED] = "weaklink-failed-symbolic",
  };

  g_return_val_if_fail (outcome < G_N_ELEMENTS (icons), NULL);

  return icons[outcome];
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
