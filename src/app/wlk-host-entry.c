/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-host-entry.h"

#include "net/wlk-target.h"
#include "wlk-connection-form.h"
#include "wlk-property.h"
#include "wlk-recent-hosts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMN_HOST 0

struct _WlkHostEntry
{
  GtkWidget              parent_instance;

  WlkConnectionSettings *settings;      /* nullable */

  GtkEntry              *entry;
  GtkMenuButton         *options_button;
};

G_DEFINE_FINAL_TYPE (WlkHostEntry, wlk_host_entry, GTK_TYPE_WIDGET)

static char *
dup_options_tooltip (WlkHostEntry * self,
                     const char *summary)
{
  if (summary == NULL)
    return g_strdup (_("How to Connect"));

  /* Translators: what differs from the usual: “How to connect: STARTTLS for SMTP · TLS 1.2”. */
  return g_strdup_printf (_("How to connect: %s"), summary);
}

/* Highlights the button if settings differ from the defaults. */
static char **
dup_options_classes (WlkHostEntry *self,
                     const char   *summary)
{
  const char *classes[] = { "options", summary != NULL ? "set" : NULL, NULL };

  return g_strdupv ((char **) classes);
}

static void
connect_cb (WlkHostEntry *self)
{
  const char *host = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_menu_button_popdown (self->options_button);
  if (*host != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.connect", "s", host);
}

/* The form is created when it is opened. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  WlkHostEntry *self = user_data;
  GtkWidget *popover = NULL;
  GtkWidget *form = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  form = g_object_new (WLK_TYPE_CONNECTION_FORM, "settings", self->settings, NULL);
  g_signal_connect_object (form, "connect", G_CALLBACK (connect_cb), self, G_CONNECT_SWAPPED);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), form);
  gtk_menu_button_set_popover (button, popover);
}

/* Normalizes and folds case as GtkEntryCompletion does for its key. */
static char *
dup_folded (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal, -1);
}

static gboolean
match_cb (GtkEntryCompletion *completion,
          const char         *key,
          GtkTreeIter        *iter,
          gpointer            user_data)
{
  g_autofree char *host = NULL;
  g_autofree char *folded = NULL;
  g_autoptr(WlkTarget) target = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, COLUMN_HOST, &host, -1);
  if (host == NULL)
    return FALSE;
  folded = dup_folded (host);
  target = wlk_target_new_parse (host, NULL);

  return strstr (folded, key) != NULL ||
         (target != NULL && strstr (target->host, key) != NULL);
}

static void
fill_completion_cb (GtkListStore *store,
                    guint         position,
                    guint         n_removed,
                    guint         n_added,
                    GListModel   *hosts)
{
  gtk_list_store_clear (store);
  for (guint i = 0; i < g_list_model_get_n_items (hosts); i++)
    {
      g_autoptr(GtkStringObject) host = g_list_model_get_item (hosts, i);

      gtk_list_store_insert_with_values (store, NULL, -1, COLUMN_HOST,
                                         gtk_string_object_get_string (host), -1);
    }
}

static void
add_completion (WlkHostEntry *self)
{
  GListModel *hosts = wlk_recent_hosts_get_items (wlk_recent_hosts_get_default ());
  g_autoptr(GtkEntryCompletion) completion = gtk_entry_completion_new ();
  g_autoptr(GtkListStore) store = gtk_list_store_new (1, G_TYPE_STRING);

  fill_completion_cb (store, 0, 0, 0, hosts);
  g_signal_connect_object (hosts, "items-changed", G_CALLBACK (fill_completion_cb), store,
                           G_CONNECT_SWAPPED);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
  gtk_entry_completion_set_text_column (completion, COLUMN_HOST);
  gtk_entry_completion_set_match_func (completion, match_cb, NULL, NULL);
  gtk_entry_set_completion (self->entry, completion);
}

static gboolean
wlk_host_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WLK_HOST_ENTRY (widget)->entry));
}

static void
wlk_host_entry_class_init (WlkHostEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = wlk_host_entry_grab_focus;

  wlk_property_add (object_class, "settings", WLK_TYPE_CONNECTION_SETTINGS, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkHostEntry, settings), NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-host-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkHostEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, WlkHostEntry, options_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, dup_options_classes);
  gtk_widget_class_bind_template_callback (widget_class, dup_options_tooltip);
}

static void
wlk_host_entry_init (WlkHostEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->options_button, create_popover_cb, self, NULL);
  add_completion (self);
}

/**
 * wlk_host_entry_set_text:
 * @self: a host entry
 * @text: a host, or an empty string
 *
 * Sets the text, as if it had been typed.
 */
void
wlk_host_entry_set_text (WlkHostEntry *self,
                         const char   *text)
{
  g_return_if_fail (WLK_IS_HOST_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
