/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-program.h"

#include "wlk-test-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define MAX_STARTS   3                  /* another program may take the free port first */
#define START_TIME   (10 * G_USEC_PER_SEC)
#define POLL_TIME    (10 * 1000)        /* microseconds */

struct _WlkTestProgram
{
  GSubprocess *process;
  char        *folder;
  char        *leaf;
  char        *chain;
  char        *issuers;
  char        *key;
  guint16      port;
};

static char *
write_file (WlkTestProgram *self,
            const char     *name,
            const char     *contents)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);

  return path;
}

static void
write_files (WlkTestProgram *self,
             GPtrArray      *chain,
             WlkTestKey      key)
{
  g_autofree char *leaf = wlk_certificate_dup_pem (g_ptr_array_index (chain, 0));
  g_autoptr(GString) pem = g_string_new (leaf);
  g_autofree char *key_pem = wlk_test_dup_key_pem (key);

  for (guint i = 1; i < chain->len; i++)
    {
      g_autofree char *one = wlk_certificate_dup_pem (g_ptr_array_index (chain, i));

      g_string_append (pem, one);
    }
  self->folder = g_dir_make_tmp ("weaklink-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->leaf = write_file (self, "leaf.pem", leaf);
  self->chain = write_file (self, "chain.pem", pem->str);
  self->issuers = write_file (self, "issuers.pem", pem->str + strlen (leaf));
  self->key = write_file (self, "key.pem", key_pem);
}

static char **
make_arguments (WlkTestProgram     *self,
                const char * const *templates)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *port = g_strdup_printf ("%u", self->port);

  for (guint i = 0; templates[i] != NULL; i++)
    {
      g_autoptr(GString) argument = g_string_new (templates[i]);

      g_string_replace (argument, "@PORT@", port, 0);
      g_string_replace (argument, "@LEAF@", self->leaf, 0);
      g_string_replace (argument, "@CHAIN@", self->chain, 0);
      g_string_replace (argument, "@ISSUERS@", self->issuers, 0);
      g_string_replace (argument, "@KEY@", self->key, 0);
      g_strv_builder_add (builder, argument->str);
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_listening (WlkTestProgram *self)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, WLK_TEST_LOOPBACK, self->port, NULL, NULL);

  return connection != NULL;
}

/* A test that aborts must not leave its server behind. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
start (WlkTestProgram     *self,
       const char * const *templates)
{
  gint64 end = g_get_monotonic_time () + START_TIME;
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;

  self->port = wlk_test_find_free_port ();
  arguments = make_arguments (self, templates);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments,
                                                &error);
  g_assert_no_error (error);
  while (g_subprocess_get_identifier (self->process) != NULL && g_get_monotonic_time () < end)
    {
      if (is_listening (self))
        return TRUE;
      g_usleep (POLL_TIME);
    }
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);

  return FALSE;
}

/* Returns %NULL, and skips the test with the reason, when the program is not installed. */
WlkTestProgram *
wlk_test_program_start (const char * const *arguments,
                        GPtrArray          *chain,
                        WlkTestKey          key)
{
  g_autofree char *path = g_find_program_in_path (arguments[0]);
  WlkTestProgram *self;

  if (path == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("%s is not installed", arguments[0]);

      g_test_skip (reason);
      return NULL;
    }

  self = g_new0 (WlkTestProgram, 1);
  write_files (self, chain, key);
  for (guint i = 0; i < MAX_STARTS; i++)
    {
      if (start (self, arguments))
        return self;
    }
  g_error ("%s does not start", arguments[0]);
}

void
wlk_test_program_stop (WlkTestProgram *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_unlink (self->leaf);
  g_unlink (self->chain);
  g_unlink (self->issuers);
  g_unlink (self->key);
  g_rmdir (self->folder);
  g_free (self->leaf);
  g_free (self->chain);
  g_free (self->issuers);
  g_free (self->key);
  g_free (self->folder);
  g_free (self);
}

guint16
wlk_test_program_get_port (WlkTestProgram *self)
{
  return self->port;
}
