/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"

#include <atspi/atspi.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/*
 * The built program from outside: started as a person starts it, moved with a mouse and a keyboard
 * (xdotool), and read as a screen reader reads it (AT-SPI). Each case ends when the decisive step
 * is shown in the window.
 */

#define DEADLINE_SECONDS 40     /* for one thing to appear, on a machine that is busy */
#define POLL_MICROSECONDS 100000
#define MAX_NODES 4000          /* accessible objects to look at in one search */
#define APPLICATION_NAME "weaklink"

typedef struct
{
  char        *folder;          /* with chain.pem and other files of this case */
  GSubprocess *window_manager;
  GSubprocess *program;
  GSubprocess *helper;          /* drag source or server */
} Fixture;

/* Processes */

static GSubprocess *
start (const char * const *argv)
{
  g_autoptr(GError) error = NULL;
  const GSubprocessFlags flags =
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE;
  GSubprocess *process = g_subprocess_newv (argv, flags, &error);

  g_assert_no_error (error);

  return process;
}

/* Stops this one process, by its id, and waits for it. */
static void
stop (GSubprocess **process)
{
  if (*process == NULL)
    return;

  g_subprocess_send_signal (*process, SIGTERM);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

static void
run_hand (const char *command)
{
  g_autofree char *line = g_strconcat ("timeout 20 xdotool ", command, NULL);
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (line, &output, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* Reading the window */

typedef gboolean ( *MatchFunc) (AtspiAccessible *object,
                                const char      *text);

static gboolean
is_named (AtspiAccessible *object,
          const char      *text)
{
  g_autofree char *name = atspi_accessible_get_name (object, NULL);

  return name != NULL && strstr (name, text) != NULL;
}

static gboolean
has_state (AtspiAccessible *object,
           AtspiStateType   state)
{
  g_autoptr(GObject) states = (GObject *) atspi_accessible_get_state_set (object);

  return atspi_state_set_contains (ATSPI_STATE_SET (states), state);
}

/* A button that the keyboard reaches, and that has no name but that of its class in GTK. */
static gboolean
is_nameless_button (AtspiAccessible *object,
                    const char      *text)
{
  g_autofree char *name = NULL;

  if (atspi_accessible_get_role (object, NULL) != ATSPI_ROLE_PUSH_BUTTON ||
      !has_state (object, ATSPI_STATE_FOCUSABLE))
    return FALSE;

  name = atspi_accessible_get_name (object, NULL);
  if (name != NULL && *name != '\0' && !g_str_has_prefix (name, "Gtk"))
    return FALSE;

  g_test_message ("“%s” below %s has no name", name, text);
  return TRUE;
}

static gboolean
is_row (AtspiAccessible *object,
        const char      *text)
{
  return atspi_accessible_get_role (object, NULL) == ATSPI_ROLE_LIST_ITEM &&
         is_named (object, text) && has_state (object, ATSPI_STATE_EXPANDABLE);
}

static gboolean
is_closed_row (AtspiAccessible *object,
               const char      *text)
{
  return is_row (object, text) && !has_state (object, ATSPI_STATE_EXPANDED);
}

static gboolean
is_open_row (AtspiAccessible *object,
             const char      *text)
{
  return is_row (object, text) && has_state (object, ATSPI_STATE_EXPANDED);
}

static gboolean
has_match (AtspiAccessible *object,
           MatchFunc        matches,
           const char      *text,
           guint           *n_nodes)
{
  int n_children;

  if (++*n_nodes > MAX_NODES)
    return FALSE;
  if (matches (object, text))
    return TRUE;

  n_children = atspi_accessible_get_child_count (object, NULL);
  for (int i = 0; i < n_children; i++)
    {
      g_autoptr(GObject) child =
        (GObject *) atspi_accessible_get_child_at_index (object, i, NULL);

      if (child != NULL && has_match (ATSPI_ACCESSIBLE (child), matches, text, n_nodes))
        return TRUE;
    }

  return FALSE;
}

static gboolean
program_has (MatchFunc   matches,
             const char *text)
{
  g_autoptr(GObject) object = (GObject *) atspi_get_desktop (0);
  AtspiAccessible *desktop = ATSPI_ACCESSIBLE (object);
  int n_children = atspi_accessible_get_child_count (desktop, NULL);

  for (int i = 0; i < n_children; i++)
    {
      g_autoptr(GObject) child =
        (GObject *) atspi_accessible_get_child_at_index (desktop, i, NULL);
      g_autofree char *name =
        child != NULL ? atspi_accessible_get_name (ATSPI_ACCESSIBLE (child), NULL) : NULL;
      guint n_nodes = 0;

      if (g_strcmp0 (name, APPLICATION_NAME) == 0 &&
          has_match (ATSPI_ACCESSIBLE (child), matches, text, &n_nodes))
        return TRUE;
    }

  return FALSE;
}

static void
wait_for (MatchFunc   matches,
          const char *text)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_SECONDS * G_USEC_PER_SEC;

  while (!program_has (matches, text))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("“%s” did not appear within %d seconds", text, DEADLINE_SECONDS);
      g_usleep (POLL_MICROSECONDS);
    }
}

static void
wait_for_text (const char *text)
{
  wait_for (is_named, text);
}

static void
wait_for_window (const char *title)
{
  g_autofree char *command = g_strdup_printf ("search --sync --onlyvisible --name \"%s\"", title);

  run_hand (command);
}

/* Files */

static char *
write_file (Fixture    *fixture,
            const char *name,
            const char *contents)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, &error));
  g_assert_no_error (error);

  return path;
}

/* A path of three, written leaf first, without the first @n_omitted from the top. */
static char *
write_chain (Fixture    *fixture,
             const char *name,
             guint       n_omitted)
{
  g_autoptr(GString) pem = g_string_new (NULL);
  g_autoptr(GPtrArray) path = NULL;
  WlkTestRecipe recipes[3];

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  path = wlk_test_issue_path (recipes, G_N_ELEMENTS (recipes));
  for (guint i = path->len; i > n_omitted; i--)
    {
      g_autofree char *block = wlk_certificate_dup_pem (g_ptr_array_index (path, i - 1));

      g_string_append (pem, block);
    }

  return write_file (fixture, name, pem->str);
}

/* libatspi warns when it meets a program that has just registered and exports its objects a moment
 * later. The searches for a text are repeated until then, so that the warning is only noted. */
static void
note_warning (const char    *domain,
              GLogLevelFlags level,
              const char    *message,
              gpointer       data)
{
  g_test_message ("%s: %s", domain, message);
}

static gboolean
is_fatal (const char    *domain,
          GLogLevelFlags level,
          const char    *message,
          gpointer       data)
{
  return g_strcmp0 (domain, "dbind") != 0;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const char *argv[] = { "openbox", "--sm-disable", NULL };
  g_autoptr(GError) error = NULL;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  fixture->folder = g_dir_make_tmp ("weaklink-outside-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->window_manager = start (argv);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  stop (&fixture->helper);
  stop (&fixture->program);
  stop (&fixture->window_manager);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
start_program (Fixture    *fixture,
               const char *argument)
{
  const char *argv[] = { WLK_PROGRAM, argument, NULL };

  fixture->program = start (argv);
  wait_for_window ("Weak Link");
}

/* Cases */

static void
test_file_opened (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *chain = write_chain (fixture, "complete.pem", 0);

  start_program (fixture, chain);

  wait_for_text ("Not trusted");
  wait_for_text ("Trust Anchor Reached");
}

/* An icon says nothing to who cannot see it. */
static void
test_buttons_have_names (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *chain = write_chain (fixture, "complete.pem", 0);

  start_program (fixture, chain);
  wait_for_text ("Trust Anchor Reached");
  wait_for_text ("Check as TLS Server");

  g_assert_false (program_has (is_nameless_button, APPLICATION_NAME));
}

/* What failed is open from the start. */
static void
test_steps_open_or_closed (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *chain = write_chain (fixture, "complete.pem", 0);

  start_program (fixture, chain);
  wait_for (is_open_row, "Trust Anchor Reached, Failed");
  wait_for (is_closed_row, ", Passed");
}

/* From the source's middle, in steps as a hand moves, to the window's middle. */
static void
drag (int from_x,
      int from_y,
      int to_x,
      int to_y)
{
  const int n_steps = 20;
  g_autofree char *begin = g_strdup_printf ("mousemove %d %d mousedown 1", from_x, from_y);

  run_hand (begin);
  for (int i = 1; i <= n_steps; i++)
    {
      g_autofree char *step = g_strdup_printf ("mousemove %d %d sleep 0.03",
                                               from_x + (to_x - from_x) * i / n_steps,
                                               from_y + (to_y - from_y) * i / n_steps);

      run_hand (step);
    }
  run_hand ("sleep 0.3 mouseup 1");
}

static void
test_file_dragged (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *chain = write_chain (fixture, "incomplete.pem", 2);
  const char *argv[] = { WLK_DRAG_SOURCE, chain, NULL };

  start_program (fixture, NULL);
  fixture->helper = start (argv);
  wait_for_window ("Drag source");
  run_hand ("search --onlyvisible --name \"Weak Link\" windowsize --sync %@ 800 700 "
            "windowmove --sync %@ 420 20");
  run_hand ("search --onlyvisible --name \"Drag source\" windowmove --sync %@ 10 20 "
            "windowactivate --sync %@");

  drag (140, 140, 820, 400);

  wait_for_text ("Not trusted");
  wait_for_text ("Issuer Found");
}

static guint16
find_free_port (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);

  return port;
}

static void
wait_for_port (guint16 port)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_SECONDS * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr(GSocketClient) client = g_socket_client_new ();
      g_autoptr(GSocketConnection) connection = NULL;

      g_socket_client_set_enable_proxy (client, FALSE);
      connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

      if (connection != NULL)
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("the server did not listen within %d seconds", DEADLINE_SECONDS);
      g_usleep (POLL_MICROSECONDS);
    }
}

static guint16
start_server (Fixture *fixture)
{
  g_autofree char *chain = write_chain (fixture, "server.pem", 1);
  g_autofree char *key_pem = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_2);
  g_autofree char *key = write_file (fixture, "server.key", key_pem);
  guint16 port = find_free_port ();
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  const char *argv[] = {
    "gnutls-serv", "--http", "--quiet", "--port", port_text,
    "--x509certfile", chain, "--x509keyfile", key, NULL
  };

  fixture->helper = start (argv);
  wait_for_port (port);

  return port;
}

static void
test_host_connected (Fixture      *fixture,
                     gconstpointer data)
{
  guint16 port = start_server (fixture);
  g_autofree char *typing = g_strdup_printf ("key ctrl+l sleep 0.5 type \"127.0.0.1:%u\"", port);

  start_program (fixture, NULL);
  run_hand ("search --onlyvisible --name \"Weak Link\" windowactivate --sync");
  run_hand (typing);
  run_hand ("key Return");

  wait_for_text ("Not trusted");
  wait_for_text ("Issuer Found");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("NO_AT_BRIDGE");
  g_log_set_handler ("dbind", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, note_warning, NULL);
  atspi_init ();

  g_test_add ("/ui/outside/file-opened/reaches-no-anchor", Fixture, NULL,
              set_up, test_file_opened, tear_down);
  g_test_add ("/ui/outside/screen-reader/buttons-have-names", Fixture, NULL,
              set_up, test_buttons_have_names, tear_down);
  g_test_add ("/ui/outside/screen-reader/steps-open-or-closed", Fixture, NULL,
              set_up, test_steps_open_or_closed, tear_down);
  g_test_add ("/ui/outside/file-dragged/lacks-its-issuer", Fixture, NULL,
              set_up, test_file_dragged, tear_down);
  g_test_add ("/ui/outside/host-connected/lacks-its-root", Fixture, NULL,
              set_up, test_host_connected, tear_down);

  return g_test_run ();
}
