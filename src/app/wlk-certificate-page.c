/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-certificate-page.h"

#include "net/wlk-endpoints.h"
#include "present/wlk-connection-details.h"
#include "present/wlk-document.h"
#include "wlk-endpoints-page.h"
#include "wlk-gradual-list.h"
#include "wlk-property.h"
#include "wlk-step-row.h"
#include "x509/wlk-certificate-details.h"

#include <glib/gi18n-lib.h>

struct _WlkCertificatePage
{
  GtkWidget            parent_instance;

  const WlkConnection *connection;          /* nullable */
  WlkTreeNode         *node;          /* nullable */
  GListModel          *steps;         /* nullable: (element-type WlkStepItem) */
  gboolean             has_details;   /* of @node, in @details_view */

  GtkStack            *stack;
  GtkWidget           *switcher;
  GtkStackPage        *steps_page;
  GtkStackPage        *details_page;
  GtkStackPage        *endpoints_page;
  GtkListView         *details_view;
  GtkSliceListModel   *details_rows;
  GtkListView         *steps_view;
  GtkSliceListModel   *steps_rows;
  GtkFilterListModel  *steps_filter;
  GtkCustomFilter     *filter;
  GtkLabel            *hidden_label;
  GtkToggleButton     *all_button;
  GtkWidget           *hidden_bar;
};

G_DEFINE_FINAL_TYPE (WlkCertificatePage, wlk_certificate_page, GTK_TYPE_WIDGET)

static gboolean
has_text (WlkCertificatePage *self,
          const char         *text)
{
  return text != NULL && *text != '\0';
}

/* Where a field is in the certificate's DER. */
static char *
dup_location (gpointer  self,
              WlkField *field)
{
  return field != NULL ? wlk_document_dup_location (field->span) : NULL;
}

static gboolean
shows_step (gpointer item,
            gpointer user_data)
{
  WlkCertificatePage *self = user_data;

  return gtk_toggle_button_get_active (self->all_button) || wlk_step_item_is_worth_showing (item);
}

static void
update_hidden (WlkCertificatePage *self)
{
  guint n_hidden = 0;
  guint n_steps = self->steps != NULL ? g_list_model_get_n_items (self->steps) : 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr(WlkStepItem) item = g_list_model_get_item (self->steps, i);

      n_hidden += wlk_step_item_is_worth_showing (item) ? 0 : 1;
    }

  if (gtk_toggle_button_get_active (self->all_button))
    text = g_strdup_printf (ngettext ("%u step in all", "%u steps in all", n_steps), n_steps);
  else
    text = g_strdup_printf (ngettext ("%u step not shown", "%u steps not shown", n_hidden),
                            n_hidden);
  gtk_label_set_label (self->hidden_label, text);
  gtk_widget_set_visible (self->hidden_bar, n_hidden > 0);
}

static void
all_toggled_cb (WlkCertificatePage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_hidden (self);
}

static void
step_activated_cb (GtkListView *view,
                   guint        position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (view));
  g_autoptr(WlkStepItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    wlk_step_item_set_expanded (item, !wlk_step_item_is_expanded (item));
}

static GListModel *
list_field_children (gpointer item,
                     gpointer user_data)
{
  GListModel *children = wlk_field_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

/* The connection, if the node represents it, or NULL. */
static const WlkConnection *
get_connection (WlkCertificatePage *self)
{
  if (self->node == NULL || wlk_tree_node_get_kind (self->node) != WLK_TREE_NODE_CONNECTION)
    return NULL;

  return self->connection;
}

static WlkCertificate *
get_certificate (WlkCertificatePage *self)
{
  return self->node != NULL ? wlk_tree_node_get_certificate (self->node) : NULL;
}

/* Details are created when their page is shown. */
static void
fill_details (WlkCertificatePage *self)
{
  const WlkConnection *connection = get_connection (self);
  WlkCertificate *certificate = get_certificate (self);
  g_autoptr(WlkField) root = NULL;
  g_autoptr(GtkTreeListModel) tree = NULL;

  if ((certificate == NULL && connection == NULL) || self->has_details ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "details") != 0)
    return;

  root = connection != NULL
         ? wlk_connection_details_new (connection, wlk_tree_node_get_report (self->node))
         : wlk_certificate_details_new (certificate);
  tree = gtk_tree_list_model_new (g_object_ref (wlk_field_get_children (root)), FALSE, TRUE,
                                  list_field_children, NULL, NULL);
  wlk_gradual_list_start (self->details_rows, GTK_WIDGET (self->details_view));
  gtk_slice_list_model_set_model (self->details_rows, G_LIST_MODEL (tree));
  self->has_details = TRUE;
}

/* The node decides which pages are available; the visible page is kept while it is available. */
static void
show_pages (WlkCertificatePage *self)
{
  const WlkConnection *connection = get_connection (self);
  gboolean has_details = connection != NULL || get_certificate (self) != NULL;
  gboolean has_endpoints = connection != NULL && wlk_endpoints_count (connection) > 0;
  const char *shown = gtk_stack_get_visible_child_name (self->stack);

  if (g_strcmp0 (shown, "endpoints") == 0 && !has_endpoints)
    shown = "steps";
  if (self->steps == NULL && has_details)
    shown = "details";
  else if (!has_details)
    shown = "steps";

  gtk_stack_page_set_visible (self->steps_page, self->steps != NULL);
  gtk_stack_page_set_visible (self->details_page, has_details);
  gtk_stack_page_set_title (self->details_page,
                            connection != NULL ? _("Session") : _("Details"));
  gtk_stack_page_set_visible (self->endpoints_page, has_endpoints);
  gtk_widget_set_visible (self->switcher, self->steps != NULL && has_details);
  if (shown != NULL)
    gtk_stack_set_visible_child_name (self->stack, shown);
}

static void
fill (gpointer object,
      gpointer previous)
{
  WlkCertificatePage *self = object;
  WlkReport *report = self->node != NULL ? wlk_tree_node_get_report (self->node) : NULL;

  g_clear_object (&self->steps);
  if (report != NULL)
    self->steps = wlk_step_item_list (report, wlk_tree_node_get_position (self->node),
                                      wlk_tree_node_get_kind (self->node) ==
                                      WLK_TREE_NODE_CONNECTION);
  wlk_gradual_list_start (self->steps_rows, GTK_WIDGET (self->steps_view));
  gtk_filter_list_model_set_model (self->steps_filter, self->steps);
  self->has_details = FALSE;
  gtk_slice_list_model_set_model (self->details_rows, NULL);

  show_pages (self);
  fill_details (self);
  update_hidden (self);
}

static void
wlk_certificate_page_dispose (GObject *object)
{
  WlkCertificatePage *self = WLK_CERTIFICATE_PAGE (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  wlk_property_dispose (object);
}

static void
wlk_certificate_page_class_init (WlkCertificatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_ENDPOINTS_PAGE);
  g_type_ensure (WLK_TYPE_FIELD);
  g_type_ensure (WLK_TYPE_STEP_ROW);

  object_class->dispose = wlk_certificate_page_dispose;

  wlk_property_add (object_class, "connection", WLK_TYPE_CONNECTION, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkCertificatePage, connection), fill);
  wlk_property_add (object_class, "node", WLK_TYPE_TREE_NODE, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkCertificatePage, node), fill);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-certificate-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, all_button);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, details_page);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, details_rows);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, details_view);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, endpoints_page);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, hidden_bar);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, steps_filter);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, steps_page);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, steps_rows);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, steps_view);
  gtk_widget_class_bind_template_child (widget_class, WlkCertificatePage, switcher);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_location);
  gtk_widget_class_bind_template_callback (widget_class, fill_details);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, step_activated_cb);
}

static void
wlk_certificate_page_init (WlkCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (shows_step, self, NULL);
  gtk_filter_list_model_set_filter (self->steps_filter, GTK_FILTER (self->filter));
}
