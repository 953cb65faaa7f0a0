/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-application.h"

#include "load/wlk-loader.h"
#include "wlk-window.h"

#include "wlk-ui-resources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The application parses the command line: arguments that name files are opened together, any
 * other argument is a host, and --example names a built-in example. A file manager uses
 * GApplication's “open”.
 */

struct _WlkApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (WlkApplication, wlk_application, ADW_TYPE_APPLICATION)

static WlkWindow *
show_window (WlkApplication * self)
{
  WlkWindow *window = wlk_window_new (ADW_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
wlk_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    show_window (WLK_APPLICATION (application));
}

static void
wlk_application_open (GApplication *application,
                      GFile       **files,
                      int           n_files,
                      const char   *hint)
{
  g_autoptr(GListStore) list = g_list_store_new (G_TYPE_FILE);
  WlkWindow *window = show_window (WLK_APPLICATION (application));

  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  wlk_window_model_open_files (wlk_window_get_session (window), G_LIST_MODEL (list));
}

/* The command line's working directory may differ from that of the primary instance. */
static gboolean
is_file (GFile      *file,
         const char *word)
{
  return g_str_has_prefix (word, "file:") || wlk_loader_names_file (word) ||
         (strstr (word, "://") == NULL && g_file_query_exists (file, NULL));
}

static void
open_words (WlkApplication          *self,
            GApplicationCommandLine *command_line,
            const char * const      *words)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line,
                                                                              words[i]);

      if (is_file (file, words[i]))
        g_list_store_append (files, file);
      else
        wlk_window_model_open_host (wlk_window_get_session (show_window (self)), words[i]);
    }

  if (g_list_model_get_n_items (G_LIST_MODEL (files)) > 0)
    wlk_window_model_open_files (wlk_window_get_session (show_window (self)), G_LIST_MODEL (files));
}

static int
wlk_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  WlkApplication *self = WLK_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **words = NULL;
  const char *example = NULL;

  if (g_variant_dict_lookup (options, "example", "&s", &example))
    wlk_window_model_open_example_id (wlk_window_get_session (show_window (self)), example);
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &words))
    open_words (self, command_line, words);
  else if (example == NULL)
    g_application_activate (application);

  return 0;
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *developers[] = { "Weak Link contributors", NULL };

  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Weak Link"),
                         "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "comments", _("Weak Link shows where trust breaks: it draws the path of "
                                       "certificates and points at the step that fails."),
                         "developer-name", developers[0],
                         "developers", developers,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  show_window (user_data);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_application_quit (user_data);
}

static void
wlk_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_cb },
    { .name = "new-window", .activate = new_window_cb },
    { .name = "quit", .activate = quit_cb },
  };
  static const struct { const char *action;
                        const char *keys[3];
  } shortcuts[] = {
    { "app.quit", { "<Control>q" } },
    { "app.new-window", { "<Control>n" } },
    { "win.open", { "<Control>o" } },
    { "win.focus-host", { "<Control>l" } },
    { "win.reload", { "F5", "<Control>r" } },
    { "win.copy-report", { "<Control><Shift>c" } },
    { "win.show-start", { "<Alt>Home" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
  };

  G_APPLICATION_CLASS (wlk_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].keys);
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

static void
wlk_application_class_init (WlkApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = wlk_application_activate;
  application_class->command_line = wlk_application_command_line;
  application_class->open = wlk_application_open;
  application_class->startup = wlk_application_startup;
}

static void
wlk_application_init (WlkApplication *self)
{
  static const GOptionEntry options[] = {
    { "example", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open a built-in example"), N_("NAME") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[FILE|HOST…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * wlk_application_new:
 *
 * Returns: (transfer full): the application
 */
WlkApplication *
wlk_application_new (void)
{
  wlk_ui_register_resource ();

  return g_object_new (WLK_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/weaklink/WeakLink",
                       NULL);
}
