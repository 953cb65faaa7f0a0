/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-query-form.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_PURPOSES (WLK_PURPOSE_ANY + 1)
#define N_PROFILES (WLK_PROFILE_WEB + 1)
#define N_MODES    (WLK_REVOCATION_REQUIRE + 1)

struct _WlkQueryForm
{
  GtkWidget             parent_instance;

  WlkWindowModel       *window_model;          /* nullable */
  gulong                inspection_id;
  gulong                busy_id;
  gboolean              is_syncing;   /* the widgets change because the session did */
  GtkFileChooserNative *chooser;      /* nullable: while it is open */

  AdwComboRow          *purpose_row;
  AdwEntryRow          *name_row;
  AdwEntryRow          *time_row;
  AdwComboRow          *profile_row;
  AdwComboRow          *revocation_row;
  AdwActionRow         *trust_row;
  AdwEntryRow          *policies_entry;
  GtkSwitch            *explicit_switch;
  GtkSwitch            *mapping_switch;
  GtkSwitch            *any_switch;
};

enum {
  PROP_0,
  PROP_WINDOW_MODEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkQueryForm, wlk_query_form, GTK_TYPE_WIDGET)

static WlkInspection *
get_inspection (WlkQueryForm * self)
{
  return self->window_model != NULL ? wlk_window_model_get_inspection (self->window_model) : NULL;
}

/* A text that is set anew loses its cursor and offers to be applied again. */
static void
set_entry (AdwEntryRow *row,
           const char  *text)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
show_policies (WlkQueryForm *self,
               WlkQuery     *query)
{
  const char * const *policies = wlk_query_get (query)->policies;
  g_autofree char *text = policies != NULL ? g_strjoinv (" ", (char **) policies) : NULL;

  set_entry (self->policies_entry, text != NULL ? text : "");
  gtk_switch_set_active (self->explicit_switch, wlk_query_get (query)->requires_explicit_policy);
  gtk_switch_set_active (self->mapping_switch, wlk_query_get (query)->inhibits_policy_mapping);
  gtk_switch_set_active (self->any_switch, wlk_query_get (query)->inhibits_any_policy);
}

static void
inspection_cb (WlkQueryForm *self)
{
  WlkInspection *inspection = get_inspection (self);
  WlkQuery *query;
  const char *name;
  g_autofree char *time = NULL;
  g_autofree char *trust = NULL;

  if (inspection == NULL)
    return;

  query = wlk_inspection_get_query (inspection);
  name = wlk_query_get (query)->name;
  if (!wlk_window_model_is_now (self->window_model))
    time = wlk_time_format (wlk_query_get (query)->time);

  self->is_syncing = TRUE;
  adw_combo_row_set_selected (self->purpose_row, wlk_query_get (query)->purpose);
  adw_combo_row_set_selected (self->profile_row, wlk_query_get (query)->profile);
  adw_combo_row_set_selected (self->revocation_row, wlk_query_get (query)->revocation);
  show_policies (self, query);
  set_entry (self->name_row, name != NULL ? name : "");
  set_entry (self->time_row, time != NULL ? time : "");
  trust = wlk_trust_store_dup_text (wlk_inspection_get_trust (inspection));
  adw_action_row_set_subtitle (self->trust_row, trust);
  self->is_syncing = FALSE;
}

/* An empty time is the present; FALSE if it cannot be understood. */
static gboolean
read_time (WlkQueryForm *self,
           gint64       *time,
           gboolean     *is_now)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->time_row)));
  g_autoptr(GError) error = NULL;

  g_strstrip (text);
  if (g_str_has_suffix (text, " UTC"))
    text[strlen (text) - strlen (" UTC")] = '\0';
  *is_now = *text == '\0' || g_ascii_strcasecmp (text, "now") == 0;
  *time = 0;
  if (*is_now || wlk_time_parse (text, time, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->time_row), "error");
      return TRUE;
    }

  gtk_widget_add_css_class (GTK_WIDGET (self->time_row), "error");
  wlk_window_model_show_message (self->window_model, error->message);
  return FALSE;
}

/* NULL stands for any policy; FALSE if one of them cannot be understood. */
static gboolean
read_policies (WlkQueryForm *self,
               char       ***policies)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->policies_entry));
  g_auto(GStrv) words = g_strsplit_set (text, " ,;", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  *policies = NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (!wlk_oid_is_dotted (words[i]))
        {
          g_autofree char *visible = wlk_text_make_visible (words[i], -1);
          g_autofree char *message =
            g_strdup_printf (_("“%s” is no object identifier. One is written like "
                               "2.23.140.1.2.1."), visible);

          gtk_widget_add_css_class (GTK_WIDGET (self->policies_entry), "error");
          wlk_window_model_show_message (self->window_model, message);
          return FALSE;
        }
      g_strv_builder_add (builder, words[i]);
      n++;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (self->policies_entry), "error");
  if (n > 0)
    *policies = g_strv_builder_end (builder);
  return TRUE;
}

static void
ask_with_trust (WlkQueryForm *self,
                const char   *trust_path)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  g_auto(GStrv) policies = NULL;
  g_autoptr(WlkQuery) query = NULL;
  WlkQuery *asked;
  gboolean is_now;
  gint64 time;

  if (self->is_syncing || get_inspection (self) == NULL || !read_time (self, &time, &is_now) ||
      !read_policies (self, &policies))
    return;

  g_strstrip (name);
  asked = wlk_window_model_get_asked (self->window_model, NULL, NULL);
  fields.wants_fetch = wlk_query_get (asked)->wants_fetch;
  fields.inhibits_any_policy = gtk_switch_get_active (self->any_switch);
  fields.inhibits_policy_mapping = gtk_switch_get_active (self->mapping_switch);
  fields.policies = (const char * const *) policies;
  fields.requires_explicit_policy = gtk_switch_get_active (self->explicit_switch);
  fields.name = *name != '\0' ? name : NULL;
  fields.time = time;
  fields.purpose = adw_combo_row_get_selected (self->purpose_row);
  fields.profile = adw_combo_row_get_selected (self->profile_row);
  fields.revocation = adw_combo_row_get_selected (self->revocation_row);
  query = wlk_query_new (&fields);
  wlk_window_model_ask (self->window_model, query, is_now, trust_path);
}

static void
changed_cb (WlkQueryForm *self)
{
  const char *trust_path = NULL;

  if (self->window_model == NULL)
    return;

  wlk_window_model_get_asked (self->window_model, NULL, &trust_path);
  ask_with_trust (self, trust_path);
}

static void
chosen_cb (WlkQueryForm *self,
           int           response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    ask_with_trust (self, g_file_peek_path (file));
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
    ask_with_trust (self, g_str_equal (action_name, "request.trust-system") ? "system" : NULL);
}

/* What was asked may have been cancelled or failed; then the rows are again what is shown. */
static void
busy_cb (WlkQueryForm *self)
{
  if (!wlk_window_model_is_busy (self->window_model))
    inspection_cb (self);
}

static void
disconnect (WlkQueryForm *self)
{
  if (self->window_model == NULL)
    return;

  g_clear_signal_handler (&self->inspection_id, self->window_model);
  g_clear_signal_handler (&self->busy_id, wlk_window_model_get_work (self->window_model));
}

static void
set_session (WlkQueryForm   *self,
             WlkWindowModel *window_model)
{
  disconnect (self);
  g_set_object (&self->window_model, window_model);
  if (window_model != NULL)
    {
      self->inspection_id = g_signal_connect_object (window_model, "notify::inspection",
                                                     G_CALLBACK (inspection_cb), self,
                                                     G_CONNECT_SWAPPED);
      self->busy_id = g_signal_connect_object (wlk_window_model_get_work (window_model),
                                               "notify::is-busy",
                                               G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
    }
  inspection_cb (self);
}

static void
wlk_query_form_dispose (GObject *object)
{
  WlkQueryForm *self = WLK_QUERY_FORM (object);
  GtkWidget *child;

  disconnect (self);
  self->is_syncing = TRUE;
  g_clear_object (&self->window_model);
  g_clear_object (&self->chooser);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_query_form_parent_class)->dispose (object);
}

static void
wlk_query_form_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (property_id == PROP_WINDOW_MODEL)
    g_value_set_object (value, WLK_QUERY_FORM (object)->window_model);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_query_form_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (property_id == PROP_WINDOW_MODEL)
    set_session (WLK_QUERY_FORM (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_query_form_class_init (WlkQueryFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_query_form_dispose;
  object_class->get_property = wlk_query_form_get_property;
  object_class->set_property = wlk_query_form_set_property;

  properties[PROP_WINDOW_MODEL] =
    g_param_spec_object ("window-model", NULL, NULL, WLK_TYPE_WINDOW_MODEL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "request.trust-default", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-system", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-file", NULL, trust_cb);
  gtk_widget_class_install_action (widget_class, "request.trust-folder", NULL, trust_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-query-form.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, any_switch);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, explicit_switch);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, mapping_switch);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, policies_entry);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, profile_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, purpose_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, revocation_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, time_row);
  gtk_widget_class_bind_template_child (widget_class, WlkQueryForm, trust_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
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

  self->is_syncing = TRUE;
  fill_combo (self->purpose_row, N_PURPOSES, get_purpose_title);
  fill_combo (self->profile_row, N_PROFILES, get_profile_title);
  fill_combo (self->revocation_row, N_MODES, get_mode_title);
  self->is_syncing = FALSE;
}
