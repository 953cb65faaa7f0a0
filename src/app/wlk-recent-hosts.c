/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-recent-hosts.h"

#include "net/wlk-target.h"

#include <string.h>

/*
 * A text file with a host on each line, the latest first. It is a convenience: if it cannot be read
 * the list is empty, and write errors are ignored. Its content is untrusted text, since other
 * programs may edit the file.
 */

#define MAX_FILE_SIZE (64 * 1024) /* bytes; 20 names of hosts have 5 KiB at the most */

struct _WlkRecentHosts
{
  GObject        parent_instance;

  GFile         *file;
  GtkStringList *items;
  gboolean       is_writing;
  gboolean       is_stale;   /* changed since the write in progress began */
};

G_DEFINE_FINAL_TYPE (WlkRecentHosts, wlk_recent_hosts, G_TYPE_OBJECT)

static guint
find (WlkRecentHosts *self,
      const char     *host)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    if (strcmp (gtk_string_list_get_string (self->items, i), host) == 0)
      return i;

  return n_items;
}

static gboolean
is_host (const char *line)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse (line, NULL);

  return target != NULL;
}

static void
read_file (WlkRecentHosts *self)
{
  g_autoptr(GFileInputStream) stream = g_file_read (self->file, NULL, NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length = 0;

  if (stream == NULL)
    return;
  text = g_malloc (MAX_FILE_SIZE + 1);
  g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_FILE_SIZE, &length, NULL, NULL);
  text[length] = '\0';
  if (!g_utf8_validate (text, (gssize) length, NULL))
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

      if (n_items < WLK_RECENT_HOSTS_MAX && find (self, lines[i]) == n_items && is_host (lines[i]))
        gtk_string_list_append (self->items, lines[i]);
    }
}

static void write_file (WlkRecentHosts *self);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(WlkRecentHosts) self = user_data;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  self->is_writing = FALSE;
  if (self->is_stale)
    write_file (self);
}

/* One write at a time, so that the latest content is written last. */
static void
write_file (WlkRecentHosts *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GFile) folder = g_file_get_parent (self->file);
  g_autoptr(GBytes) bytes = NULL;

  self->is_stale = self->is_writing;
  if (self->is_writing)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_string_append_printf (text, "%s\n", gtk_string_list_get_string (self->items, i));
  if (text->len == 0)
    g_string_append_c (text, '\n'); /* GIO cannot write an empty buffer */
  bytes = g_bytes_new (text->str, text->len);
  g_mkdir_with_parents (g_file_peek_path (folder), 0700);
  self->is_writing = TRUE;
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, g_object_ref (self));
}

static void
wlk_recent_hosts_dispose (GObject *object)
{
  WlkRecentHosts *self = WLK_RECENT_HOSTS (object);

  g_clear_object (&self->file);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (wlk_recent_hosts_parent_class)->dispose (object);
}

static void
wlk_recent_hosts_class_init (WlkRecentHostsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wlk_recent_hosts_dispose;
}

static void
wlk_recent_hosts_init (WlkRecentHosts *self)
{
  self->items = gtk_string_list_new (NULL);
}

/**
 * wlk_recent_hosts_get_default:
 *
 * Returns: (transfer none): the recent hosts of the user, shared by all windows
 */
WlkRecentHosts *
wlk_recent_hosts_get_default (void)
{
  static WlkRecentHosts *instance;
  g_autofree char *path = NULL;

  if (instance == NULL)
    {
      path = g_build_filename (g_get_user_state_dir (), "weaklink", "recent-hosts", NULL);
      instance = wlk_recent_hosts_new (path);
    }

  return instance;
}

/**
 * wlk_recent_hosts_new:
 * @path: a file, which need not exist
 *
 * Returns: (transfer full): the hosts in that file
 */
WlkRecentHosts *
wlk_recent_hosts_new (const char *path)
{
  WlkRecentHosts *self = g_object_new (WLK_TYPE_RECENT_HOSTS, NULL);

  self->file = g_file_new_for_path (path);
  read_file (self);

  return self;
}

/* The hosts, a list of #GtkStringObject. */
GListModel *
wlk_recent_hosts_get_items (WlkRecentHosts *self)
{
  g_return_val_if_fail (WLK_IS_RECENT_HOSTS (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * wlk_recent_hosts_add:
 * @self: recent hosts
 * @host: a valid host, as typed
 *
 * Moves or adds a host to the front.
 */
void
wlk_recent_hosts_add (WlkRecentHosts *self,
                      const char     *host)
{
  const char *first[] = { host, NULL };
  guint position;
  guint n_items;

  g_return_if_fail (WLK_IS_RECENT_HOSTS (self));
  g_return_if_fail (host != NULL && strchr (host, '\n') == NULL);

  position = find (self, host);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  if (position == 0 && n_items > 0)
    return;
  if (position < n_items)
    gtk_string_list_remove (self->items, position);
  else if (n_items == WLK_RECENT_HOSTS_MAX)
    gtk_string_list_remove (self->items, n_items - 1);
  gtk_string_list_splice (self->items, 0, 0, first);
  write_file (self);
}

/**
 * wlk_recent_hosts_clear:
 * @self: recent hosts
 *
 * Removes all hosts.
 */
void
wlk_recent_hosts_clear (WlkRecentHosts *self)
{
  g_return_if_fail (WLK_IS_RECENT_HOSTS (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    return;
  gtk_string_list_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                          NULL);
  write_file (self);
}
