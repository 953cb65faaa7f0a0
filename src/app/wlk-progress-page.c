/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-page.h"

#include "base/wlk-text.h"
#include "wlk-progress-row.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

struct _WlkProgressPage
{
  GtkWidget     parent_instance;

  WlkJobRunner *work; /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkProgressPage, wlk_progress_page, GTK_TYPE_WIDGET)

static char *
dup_title (WlkProgressPage * self,
           const char *target)
{
  g_autofree char *visible = wlk_text_make_visible (target != NULL ? target : "", -1);

  /* Translators: the host that is being connected to. */
  return g_strdup_printf (_("Connecting to %s"), visible);
}

static void
wlk_progress_page_class_init (WlkProgressPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_PROGRESS_ROW);

  wlk_property_add (object_class, "work", WLK_TYPE_JOB_RUNNER, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkProgressPage, work), NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-progress-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, dup_title);
}

static void
wlk_progress_page_init (WlkProgressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
