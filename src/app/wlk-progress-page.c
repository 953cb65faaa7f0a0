/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-page.h"

#include "base/wlk-text.h"
#include "wlk-progress-row.h"

#include <glib/gi18n-lib.h>

struct _WlkProgressPage
{
  GtkWidget     parent_instance;

  WlkJobRunner *work; /* nullable */
};

enum {
  PROP_0,
  PROP_WORK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
wlk_progress_page_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_object (&WLK_PROGRESS_PAGE (object)->work);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_progress_page_parent_class)->dispose (object);
}

static void
wlk_progress_page_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property_id == PROP_WORK)
    g_value_set_object (value, WLK_PROGRESS_PAGE (object)->work);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_progress_page_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  WlkProgressPage *self = WLK_PROGRESS_PAGE (object);

  if (property_id != PROP_WORK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  else if (g_set_object (&self->work, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
wlk_progress_page_class_init (WlkProgressPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_PROGRESS_ROW);

  object_class->dispose = wlk_progress_page_dispose;
  object_class->get_property = wlk_progress_page_get_property;
  object_class->set_property = wlk_progress_page_set_property;

  properties[PROP_WORK] =
    g_param_spec_object ("work", NULL, NULL, WLK_TYPE_JOB_RUNNER,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

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
