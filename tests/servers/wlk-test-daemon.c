/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-daemon.h"

#include "wlk-test-pki.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * A server as people run it, for one test: with a configuration, data and log of its own in a
 * temporary folder, on free ports of loopback, in the foreground and in a process group of its
 * own. It dies with the test.
 */

#define MAX_STARTS   3                     /* another program may take a free port first */
#define START_TIME   (40 * G_USEC_PER_SEC) /* for a machine with a lot to do */
#define STOP_TIME    (5 * G_USEC_PER_SEC)  /* then its whole process group is killed */
#define PREPARE_TIME (90 * G_USEC_PER_SEC)
#define POLL_TIME    (10 * 1000)           /* microseconds */

struct _WlkTestDaemon
{
  WlkTestDaemonRecipe recipe; /* what it points to lives as long as the start */

  char               *program;
  char               *folder;
  struct passwd      *user;          /* as whom it runs */
  const char         *group;
  guint16             ports[WLK_TEST_MAX_PORTS];
  GPid                pid;           /* 0 when it does not run */
  GPid                leader;   /* of its process group; 0 before it ran */
  GPid                watcher;
  int                 lifeline; /* that the watcher reads; nothing is ever written */
};

static const char * const program_folders[] = {
  "/usr/sbin", "/usr/lib/postfix/sbin", "/usr/lib/postgresql/*/bin", "/usr/local/sbin",
};

/**
 * wlk_test_daemon_find_program:
 * @name: of a program
 *
 * Looks into the search path, and where Debian keeps servers.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
wlk_test_daemon_find_program (const char *name)
{
  char *path = g_find_program_in_path (name);

  for (gsize i = 0; path == NULL && i < G_N_ELEMENTS (program_folders); i++)
    {
      g_autofree char *pattern = g_build_filename (program_folders[i], name, NULL);
      glob_t found = { 0 };

      if (glob (pattern, 0, NULL, &found) == 0)
        path = g_strdup (found.gl_pathv[found.gl_pathc - 1]);
      globfree (&found);
    }

  return path;
}

static char *
fill_in (WlkTestDaemon *self,
         const char    *template)
{
  g_autoptr(GString) text = g_string_new (template);
  g_autofree char *first = g_strdup_printf ("%u", self->ports[0]);

  g_string_replace (text, "@FOLDER@", self->folder, 0);
  g_string_replace (text, "@USER@", self->user->pw_name, 0);
  g_string_replace (text, "@GROUP@", self->group, 0);
  g_string_replace (text, "@PORT@", first, 0);
  for (guint i = 1; i < WLK_TEST_MAX_PORTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("@PORT%u@", i);
      g_autofree char *port = g_strdup_printf ("%u", self->ports[i]);

      g_string_replace (text, name, port, 0);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
count_ports (WlkTestDaemon *self)
{
  return MAX (self->recipe.n_ports, 1);
}

/* All of them are held at once, so that they differ. */
static void
choose_ports (WlkTestDaemon *self)
{
  g_autoptr(GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < count_ports (self); i++)
    {
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);
      g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
      g_autoptr(GSocketAddress) bound = NULL;
      g_autoptr(GError) error = NULL;

      g_ptr_array_add (sockets, socket);
      g_socket_bind (socket, wanted, FALSE, &error);
      g_assert_no_error (error);
      bound = g_socket_get_local_address (socket, &error);
      g_assert_no_error (error);
      self->ports[i] = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
    }
}

static gid_t new_group;
static uid_t new_owner;

static int
change_owner (const char        *path,
              const struct stat *info,
              int                type,
              struct FTW        *where)
{
  return lchown (path, new_owner, new_group);
}

static int
remove_one (const char        *path,
            const struct stat *info,
            int                type,
            struct FTW        *where)
{
  return remove (path);
}

/* Lines that are only for servers with TLS, or only for those without. */
static char *
choose_lines (WlkTestDaemon *self,
              const char    *contents)
{
  const char *kept = self->recipe.is_plain ? "@PLAIN@" : "@TLS@";
  const char *dropped = self->recipe.is_plain ? "@TLS@" : "@PLAIN@";
  g_auto(GStrv) lines = g_strsplit (contents, "\n", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!g_str_has_prefix (lines[i], dropped))
        g_string_append_printf (text, "%s\n", lines[i]);
    }
  g_string_replace (text, kept, "", 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_file (WlkTestDaemon     *self,
            const WlkTestFile *file)
{
  g_autofree char *path = g_build_filename (self->folder, file->name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  if (file->bytes != NULL)
    {
      gsize length = 0;
      const char *data = g_bytes_get_data (file->bytes, &length);

      g_file_set_contents (path, data, length, &error);
    }
  else
    {
      g_autofree char *chosen = choose_lines (self, file->contents);
      g_autofree char *contents = fill_in (self, chosen);

      g_file_set_contents (path, contents, -1, &error);
    }
  g_assert_no_error (error);
}

static void
write_files (WlkTestDaemon *self)
{
  for (const WlkTestFile *file = self->recipe.files; file != NULL && file->name != NULL; file++)
    write_file (self, file);
  for (guint i = 0; self->recipe.folders != NULL && self->recipe.folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (self->folder, self->recipe.folders[i], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
    }
  if (self->user->pw_uid != geteuid ())
    {
      new_owner = self->user->pw_uid;
      new_group = self->user->pw_gid;
      g_assert_cmpint (nftw (self->folder, change_owner, 8, FTW_PHYS), ==, 0);
    }
}

/* Runs between fork and exec. */
static void
set_up_child (gpointer data)
{
  WlkTestDaemon *self = data;

  if (setpgid (0, 0) != 0)
    _exit (126);
  if (self->user->pw_uid != geteuid () &&
      (setgroups (0, NULL) != 0 || setgid (self->user->pw_gid) != 0 ||
       setuid (self->user->pw_uid) != 0))
    _exit (126);
}

static char *
dup_log (WlkTestDaemon *self)
{
  g_autofree char *path = g_build_filename (self->folder, "log", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("(no log)");
}

static void
spawn (WlkTestDaemon      *self,
       const char         *program,
       const char * const *templates)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) arguments = NULL;
  g_autofree char *log_path = g_build_filename (self->folder, "log", NULL);
  g_autoptr(GError) error = NULL;
  int log = g_open (log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (log, >=, 0);
  g_strv_builder_add (builder, program);
  for (guint i = 0; templates[i] != NULL; i++)
    {
      g_autofree char *argument = fill_in (self, templates[i]);

      g_strv_builder_add (builder, argument);
    }
  arguments = g_strv_builder_end (builder);
  g_spawn_async_with_pipes_and_fds (self->folder, (const char * const *) arguments, NULL,
                                    G_SPAWN_DO_NOT_REAP_CHILD, set_up_child, self, -1, log, log,
                                    NULL, NULL, 0, &self->pid, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->leader = self->pid;
  g_assert_true (g_close (log, NULL));
}

static int
get_stop_signal (WlkTestDaemon *self)
{
  return self->recipe.stop_signal != 0 ? self->recipe.stop_signal : SIGTERM;
}

/* Not even a signal to the test's whole process group ends the watcher. */
static void
set_up_watcher (gpointer data)
{
  setsid ();
}

/* The kernel can tell a process that its parent died, but forgets it when the process becomes
 * another user for a moment, as postfix does. So another one waits for the test to go. */
static void
start_watcher (WlkTestDaemon *self)
{
  g_autofree char *pid = g_strdup_printf ("%d", self->pid);
  g_autofree char *signal = g_strdup_printf ("%d", get_stop_signal (self));
  const char *arguments[] = {
    "sh", "-c", "read end; kill -$1 $2; sleep 1; kill -9 -- -$2; cat \"$3/log\" >&2; rm -rf \"$3\"",
    "sh", signal, pid, self->folder, NULL
  };
  g_autoptr(GError) error = NULL;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                            G_SPAWN_STDOUT_TO_DEV_NULL, set_up_watcher, NULL, &self->watcher,
                            &self->lifeline, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
stop_watcher (WlkTestDaemon *self)
{
  kill (-self->watcher, SIGKILL);
  waitpid (self->watcher, NULL, 0);
  g_close (self->lifeline, NULL);
}

/* Returns whether the process has ended, and then leaves its status. */
static gboolean
has_ended (WlkTestDaemon *self,
           gint64         end,
           int           *status)
{
  do
    {
      if (waitpid (self->pid, status, WNOHANG) != 0)
        {
          self->pid = 0;
          return TRUE;
        }
      if (g_get_monotonic_time () < end)
        g_usleep (POLL_TIME);
    }
  while (g_get_monotonic_time () < end);

  return FALSE;
}

static void
prepare (WlkTestDaemon *self)
{
  g_autofree char *program = wlk_test_daemon_find_program (self->recipe.prepare[0]);
  int status = 0;

  g_assert_nonnull (program);
  spawn (self, program, self->recipe.prepare + 1);
  if (!has_ended (self, g_get_monotonic_time () + PREPARE_TIME, &status) || status != 0)
    {
      g_autofree char *log = dup_log (self);

      g_error ("%s failed: %s", program, log);
    }
}

static gboolean
is_listening (guint16 port)
{
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  return g_socket_connect (socket, address, NULL, NULL);
}

static gboolean
wait_for_ports (WlkTestDaemon *self)
{
  gint64 end = g_get_monotonic_time () + START_TIME;
  guint n_open = 0;
  int status = 0;

  while (n_open < count_ports (self))
    {
      if (has_ended (self, 0, &status) || g_get_monotonic_time () > end)
        return FALSE;
      if (is_listening (self->ports[n_open]))
        n_open++;
      else
        g_usleep (POLL_TIME);
    }

  return TRUE;
}

static void
stop (WlkTestDaemon *self)
{
  int status = 0;

  if (self->pid != 0)
    {
      kill (self->pid, get_stop_signal (self));
      if (!has_ended (self, g_get_monotonic_time () + STOP_TIME, &status))
        {
          kill (self->pid, SIGKILL);
          has_ended (self, g_get_monotonic_time () + STOP_TIME, &status);
        }
    }
  kill (-self->leader, SIGKILL);
  stop_watcher (self);
}

static gboolean
start (WlkTestDaemon *self)
{
  choose_ports (self);
  write_files (self);
  if (self->recipe.prepare != NULL)
    prepare (self);
  spawn (self, self->program, self->recipe.arguments);
  start_watcher (self);
  if (wait_for_ports (self))
    return TRUE;
  stop (self);

  return FALSE;
}

static void
remove_folder (WlkTestDaemon *self)
{
  wlk_test_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static void
make_folder (WlkTestDaemon *self)
{
  self->folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  wlk_test_pki_write (self->folder);
}

/* Most servers refuse to run as root, or become another user who cannot read the folder. */
static void
choose_user (WlkTestDaemon *self)
{
  gboolean is_other_user = geteuid () == 0 && !self->recipe.wants_root;
  struct group *group = NULL;

  self->user = is_other_user ? getpwnam ("nobody") : getpwuid (geteuid ());
  g_assert_nonnull (self->user);
  group = getgrgid (self->user->pw_gid);
  self->group = group != NULL ? group->gr_name : "nogroup";
}

static gboolean
can_run (const WlkTestDaemonRecipe *recipe,
         const char                *program)
{
  g_autofree char *reason = NULL;

  if (program == NULL)
    reason = g_strdup_printf ("%s is not installed", recipe->program);
  else if (recipe->wants_root && geteuid () != 0)
    reason = g_strdup_printf ("%s runs as root alone", recipe->program);
  if (reason != NULL)
    g_test_skip (reason);

  return reason == NULL;
}

/**
 * wlk_test_remove_folder:
 * @folder: a path
 *
 * Removes it with all that is in it.
 */
void
wlk_test_remove_folder (const char *folder)
{
  nftw (folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/**
 * wlk_test_daemon_start:
 * @recipe: how
 *
 * Starts a server and waits until all of its ports accept connections. A server that does not
 * start fails the test with what it wrote.
 *
 * Returns: (transfer full) (nullable): the server; `NULL` when it cannot run here, and the test is
 *   then marked as skipped, with the reason
 */
WlkTestDaemon *
wlk_test_daemon_start (const WlkTestDaemonRecipe *recipe)
{
  g_autofree char *program = wlk_test_daemon_find_program (recipe->program);
  g_autofree char *log = NULL;
  WlkTestDaemon *self = NULL;

  if (!can_run (recipe, program))
    return NULL;
  self = g_new0 (WlkTestDaemon, 1);
  self->recipe = *recipe;
  self->program = g_steal_pointer (&program);
  choose_user (self);
  for (guint i = 0; i < MAX_STARTS; i++)
    {
      make_folder (self);
      if (start (self))
        return self;
      g_free (log);
      log = dup_log (self);
      remove_folder (self);
    }
  g_error ("%s does not start: %s", recipe->program, log);
}

/**
 * wlk_test_daemon_stop:
 * @self: a server
 *
 * Ends it with all of its processes, and removes its folder. A test that has failed shows its log.
 */
void
wlk_test_daemon_stop (WlkTestDaemon *self)
{
  if (g_test_failed ())
    {
      g_autofree char *log = dup_log (self);

      g_test_message ("%s", log);
    }
  stop (self);
  remove_folder (self);
  g_free (self->program);
  g_free (self);
}

/**
 * wlk_test_daemon_get_port:
 * @self: a server
 * @index: which of its ports
 *
 * Returns: the port
 */
guint16
wlk_test_daemon_get_port (WlkTestDaemon *self,
                          guint          index)
{
  g_assert_cmpuint (index, <, count_ports (self));

  return self->ports[index];
}

/**
 * wlk_test_daemon_get_pid:
 * @self: a server
 *
 * Returns: its process, which leads its process group
 */
int
wlk_test_daemon_get_pid (WlkTestDaemon *self)
{
  return self->pid;
}

/**
 * wlk_test_daemon_dup_path:
 * @self: a server
 * @name: of a file in its folder
 *
 * Returns: (transfer full): the file's path
 */
char *
wlk_test_daemon_dup_path (WlkTestDaemon *self,
                          const char    *name)
{
  return g_build_filename (self->folder, name, NULL);
}
