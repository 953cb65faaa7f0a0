/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <malloc.h>

int
main (int   argc,
      char *argv[])
{
  g_auto(GStrv) arguments = NULL;

  /* This thread only waits for the connection thread: a second malloc arena would waste memory. */
  mallopt (M_ARENA_MAX, 1);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* Targets are local files. GVfs would connect to the session bus, which takes longer than the
   * inspection. */
  g_setenv ("GIO_USE_VFS", "local", FALSE);

  arguments = g_strdupv (argv);
  return wlk_cli_main (&arguments);
}
