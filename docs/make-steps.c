/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"

#include <locale.h>

/* make-steps FOLDER - writes steps.md from the table of steps. */

static const char introduction[] =
  "# The steps\n"
  "\n"
  "This is what Weak Link checks, in the order in which a verifier does. The first step that fails decides: what comes\n"
  "after it may be a consequence. `weaklink-check --list-steps` lists the same steps. This page is made from the table in\n"
  "[src/core/report/wlk-steps.def](../src/core/report/wlk-steps.def) by `make-steps`; a test compares them.\n"
  "\n"
  "The profiles “path”, “strict” and “web” decide which rules for those who issue certificates and CRLs are failures, and\n"
  "which are warnings; most of them are in the last phase but one.\n";

static void
append_wrapped (GString    *text,
                const char *paragraph)
{
  g_auto(GStrv) words = g_strsplit (paragraph, " ", -1);
  glong column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (column > 0 && column + 1 + length > 120)
        {
          g_string_append_c (text, '\n');
          column = 0;
        }
      else if (column > 0)
        {
          g_string_append_c (text, ' ');
          column++;
        }
      g_string_append (text, words[i]);
      column += length;
    }
  g_string_append_c (text, '\n');
}

int
main (int   argc,
      char *argv[])
{
  const WlkStep *previous = NULL;
  g_autoptr(GString) text = g_string_new (introduction);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 2)
    g_error ("usage: make-steps FOLDER");

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkStep *step = wlk_step_get (id);

      if (previous == NULL || previous->phase != step->phase)
        g_string_append_printf (text, "\n## %s\n", wlk_phase_get_title (step->phase));
      g_string_append_printf (text, "\n### %s\n\n`%s` · %s\n\n", step->title, step->name,
                              step->reference);
      append_wrapped (text, step->paragraph);
      previous = step;
    }

  path = g_build_filename (argv[1], "steps.md", NULL);
  if (!g_file_set_contents (path, text->str, (gssize) text->len, &error))
    g_error ("%s", error->message);

  return 0;
}
