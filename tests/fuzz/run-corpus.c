/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include <glib.h>

/* Gives every file of a folder to the fuzz target once, and then every beginning of it: an input
 * that is cut off is where parsers go wrong first. One file is one test. */

#define MAX_CUT_LENGTH 4096 /* bytes; larger files are read whole only, to stay quick */

static void
test_file (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (data, &contents, &length, &error);
  g_assert_no_error (error);

  g_assert_cmpint (LLVMFuzzerTestOneInput ((const uint8_t *) contents, length), ==, 0);
  for (gsize i = 0; length <= MAX_CUT_LENGTH && i < length; i++)
    {
      g_autofree guint8 *cut = g_memdup2 (contents, i); /* of its own, so that ASan sees its end */

      g_assert_cmpint (LLVMFuzzerTestOneInput (cut, i), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = NULL;
  g_autofree char *name = NULL;
  const char *file;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  name = g_path_get_basename (argv[1]);
  while ((file = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/%s/%s-survives", name, file);

      g_test_add_data_func_full (path, g_build_filename (argv[1], file, NULL), test_file, g_free);
    }

  return g_test_run ();
}
