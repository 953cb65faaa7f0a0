/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoints-page.h"

#include "wlk-endpoint-cell.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

/*
 * There is no network traffic before the button is pressed. The trial belongs to the connection: it
 * continues while another row of the tree is selected, and ends with the page or when another
 * connection is set.
 */

#define NARROW_WIDTH 520 /* pixels; below it the cells of an endpoint are stacked vertically */

struct _WlkEndpointsPage
{
  GtkWidget            parent_instance;

  const WlkConnection *connection;    /* nullable */
  WlkEndpointTrial    *trial;    /* nullable, like @connection */
  gulong               running_id;
  guint                width_id; /* of an idle source, or 0 */
  gboolean             is_narrow;

  GtkStack            *stack;
  GtkWidget           *start_button;
  GtkWidget           *cancel_button;
  GtkWidget           *table;
};

G_DEFINE_FINAL_TYPE (WlkEndpointsPage, wlk_endpoints_page, GTK_TYPE_WIDGET)

static gboolean
has_text (WlkEndpointsPage *self,
          const char       *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
is_not (WlkEndpointsPage *self,
        gboolean          value)
{
  return !value;
}

static char *
dup_common_text (WlkEndpointsPage *self,
                 const char       *common)
{
  /* Translators: %s is a certificate, like “a.example”, until 2035-06-04, RSA 2048. */
  return common != NULL ? g_strdup_printf (_("The same chain: %s"), common) : NULL;
}

/* Switching pages hides the focused widget, so the keyboard focus is moved to the new page. This is
 * why the page of the stack is set here, and not bound. */
static void
show_state (WlkEndpointsPage *self)
{
  GtkWidget *focus_child = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));
  const char *page = "invitation";
  GtkWidget *target = self->start_button;

  if (self->trial != NULL && wlk_endpoint_trial_is_running (self->trial))
    {
      page = "progress";
      target = self->cancel_button;
    }
  else if (self->trial != NULL && wlk_endpoint_trial_get_summary (self->trial) != NULL)
    {
      page = "table";
      target = self->table;
    }

  gtk_stack_set_visible_child_name (self->stack, page);
  if (focus_child != NULL)
    gtk_widget_grab_focus (target);
}

static void
start_cb (WlkEndpointsPage *self)
{
  wlk_endpoint_trial_start (self->trial);
}

static void
cancel_cb (WlkEndpointsPage *self)
{
  wlk_endpoint_trial_cancel (self->trial);
}

static void
drop_trial (WlkEndpointsPage *self)
{
  if (self->trial == NULL)
    return;

  g_clear_signal_handler (&self->running_id, self->trial);
  wlk_endpoint_trial_cancel (self->trial);
  g_clear_object (&self->trial);
}

static void
connection_cb (gpointer object,
               gpointer previous)
{
  WlkEndpointsPage *self = object;

  drop_trial (self);
  if (self->connection != NULL)
    {
      self->trial = wlk_endpoint_trial_new (self->connection);
      self->running_id = g_signal_connect_object (self->trial, "notify::is-running",
                                                  G_CALLBACK (show_state), self,
                                                  G_CONNECT_SWAPPED);
    }
  show_state (self);
  g_object_notify (G_OBJECT (self), "trial");
}

static gboolean
width_cb (gpointer user_data)
{
  WlkEndpointsPage *self = user_data;
  gboolean is_narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;

  self->width_id = 0;
  if (self->is_narrow != is_narrow)
    {
      self->is_narrow = is_narrow;
      g_object_notify (G_OBJECT (self), "is-narrow");
    }

  return G_SOURCE_REMOVE;
}

static void
wlk_endpoints_page_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (WLK_ENDPOINTS_PAGE (widget)->stack), orientation, for_size,
                      minimum,
                      natural, minimum_baseline, natural_baseline);
}

/* Columns must not be shown or hidden during size allocation, so this is done when idle. */
static void
wlk_endpoints_page_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  WlkEndpointsPage *self = WLK_ENDPOINTS_PAGE (widget);

  gtk_widget_allocate (GTK_WIDGET (self->stack), width, height, baseline, NULL);
  if (self->is_narrow != (width < NARROW_WIDTH) && self->width_id == 0)
    self->width_id = g_idle_add (width_cb, self);
}

static void
wlk_endpoints_page_dispose (GObject *object)
{
  g_clear_handle_id (&WLK_ENDPOINTS_PAGE (object)->width_id, g_source_remove);
  wlk_property_dispose (object);
}

static void
wlk_endpoints_page_class_init (WlkEndpointsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_ENDPOINT_CELL);
  g_type_ensure (WLK_TYPE_ENDPOINT_ITEM);

  object_class->dispose = wlk_endpoints_page_dispose;
  widget_class->measure = wlk_endpoints_page_measure;
  widget_class->size_allocate = wlk_endpoints_page_size_allocate;

  wlk_property_add (object_class, "connection", WLK_TYPE_CONNECTION, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkEndpointsPage, connection), connection_cb);
  wlk_property_add (object_class, "is-narrow", G_TYPE_BOOLEAN, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointsPage, is_narrow), NULL);
  wlk_property_add (object_class, "trial", WLK_TYPE_ENDPOINT_TRIAL, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointsPage, trial), NULL);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/weaklink/WeakLink/wlk-endpoints-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkEndpointsPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WlkEndpointsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WlkEndpointsPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, WlkEndpointsPage, table);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_common_text);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, is_not);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
}

static void
wlk_endpoints_page_init (WlkEndpointsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (nullable): the displayed trial. */
WlkEndpointTrial *
wlk_endpoints_page_get_trial (WlkEndpointsPage *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINTS_PAGE (self), NULL);

  return self->trial;
}
