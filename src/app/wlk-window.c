/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-window.h"

#include "present/wlk-document-text.h"
#include "present/wlk-presenter.h"
#include "wlk-host-entry.h"
#include "wlk-inspection-page.h"
#include "wlk-progress-page.h"
#include "wlk-property.h"
#include "wlk-start-page.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_DELAY 250 /* milliseconds; show the progress page only if the job takes longer */

struct _WlkWindow
{
  AdwApplicationWindow  parent_instance;

  WlkWindowModel       *window_model;
  const WlkConnection  *connection;            /* nullable: the entry was set to its host */
  GtkFileChooserNative *chooser;         /* nullable: while it is open */
  GtkWidget            *inspection_page; /* nullable: created for the first inspection */
  gboolean              shows_start;
  gboolean              shows_progress;
  guint                 progress_id;     /* source that shows the progress, or 0 */

  AdwToastOverlay      *toast_overlay;
  GtkStack             *stack;
  GtkWidget            *start_page;
  WlkHostEntry         *host_entry;
};

G_DEFINE_FINAL_TYPE (WlkWindow, wlk_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
has_text (WlkWindow  *self,
          const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
dup_window_title (WlkWindow  *self,
                  const char *title)
{
  /* Translators: the title of a window: what is open in it, and the program. */
  return title != NULL ? g_strdup_printf (_("%s – Weak Link"), title) : g_strdup (_("Weak Link"));
}

static gboolean
shows_back (WlkWindow     *self,
            gboolean       shows_start,
            WlkInspection *inspection)
{
  return shows_start && inspection != NULL;
}

static void
update_actions (WlkWindow *self)
{
  gboolean has_inspection = wlk_window_model_get_inspection (self->window_model) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-report", has_inspection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", has_inspection);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-start",
                                 has_inspection && !self->shows_start);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-inspection",
                                 has_inspection && self->shows_start);
}

static void
update_page (WlkWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->shows_progress ? "progress"
                                                 : self->shows_start ? "start" : "inspection");
}

static void
show_start (WlkWindow *self,
            gboolean   shows_start)
{
  self->shows_start = shows_start;
  update_page (self);
  g_object_notify (G_OBJECT (self), "shows-start");
  update_actions (self);
}

/* Validating the same connection again keeps text being typed in the entry. */
static void
show_host (WlkWindow           *self,
           const WlkConnection *connection)
{
  if (wlk_connection_replace (&self->connection, connection))
    wlk_host_entry_set_text (self->host_entry,
                             connection != NULL ? connection->target->text : "");
}

static void
inspection_cb (WlkWindow *self)
{
  WlkInspection *inspection = wlk_window_model_get_inspection (self->window_model);

  if (inspection == NULL)
    return;

  show_host (self, inspection->connection);
  if (self->inspection_page == NULL)
    {
      self->inspection_page = g_object_new (WLK_TYPE_INSPECTION_PAGE, "window-model",
                                            self->window_model,
                                            NULL);
      gtk_stack_add_named (self->stack, self->inspection_page, "inspection");
    }
  show_start (self, FALSE);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  WlkWindow *self = user_data;

  self->progress_id = 0;
  self->shows_progress = TRUE;
  update_page (self);

  return G_SOURCE_REMOVE;
}

/* The progress page replaces all other content while connecting. */
static void
progress_cb (WlkWindow *self)
{
  gboolean is_connecting =
    wlk_job_runner_get_progress (wlk_window_model_get_work (self->window_model)) != NULL;

  if (is_connecting && !self->shows_progress && self->progress_id == 0)
    self->progress_id = g_timeout_add (PROGRESS_DELAY, show_progress_cb, self);
  if (is_connecting)
    return;

  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->shows_progress)
    {
      self->shows_progress = FALSE;
      update_page (self);
    }
}

static void
dismiss_message_cb (WlkWindow *self)
{
  wlk_window_model_show_message (self->window_model, NULL);
}

static void
dismiss_news_cb (WlkWindow *self)
{
  wlk_window_model_dismiss_news (self->window_model);
}

static void
cancel_cb (WlkWindow *self)
{
  wlk_window_model_cancel (self->window_model);
}

static void
chosen_cb (WlkWindow *self,
           int        response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && g_list_model_get_n_items (files) > 0)
    wlk_window_model_open_files (self->window_model, files);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WlkWindow *self = WLK_WINDOW (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Open Certificates"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(WlkWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (has_text (self, text))
    wlk_window_model_open_text (self->window_model, text);
  else
    wlk_window_model_show_message (self->window_model,
                                   _("There is no text on the clipboard. Copy certificates in PEM, "
                                     "which begin with “-----BEGIN CERTIFICATE-----”."));
}

static void
paste_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb,
                                 g_object_ref (widget));
}

static void
connect_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  wlk_window_model_open_host (WLK_WINDOW (widget)->window_model, g_variant_get_string (parameter,
                                                                                       NULL));
}

static void
open_example_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  wlk_window_model_open_example_id (WLK_WINDOW (widget)->window_model,
                                    g_variant_get_string (parameter, NULL));
}

static void
focus_host_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  WlkWindow *self = WLK_WINDOW (widget);

  gtk_widget_grab_focus (self->shows_start ? self->start_page : GTK_WIDGET (self->host_entry));
}

static void
use_starttls_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  wlk_window_model_use_starttls (WLK_WINDOW (widget)->window_model,
                                 g_variant_get_string (parameter, NULL));
}

static void
reload_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  wlk_window_model_reload (WLK_WINDOW (widget)->window_model);
}

static void
copy_report_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WlkWindow *self = WLK_WINDOW (widget);
  WlkInspection *inspection = wlk_window_model_get_inspection (self->window_model);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(WlkDocument) document = NULL;
  g_autofree char *text = NULL;

  if (inspection == NULL)
    return;

  problems = wlk_present_problems (inspection);
  g_ptr_array_add (problems, NULL);
  document = wlk_present (&(WlkPresentation) {
    .target = wlk_window_model_get_title (self->window_model),
    .inspection = inspection,
    .problems = (const char * const *) problems->pdata,
    .all = TRUE,
  });
  text = wlk_document_to_text (document, &(WlkTextStyle) {
    .width = WLK_TEXT_DEFAULT_WIDTH,
    .has_unicode = TRUE,
    .has_locations = TRUE,
  });
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Report copied")));
}

static void
show_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  show_start (WLK_WINDOW (widget), g_str_equal (action_name, "win.show-start"));
}

/* Escape stops the job in progress, else goes back, else dismisses the message. */
static void
escape_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WlkWindow *self = WLK_WINDOW (widget);

  if (wlk_window_model_is_busy (self->window_model))
    wlk_window_model_cancel (self->window_model);
  else if (wlk_window_model_get_message (self->window_model) != NULL)
    wlk_window_model_show_message (self->window_model, NULL);
  else if (wlk_window_model_get_news (self->window_model) != NULL)
    wlk_window_model_dismiss_news (self->window_model);
  else if (self->shows_start && wlk_window_model_get_inspection (self->window_model) != NULL)
    show_start (self, FALSE);
  else if (!self->shows_start)
    wlk_inspection_page_go_back (WLK_INSPECTION_PAGE (self->inspection_page));
}

static gboolean
drop_cb (WlkWindow    *self,
         const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
      GSList *list = g_value_get_boxed (value);

      for (GSList *l = list; l != NULL; l = l->next)
        g_list_store_append (files, l->data);
      if (list == NULL)
        return FALSE;
      wlk_window_model_open_files (self->window_model, G_LIST_MODEL (files));
      return TRUE;
    }
  if (G_VALUE_HOLDS_STRING (value) && has_text (self, g_value_get_string (value)))
    {
      wlk_window_model_open_text (self->window_model, g_value_get_string (value));
      return TRUE;
    }

  return FALSE;
}

static void
add_drop_target (WlkWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
wlk_window_dispose (GObject *object)
{
  WlkWindow *self = WLK_WINDOW (object);

  if (self->window_model != NULL)
    {
      g_signal_handlers_disconnect_by_data (wlk_window_model_get_work (self->window_model), self);
      wlk_window_model_cancel (self->window_model);
    }
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  g_clear_object (&self->chooser);
  wlk_property_dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "win.connect", "s", connect_action);
  gtk_widget_class_install_action (widget_class, "win.open-example", "s", open_example_action);
  gtk_widget_class_install_action (widget_class, "win.focus-host", NULL, focus_host_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.use-starttls", "s", use_starttls_action);
  gtk_widget_class_install_action (widget_class, "win.copy-report", NULL, copy_report_action);
  gtk_widget_class_install_action (widget_class, "win.show-start", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "win.show-inspection", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "win.escape", NULL, escape_action);

  /* The focused widget's bindings take precedence, so pasting into an entry still works. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.escape", NULL);
}

static void
wlk_window_class_init (WlkWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_HOST_ENTRY);
  g_type_ensure (WLK_TYPE_JOB_RUNNER);
  g_type_ensure (WLK_TYPE_PROGRESS_PAGE);
  g_type_ensure (WLK_TYPE_START_PAGE);

  object_class->dispose = wlk_window_dispose;

  wlk_property_add (object_class, "window-model", WLK_TYPE_WINDOW_MODEL, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindow, window_model), NULL);
  wlk_property_add (object_class, "shows-start", G_TYPE_BOOLEAN, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindow, shows_start), NULL);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkWindow, host_entry);
  gtk_widget_class_bind_template_child (widget_class, WlkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, WlkWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, WlkWindow, toast_overlay);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_message_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_news_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_window_title);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, shows_back);
}

static void
wlk_window_init (WlkWindow *self)
{
  self->window_model = wlk_window_model_new ();
  self->shows_start = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->window_model, "notify::inspection", G_CALLBACK (inspection_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (wlk_window_model_get_work (self->window_model), "notify::progress",
                           G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  add_drop_target (self);
  update_actions (self);
}

/**
 * wlk_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window without an inspection; GTK owns it
 */
WlkWindow *
wlk_window_new (AdwApplication *application)
{
  return g_object_new (WLK_TYPE_WINDOW, "application", application, NULL);
}

/* The model of the window. */
WlkWindowModel *
wlk_window_get_session (WlkWindow *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW (self), NULL);

  return self->window_model;
}
