/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-fixture.h"

#include <glib/gstdio.h>
#include <stdarg.h>

#define MOMENT "--at=2026-06-01T12:00:00Z" /* WLK_TEST_TIME */

static void
append_pem (GString             *text,
            const WlkTestRecipe *recipe,
            const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (recipe, issuer);
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_string_append (text, pem);
  if (!g_str_has_suffix (pem, "\n"))
    g_string_append_c (text, '\n');
}

/**
 * cli_write_range:
 * @fixture: a fixture
 * @name: name of the file, or a path below the fixture's folder
 * @first: the uppermost certificate to write, 0 for the root
 * @end: the one below the lowest
 *
 * Writes a part of the path, leaf first.
 *
 * Returns: (transfer full): the file's path
 */
char *
cli_write_range (CliFixture *fixture,
                 const char *name,
                 guint       first,
                 guint       end)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char *path = g_build_filename (fixture->folder, name, NULL);

  for (guint i = end; i-- > first;)
    append_pem (text, &fixture->recipes[i], i > 0 ? &fixture->recipes[i - 1] : NULL);
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));

  return path;
}

/**
 * cli_write_chain:
 * @fixture: a fixture
 * @name: name of the file
 * @first: how many certificates at the top to leave out
 *
 * Returns: (transfer full): the file's path
 */
char *
cli_write_chain (CliFixture *fixture,
                 const char *name,
                 guint       first)
{
  return cli_write_range (fixture, name, first, CLI_PATH_LENGTH);
}

/**
 * cli_write_good_chain:
 * @fixture: a fixture
 *
 * Returns: (transfer full): path of a file with the leaf and the intermediate
 */
char *
cli_write_good_chain (CliFixture *fixture)
{
  return cli_write_chain (fixture, "good.pem", 1);
}

/**
 * cli_write_expired_chain:
 * @fixture: a fixture
 *
 * Returns: (transfer full): path of a file with the leaf and an intermediate that has expired
 */
char *
cli_write_expired_chain (CliFixture *fixture)
{
  gint64 not_after = fixture->recipes[1].not_after;
  char *path = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  path = cli_write_chain (fixture, "expired.pem", 1);
  fixture->recipes[1].not_after = not_after;
  return path;
}

static void
run (CliFixture *fixture,
     const char *input,
     GPtrArray  *arguments)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  g_ptr_array_add (arguments, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  if (fixture->is_inside)
    g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments->pdata,
                                          &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, &fixture->out,
                                 &fixture->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);
}

static GPtrArray *
begin_arguments (void)
{
  GPtrArray *arguments = g_ptr_array_new ();
  const char *program = g_getenv ("WEAKLINK_CHECK");

  g_assert_nonnull (program);
  g_ptr_array_add (arguments, (char *) program);
  return arguments;
}

static void
add_arguments (GPtrArray *arguments,
               va_list    list)
{
  const char *argument = NULL;

  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (char *) argument);
}

/**
 * cli_run:
 * @fixture: a fixture
 * @input: (nullable): what the program reads from standard input
 * @...: arguments, ended by %NULL
 *
 * Runs the program and waits for its end.
 */
void
cli_run (CliFixture *fixture,
         const char *input,
         ...)
{
  g_autoptr(GPtrArray) arguments = begin_arguments ();
  va_list list;

  va_start (list, input);
  add_arguments (arguments, list);
  va_end (list);
  run (fixture, input, arguments);
}

/**
 * cli_check:
 * @fixture: a fixture
 * @...: more arguments, ended by %NULL
 *
 * Runs the program at the tests' moment, with trust in the fixture's root alone.
 */
void
cli_check (CliFixture *fixture,
           ...)
{
  g_autoptr(GPtrArray) arguments = begin_arguments ();
  va_list list;

  g_ptr_array_add (arguments, (char *) MOMENT);
  g_ptr_array_add (arguments, (char *) "--trust");
  g_ptr_array_add (arguments, fixture->root);
  va_start (list, fixture);
  add_arguments (arguments, list);
  va_end (list);
  run (fixture, NULL, arguments);
}

/**
 * cli_set_up:
 * @fixture: a fixture
 * @data: unused
 *
 * Makes a folder with a trusted root.
 */
void
cli_set_up (CliFixture   *fixture,
            gconstpointer data)
{
  g_autofree char *trusted = NULL;
  g_autoptr(GError) error = NULL;

  wlk_test_make_recipes (fixture->recipes, CLI_PATH_LENGTH);
  fixture->folder = g_dir_make_tmp ("weaklink-XXXXXX", &error);
  g_assert_no_error (error);
  trusted = g_build_filename (fixture->folder, "trusted", NULL);
  g_assert_cmpint (g_mkdir (trusted, 0700), ==, 0);
  fixture->root = cli_write_range (fixture, "trusted/root.pem", 0, 1);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * cli_tear_down:
 * @fixture: a fixture
 * @data: unused
 *
 * Removes the folder.
 */
void
cli_tear_down (CliFixture   *fixture,
               gconstpointer data)
{
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->root, g_free);
  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
}
