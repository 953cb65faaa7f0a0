/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-certificate-page.h"
#include "wlk-endpoint-item.h"
#include "wlk-endpoints-page.h"
#include "wlk-host-entry.h"
#include "wlk-test-resolver.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"
#include "wlk-test-window.h"
#include "wlk-tree-row.h"

#include <string.h>
#include <sys/socket.h>

/*
 * The pages about a connection, “Session” and “Every Endpoint”. The server of each case has two
 * names:
 * it sends one chain to clients that name the first, and another to all others.
 */

#define TIME_LIMIT   (20 * G_USEC_PER_SEC) /* microseconds; a busy machine is slow */
#define CHAIN_LENGTH 3                     /* certificates, with the root */
#define HOST         "leaf.example"
#define CLOSED       "127.0.0.2"           /* nothing listens there */
#define N_ENDPOINTS      16                    /* two addresses in eight ways */
#define YEAR_2000    946684800             /* seconds since 1970 */
#define YEAR_2049    2493072000

typedef struct
{
  WlkTestWindow  window;
  WlkTestTls     named;
  WlkTestTls     other;
  gboolean       is_silent_later;          /* only the first connection is answered */
  int            n_connections;            /* atomic */
  WlkTestServer *server;
  GResolver     *resolver;
  GResolver     *usual_resolver;
} Fixture;

/* Whether what the client says first, which stays unread, names @host. */
static gboolean
is_name_sent (GSocket    *socket,
              const char *host)
{
  char bytes[4096];
  gssize length;

  g_socket_condition_wait (socket, G_IO_IN, NULL, NULL);
  length = recv (g_socket_get_fd (socket), bytes, sizeof bytes, MSG_PEEK);

  return length > 0 && memmem (bytes, length, host, strlen (host)) != NULL;
}

static void
serve (GSocket      *socket,
       gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  int n_before = g_atomic_int_add (&fixture->n_connections, 1);

  if (fixture->is_silent_later && n_before > 0)
    wlk_test_wait_for_end (socket);
  else
    wlk_test_tls_serve (socket, is_name_sent (socket, HOST) ? &fixture->named : &fixture->other);
}

static void
make_chains (Fixture *fixture)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("default.example", WLK_TEST_KEY_EC_5);

  recipe.not_after = WLK_TEST_NOT_BEFORE + 1;
  fixture->named = (WlkTestTls) {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (CHAIN_LENGTH),
    .key = WLK_TEST_KEY_EC_0 + CHAIN_LENGTH - 1,
    .request = GNUTLS_CERT_REQUEST,
  };
  fixture->named.accepted = fixture->named.chain->pdata[CHAIN_LENGTH - 1];
  fixture->other = (WlkTestTls) {
    .priorities = "NORMAL",
    .chain = g_ptr_array_new_with_free_func (g_object_unref),
    .key = WLK_TEST_KEY_EC_5,
    .request = GNUTLS_CERT_IGNORE,
  };
  g_ptr_array_add (fixture->other.chain, wlk_test_issue (&recipe, NULL));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const char *addresses[] = { WLK_TEST_LOOPBACK, CLOSED, NULL };

  make_chains (fixture);
  fixture->server = wlk_test_server_new (WLK_TEST_LOOPBACK, serve, fixture);
  fixture->usual_resolver = g_resolver_get_default ();
  fixture->resolver = wlk_test_resolver_new_addresses (addresses);
  g_resolver_set_default (fixture->resolver);
  wlk_test_window_set_up (&fixture->window, data);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  wlk_test_window_tear_down (&fixture->window, data);
  g_clear_pointer (&fixture->server, wlk_test_server_free);
  g_resolver_set_default (fixture->usual_resolver);
  g_clear_object (&fixture->resolver);
  g_clear_object (&fixture->usual_resolver);
  g_clear_pointer (&fixture->named.chain, g_ptr_array_unref);
  g_clear_pointer (&fixture->named.server_name, g_free);
  g_clear_pointer (&fixture->other.chain, g_ptr_array_unref);
  g_clear_pointer (&fixture->other.server_name, g_free);
}

static GtkWidget *
find_type (Fixture *fixture,
           GType    type)
{
  return wlk_test_window_find_type (GTK_WIDGET (fixture->window.window), type);
}

static gboolean
shows (Fixture    *fixture,
       const char *prefix,
       const char *suffix)
{
  return wlk_test_window_shows (&fixture->window, prefix, suffix);
}

static void
assert_shows (Fixture    *fixture,
              const char *prefix,
              const char *suffix)
{
  wlk_test_window_assert_shows (&fixture->window, prefix, suffix);
}

static void
save_screenshot (Fixture    *fixture,
                 const char *name)
{
  wlk_test_window_save_screenshot (&fixture->window, name);
}

static void
select_row (Fixture *fixture,
            guint    position)
{
  GtkWidget *view = gtk_widget_get_ancestor (find_type (fixture, WLK_TYPE_TREE_ROW),
                                             GTK_TYPE_LIST_VIEW);

  gtk_single_selection_set_selected (
    GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view))), position);
  g_signal_emit_by_name (view, "activate", position);
  wlk_test_window_settle ();
}

static GtkWidget *
get_stack (Fixture *fixture)
{
  return wlk_test_window_find_type (find_type (fixture, WLK_TYPE_CERTIFICATE_PAGE),
                                    GTK_TYPE_STACK);
}

static void
show_page (Fixture    *fixture,
           const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (get_stack (fixture)), name);
  wlk_test_window_settle ();
}

static void
connect_to (Fixture    *fixture,
            const char *host)
{
  g_autofree char *text = g_strdup_printf ("%s:%u", host,
                                           wlk_test_server_get_port (fixture->server));

  wlk_window_model_open_host (fixture->window.window_model, text);
  wlk_test_window_wait_until_idle (&fixture->window);
  select_row (fixture, 0);
}

static void
connect_to_server (Fixture *fixture)
{
  connect_to (fixture, HOST);
}

static WlkEndpointTrial *
get_trial (Fixture *fixture)
{
  return wlk_endpoints_page_get_trial (WLK_ENDPOINTS_PAGE (find_type (fixture,
                                                                      WLK_TYPE_ENDPOINTS_PAGE)));
}

static void
wait_for_endpoints (WlkEndpointTrial *trial)
{
  gint64 end = g_get_monotonic_time () + TIME_LIMIT;

  while (wlk_endpoint_trial_is_running (trial))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  wlk_test_window_settle ();
}

static void
try_endpoints (Fixture *fixture)
{
  connect_to_server (fixture);
  show_page (fixture, "endpoints");
  wlk_test_window_press (&fixture->window, "Try Every Endpoint");
  wait_for_endpoints (get_trial (fixture));
}

static guint
count_results (WlkEndpointTrial *trial,
               WlkEndpointResult result)
{
  GListModel *items = wlk_endpoint_trial_get_items (trial);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(WlkEndpointItem) item = g_list_model_get_item (items, i);

      n += wlk_endpoint_item_get_result (item) == result ? 1 : 0;
    }

  return n;
}

static void
narrow (Fixture *fixture)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window.window), 360, 640);
  wlk_test_window_settle ();
}

static void
assert_fits_phone (Fixture *fixture)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->window.window), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
scroll_to (Fixture    *fixture,
           const char *prefix)
{
  GtkWidget *scroller = gtk_stack_get_visible_child (GTK_STACK (get_stack (fixture)));
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  for (guint i = 0; i < 20 && !shows (fixture, prefix, ""); i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                gtk_adjustment_get_page_size (adjustment));
      wlk_test_window_settle ();
    }
}

static void
test_session_is_told (Fixture      *fixture,
                      gconstpointer data)
{
  connect_to_server (fixture);
  show_page (fixture, "details");
  assert_shows (fixture, "TLS 1.3", "");
  assert_shows (fixture, "Key exchange group", "");
  assert_shows (fixture, "Server’s signature", "");
  assert_shows (fixture, "Application protocol (ALPN)", "");
  assert_shows (fixture, "Resumption", "");
  save_screenshot (fixture, "session.png");
}

/* The list goes on far below what fits a window, and what is there can be reached. */
static void
test_session_reaches_accepted_cas (Fixture      *fixture,
                                   gconstpointer data)
{
  connect_to_server (fixture);
  show_page (fixture, "details");
  scroll_to (fixture, "Accepted CAs");
  assert_shows (fixture, "Accepted CAs", "");
  save_screenshot (fixture, "session-end.png");
}

/* Issued by @issuer, with its key. */
static WlkClientCredential *
create_client (const char *name,
               const char *issuer)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf (name, WLK_TEST_KEY_EC_6);
  WlkTestRecipe ca = wlk_test_recipe_ca (issuer, WLK_TEST_KEY_EC_7);
  g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  recipe.purposes = "1.3.6.1.5.5.7.3.2"; /* RFC 5280 §4.2.1.12: clients */
  recipe.not_before = YEAR_2000;         /* the window looks at the clock */
  recipe.not_after = YEAR_2049;
  g_ptr_array_add (chain, wlk_test_issue (&recipe, &ca));

  return wlk_test_credential (chain, recipe.key);
}

static void
set_clients (Fixture *fixture)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkClientCredential) sent = create_client ("client.example", "CN=Root");
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WlkConnectionSettings) settings = NULL;
  g_autoptr(WlkConnectionOptions) options = NULL;

  g_ptr_array_add (others, create_client ("foreign.example", "CN=Somebody"));
  fields.credential = sent;
  fields.other_credentials = others;
  options = wlk_connection_options_new (&fields);
  g_object_get (fixture->window.window_model, "settings", &settings, NULL);
  wlk_connection_settings_set_options (settings, options);
}

/* With our certificates, the issuers that the server accepts and the choice of a client are side by
 * side; of those that are not sent, too. */
static void
test_session_checks_clients (Fixture      *fixture,
                             gconstpointer data)
{
  set_clients (fixture);
  connect_to_server (fixture);
  show_page (fixture, "details");
  scroll_to (fixture, "Accepted CAs");
  assert_shows (fixture, "Accepted CAs", "");
  assert_shows (fixture, "CN=Root", "");
  assert_shows (fixture, "A client would choose “client.example” for this server.", "");
  assert_shows (fixture, "A client would not choose “foreign.example”: the server does "
                "not accept its issuer.", "");
  save_screenshot (fixture, "session-clients.png");

  show_page (fixture, "steps");
  assert_shows (fixture, "A client would not choose “foreign.example”", "");
}

static void
test_session_fits_phone (Fixture      *fixture,
                         gconstpointer data)
{
  narrow (fixture);
  connect_to_server (fixture);
  show_page (fixture, "details");
  assert_fits_phone (fixture);
  save_screenshot (fixture, "session-phone.png");
}

/* What is in the window’s head distinguishes a name from one that looks alike; what is in the
 * entry can be
 * typed. */
static void
test_session_international (Fixture      *fixture,
                            gconstpointer data)
{
  GtkWidget *entry = wlk_test_window_find_type (find_type (fixture, WLK_TYPE_HOST_ENTRY),
                                                GTK_TYPE_ENTRY);

  connect_to (fixture, "xn--bcher-kva.example");
  assert_shows (fixture, "bücher.example:", " (xn--bcher-kva.example)");
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (entry)),
                                   "bücher.example:"));
  g_assert_null (strstr (gtk_editable_get_text (GTK_EDITABLE (entry)), "xn--"));
  show_page (fixture, "steps");
  save_screenshot (fixture, "international.png");
}

/* A certificate has details of its own, and no endpoints. */
static void
test_session_only_of_connection (Fixture      *fixture,
                                 gconstpointer data)
{
  connect_to_server (fixture);
  show_page (fixture, "endpoints");
  assert_shows (fixture, "Session", "");
  select_row (fixture, 1);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_stack (fixture))), ==, "steps");
  g_assert_false (shows (fixture, "Session", ""));
  g_assert_false (shows (fixture, "Every Endpoint", ""));
  select_row (fixture, 0);
  assert_shows (fixture, "Session", "");
  assert_shows (fixture, "Every Endpoint", "");
}

static void
test_endpoints_unasked_connect_nothing (Fixture      *fixture,
                                        gconstpointer data)
{
  int n_before;

  connect_to_server (fixture);
  n_before = g_atomic_int_get (&fixture->n_connections);
  show_page (fixture, "endpoints");
  assert_shows (fixture, "Connects to each address", "16 connections, at most eight at a "
                "time.");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_connections), ==, n_before);
  g_assert_cmpuint (g_list_model_get_n_items (wlk_endpoint_trial_get_items (get_trial (fixture))),
                    ==,
                    0);
  save_screenshot (fixture, "endpoints-invitation.png");
}

/* Without an address nothing can be tried. */
static void
test_endpoints_without_address_are_none (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_error (G_RESOLVER_ERROR_NOT_FOUND);

  g_resolver_set_default (resolver);
  connect_to_server (fixture);
  assert_shows (fixture, "Session", "");
  g_assert_false (shows (fixture, "Every Endpoint", ""));
  show_page (fixture, "details");
  assert_shows (fixture, "The connection did not get this far.", "");
}

static void
test_endpoints_are_compared (Fixture      *fixture,
                             gconstpointer data)
{
  WlkEndpointTrial *trial;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window.window), 1200, 800);
  try_endpoints (fixture);
  trial = get_trial (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (wlk_endpoint_trial_get_items (trial)), ==,
                    N_ENDPOINTS);
  g_assert_cmpuint (count_results (trial, WLK_ENDPOINT_SAME_CHAIN), ==, 2);
  g_assert_cmpuint (count_results (trial, WLK_ENDPOINT_OTHER_CHAIN), ==, 2);
  g_assert_cmpuint (count_results (trial, WLK_ENDPOINT_REFUSED), ==, 12);
  assert_shows (fixture, "2 endpoints show the same chain. 2 show another one. 12 refuse.",
                "");
  assert_shows (fixture, "The same chain: “leaf.example”, until 2026-12-31", "");
  assert_shows (fixture, "Other chain", "");
  assert_shows (fixture, "“default.example”, until 2026-01-01", "");
  assert_shows (fixture, "Server Name", "");
  save_screenshot (fixture, "endpoints.png");
}

static void
test_endpoints_fit_phone (Fixture      *fixture,
                          gconstpointer data)
{
  narrow (fixture);
  try_endpoints (fixture);
  assert_fits_phone (fixture);
  g_assert_false (shows (fixture, "Server Name", ""));
  assert_shows (fixture, "TLS 1.3 · ECDSA · with name", "");
  assert_shows (fixture, "Same chain", "");
  save_screenshot (fixture, "endpoints-phone.png");
}

static void
test_endpoints_in_dark_are_drawn (Fixture      *fixture,
                                  gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  try_endpoints (fixture);
  g_assert_true (adw_style_manager_get_dark (manager));
  save_screenshot (fixture, "endpoints-dark.png");
  show_page (fixture, "details");
  save_screenshot (fixture, "session-dark.png");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* Where a text that is shown begins, in pixels from the side of the window where lines begin. */
static int
get_beginning (Fixture    *fixture,
               const char *prefix)
{
  GtkWidget *window = GTK_WIDGET (fixture->window.window);
  GtkWidget *label = wlk_test_window_find_text (window, prefix, "");
  graphene_rect_t bounds;

  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_bounds (label, window, &bounds));
  if (gtk_widget_get_direction (label) == GTK_TEXT_DIR_LTR)
    return (int) bounds.origin.x;

  return gtk_widget_get_width (window) - (int) (bounds.origin.x + bounds.size.width);
}

/* The table begins where the words above it do, on the one side or on the other. */
static void
test_endpoints_right_to_left_are_in_line (Fixture      *fixture,
                                          gconstpointer data)
{
  narrow (fixture);
  try_endpoints (fixture);
  g_assert_cmpint (get_beginning (fixture, "TLS 1.3 · ECDSA · with name"), ==,
                   get_beginning (fixture, "2 endpoints show the same chain."));

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  wlk_test_window_settle ();
  save_screenshot (fixture, "endpoints-right-to-left.png");
  g_assert_cmpint (get_beginning (fixture, "TLS 1.3 · ECDSA · with name"), ==,
                   get_beginning (fixture, "2 endpoints show the same chain."));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* What differs comes first when the table is sorted by its result. */
static void
test_endpoints_sort_by_result (Fixture      *fixture,
                               gconstpointer data)
{
  GtkWidget *table;
  GListModel *columns;
  g_autoptr(GtkColumnViewColumn) column = NULL;
  g_autoptr(WlkEndpointItem) first = NULL;

  try_endpoints (fixture);
  table = wlk_test_window_find_type (find_type (fixture, WLK_TYPE_ENDPOINTS_PAGE),
                                     GTK_TYPE_COLUMN_VIEW);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (table));
  column = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), column, GTK_SORT_ASCENDING);
  first = g_list_model_get_item (
    G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table))), 0);

  g_assert_cmpint (wlk_endpoint_item_get_result (first), ==, WLK_ENDPOINT_REFUSED);
}

/* Of two addresses the one that refuses is tried first. */
static void
start_silent_endpoints (Fixture *fixture)
{
  const char *addresses[] = { CLOSED, WLK_TEST_LOOPBACK, NULL };
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_addresses (addresses);

  g_resolver_set_default (resolver);
  fixture->is_silent_later = TRUE;
  connect_to_server (fixture);
  show_page (fixture, "endpoints");
  wlk_test_window_press (&fixture->window, "Try Every Endpoint");
  wlk_test_window_settle ();
  g_assert_true (wlk_endpoint_trial_is_running (get_trial (fixture)));
}

/* The server waits until each client goes, so it ends at once only when all have gone. */
static void
assert_connections_end (Fixture *fixture)
{
  gint64 begin = g_get_monotonic_time ();

  wlk_test_window_settle ();
  g_clear_pointer (&fixture->server, wlk_test_server_free);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * G_USEC_PER_SEC);
}

static void
test_endpoints_cancelled_end (Fixture      *fixture,
                              gconstpointer data)
{
  start_silent_endpoints (fixture);
  save_screenshot (fixture, "endpoints-progress.png");
  assert_shows (fixture, "8 of 16 endpoints", "");
  wlk_test_window_press (&fixture->window, "Cancel");

  g_assert_false (wlk_endpoint_trial_is_running (get_trial (fixture)));
  g_assert_null (wlk_endpoint_trial_get_summary (get_trial (fixture)));
  assert_connections_end (fixture);
  assert_shows (fixture, "Try Every Endpoint", "");
}

static void
test_endpoints_tried_again_after_cancel (Fixture      *fixture,
                                         gconstpointer data)
{
  start_silent_endpoints (fixture);
  wlk_test_window_press (&fixture->window, "Cancel");
  fixture->is_silent_later = FALSE;
  wlk_test_window_settle ();
  wlk_test_window_press (&fixture->window, "Try Every Endpoint");
  wait_for_endpoints (get_trial (fixture));

  g_assert_cmpuint (count_results (get_trial (fixture), WLK_ENDPOINT_SAME_CHAIN), ==, 2);
}

/* Neither the page nor the trial outlives the window that was closed. */
static void
test_endpoints_end_with_window (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr(WlkEndpointTrial) trial = NULL;
  GtkWidget *page;

  start_silent_endpoints (fixture);
  page = find_type (fixture, WLK_TYPE_ENDPOINTS_PAGE);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  trial = g_object_ref (get_trial (fixture));
  gtk_window_destroy (GTK_WINDOW (fixture->window.window));
  fixture->window.window = NULL;

  g_assert_false (wlk_endpoint_trial_is_running (trial));
  assert_connections_end (fixture);
  g_assert_null (page);
  g_assert_finalize_object (g_steal_pointer (&trial));
}

static void
test_endpoints_end_with_connection (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr(WlkEndpointTrial) trial = NULL;

  start_silent_endpoints (fixture);
  trial = g_object_ref (get_trial (fixture));
  wlk_window_model_open_example_id (fixture->window.window_model, "good");
  wlk_test_window_wait_until_idle (&fixture->window);

  g_assert_false (wlk_endpoint_trial_is_running (trial));
  g_assert_null (get_trial (fixture));
  assert_connections_end (fixture);
  g_assert_finalize_object (g_steal_pointer (&trial));
}

/* Looking at a certificate in between loses nothing. */
static void
test_endpoints_stay_with_connection (Fixture      *fixture,
                                     gconstpointer data)
{
  WlkEndpointTrial *trial;

  try_endpoints (fixture);
  trial = get_trial (fixture);
  select_row (fixture, 1);
  select_row (fixture, 0);
  show_page (fixture, "endpoints");

  g_assert_true (get_trial (fixture) == trial);
  assert_shows (fixture, "2 endpoints show the same chain.", "");
}

/* With the keyboard alone: what has the focus changes as the page does, and is never lost. */
static void
test_endpoints_keep_focus (Fixture      *fixture,
                           gconstpointer data)
{
  GtkRoot *root = GTK_ROOT (fixture->window.window);
  GtkWidget *page;
  GtkWidget *table;

  start_silent_endpoints (fixture);
  page = find_type (fixture, WLK_TYPE_ENDPOINTS_PAGE);
  table = wlk_test_window_find_type (page, GTK_TYPE_COLUMN_VIEW);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (gtk_root_get_focus (root))), ==, "Cancel");
  wlk_test_window_press (&fixture->window, "Cancel");
  wlk_test_window_settle ();
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (gtk_root_get_focus (root))), ==,
                   "Try Every Endpoint");
  fixture->is_silent_later = FALSE;
  wlk_test_window_press (&fixture->window, "Try Every Endpoint");
  wait_for_endpoints (get_trial (fixture));
  g_assert_nonnull (gtk_root_get_focus (root));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (root), table));
}

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("/pages/session/is-told", test_session_is_told);
  ADD ("/pages/session/international-host-in-both-forms", test_session_international);
  ADD ("/pages/session/reaches-accepted-cas", test_session_reaches_accepted_cas);
  ADD ("/pages/session/validates-client-certificates", test_session_checks_clients);
  ADD ("/pages/session/fits-phone", test_session_fits_phone);
  ADD ("/pages/session/only-of-connection", test_session_only_of_connection);
  ADD ("/pages/endpoints/unasked-connect-nothing", test_endpoints_unasked_connect_nothing);
  ADD ("/pages/endpoints/without-address-are-none", test_endpoints_without_address_are_none);
  ADD ("/pages/endpoints/are-compared", test_endpoints_are_compared);
  ADD ("/pages/endpoints/fit-phone", test_endpoints_fit_phone);
  ADD ("/pages/endpoints/in-dark-are-drawn", test_endpoints_in_dark_are_drawn);
  ADD ("/pages/endpoints/right-to-left-are-in-line", test_endpoints_right_to_left_are_in_line);
  ADD ("/pages/endpoints/sort-by-result", test_endpoints_sort_by_result);
  ADD ("/pages/endpoints/cancelled-end", test_endpoints_cancelled_end);
  ADD ("/pages/endpoints/tried-again-after-cancel", test_endpoints_tried_again_after_cancel);
  ADD ("/pages/endpoints/end-with-window", test_endpoints_end_with_window);
  ADD ("/pages/endpoints/end-with-connection", test_endpoints_end_with_connection);
  ADD ("/pages/endpoints/stay-with-connection", test_endpoints_stay_with_connection);
  ADD ("/pages/endpoints/keep-focus", test_endpoints_keep_focus);
}

int
main (int   argc,
      char *argv[])
{
  return wlk_test_window_run (&argc, &argv, add_tests);
}
