/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-query-bar.h"

#include "base/wlk-time.h"
#include "wlk-property.h"
#include "wlk-query-form.h"
#include "wlk-query-model.h"
#include "x509/wlk-idn.h"

#include <glib/gi18n-lib.h>

#define MAX_FORM_HEIGHT 520 /* pixels; the screen of a phone has 640 and more */

struct _WlkQueryBar
{
  GtkWidget       parent_instance;

  WlkInspection  *inspection;   /* nullable */
  WlkWindowModel *window_model; /* nullable */

  WlkQueryModel  *query;
  GtkLabel       *summary_label;
  GtkMenuButton  *button;
  GtkWidget      *button_content;
};

G_DEFINE_FINAL_TYPE (WlkQueryBar, wlk_query_bar, GTK_TYPE_WIDGET)

static char *
dup_time_text (WlkQueryBar * self,
               WlkQuery    * query)
{
  if (wlk_window_model_is_now (self->window_model))
    return g_strdup (_("now"));

  return wlk_time_format (wlk_query_get (query)->time);
}

/* “TLS Server · shop.example · now · the system's trust store, 145 certificates” */
static void
update_summary (WlkQueryBar   *self,
                WlkInspection *inspection)
{
  WlkQuery *query = inspection->query;
  const char *typed_name = wlk_query_get (query)->name;
  g_autofree char *name = wlk_idn_dup_both (typed_name != NULL ? typed_name : "");
  g_autofree char *time = dup_time_text (self, query);
  g_autofree char *trust = wlk_trust_store_dup_text (inspection->trust);
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  text = g_strjoin (" · ", wlk_purpose_get_title (wlk_query_get (query)->purpose),
                    *name != '\0' ? name : _("any name"), time, trust,
                    wlk_profile_get_title (wlk_query_get (query)->profile), NULL);
  gtk_label_set_label (self->summary_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label), text);

  /* Translators: what is checked: “Check as TLS Server · www.example.org · now”. */
  label = g_strdup_printf (_("Check as %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
inspection_cb (gpointer object,
               gpointer previous)
{
  WlkQueryBar *self = object;

  if (self->inspection != NULL)
    update_summary (self, self->inspection);
}

/* The form is created when it is first opened. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  WlkQueryBar *self = user_data;
  GtkWidget *popover = NULL;
  GtkWidget *scroller = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  popover = gtk_popover_new ();
  gtk_widget_set_size_request (popover, 320, -1);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                           "child", g_object_new (WLK_TYPE_QUERY_FORM,
                                                  "window-model", self->window_model, NULL),
                           "hscrollbar-policy", GTK_POLICY_NEVER,
                           "max-content-height", MAX_FORM_HEIGHT,
                           "propagate-natural-height", TRUE,
                           NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

static void
wlk_query_bar_class_init (WlkQueryBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_QUERY_MODEL);

  wlk_property_add (object_class, "inspection", WLK_TYPE_INSPECTION, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkQueryBar, inspection), inspection_cb);
  wlk_property_add (object_class, "window-model", WLK_TYPE_WINDOW_MODEL, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkQueryBar, window_model), NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-query-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkQueryBar, query);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryBar, summary_label);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryBar, button);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryBar, button_content);
}

static void
wlk_query_bar_init (WlkQueryBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkMenuButton centers its child in an internal box. */
  gtk_widget_set_halign (gtk_widget_get_parent (self->button_content), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
}
