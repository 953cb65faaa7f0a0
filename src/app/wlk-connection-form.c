/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connection-form.h"

#include "net/wlk-starttls.h"
#include "wlk-client-credential-opener.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

/* Its rows are bound to the properties of the settings, which check and apply what is typed. */

struct _WlkConnectionForm
{
  GtkWidget              parent_instance;

  WlkConnectionSettings *settings; /* nullable */
  GBindingGroup         *bindings; /* of the rows to @settings */

  AdwComboRow           *starttls_row;
  AdwComboRow           *version_row;
  GtkSwitch             *server_name_switch;
  AdwEntryRow           *server_name_row;
  AdwEntryRow           *alpn_row;
  AdwEntryRow           *address_row;
  AdwEntryRow           *port_row;
  AdwComboRow           *family_row;
  AdwEntryRow           *proxy_row;
  GtkSpinButton         *timeout_spin;
  GtkListBox            *identities_box;
  GtkLabel              *problem_label;
  GtkWidget             *connect_button;
};

enum {
  SIGNAL_CONNECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WlkConnectionForm, wlk_connection_form, GTK_TYPE_WIDGET)

static const struct
{
  const char *setting;
  gsize       offset;
  const char *property; /* of the row */
} bound_rows[] = {
  { "starttls", G_STRUCT_OFFSET (WlkConnectionForm, starttls_row), "selected" },
  { "version", G_STRUCT_OFFSET (WlkConnectionForm, version_row), "selected" },
  { "sends-server-name", G_STRUCT_OFFSET (WlkConnectionForm, server_name_switch), "active" },
  { "server-name", G_STRUCT_OFFSET (WlkConnectionForm, server_name_row), "text" },
  { "alpn", G_STRUCT_OFFSET (WlkConnectionForm, alpn_row), "text" },
  { "address", G_STRUCT_OFFSET (WlkConnectionForm, address_row), "text" },
  { "port", G_STRUCT_OFFSET (WlkConnectionForm, port_row), "text" },
  { "family", G_STRUCT_OFFSET (WlkConnectionForm, family_row), "selected" },
  { "proxy", G_STRUCT_OFFSET (WlkConnectionForm, proxy_row), "text" },
  { "timeout", G_STRUCT_OFFSET (WlkConnectionForm, timeout_spin), "value" },
};

static void
show_problem (WlkConnectionForm *self,
              const char        *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

/* Rows are recreated, so that each stores its current index. */
static void
fill_identities (WlkConnectionForm *self)
{
  g_autoptr(GPtrArray) credentials = wlk_connection_settings_list_credentials (self->settings);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->identities_box))) != NULL)
    gtk_list_box_remove (self->identities_box, child);
  gtk_widget_set_visible (GTK_WIDGET (self->identities_box), credentials->len > 0);
  for (guint i = 0; i < credentials->len; i++)
    {
      WlkCertificate *certificate = wlk_client_credential_get_certificate (credentials->pdata[i]);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     wlk_certificate_get_title (certificate));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), i == 0 ? _("Sent when asked for")
                                                                : _("Compared, not sent"));
      gtk_widget_set_tooltip_text (button, _("Remove"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _("Remove"), -1);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "connection.remove");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->identities_box, row);
    }
}

/* Marks the rows with an invalid text, and explains the first. */
static void
update_cb (WlkConnectionForm *self)
{
  g_auto(GStrv) invalid = NULL;
  g_autofree char *problem = NULL;

  g_object_get (self->settings, "invalid", &invalid, "problem", &problem, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (bound_rows); i++)
    {
      GtkWidget *row = G_STRUCT_MEMBER (GtkWidget *, self, bound_rows[i].offset);

      if (invalid != NULL &&
          g_strv_contains ((const char * const *) invalid, bound_rows[i].setting))
        gtk_widget_add_css_class (row, "error");
      else
        gtk_widget_remove_css_class (row, "error");
    }
  show_problem (self, problem);
  gtk_widget_set_sensitive (self->connect_button, problem == NULL);
  fill_identities (self);
}

static void
settings_cb (gpointer object,
             gpointer previous)
{
  WlkConnectionForm *self = object;

  if (previous != NULL)
    g_signal_handlers_disconnect_by_data (previous, self);
  g_binding_group_set_source (self->bindings, self->settings);
  if (self->settings == NULL)
    return;

  g_signal_connect_object (self->settings, "notify::invalid", G_CALLBACK (update_cb), self,
                           G_CONNECT_SWAPPED);
  update_cb (self);
}

static void
connect_cb (WlkConnectionForm *self)
{
  if (gtk_widget_get_sensitive (self->connect_button))
    g_signal_emit (self, signals[SIGNAL_CONNECT], 0);
}

static void
reset_cb (WlkConnectionForm *self)
{
  g_autoptr(WlkConnectionOptions) options = wlk_connection_options_new (NULL);

  if (self->settings != NULL)
    wlk_connection_settings_set_options (self->settings, options);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(WlkConnectionForm) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkClientCredential) credential = NULL;

  credential = wlk_client_credential_opener_open_finish (WLK_CLIENT_CREDENTIAL_OPENER (source),
                                                         result, &error);
  if (self->settings == NULL)
    return;
  if (credential != NULL)
    {
      g_autoptr(GPtrArray) credentials = wlk_connection_settings_list_credentials (self->settings);

      g_ptr_array_add (credentials, g_steal_pointer (&credential));
      wlk_connection_settings_set_credentials (self->settings, credentials);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_problem (self, error->message);
    }
}

static void
add_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  g_autoptr(WlkClientCredentialOpener) opener =
    wlk_client_credential_opener_new (GTK_WINDOW (gtk_widget_get_root (widget)));

  wlk_client_credential_opener_open_async (opener, g_str_equal (action_name,
                                                                "connection.add-token"),
                                           opened_cb, g_object_ref (widget));
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  WlkConnectionForm *self = WLK_CONNECTION_FORM (widget);
  g_autoptr(GPtrArray) credentials = wlk_connection_settings_list_credentials (self->settings);
  guint position = g_variant_get_uint32 (parameter);

  if (position >= credentials->len)
    return;

  g_ptr_array_remove_index (credentials, position);
  wlk_connection_settings_set_credentials (self->settings, credentials);
}

static void
wlk_connection_form_finalize (GObject *object)
{
  g_object_unref (WLK_CONNECTION_FORM (object)->bindings);

  G_OBJECT_CLASS (wlk_connection_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weaklink/WeakLink/"
                                               "wlk-connection-form.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, alpn_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, connect_button);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, family_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, identities_box);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, port_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, proxy_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, server_name_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, server_name_switch);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, starttls_row);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, timeout_spin);
  gtk_widget_class_bind_template_child (widget_class, WlkConnectionForm, version_row);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
wlk_connection_form_class_init (WlkConnectionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = wlk_connection_form_finalize;

  wlk_property_add (object_class, "settings", WLK_TYPE_CONNECTION_SETTINGS, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionForm, settings), settings_cb);
  signals[SIGNAL_CONNECT] = g_signal_new ("connect", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "connection.add-files", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "connection.add-token", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "connection.remove", "u", remove_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
fill_starttls (WlkConnectionForm *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  gtk_string_list_append (titles, _("By the Port"));
  gtk_string_list_append (titles, _("None"));
  for (gsize i = 0; i < n_rows; i++)
    gtk_string_list_append (titles, rows[i].title);
  adw_combo_row_set_model (self->starttls_row, G_LIST_MODEL (titles));
}

static void
fill_versions (WlkConnectionForm *self)
{
  static const char * const versions[] = { "TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0" };
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _("All"));
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    gtk_string_list_append (titles, versions[i]);
  adw_combo_row_set_model (self->version_row, G_LIST_MODEL (titles));
}

static void
wlk_connection_form_init (WlkConnectionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  fill_starttls (self);
  fill_versions (self);
  self->bindings = g_binding_group_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (bound_rows); i++)
    g_binding_group_bind (self->bindings, bound_rows[i].setting,
                          G_STRUCT_MEMBER (gpointer, self, bound_rows[i].offset),
                          bound_rows[i].property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}
