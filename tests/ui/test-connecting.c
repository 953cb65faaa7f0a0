/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connection-form.h"
#include "wlk-host-entry.h"
#include "wlk-client-credential-opener.h"
#include "wlk-progress-item.h"
#include "wlk-progress-row.h"
#include "wlk-progress.h"
#include "wlk-recent-hosts.h"
#include "wlk-query-bar.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"
#include "wlk-test-window.h"

#include <glib/gstdio.h>
#include <string.h>

/* Connecting from the window: how it is set, what is shown meanwhile, and what is remembered. */

#define CHAIN_LENGTH 3 /* certificates, with the root */
#define PASSWORD     "a password"

typedef struct
{
  WlkTestWindow  window;
  WlkTestTls     tls;
  GPtrArray     *renewed;  /* what the server shows from the second connection on */
  int            n_served; /* atomic */
  WlkTestServer *server;
} Fixture;

static void
serve (GSocket      *socket,
       gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  WlkTestTls renewed = fixture->tls;

  renewed.chain = fixture->renewed;
  if (g_atomic_int_add (&fixture->n_served, 1) > 0 && fixture->renewed != NULL)
    wlk_test_tls_serve (socket, &renewed);
  else
    wlk_test_tls_serve (socket, &fixture->tls);
  fixture->tls.server_name = NULL;
}

static void
serve_nothing (GSocket      *socket,
               gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static void
read_line (GSocket *socket)
{
  char byte = '\0';

  while (byte != '\n' && g_socket_receive (socket, &byte, 1, NULL, NULL) == 1)
    continue;
}

/* A mail server: it speaks first, and changes to TLS when it is asked to. */
static void
serve_mail (GSocket      *socket,
            gconstpointer data)
{
  static const char banner[] = "220 mail.example ESMTP\r\n";
  static const char features[] = "250-mail.example\r\n250 STARTTLS\r\n";
  static const char ready[] = "220 Ready\r\n";
  char first = '\0';

  wlk_test_send (socket, banner, strlen (banner));
  if (!g_socket_condition_timed_wait (socket, G_IO_IN, G_USEC_PER_SEC * 5, NULL, NULL))
    return;
  if (g_socket_receive (socket, &first, 1, NULL, NULL) != 1 || first != 'E')
    return; /* no EHLO: a client that expects TLS */
  read_line (socket);
  wlk_test_send (socket, features, strlen (features));
  read_line (socket);
  wlk_test_send (socket, ready, strlen (ready));
  wlk_test_tls_serve (socket, &((Fixture *) data)->tls);
}

static void
start (Fixture       *fixture,
       WlkTestHandler handler)
{
  fixture->tls = (WlkTestTls) {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (CHAIN_LENGTH),
    .key = WLK_TEST_KEY_EC_0 + CHAIN_LENGTH - 1,
    .request = GNUTLS_CERT_IGNORE,
  };
  fixture->server = wlk_test_server_new (WLK_TEST_LOOPBACK, handler, fixture);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  wlk_test_window_set_up (&fixture->window, data);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  wlk_test_window_tear_down (&fixture->window, data);
  g_clear_pointer (&fixture->server, wlk_test_server_free);
  g_clear_pointer (&fixture->tls.chain, g_ptr_array_unref);
  g_clear_pointer (&fixture->renewed, g_ptr_array_unref);
  wlk_recent_hosts_clear (wlk_recent_hosts_get_default ());
}

static void
open_server (Fixture *fixture)
{
  g_autofree char *host = g_strdup_printf (WLK_TEST_LOOPBACK ":%u",
                                           wlk_test_server_get_port (fixture->server));

  wlk_window_model_open_host (fixture->window.window_model, host);
}

static void
assert_shows (Fixture    *fixture,
              const char *prefix)
{
  wlk_test_window_assert_shows (&fixture->window, prefix, "");
}

static WlkConnectionSettings *
get_settings (Fixture *fixture)
{
  g_autoptr(WlkConnectionSettings) settings = NULL;

  g_object_get (fixture->window.window_model, "settings", &settings, NULL);

  return settings; /* the session keeps it */
}

static WlkConnectionOptions *
get_options (WlkConnectionSettings *settings)
{
  g_autoptr(WlkConnectionOptions) options = NULL;

  g_object_get (settings, "options", &options, NULL);

  return options; /* the settings keep them */
}

/* Opens the popover beside the host entry. */
static GtkWidget *
open_form (Fixture *fixture)
{
  GtkWidget *entry = wlk_test_window_find_type (GTK_WIDGET (fixture->window.window),
                                                WLK_TYPE_HOST_ENTRY);
  GtkWidget *button = wlk_test_window_find_type (entry, GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wlk_test_window_settle ();

  return wlk_test_window_find_type (button, WLK_TYPE_CONNECTION_FORM);
}

static void
close_form (Fixture *fixture)
{
  GtkWidget *entry = wlk_test_window_find_type (GTK_WIDGET (fixture->window.window),
                                                WLK_TYPE_HOST_ENTRY);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (entry,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* A row of the form by its title. */
static GtkWidget *
find_row (GtkWidget  *form,
          const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (form);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (ADW_IS_PREFERENCES_ROW (child) &&
          g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title))
        return child;
      found = find_row (child, title);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_progress_steps_appear (Fixture      *fixture,
                            gconstpointer data)
{
  start (fixture, serve_nothing);
  open_server (fixture);

  assert_shows (fixture, "Connecting to 127.0.0.1");
  assert_shows (fixture, "Connected");
  assert_shows (fixture, "ServerHello");
  assert_shows (fixture, "In Progress");
  wlk_test_window_save_screenshot (&fixture->window, "progress.png");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window.window), 360, 640);
  wlk_test_window_save_screenshot (&fixture->window, "progress-phone.png");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.escape", NULL);
  wlk_test_window_settle ();
  g_assert_false (wlk_window_model_is_busy (fixture->window.window_model));
  assert_shows (fixture, "See Where Trust Breaks");
}

/* A list of certificates that cannot be read ends the handshake as well, for one reason. */
static void
test_progress_reason_once (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(WlkProgress) progress = wlk_progress_new ();
  GListModel *items = wlk_progress_get_items (progress);
  guint n_reasons = 0;

  wlk_progress_note_stage (progress, WLK_STAGE_CERTIFICATES, WLK_STAGE_BEGUN, 0);
  wlk_progress_note_stage (progress, WLK_STAGE_CERTIFICATES, WLK_STAGE_FAILED, 1);
  wlk_progress_note_stage (progress, WLK_STAGE_FINISHED, WLK_STAGE_BEGUN, 0);
  wlk_progress_note_stage (progress, WLK_STAGE_FINISHED, WLK_STAGE_FAILED, 1);
  wlk_progress_begin_validation (progress);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(WlkProgressItem) item = g_list_model_get_item (items, i);
      g_autofree char *text = wlk_progress_item_dup_description (item);

      n_reasons += g_str_has_prefix (text, "Reason Looked For") ? 1 : 0;
    }
  g_assert_cmpuint (n_reasons, ==, 1);
}

/* The server sends its own certificate alone, which says that its issuer is at @address. */
static void
leave_issuer_out (Fixture    *fixture,
                  const char *address)
{
  WlkTestRecipe recipes[CHAIN_LENGTH];
  WlkCertificate *leaf;

  wlk_test_make_recipes (recipes, CHAIN_LENGTH);
  recipes[CHAIN_LENGTH - 1].ca_issuers = address;
  leaf = wlk_test_issue (&recipes[CHAIN_LENGTH - 1], &recipes[CHAIN_LENGTH - 2]);
  g_ptr_array_set_size (fixture->tls.chain, 0);
  g_ptr_array_add (fixture->tls.chain, leaf);
}

/* The progress page names the host, and the wait can be cancelled. */
static void
test_progress_fetch_is_told (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr(WlkTestServer) silent = wlk_test_server_new (WLK_TEST_LOOPBACK, serve_nothing, NULL);
  g_autofree char *address = g_strdup_printf ("http://" WLK_TEST_LOOPBACK ":%u/issuer",
                                              wlk_test_server_get_port (silent));
  GtkWidget *bar;

  start (fixture, serve);
  leave_issuer_out (fixture, address);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window.window), WLK_TYPE_QUERY_BAR);
  gtk_switch_set_active (GTK_SWITCH (wlk_test_window_find_type (bar, GTK_TYPE_SWITCH)), TRUE);
  wlk_test_window_iterate (G_USEC_PER_SEC);

  g_assert_true (wlk_window_model_is_busy (fixture->window.window_model));
  assert_shows (fixture, "Asking 127.0.0.1…");
  wlk_test_window_save_screenshot (&fixture->window, "fetching.png");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.escape", NULL);
  g_assert_false (wlk_window_model_is_busy (fixture->window.window_model));
  wlk_test_window_settle ();
}

static void
test_form_sets_options (Fixture      *fixture,
                        gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  WlkConnectionOptions *options;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (form, "Version")), 2);
  gtk_editable_set_text (GTK_EDITABLE (find_row (form, "Other Server Name")), "other.example");
  gtk_editable_set_text (GTK_EDITABLE (find_row (form, "Application")), "h2, http/1.1");
  gtk_editable_set_text (GTK_EDITABLE (find_row (form, "Port")), "8443");

  options = get_options (get_settings (fixture));
  g_assert_cmpint (wlk_connection_options_get (options)->min_version, ==, WLK_TLS_1_2);
  g_assert_cmpint (wlk_connection_options_get (options)->max_version, ==, WLK_TLS_1_2);
  g_assert_cmpstr (wlk_connection_options_get (options)->server_name, ==, "other.example");
  g_assert_cmpstr (wlk_connection_options_get (options)->alpn[1], ==, "http/1.1");
  g_assert_cmpuint (wlk_connection_options_get (options)->port, ==, 8443);
  close_form (fixture);
}

static void
test_form_bad_row_is_explained (Fixture      *fixture,
                                gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  GtkWidget *row = find_row (form, "Other Address");

  gtk_editable_set_text (GTK_EDITABLE (row), "192.0.2.300");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (wlk_test_window_find_text (form, "An address is written like", ""));
  g_assert_null (wlk_connection_options_get (
                   get_options (get_settings (fixture)))->address);

  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  close_form (fixture);
}

/* The other rows can still be changed, and the invalid one keeps its text. */
static void
test_form_bad_row_keeps_others (Fixture      *fixture,
                                gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  GtkWidget *row = find_row (form, "Port");
  const WlkConnectionOptionsFields *fields;

  gtk_editable_set_text (GTK_EDITABLE (row), "65536");
  gtk_editable_set_text (GTK_EDITABLE (find_row (form, "Other Address")), "192.0.2.1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (form, "Version")), 2);

  fields = wlk_connection_options_get (
    get_options (get_settings (fixture)));
  g_assert_cmpuint (fields->port, ==, 0);
  g_assert_cmpstr (fields->address, ==, "192.0.2.1");
  g_assert_cmpint (fields->max_version, ==, WLK_TLS_1_2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "65536");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (wlk_test_window_find_text (form, "A port is a number from 1", ""));
  close_form (fixture);
}

/* The first invalid row in the order of the form is explained; correcting it explains the next. */
static void
test_form_bad_rows_are_explained_in_order (Fixture      *fixture,
                                           gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  GtkWidget *port = find_row (form, "Port");
  GtkWidget *address = find_row (form, "Other Address");

  gtk_editable_set_text (GTK_EDITABLE (port), "0");
  g_assert_nonnull (wlk_test_window_find_text (form, "A port is a number from 1", ""));
  gtk_editable_set_text (GTK_EDITABLE (address), "nowhere");
  g_assert_nonnull (wlk_test_window_find_text (form, "An address is written like", ""));
  g_assert_true (gtk_widget_has_css_class (port, "error"));

  gtk_editable_set_text (GTK_EDITABLE (address), " 192.0.2.1 ");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  g_assert_nonnull (wlk_test_window_find_text (form, "A port is a number from 1", ""));
  gtk_editable_set_text (GTK_EDITABLE (port), "1");
  g_assert_null (wlk_test_window_find_text (form, "A port is a number from 1", ""));
  close_form (fixture);
}

/* Setting all options discards an invalid text. */
static void
test_settings_options_replace_invalid_text (Fixture      *fixture,
                                            gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionSettings) settings = wlk_connection_settings_new ();
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autofree char *port = NULL;
  g_autofree char *problem = NULL;
  g_auto(GStrv) invalid = NULL;

  g_object_set (settings, "port", "65536", "timeout", 7, NULL);
  g_object_get (settings, "invalid", &invalid, NULL);
  g_assert_cmpstr (invalid[0], ==, "port");
  g_assert_cmpuint (wlk_connection_options_get (
                      get_options (settings))->timeout, ==, 7);

  fields.port = 465;
  options = wlk_connection_options_new (&fields);
  wlk_connection_settings_set_options (settings, options);
  g_object_get (settings, "port", &port, "problem", &problem, NULL);
  g_assert_cmpstr (port, ==, "465");
  g_assert_null (problem);
}

/* Client certificates are set without the rows, which keep an invalid text. */
static void
test_settings_credentials_keep_invalid_text (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr(WlkConnectionSettings) settings = wlk_connection_settings_new ();
  g_autoptr(GPtrArray) credentials = g_ptr_array_new ();
  g_autofree char *proxy = NULL;
  g_autofree char *problem = NULL;

  g_object_set (settings, "proxy", "proxy", "version", 1, NULL);
  wlk_connection_settings_set_credentials (settings, credentials);
  g_object_get (settings, "proxy", &proxy, "problem", &problem, NULL);
  g_assert_cmpstr (proxy, ==, "proxy");
  g_assert_nonnull (problem);
  g_assert_cmpint (wlk_connection_options_get (
                     get_options (settings))->min_version, ==,
                   WLK_TLS_1_3);
}

/* A name is sent in A-labels, and no address is one. */
static void
test_form_server_name_is_checked (Fixture      *fixture,
                                  gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  GtkWidget *row = find_row (form, "Other Server Name");

  gtk_editable_set_text (GTK_EDITABLE (row), "bücher.example");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (wlk_connection_options_get (
                     get_options (get_settings (fixture)))->server_name, ==,
                   "xn--bcher-kva.example");

  gtk_editable_set_text (GTK_EDITABLE (row), "192.0.2.1");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (wlk_test_window_find_text (form, "A server name is written like", ""));
  close_form (fixture);
}

/* Empty means those of the port. */
static void
test_form_no_protocols_are_none (Fixture      *fixture,
                                 gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  GtkWidget *row = find_row (form, "Application Protocols");
  WlkConnectionOptions *options;
  g_autofree char *summary = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), "none");
  options = get_options (get_settings (fixture));
  g_assert_nonnull (wlk_connection_options_get (options)->alpn);
  g_assert_null (wlk_connection_options_get (options)->alpn[0]);
  summary = wlk_connection_settings_dup_summary (get_settings (fixture));
  g_assert_cmpstr (summary, ==, "no application protocols");
  close_form (fixture);

  form = open_form (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "none");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_null (wlk_connection_options_get (
                   get_options (get_settings (fixture)))->alpn);
  close_form (fixture);
}

static void
test_form_reset_is_usual (Fixture      *fixture,
                          gconstpointer data)
{
  GtkWidget *form = open_form (fixture);
  g_autofree char *summary = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (form, "STARTTLS")), 2);
  summary = wlk_connection_settings_dup_summary (get_settings (fixture));
  g_assert_cmpstr (summary, ==, "STARTTLS for SMTP");
  g_signal_emit_by_name (gtk_widget_get_ancestor (wlk_test_window_find_text (form, "Reset", ""),
                                                  GTK_TYPE_BUTTON), "clicked");

  g_assert_null (wlk_connection_settings_dup_summary (get_settings (fixture)));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (form, "STARTTLS"))), ==,
                    0);
  close_form (fixture);
}

/* What was set for one host does not go along to another. */
static void
test_settings_other_host_forgets (Fixture      *fixture,
                                  gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionSettings) settings = wlk_connection_settings_new ();
  g_autoptr(WlkTarget) first = wlk_target_new_parse ("a.example", NULL);
  g_autoptr(WlkTarget) second = wlk_target_new_parse ("b.example", NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;
  WlkConnectionOptions *used;

  fields.starttls = "smtp";
  fields.timeout = 3;
  options = wlk_connection_options_new (&fields);
  wlk_connection_settings_set_options (settings, options);
  used = wlk_connection_settings_use_for (settings, first);
  g_assert_cmpstr (wlk_connection_options_get (used)->starttls, ==, "smtp");
  used = wlk_connection_settings_use_for (settings, second);
  g_assert_null (wlk_connection_options_get (used)->starttls);
  g_assert_cmpuint (wlk_connection_options_get (used)->timeout, ==, 3);
}

/* What is set between two hosts is meant for the second. */
static void
test_settings_set_before_other_host_stays (Fixture      *fixture,
                                           gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionSettings) settings = wlk_connection_settings_new ();
  g_autoptr(WlkTarget) first = wlk_target_new_parse ("a.example", NULL);
  g_autoptr(WlkTarget) second = wlk_target_new_parse ("b.example", NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;

  fields.starttls = "smtp";
  options = wlk_connection_options_new (&fields);
  wlk_connection_settings_use_for (settings, first);
  wlk_connection_settings_set_options (settings, options);

  g_assert_cmpstr (wlk_connection_options_get (
                     wlk_connection_settings_use_for (settings, second))->starttls, ==, "smtp");
}

static void
test_reload_same_says_so (Fixture      *fixture,
                          gconstpointer data)
{
  start (fixture, serve);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  g_assert_null (wlk_window_model_get_news (fixture->window.window_model));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.reload", NULL);
  wlk_test_window_wait_until_idle (&fixture->window);

  g_assert_cmpstr (wlk_window_model_get_news (fixture->window.window_model), ==,
                   "Nothing has changed since the last time.");
  assert_shows (fixture, "Nothing has changed");
}

static void
test_reload_renewed_says_what (Fixture      *fixture,
                               gconstpointer data)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("renewed.example",
                                               WLK_TEST_KEY_EC_0 + CHAIN_LENGTH - 1);

  start (fixture, serve);
  fixture->renewed = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture->renewed, wlk_test_issue (&recipe, NULL));
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.reload", NULL);
  wlk_test_window_wait_until_idle (&fixture->window);

  g_assert_nonnull (strstr (wlk_window_model_get_news (fixture->window.window_model),
                            "The certificate of “renewed.example” is another one."));
  wlk_test_window_save_screenshot (&fixture->window, "changed.png");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.escape", NULL);
  g_assert_null (wlk_window_model_get_news (fixture->window.window_model));
}

static void
assert_version (Fixture    *fixture,
                const char *version)
{
  const WlkConnection *connection =
    wlk_window_model_get_inspection (fixture->window.window_model)->connection;

  g_assert_cmpstr (connection->session.protocol, ==, version);
}

/* Also after the popover was closed, and of a server that would rather have something else. */
static void
test_reload_keeps_settings (Fixture      *fixture,
                            gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionOptions) options = NULL;

  fields.max_version = WLK_TLS_1_2;
  fields.min_version = WLK_TLS_1_2;
  options = wlk_connection_options_new (&fields);
  start (fixture, serve);
  wlk_connection_settings_set_options (get_settings (fixture), options);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  assert_version (fixture, "TLS 1.2");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.reload", NULL);
  wlk_test_window_wait_until_idle (&fixture->window);
  assert_version (fixture, "TLS 1.2");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_served), ==, 2);
}

/* What is open stays open when another host is given up, and so does how it was connected to. */
static void
test_reload_after_other_host_keeps_settings (Fixture      *fixture,
                                             gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autofree char *other = NULL;

  fields.server_name = "first.example";
  options = wlk_connection_options_new (&fields);
  start (fixture, serve);
  wlk_connection_settings_set_options (get_settings (fixture), options);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  other = g_strdup_printf ("127.0.0.2:%u", wlk_test_server_get_port (fixture->server));
  wlk_window_model_open_host (fixture->window.window_model, other);
  wlk_window_model_cancel (fixture->window.window_model);
  g_assert_null (wlk_connection_options_get (
                   get_options (get_settings (fixture)))->server_name);
  wlk_window_model_reload (fixture->window.window_model);
  wlk_test_window_wait_until_idle (&fixture->window);

  g_assert_cmpstr (wlk_connection_options_get (
                     get_options (get_settings (fixture)))->server_name, ==,
                   "first.example");
}

static void
test_starttls_found_is_one_click (Fixture      *fixture,
                                  gconstpointer data)
{
  GtkWidget *label;
  const WlkConnection *connection;

  start (fixture, serve_mail);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  label = wlk_test_window_find_text (GTK_WIDGET (fixture->window.window),
                                     "Connect with STARTTLS for SMTP", "");
  g_assert_nonnull (label);
  wlk_test_window_save_screenshot (&fixture->window, "starttls.png");
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
  wlk_test_window_wait_until_idle (&fixture->window);

  connection = wlk_window_model_get_inspection (fixture->window.window_model)->connection;
  g_assert_true (wlk_connection_is_complete (connection));
  g_assert_cmpstr (connection->starttls->id, ==, "smtp");
}

static void
test_recent_host_is_listed (Fixture      *fixture,
                            gconstpointer data)
{
  GListModel *hosts = wlk_recent_hosts_get_items (wlk_recent_hosts_get_default ());

  start (fixture, serve);
  g_assert_cmpuint (g_list_model_get_n_items (hosts), ==, 0);
  open_server (fixture);
  wlk_test_window_wait_until_idle (&fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.show-start", NULL);
  wlk_test_window_settle ();

  g_assert_cmpuint (g_list_model_get_n_items (hosts), ==, 1);
  assert_shows (fixture, "Recent Hosts");
  assert_shows (fixture, "127.0.0.1:");
  wlk_test_window_save_screenshot (&fixture->window, "recent.png");
}

/* How many recent hosts are proposed to who has typed this. */
static guint
count_proposals (Fixture    *fixture,
                 const char *typed)
{
  GtkWidget *host_entry = wlk_test_window_find_type (GTK_WIDGET (fixture->window.window),
                                                     WLK_TYPE_HOST_ENTRY);
  GtkWidget *entry = wlk_test_window_find_type (host_entry, GTK_TYPE_ENTRY);
  GtkWidget *list = wlk_test_window_find_type (entry, GTK_TYPE_TREE_VIEW);

  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  gtk_entry_completion_complete (gtk_entry_get_completion (GTK_ENTRY (entry)));

  return (guint) gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (list)),
                                                 NULL);
}

/* A part of a host will do, in either form of an international name and with any case. */
static void
test_recent_host_is_proposed (Fixture      *fixture,
                              gconstpointer data)
{
  WlkRecentHosts *hosts = wlk_recent_hosts_get_default ();

  wlk_recent_hosts_add (hosts, "mail.example:465");
  wlk_recent_hosts_add (hosts, "bücher.example");
  g_assert_cmpuint (count_proposals (fixture, "example"), ==, 2);
  g_assert_cmpuint (count_proposals (fixture, "MAIL"), ==, 1);
  g_assert_cmpuint (count_proposals (fixture, "465"), ==, 1);
  g_assert_cmpuint (count_proposals (fixture, "ücher"), ==, 1);
  g_assert_cmpuint (count_proposals (fixture, "BÜCHER"), ==, 1);
  g_assert_cmpuint (count_proposals (fixture, "xn--bcher"), ==, 1);
  g_assert_cmpuint (count_proposals (fixture, "other"), ==, 0);
}

/* The file can be edited by hand, so only valid hosts are read from it. */
static void
test_recent_file_is_kept (Fixture      *fixture,
                          gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "recent-hosts", NULL);
  g_autoptr(WlkRecentHosts) hosts = NULL;
  GListModel *items;
  g_autoptr(GtkStringObject) first = NULL;

  g_assert_true (g_file_set_contents (path, "a.example\n\nb.example:8443\na.example\n:::\n", -1,
                                      NULL));
  hosts = wlk_recent_hosts_new (path);
  items = wlk_recent_hosts_get_items (hosts);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);

  wlk_recent_hosts_add (hosts, "b.example:8443");
  for (guint i = 0; i < WLK_RECENT_HOSTS_MAX; i++)
    {
      g_autofree char *host = g_strdup_printf ("%u.example", i);

      wlk_recent_hosts_add (hosts, host);
    }
  while (G_OBJECT (hosts)->ref_count > 1) /* until the file is written */
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (g_steal_pointer (&hosts));

  hosts = wlk_recent_hosts_new (path);
  items = wlk_recent_hosts_get_items (hosts);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, WLK_RECENT_HOSTS_MAX);
  first = g_list_model_get_item (items, 0);
  g_assert_cmpstr (gtk_string_object_get_string (first), ==, "19.example");
  g_unlink (path);
  g_rmdir (folder);
}

typedef struct
{
  WlkClientCredential *credential;
  GError              *error;
  gboolean             is_done;
} Opened;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opened *opened = user_data;

  opened->credential = wlk_client_credential_opener_open_finish (WLK_CLIENT_CREDENTIAL_OPENER (
                                                                   source), result,
                                                                 &opened->error);
  opened->is_done = TRUE;
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data))
      return link->data;

  return NULL;
}

static void
wait_for_dialog (GtkWidget **dialog)
{
  for (guint i = 0; i < 100 && (*dialog = find_dialog ()) == NULL; i++)
    wlk_test_window_iterate (G_USEC_PER_SEC / 20);
  g_assert_nonnull (*dialog);
}

static char *
make_pkcs12 (const char *folder)
{
  g_autofree char *command = g_strdup_printf (
    "sh -c 'cd \"%s\" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
    "-keyout k.pem -out c.pem -subj /CN=client -days 2 2>/dev/null && "
    "openssl pkcs12 -export -in c.pem -inkey k.pem -out client.p12 -passout \"pass:" PASSWORD
    "\"'", folder);
  int status = -1;

  if (!g_spawn_command_line_sync (command, NULL, NULL, &status, NULL) || status != 0)
    return NULL;

  return g_build_filename (folder, "client.p12", NULL);
}

static void
remove_pkcs12 (const char *folder)
{
  static const char * const names[] = { "k.pem", "c.pem", "client.p12" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
answer (GtkWidget  *dialog,
        const char *password)
{
  GtkWidget *entry = wlk_test_window_find_type (dialog, GTK_TYPE_PASSWORD_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), password);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  wlk_test_window_settle ();
}

/* A wrong password is asked for again; the right one opens the key. */
static void
test_credential_password_is_asked (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_autofree char *path = make_pkcs12 (folder);
  g_autoptr(WlkClientCredentialOpener) opener =
    wlk_client_credential_opener_new (GTK_WINDOW (fixture->window.window));
  Opened opened = { NULL, NULL, FALSE };
  GtkWidget *dialog = NULL;

  g_assert_nonnull (path);
  wlk_client_credential_opener_load_async (opener, path, NULL, opened_cb, &opened);
  wait_for_dialog (&dialog);
  answer (dialog, "wrong");
  wait_for_dialog (&dialog);
  g_assert_false (opened.is_done);
  answer (dialog, PASSWORD);
  for (guint i = 0; i < 100 && !opened.is_done; i++)
    wlk_test_window_iterate (G_USEC_PER_SEC / 20);

  g_assert_no_error (opened.error);
  g_assert_cmpstr (wlk_certificate_get_title (wlk_client_credential_get_certificate (
                                                opened.credential)), ==,
                   "client");
  g_clear_object (&opened.credential);
  remove_pkcs12 (folder);
}

/* Of two files either may be the key. */
static void
test_credential_key_first_opens (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_autofree char *path = make_pkcs12 (folder);
  g_autofree char *certificate = g_build_filename (folder, "c.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "k.pem", NULL);
  g_autoptr(WlkClientCredentialOpener) opener = wlk_client_credential_opener_new (NULL);
  Opened opened = { NULL, NULL, FALSE };

  g_assert_nonnull (path);
  wlk_client_credential_opener_load_async (opener, key, certificate, opened_cb, &opened);
  for (guint i = 0; i < 100 && !opened.is_done; i++)
    wlk_test_window_iterate (G_USEC_PER_SEC / 20);

  g_assert_no_error (opened.error);
  g_assert_nonnull (opened.credential);
  g_clear_object (&opened.credential);
  remove_pkcs12 (folder);
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("/connecting/progress/steps-appear", test_progress_steps_appear);
  ADD ("/connecting/progress/reason-once", test_progress_reason_once);
  ADD ("/connecting/progress/fetch-is-told", test_progress_fetch_is_told);
  ADD ("/connecting/form/sets-options", test_form_sets_options);
  ADD ("/connecting/form/bad-row-is-explained", test_form_bad_row_is_explained);
  ADD ("/connecting/form/bad-row-keeps-others", test_form_bad_row_keeps_others);
  ADD ("/connecting/form/bad-rows-are-explained-in-order",
       test_form_bad_rows_are_explained_in_order);
  ADD ("/connecting/form/server-name-is-checked", test_form_server_name_is_checked);
  ADD ("/connecting/form/no-protocols-are-none", test_form_no_protocols_are_none);
  ADD ("/connecting/form/reset-is-usual", test_form_reset_is_usual);
  ADD ("/connecting/settings/credentials-keep-invalid-text",
       test_settings_credentials_keep_invalid_text);
  ADD ("/connecting/settings/options-replace-invalid-text",
       test_settings_options_replace_invalid_text);
  ADD ("/connecting/settings/other-host-forgets", test_settings_other_host_forgets);
  ADD ("/connecting/settings/set-before-other-host-stays",
       test_settings_set_before_other_host_stays);
  ADD ("/connecting/reload/same-says-so", test_reload_same_says_so);
  ADD ("/connecting/reload/renewed-says-what", test_reload_renewed_says_what);
  ADD ("/connecting/reload/keeps-settings", test_reload_keeps_settings);
  ADD ("/connecting/reload/after-other-host-keeps-settings",
       test_reload_after_other_host_keeps_settings);
  ADD ("/connecting/starttls/found-is-one-click", test_starttls_found_is_one_click);
  ADD ("/connecting/recent/host-is-listed", test_recent_host_is_listed);
  ADD ("/connecting/recent/host-is-proposed", test_recent_host_is_proposed);
  ADD ("/connecting/recent/file-is-kept", test_recent_file_is_kept);
  ADD ("/connecting/credential/password-is-asked", test_credential_password_is_asked);
  ADD ("/connecting/credential/key-first-opens", test_credential_key_first_opens);
}

int
main (int   argc,
      char *argv[])
{
  return wlk_test_window_run (&argc, &argv, add_tests);
}
