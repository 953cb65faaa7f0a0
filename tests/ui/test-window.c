/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-example.h"
#include "wlk-host-entry.h"
#include "wlk-query-bar.h"
#include "wlk-start-page.h"
#include "wlk-step-row.h"
#include "wlk-test-resolver.h"
#include "wlk-test-window.h"
#include "wlk-tree-row.h"

#include <string.h>

/*
 * The window in the process of the test. Every case has a window of its own, and finds its widgets
 * by what they show.
 */

static void
open_example (WlkTestWindow *fixture,
              const char    *id)
{
  wlk_window_model_open_example_id (fixture->window_model, id);
  wlk_test_window_wait_until_idle (fixture);
}

static void
open_file (WlkTestWindow *fixture,
           const char    *path)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  wlk_window_model_open_files (fixture->window_model, G_LIST_MODEL (files));
  wlk_test_window_wait_until_idle (fixture);
}

/* The list of examples; that of recent hosts is another one. */
static GtkWidget *
find_examples (WlkTestWindow *fixture)
{
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);
  const WlkExample *first = examples;
  GtkWidget *title;

  wlk_test_window_settle ();
  title = wlk_test_window_find_text (GTK_WIDGET (fixture->window), first->title, "");
  g_assert_nonnull (title);

  return gtk_widget_get_ancestor (title, GTK_TYPE_LIST_BOX);
}

static void
test_start_shows_examples (WlkTestWindow *fixture,
                           gconstpointer  data)
{
  guint n_examples = 0;
  GtkWidget *list = find_examples (fixture);
  guint n_rows = 0;

  wlk_example_list (&n_examples);
  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), n_rows) != NULL)
    n_rows++;
  g_assert_cmpuint (n_rows, ==, n_examples);
  wlk_test_window_save_screenshot (fixture, "start.png");
}

static void
test_start_row_opens_example (WlkTestWindow *fixture,
                              gconstpointer  data)
{
  GtkWidget *list = find_examples (fixture);
  GtkListBoxRow *row;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_activate (GTK_WIDGET (row)));
  wlk_test_window_wait_until_idle (fixture);

  wlk_test_window_assert_shows (fixture, "Trusted", "");
}

static void
test_example_good_is_trusted (WlkTestWindow *fixture,
                              gconstpointer  data)
{
  open_example (fixture, "good");

  wlk_test_window_assert_shows (fixture, "Trusted", "");
  g_assert_false (wlk_test_window_shows (fixture, "Step ", ""));
  wlk_test_window_save_screenshot (fixture, "good.png");
}

static void
test_example_broken_names_step (WlkTestWindow *fixture,
                                gconstpointer  data)
{
  open_example (fixture, "expired-intermediate");

  wlk_test_window_assert_shows (fixture, "Not trusted", "");
  wlk_test_window_assert_shows (fixture, "Step ", ": Not Expired");
  wlk_test_window_assert_shows (fixture, "Not Reached", "");
  wlk_test_window_save_screenshot (fixture, "expired-intermediate.png");
}

/* Values and details show where they are in the certificate. */
static void
test_example_values_have_locations (WlkTestWindow *fixture,
                                    gconstpointer  data)
{
  open_example (fixture, "expired-intermediate");
  wlk_test_window_assert_shows (fixture, "2026-05-20 12:00:00 UTC", "DER bytes 101–115");
  wlk_test_window_press (fixture, "Details");
  wlk_test_window_assert_shows (fixture, "Serial number", "");
  wlk_test_window_assert_shows (fixture, "DER bytes ", "");
  wlk_test_window_save_screenshot (fixture, "details.png");
}

/* The weak link is selected, so its failed step is what the page beside the tree shows. */
static void
test_example_broken_selects_weak_link (WlkTestWindow *fixture,
                                       gconstpointer  data)
{
  GtkWidget *view;
  GtkSingleSelection *selection;
  GtkTreeListRow *row;
  g_autoptr(WlkTreeNode) node = NULL;

  open_example (fixture, "expired-intermediate");
  view = gtk_widget_get_ancestor (wlk_test_window_find_type (GTK_WIDGET (fixture->window),
                                                             WLK_TYPE_TREE_ROW),
                                  GTK_TYPE_LIST_VIEW);
  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
  row = gtk_single_selection_get_selected_item (selection);
  node = gtk_tree_list_row_get_item (row);

  g_assert_true (wlk_tree_node_is_weak (node));
}

static void
test_example_each_has_its_step (WlkTestWindow *fixture,
                                gconstpointer  data)
{
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);

  for (guint i = 0; i < n_examples; i++)
    {
      const WlkExample *example = &examples[i];
      WlkFinding *decisive;

      wlk_window_model_open_example_id (fixture->window_model, example->id);
      while (wlk_window_model_is_busy (fixture->window_model))
        g_main_context_iteration (NULL, TRUE);
      decisive = wlk_inspection_get_decisive (wlk_window_model_get_inspection (
                                                fixture->window_model));
      g_test_message ("%s", example->id);
      g_assert_cmpstr (decisive != NULL ? decisive->record->step->name : NULL, ==, example->step);
    }
}

static void
test_open_file_shows_path (WlkTestWindow *fixture,
                           gconstpointer  data)
{
  open_file (fixture, WLK_EXAMPLES_FOLDER "/good.pem");

  wlk_test_window_assert_shows (fixture, "File: good.pem", "");
  wlk_test_window_assert_shows (fixture, "Step ", "");
}

static void
test_open_unreadable_keeps_inspection (WlkTestWindow *fixture,
                                       gconstpointer  data)
{
  WlkInspection *before;

  open_example (fixture, "good");
  before = wlk_window_model_get_inspection (fixture->window_model);
  open_file (fixture, WLK_EXAMPLES_FOLDER "/nowhere.pem");

  g_assert_true (wlk_window_model_get_inspection (fixture->window_model) == before);
  wlk_test_window_assert_shows (fixture, "Trusted", "");
  wlk_test_window_assert_shows (fixture,
                                wlk_window_model_get_message (fixture->window_model), "");
  wlk_test_window_save_screenshot (fixture, "message.png");
}

static void
test_message_dismissed_goes_away (WlkTestWindow *fixture,
                                  gconstpointer  data)
{
  open_file (fixture, WLK_EXAMPLES_FOLDER "/nowhere.pem");
  g_assert_nonnull (wlk_window_model_get_message (fixture->window_model));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.escape", NULL);

  g_assert_null (wlk_window_model_get_message (fixture->window_model));
}

static void
test_paste_pem_opens (WlkTestWindow *fixture,
                      gconstpointer  data)
{
  g_autofree char *pem = NULL;

  g_assert_true (g_file_get_contents (WLK_EXAMPLES_FOLDER "/good.pem", &pem, NULL, NULL));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), pem);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paste", NULL);
  wlk_test_window_settle ();
  wlk_test_window_wait_until_idle (fixture);

  wlk_test_window_assert_shows (fixture, "Pasted Text", "");
}

static void
test_paste_other_text_says_so (WlkTestWindow *fixture,
                               gconstpointer  data)
{
  wlk_window_model_open_text (fixture->window_model, "a shopping list");
  wlk_test_window_wait_until_idle (fixture);

  g_assert_nonnull (wlk_window_model_get_message (fixture->window_model));
  g_assert_null (wlk_window_model_get_inspection (fixture->window_model));
}

static guint
count_step_rows (GtkWidget *widget)
{
  guint n_rows = WLK_IS_STEP_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_step_rows (child);

  return n_rows;
}

/* The rows below the first screenful are added frame by frame. */
static void
assert_every_step_has_row (WlkTestWindow *fixture)
{
  const gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  GtkWidget *label = wlk_test_window_find_text (GTK_WIDGET (fixture->window), "",
                                                " steps in all");
  guint64 n_steps;

  g_assert_nonnull (label);
  n_steps = g_ascii_strtoull (gtk_label_get_text (GTK_LABEL (label)), NULL, 10);
  g_assert_cmpuint (n_steps, >, 20);

  while (count_step_rows (GTK_WIDGET (fixture->window)) < n_steps &&
         g_get_monotonic_time () < deadline)
    wlk_test_window_iterate (G_USEC_PER_SEC / 50);
  g_assert_cmpuint (count_step_rows (GTK_WIDGET (fixture->window)), ==, n_steps);
}

static void
test_steps_all_have_rows (WlkTestWindow *fixture,
                          gconstpointer  data)
{
  open_example (fixture, "good");
  wlk_test_window_press (fixture, "Show All");
  assert_every_step_has_row (fixture);

  open_example (fixture, "expired-leaf");
  assert_every_step_has_row (fixture);
}

static void
test_request_purpose_validates_again (WlkTestWindow *fixture,
                                      gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "client-only");
  wlk_test_window_assert_shows (fixture, "Not trusted", "");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_COMBO_ROW);
  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), WLK_PURPOSE_CLIENT);
  g_assert_nonnull (wlk_window_model_get_inspection (fixture->window_model));
  wlk_test_window_wait_until_idle (fixture);

  wlk_test_window_assert_shows (fixture, "Trusted", "");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* Typing on does not move the cursor to the beginning, and leaves nothing to apply. */
static void
test_request_name_keeps_cursor (WlkTestWindow *fixture,
                                gconstpointer  data)
{
  static const char name[] = "other.example";
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "good");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_ENTRY_ROW);
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
  g_signal_emit_by_name (row, "apply");
  wlk_test_window_wait_until_idle (fixture);

  g_assert_cmpstr (wlk_query_get (
                     wlk_window_model_get_inspection (fixture->window_model)->query)->name,
                   ==, name);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, strlen (name));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* Judging goes on beside typing, which it must not take away. */
static void
test_request_keeps_typed_host (WlkTestWindow *fixture,
                               gconstpointer  data)
{
  GtkWidget *entry;
  GtkWidget *bar;
  GtkWidget *text;

  open_example (fixture, "missing-intermediate");
  entry = wlk_test_window_find_type (wlk_test_window_find_type (GTK_WIDGET (fixture->window),
                                                                ADW_TYPE_HEADER_BAR),
                                     WLK_TYPE_HOST_ENTRY);
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  wlk_host_entry_set_text (WLK_HOST_ENTRY (entry), "next.exam");
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (wlk_test_window_find_type (bar, ADW_TYPE_COMBO_ROW)),
                              WLK_PURPOSE_CLIENT);
  wlk_test_window_wait_until_idle (fixture);

  text = wlk_test_window_find_type (entry, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "next.exam");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* The switch in a row that is shown. */
static GtkWidget *
find_switch (GtkWidget  *widget,
             const char *title)
{
  GtkWidget *label = wlk_test_window_find_text (widget, title, "");

  g_assert_nonnull (label);
  return wlk_test_window_find_type (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW),
                                    GTK_TYPE_SWITCH);
}

static void
test_request_explicit_policy_is_checked (WlkTestWindow *fixture,
                                         gconstpointer  data)
{
  WlkInspection *inspection;
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "good");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wlk_test_window_settle ();
  gtk_switch_set_active (GTK_SWITCH (find_switch (bar, "Require an Explicit Policy")), TRUE);
  wlk_test_window_wait_until_idle (fixture);

  inspection = wlk_window_model_get_inspection (fixture->window_model);
  g_assert_true (wlk_query_get (inspection->query)->requires_explicit_policy);
  wlk_test_window_assert_shows (fixture, "Not trusted", "");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* The form has switches, too. */
static GtkSwitch *
find_fetch_switch (GtkWidget *bar)
{
  GtkWidget *child = gtk_widget_get_last_child (gtk_widget_get_first_child (bar));

  while (!GTK_IS_SWITCH (child))
    child = gtk_widget_get_prev_sibling (child);

  return GTK_SWITCH (child);
}

/* The switch asks again, and stays what it is. The name in the example has no address here. */
static void
test_request_fetch_tries (WlkTestWindow *fixture,
                          gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *fetch_switch;
  WlkReport *report;
  gboolean is_tried = FALSE;
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_error (G_RESOLVER_ERROR_NOT_FOUND);

  g_resolver_set_default (resolver);
  open_example (fixture, "missing-intermediate");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  fetch_switch = wlk_test_window_find_type (bar, GTK_TYPE_SWITCH);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (fetch_switch)));
  gtk_switch_set_active (GTK_SWITCH (fetch_switch), TRUE);
  wlk_test_window_wait_until_idle (fixture);
  g_resolver_set_default (usual);

  report = wlk_inspection_get_report (wlk_window_model_get_inspection (fixture->window_model), 0);
  for (guint i = 0; i < report->findings->len; i++)
    if (wlk_report_get_record (report, i)->step->id == WLK_STEP_ISSUER_FETCH)
      is_tried = TRUE;
  g_assert_true (is_tried);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (fetch_switch)));
}

static WlkQuery *
get_shown_request (WlkTestWindow *fixture)
{
  return wlk_window_model_get_inspection (fixture->window_model)->query;
}

/* Fetching may take long. What is changed meanwhile comes on top of it. */
static void
test_request_changes_add_up (WlkTestWindow *fixture,
                             gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *row;
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_error (G_RESOLVER_ERROR_NOT_FOUND);

  g_resolver_set_default (resolver);
  open_example (fixture, "missing-intermediate");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_COMBO_ROW);
  gtk_switch_set_active (find_fetch_switch (bar), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), WLK_PURPOSE_CLIENT);
  g_assert_true (gtk_switch_get_active (find_fetch_switch (bar)));
  wlk_test_window_wait_until_idle (fixture);
  g_assert_true (wlk_query_get (get_shown_request (fixture))->wants_fetch);
  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->purpose, ==, WLK_PURPOSE_CLIENT);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), WLK_PURPOSE_ANY);
  gtk_switch_set_active (find_fetch_switch (bar), FALSE);
  wlk_test_window_wait_until_idle (fixture);
  g_assert_false (wlk_query_get (get_shown_request (fixture))->wants_fetch);
  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->purpose, ==, WLK_PURPOSE_ANY);
  g_resolver_set_default (usual);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title,
          GType       type)
{
  GtkWidget *label = wlk_test_window_find_text (widget, title, "");

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, type);
}

static void
apply_text (GtkWidget  *row,
            const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

/* Other fields can still be changed, and the invalid one keeps its text until it is corrected. */
static void
test_request_invalid_time_keeps_others (WlkTestWindow *fixture,
                                        gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "good");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = find_row (bar, "Time in UTC, or Empty for Now", ADW_TYPE_ENTRY_ROW);
  apply_text (row, "tomorrow");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (wlk_window_model_get_message (fixture->window_model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (wlk_test_window_find_type (bar, ADW_TYPE_COMBO_ROW)),
                              WLK_PURPOSE_CLIENT);
  apply_text (find_row (bar, "Host, Address or Mailbox", ADW_TYPE_ENTRY_ROW), "other.example");
  wlk_test_window_wait_until_idle (fixture);

  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->purpose, ==, WLK_PURPOSE_CLIENT);
  g_assert_cmpstr (wlk_query_get (get_shown_request (fixture))->name, ==, "other.example");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "tomorrow");
  g_assert_true (gtk_widget_has_css_class (row, "error"));

  apply_text (row, "2026-06-02 00:00:00");
  wlk_test_window_wait_until_idle (fixture);
  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->time, ==, 1780358400);
  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->purpose, ==, WLK_PURPOSE_CLIENT);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

static void
test_request_invalid_policy_is_explained (WlkTestWindow *fixture,
                                          gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "good");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wlk_test_window_settle ();
  row = find_row (bar, "Accepted, or Empty for Any", ADW_TYPE_ENTRY_ROW);
  apply_text (row, "2.23.140.1.2.1, ev");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_switch_set_active (GTK_SWITCH (find_switch (bar, "Inhibit anyPolicy")), TRUE);
  wlk_test_window_wait_until_idle (fixture);

  g_assert_true (wlk_query_get (get_shown_request (fixture))->inhibits_any_policy);
  g_assert_null (wlk_query_get (get_shown_request (fixture))->policies);
  apply_text (row, "2.23.140.1.2.1");
  wlk_test_window_wait_until_idle (fixture);
  g_assert_cmpstr (wlk_query_get (get_shown_request (fixture))->policies[0], ==, "2.23.140.1.2.1");
  g_assert_true (wlk_query_get (get_shown_request (fixture))->inhibits_any_policy);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

static void
test_request_purpose_cancelled_goes_back (WlkTestWindow *fixture,
                                          gconstpointer  data)
{
  GtkWidget *bar;
  GtkWidget *row;

  open_example (fixture, "good");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  gtk_menu_button_popup (GTK_MENU_BUTTON (wlk_test_window_find_type (bar, GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
  row = wlk_test_window_find_type (bar, ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), WLK_PURPOSE_CLIENT);
  wlk_window_model_cancel (fixture->window_model);

  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, WLK_PURPOSE_SERVER);
  g_assert_cmpint (wlk_query_get (get_shown_request (fixture))->purpose, ==, WLK_PURPOSE_SERVER);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (wlk_test_window_find_type (bar,
                                                                       GTK_TYPE_MENU_BUTTON)));
  wlk_test_window_settle ();
}

/* A switch that says more than what is shown would mislead. */
static void
test_request_fetch_cancelled_goes_back (WlkTestWindow *fixture,
                                        gconstpointer  data)
{
  GtkWidget *bar;
  GtkSwitch *fetch_switch;

  open_example (fixture, "missing-intermediate");
  bar = wlk_test_window_find_type (GTK_WIDGET (fixture->window), WLK_TYPE_QUERY_BAR);
  fetch_switch = GTK_SWITCH (wlk_test_window_find_type (bar, GTK_TYPE_SWITCH));
  gtk_switch_set_active (fetch_switch, TRUE);
  wlk_window_model_cancel (fixture->window_model);
  wlk_test_window_wait_until_idle (fixture);

  g_assert_false (gtk_switch_get_active (fetch_switch));
  g_assert_false (wlk_query_get (
                    wlk_window_model_get_inspection (fixture->window_model)->query)->wants_fetch);
}

static void
test_answer_advice_opens (WlkTestWindow *fixture,
                          gconstpointer  data)
{
  GtkWidget *label;
  GtkWidget *button;

  open_example (fixture, "missing-intermediate");
  label = wlk_test_window_find_text (GTK_WIDGET (fixture->window), "What to Do", "");
  button = gtk_widget_get_ancestor (label, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wlk_test_window_settle ();
  label = wlk_test_window_find_type (wlk_test_window_find_type (button, GTK_TYPE_POPOVER),
                                     GTK_TYPE_LABEL);

  g_assert_true (wlk_test_window_find_text (label, "", "") == label);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  wlk_test_window_settle ();
}

static void
test_reload_validates_again (WlkTestWindow *fixture,
                             gconstpointer  data)
{
  g_autoptr(WlkInspection) before = NULL;

  open_example (fixture, "good");
  before = g_object_ref (wlk_window_model_get_inspection (fixture->window_model));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reload", NULL);
  wlk_test_window_wait_until_idle (fixture);

  g_assert_true (wlk_window_model_get_inspection (fixture->window_model) != before);
  wlk_test_window_assert_shows (fixture, "Trusted", "");
}

/* A server that takes connections and says nothing keeps the window busy until it is cancelled. */
static void
test_connect_cancelled_is_idle (WlkTestWindow *fixture,
                                gconstpointer  data)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", port);

  wlk_window_model_open_host (fixture->window_model, host);
  wlk_test_window_settle ();
  g_assert_true (wlk_window_model_is_busy (fixture->window_model));
  wlk_test_window_assert_shows (fixture, "Connecting", "…");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.escape", NULL);

  g_assert_false (wlk_window_model_is_busy (fixture->window_model));
  g_assert_null (wlk_window_model_get_message (fixture->window_model));
  wlk_test_window_settle ();
}

static void
test_connect_refused_names_step (WlkTestWindow *fixture,
                                 gconstpointer  data)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", port);

  g_socket_listener_close (listener);
  wlk_window_model_open_host (fixture->window_model, host);
  wlk_test_window_wait_until_idle (fixture);

  wlk_test_window_assert_shows (fixture, "Step ", "");
  wlk_test_window_save_screenshot (fixture, "refused.png");
}

static void
test_copy_report_has_step (WlkTestWindow *fixture,
                           gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_auto(GValue) value = G_VALUE_INIT;

  open_example (fixture, "expired-leaf");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.copy-report", NULL);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value,
                                                 NULL));

  g_assert_nonnull (strstr (g_value_get_string (&value), ": Not Expired"));
}

static void
test_size_start_fits_phone (WlkTestWindow *fixture,
                            gconstpointer  data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);

  g_assert_cmpint (minimum, <=, 360);
}

static void
test_size_inspection_fits_phone (WlkTestWindow *fixture,
                                 gconstpointer  data)
{
  int minimum;

  open_example (fixture, "expired-intermediate");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  wlk_test_window_settle ();
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);

  g_assert_cmpint (minimum, <=, 360);
  wlk_test_window_save_screenshot (fixture, "phone.png");
}

/* Without a loader for SVG, GTK would draw “missing image” for each outcome. */
static void
test_look_icons_are_readable (WlkTestWindow *fixture,
                              gconstpointer  data)
{
  static const char folder[] = "/io/github/weaklink/WeakLink/icons/scalable/actions";
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                        &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), >, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names[i], NULL);
      g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new_from_resource (path, &error);

      g_assert_no_error (error);
      g_assert_nonnull (pixbuf);
    }
}

static void
test_look_dark_is_drawn (WlkTestWindow *fixture,
                         gconstpointer  data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  open_example (fixture, "untrusted-root");
  g_assert_true (adw_style_manager_get_dark (manager));
  wlk_test_window_save_screenshot (fixture, "dark.png");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_direction_right_to_left_is_drawn (WlkTestWindow *fixture,
                                       gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  open_example (fixture, "strange-names");
  wlk_test_window_assert_shows (fixture, "Trusted", "");
  wlk_test_window_save_screenshot (fixture, "right-to-left.png");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

#define ADD(path, function) \
  g_test_add (path, WlkTestWindow, NULL, wlk_test_window_set_up, function, \
              wlk_test_window_tear_down)

static void
add_tests (void)
{
  ADD ("/window/start/shows-examples", test_start_shows_examples);
  ADD ("/window/start/row-opens-example", test_start_row_opens_example);
  ADD ("/window/example/good-is-trusted", test_example_good_is_trusted);
  ADD ("/window/example/broken-names-step", test_example_broken_names_step);
  ADD ("/window/example/broken-selects-weak-link", test_example_broken_selects_weak_link);
  ADD ("/window/example/values-have-locations", test_example_values_have_locations);
  ADD ("/window/example/each-has-its-step", test_example_each_has_its_step);
  ADD ("/window/open/file-shows-path", test_open_file_shows_path);
  ADD ("/window/open/unreadable-keeps-inspection", test_open_unreadable_keeps_inspection);
  ADD ("/window/message/dismissed-goes-away", test_message_dismissed_goes_away);
  ADD ("/window/paste/pem-opens", test_paste_pem_opens);
  ADD ("/window/paste/other-text-says-so", test_paste_other_text_says_so);
  ADD ("/window/steps/all-have-rows", test_steps_all_have_rows);
  ADD ("/window/request/purpose-validates-again", test_request_purpose_validates_again);
  ADD ("/window/request/name-keeps-cursor", test_request_name_keeps_cursor);
  ADD ("/window/request/keeps-typed-host", test_request_keeps_typed_host);
  ADD ("/window/request/explicit-policy-is-checked", test_request_explicit_policy_is_checked);
  ADD ("/window/request/fetch-tries", test_request_fetch_tries);
  ADD ("/window/request/changes-add-up", test_request_changes_add_up);
  ADD ("/window/request/invalid-time-keeps-others", test_request_invalid_time_keeps_others);
  ADD ("/window/request/invalid-policy-is-explained", test_request_invalid_policy_is_explained);
  ADD ("/window/request/purpose-cancelled-goes-back", test_request_purpose_cancelled_goes_back);
  ADD ("/window/request/fetch-cancelled-goes-back", test_request_fetch_cancelled_goes_back);
  ADD ("/window/answer/advice-opens", test_answer_advice_opens);
  ADD ("/window/reload/validates-again", test_reload_validates_again);
  ADD ("/window/connect/cancelled-is-idle", test_connect_cancelled_is_idle);
  ADD ("/window/connect/refused-names-step", test_connect_refused_names_step);
  ADD ("/window/copy/report-has-step", test_copy_report_has_step);
  ADD ("/window/size/start-fits-phone", test_size_start_fits_phone);
  ADD ("/window/size/inspection-fits-phone", test_size_inspection_fits_phone);
  ADD ("/window/look/icons-are-readable", test_look_icons_are_readable);
  ADD ("/window/look/dark-is-drawn", test_look_dark_is_drawn);
  ADD ("/window/direction/right-to-left-is-drawn", test_direction_right_to_left_is_drawn);
}

int
main (int   argc,
      char *argv[])
{
  return wlk_test_window_run (&argc, &argv, add_tests);
}
