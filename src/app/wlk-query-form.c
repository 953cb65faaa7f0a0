/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-query-form.h"

#include "wlk-property.h"
#include "wlk-query-model.h"

#include <glib/gi18n-lib.h>

#define N_PURPOSES (WLK_PURPOSE_ANY + 1)
#define N_PROFILES (WLK_PROFILE_WEB + 1)
#define N_MODES    (WLK_REVOCATION_REQUIRE + 1)

struct _WlkQueryForm
{
  GtkWidget             parent_instance;

  WlkWindowModel       *window_model; /* nullable */
  GtkFileChooserNative *chooser;      /* nullable: while it is open */

  WlkQueryModel        *query;

  AdwComboRow          *purpose_row;
  AdwComboRow          *profile_row;
  AdwComboRow          *revocation_row;
  AdwEntryRow          *policies_entry;
  AdwEntryRow          *time_row;
};

G_DEFINE_FINAL_TYPE (WlkQueryForm, wlk_query_form, GTK_TYPE_WIDGET)

static char *
dup_trust_text (gpointer self,
                WlkInspection * inspection)
{
  return inspection != NULL ? wlk_trust_store_dup_text (inspection->trust) : NULL;
}

static void
apply_cb (WlkQueryForm *self)
{
  if (self->window_model != NULL)
    wlk_query_model_apply (self->query);
}

static void
mark (AdwEntryRow *row,
      gboolean     is_invalid)
{
  if (is_invalid)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
invalid_cb (WlkQueryForm *self)
{
  gboolean are_policies_invalid, is_time_invalid;

  g_object_get (self->query, "policies-invalid", &are_policies_invalid,
                "time-invalid", &is_time_invalid, NULL);
  mark (self->policies_entry, are_policies_invalid);
  mark (self->time_row, is_time_invalid);
}

static void
chosen_cb (WlkQueryForm *self,
           int           response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    wlk_query_model_set_trust_path (self->query, g_file_peek_path (file));
}

static void
choose (WlkQueryForm        *self,
        const char          *title,
        GtkFileChooserAction action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (root), action, _("_Trust"), NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
trust_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  WlkQueryForm *self = WLK_QUERY_FORM (widget);

  if (g_str_equal (action_name, "request.trust-file"))
    choose (self, _("Trust the Certificates of a File"), GTK_FILE_CHOOSER_ACTION_OPEN);
  else if (g_str_equal (action_name, "request.trust-folder"))
    choose (self, _("Trust the Certificates of a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
  else
    wlk_query_model_set_trust_path (self->query,
                                    g_str_equal (action_name, "request.trust-system")
                                    ? "system" : NULL);
}

static void
wlk_query_form_dispose (GObject *object)
{
  g_clear_object (&WLK_QUERY_FORM (object)->chooser);
  wlk_property_dispose (object);
}

static void
wlk_query_form_class_init (WlkQueryFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WLK_TYPE_INSPECTION);
  g_type_ensure (WLK_TYPE_QUERY_MODEL);

  object_class->dispose = wlk_query_form_dispose;

  wlk_property_add (object_class, "window-model", WLK_TYPE_WINDOW_MODEL, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkQueryForm, window_model), NULL);

  gtk_widget_class_install_action (widget_class, "request.trust-default", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-system", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-file", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-folder", NULL, trust_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-query-form.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, policies_entry);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, profile_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, query);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, revocation_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, time_row);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_trust_text);
  gtk_widget_class_bind_template_callback (widget_class, invalid_cb);
}

static void
fill_combo (AdwComboRow *row,
            guint        n_titles,
            const char *(*get_title)(guint))
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_titles; i++)
    gtk_string_list_append (titles, get_title (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (titles));
}

static const char *
get_purpose_title (guint purpose)
{
  return wlk_purpose_get_title (purpose);
}

static const char *
get_profile_title (guint profile)
{
  return wlk_profile_get_title (profile);
}

static const char *
get_mode_title (guint mode)
{
  return wlk_revocation_mode_get_title (mode);
}

static void
wlk_query_form_init (WlkQueryForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  fill_combo (self->purpose_row, N_PURPOSES, get_purpose_title);
  fill_combo (self->profile_row, N_PROFILES, get_profile_title);
  fill_combo (self->revocation_row, N_MODES, get_mode_title);
}
