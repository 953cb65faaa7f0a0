/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connection-form.h"

#include "net/wlk-connection-input.h"
#include "net/wlk-starttls.h"
#include "wlk-client-credential-opener.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The rows show the settings' options, and each change makes new options of all rows. An invalid
 * row is marked and explained, and the settings keep their value for it.
 */

struct _WlkConnectionForm
{
  GtkWidget              parent_instance;

  WlkConnectionSettings *settings;   /* nullable */
  gulong                 options_id;
  gboolean               is_syncing; /* guards against updates that trigger each other */
  GListStore            *credentials; /* of WlkClientCredential, the one to send first */

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
  PROP_0,
  PROP_SETTINGS,
  N_PROPS
};

enum {
  SIGNAL_CONNECT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WlkConnectionForm, wlk_connection_form, GTK_TYPE_WIDGET)

/* The first rows of the combo boxes are not a protocol or a single version. */
#define STARTTLS_BY_PORT 0
#define STARTTLS_NONE    1
#define STARTTLS_FIRST   2
#define VERSION_ALL      0

static void
set_entry (AdwEntryRow *row,
           const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* The text without space around it; NULL for an empty row. */
static char *
dup_entry (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static guint
find_starttls (const char *id)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  if (id == NULL)
    return STARTTLS_BY_PORT;
  for (guint i = 0; i < n_rows; i++)
    if (strcmp (rows[i].id, id) == 0)
      return STARTTLS_FIRST + i;

  return STARTTLS_NONE;
}

static const char *
get_starttls (WlkConnectionForm *self)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);
  guint selected = adw_combo_row_get_selected (self->starttls_row);

  if (selected == STARTTLS_BY_PORT)
    return NULL;

  return selected >= STARTTLS_FIRST && selected - STARTTLS_FIRST < n_rows
         ? rows[selected - STARTTLS_FIRST].id
         : WLK_STARTTLS_NONE;
}

/* Versions are listed newest first, after “all”. */
static guint
find_version (WlkConnectionOptions *options)
{
  WlkTlsVersion oldest = wlk_connection_options_get (options)->min_version;

  if (oldest != wlk_connection_options_get (options)->max_version)
    return VERSION_ALL;

  return VERSION_ALL + 1 + (WLK_TLS_1_3 - oldest);
}

static void
get_versions (WlkConnectionForm *self,
              WlkTlsVersion     *oldest,
              WlkTlsVersion     *newest)
{
  guint selected = adw_combo_row_get_selected (self->version_row);

  *oldest = WLK_TLS_1_0;
  *newest = WLK_TLS_1_3;
  if (selected != VERSION_ALL && selected <= VERSION_ALL + 1 + WLK_TLS_1_3)
    *oldest = *newest = WLK_TLS_1_3 - (selected - VERSION_ALL - 1);
}

static void
show_identities (WlkConnectionForm    *self,
                 WlkConnectionOptions *options)
{
  WlkClientCredential *credential = wlk_connection_options_get (options)->credential;
  GPtrArray *others = wlk_connection_options_get (options)->other_credentials;

  g_list_store_remove_all (self->credentials);
  if (credential != NULL)
    g_list_store_append (self->credentials, credential);
  for (guint i = 0; others != NULL && i < others->len; i++)
    g_list_store_append (self->credentials, others->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->identities_box),
                          g_list_model_get_n_items (G_LIST_MODEL (self->credentials)) > 0);
}

static void
show_problem (WlkConnectionForm *self,
              const char        *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_sensitive (self->connect_button, problem == NULL);
}

/* In the syntax of the entry; NULL for the port's default protocols. */
static char *
dup_protocols (WlkConnectionOptions *options)
{
  const char * const *protocols = wlk_connection_options_get (options)->alpn;

  if (protocols == NULL)
    return NULL;

  return protocols[0] != NULL ? g_strjoinv (", ", (char **) protocols)
                              : g_strdup (WLK_CONNECTION_NO_PROTOCOLS);
}

static void
options_cb (WlkConnectionForm *self)
{
  WlkConnectionOptions *options;
  g_autofree char *alpn = NULL;
  g_autofree char *port = NULL;

  if (self->settings == NULL || self->is_syncing)
    return;

  options = wlk_connection_settings_get_options (self->settings);
  alpn = dup_protocols (options);
  if (wlk_connection_options_get (options)->port != 0)
    port = g_strdup_printf ("%u", wlk_connection_options_get (options)->port);

  self->is_syncing = TRUE;
  adw_combo_row_set_selected (self->starttls_row,
                              find_starttls (wlk_connection_options_get (options)->starttls));
  adw_combo_row_set_selected (self->version_row, find_version (options));
  adw_combo_row_set_selected (self->family_row, wlk_connection_options_get (options)->family);
  gtk_switch_set_active (self->server_name_switch,
                         wlk_connection_options_get (options)->sends_server_name);
  gtk_spin_button_set_value (self->timeout_spin, wlk_connection_options_get (options)->timeout);
  set_entry (self->server_name_row, wlk_connection_options_get (options)->server_name);
  set_entry (self->alpn_row, alpn);
  set_entry (self->address_row, wlk_connection_options_get (options)->address);
  set_entry (self->port_row, port);
  set_entry (self->proxy_row, wlk_connection_options_get (options)->proxy);
  show_identities (self, options);
  show_problem (self, NULL);
  self->is_syncing = FALSE;
}

/* What the rows say. The field of an invalid row keeps its value; the rest is owned. */
typedef struct
{
  WlkConnectionOptionsFields fields;
  const char                *problem;     /* of the first invalid row; NULL for none */
  char                      *server_name;
  char                      *address;
  char                      *proxy;
  GStrv                      protocols;
  WlkClientCredential       *credential;  /* nullable */
  GPtrArray                 *others;      /* (element-type WlkClientCredential) */
} Reading;

static void
reading_clear (Reading *self)
{
  g_free (self->server_name);
  g_free (self->address);
  g_free (self->proxy);
  g_strfreev (self->protocols);
  g_clear_object (&self->credential);
  g_clear_pointer (&self->others, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Marks an invalid row. The first one is explained. */
static gboolean
check (Reading     *self,
       AdwEntryRow *row,
       gboolean     is_valid,
       const char  *problem)
{
  if (is_valid)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      return TRUE;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  if (self->problem == NULL)
    self->problem = problem;

  return FALSE;
}

static void
read_server_name (Reading           *self,
                  WlkConnectionForm *form)
{
  g_autofree char *text = dup_entry (form->server_name_row);

  if (text != NULL)
    self->server_name = wlk_connection_input_dup_server_name (text);
  if (check (self, form->server_name_row, text == NULL || self->server_name != NULL,
             _("A server name is written like www.example.org. It cannot be an address.")))
    self->fields.server_name = self->server_name;
}

static void
read_protocols (Reading           *self,
                WlkConnectionForm *form)
{
  g_autofree char *text = dup_entry (form->alpn_row);

  if (text != NULL)
    self->protocols = wlk_connection_input_split_protocols (text);
  if (check (self, form->alpn_row, text == NULL || self->protocols != NULL,
             _("Application protocols are up to 8 names of up to 31 bytes, like “h2, http/1.1”, or "
               "“none”.")))
    self->fields.alpn = (const char * const *) self->protocols;
}

static void
read_address (Reading           *self,
              WlkConnectionForm *form)
{
  self->address = dup_entry (form->address_row);
  if (check (self, form->address_row,
             self->address == NULL || g_hostname_is_ip_address (self->address),
             _("An address is written like 192.0.2.1 or 2001:db8::1.")))
    self->fields.address = self->address;
}

static void
read_port (Reading           *self,
           WlkConnectionForm *form)
{
  g_autofree char *text = dup_entry (form->port_row);
  guint64 port = 0;

  if (check (self, form->port_row,
             text == NULL || g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL),
             _("A port is a number from 1 to 65535.")))
    self->fields.port = (guint) port;
}

static void
read_proxy (Reading           *self,
            WlkConnectionForm *form)
{
  self->proxy = dup_entry (form->proxy_row);
  if (check (self, form->proxy_row,
             self->proxy == NULL || wlk_connection_options_is_proxy (self->proxy),
             _("A proxy is written like http://proxy.example:3128 or "
               "socks5://proxy.example:1080.")))
    self->fields.proxy = self->proxy;
}

static void
read_credentials (Reading           *self,
                  WlkConnectionForm *form)
{
  GListModel *credentials = G_LIST_MODEL (form->credentials);

  self->credential = g_list_model_get_item (credentials, 0);
  self->others = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 1; i < g_list_model_get_n_items (credentials); i++)
    g_ptr_array_add (self->others, g_list_model_get_item (credentials, i));
  self->fields.credential = self->credential;
  self->fields.other_credentials = self->others;
}

/* The rows that cannot be invalid. */
static void
read_choices (Reading           *self,
              WlkConnectionForm *form)
{
  get_versions (form, &self->fields.min_version, &self->fields.max_version);
  self->fields.family = adw_combo_row_get_selected (form->family_row);
  self->fields.sends_server_name = gtk_switch_get_active (form->server_name_switch);
  self->fields.starttls = get_starttls (form);
  self->fields.timeout = (guint) gtk_spin_button_get_value_as_int (form->timeout_spin);
}

static void
changed_cb (WlkConnectionForm *self)
{
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_auto(Reading) reading = { 0 };

  if (self->settings == NULL || self->is_syncing)
    return;

  reading.fields = *wlk_connection_options_get (
    wlk_connection_settings_get_options (self->settings));
  read_server_name (&reading, self);
  read_protocols (&reading, self);
  read_address (&reading, self);
  read_port (&reading, self);
  read_proxy (&reading, self);
  read_credentials (&reading, self);
  read_choices (&reading, self);
  show_problem (self, reading.problem);

  options = wlk_connection_options_new (&reading.fields);
  self->is_syncing = TRUE;
  wlk_connection_settings_set_options (self->settings, options);
  self->is_syncing = FALSE;
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
      g_list_store_append (self->credentials, credential);
      changed_cb (self);
      gtk_widget_set_visible (GTK_WIDGET (self->identities_box), TRUE);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
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
  guint position = g_variant_get_uint32 (parameter);

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->credentials)))
    return;

  g_list_store_remove (self->credentials, position);
  changed_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self->identities_box),
                          g_list_model_get_n_items (G_LIST_MODEL (self->credentials)) > 0);
}

/* Rows are recreated whenever the list changes, so that each stores its current index. */
static void
fill_identities_cb (WlkConnectionForm *self)
{
  GListModel *credentials = G_LIST_MODEL (self->credentials);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->identities_box))) != NULL)
    gtk_list_box_remove (self->identities_box, child);
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++)
    {
      g_autoptr(WlkClientCredential) credential = g_list_model_get_item (credentials, i);
      WlkCertificate *certificate = wlk_client_credential_get_certificate (credential);
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

static void
wlk_connection_form_dispose (GObject *object)
{
  WlkConnectionForm *self = WLK_CONNECTION_FORM (object);
  GtkWidget *child;

  if (self->settings != NULL)
    g_clear_signal_handler (&self->options_id, self->settings);
  self->is_syncing = TRUE;
  g_clear_object (&self->settings);
  g_clear_object (&self->credentials);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wlk_connection_form_parent_class)->dispose (object);
}

static void
wlk_connection_form_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (property_id == PROP_SETTINGS)
    g_value_set_object (value, WLK_CONNECTION_FORM (object)->settings);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_connection_form_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  WlkConnectionForm *self = WLK_CONNECTION_FORM (object);

  if (property_id != PROP_SETTINGS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  if (self->settings != NULL)
    g_clear_signal_handler (&self->options_id, self->settings);
  g_set_object (&self->settings, g_value_get_object (value));
  if (self->settings != NULL)
    self->options_id = g_signal_connect_object (self->settings, "notify::options",
                                                G_CALLBACK (options_cb), self,
                                                G_CONNECT_SWAPPED);
  options_cb (self);
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
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
wlk_connection_form_class_init (WlkConnectionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = wlk_connection_form_dispose;
  object_class->get_property = wlk_connection_form_get_property;
  object_class->set_property = wlk_connection_form_set_property;

  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, WLK_TYPE_CONNECTION_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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
  self->credentials = g_list_store_new (WLK_TYPE_CLIENT_CREDENTIAL);
  gtk_widget_init_template (GTK_WIDGET (self));

  fill_starttls (self);
  fill_versions (self);
  g_signal_connect_object (self->credentials, "items-changed", G_CALLBACK (fill_identities_cb),
                           self, G_CONNECT_SWAPPED);
}
