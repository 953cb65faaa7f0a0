/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-client-credential-opener.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-client-credential-loader.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <string.h>

/*
 * Choose and load; if the key is encrypted, ask for the password and load again until it succeeds
 * or is cancelled. Decrypting PKCS#12 and reading tokens are slow, so loading runs in a thread. The
 * password is wiped after each attempt.
 */

#define MESSAGE_WIDTH  40 /* characters */
#define DIALOG_SPACING 18 /* pixels */

struct _WlkClientCredentialOpener
{
  GObject               parent_instance;

  GtkWindow            *parent;      /* a weak pointer */
  GtkFileChooserNative *chooser;     /* nullable: while it is open */

  char                 *certificate; /* a path or a URI */
  char                 *key;         /* nullable: likewise */
  char                 *password;    /* nullable: wiped before it is freed */
};

G_DEFINE_FINAL_TYPE (WlkClientCredentialOpener, wlk_client_credential_opener, G_TYPE_OBJECT)

static void load (GTask *task);

static void
clear_password (WlkClientCredentialOpener *self)
{
  if (self->password != NULL)
    gnutls_memset (self->password, 0, strlen (self->password));
  g_clear_pointer (&self->password, g_free);
}

static void
cancel (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nothing was chosen."));
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "justify", GTK_JUSTIFY_CENTER,
                                   "max-width-chars", MESSAGE_WIDTH,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Uses its own labels: those of AdwMessageDialog wrap between words only, and a path may have no
 * spaces; libadwaita 1.7 also measures the heading too small, which makes GTK warn. */
static GtkWidget *
create_dialog (WlkClientCredentialOpener *self,
               const char                *heading,
               const char                *message,
               GtkWidget                 *entry)
{
  GtkWidget *dialog = adw_message_dialog_new (self->parent, NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, DIALOG_SPACING);

  gtk_window_set_title (GTK_WINDOW (dialog), heading);
  gtk_box_append (GTK_BOX (box), create_label (heading, "title-2"));
  gtk_box_append (GTK_BOX (box), create_label (message, NULL));
  gtk_box_append (GTK_BOX (box), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "accept", _("_Open"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return dialog;
}

static void
show_dialog (GtkWidget *dialog,
             GtkWidget *entry)
{
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static GtkWidget *
get_entry (AdwMessageDialog *dialog)
{
  return gtk_widget_get_last_child (adw_message_dialog_get_extra_child (dialog));
}

static void
password_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  GtkWidget *entry = get_entry (dialog);

  /* GTK 4.8 warns when a focused password entry is destroyed. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
  if (g_str_equal (response, "accept"))
    {
      self->password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
      load (task);
    }
  else
    {
      cancel (task);
    }
}

static void
ask_password (GTask      *task,
              const char *message)
{
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  GtkWidget *entry = gtk_password_entry_new ();
  GtkWidget *dialog = create_dialog (self, _("Password Needed"), message, entry);

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Password"), -1);
  g_signal_connect (dialog, "response", G_CALLBACK (password_cb), g_object_ref (task));
  show_dialog (dialog, entry);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  WlkClientCredentialOpener *self = source;
  GError *error = NULL;
  WlkClientCredential *credential = NULL;

  credential = wlk_client_credential_loader_load (self->certificate, self->key, self->password,
                                                  &error);

  /* Either of the two files may be the key. */
  if (credential == NULL && self->key != NULL && error->code == WLK_ERROR_PARSE)
    {
      g_autoptr(GError) other_error = NULL;

      credential = wlk_client_credential_loader_load (self->key, self->certificate, self->password,
                                                      &other_error);
      if (credential != NULL || g_error_matches (other_error, WLK_ERROR, WLK_ERROR_PASSWORD))
        {
          g_clear_error (&error);
          error = g_steal_pointer (&other_error);
        }
    }

  if (credential != NULL)
    g_task_return_pointer (task, credential, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkClientCredentialOpener *self = WLK_CLIENT_CREDENTIAL_OPENER (source);
  WlkClientCredential *credential = NULL;
  GError *error = NULL;

  clear_password (self);
  credential = g_task_propagate_pointer (G_TASK (result), &error);
  if (credential != NULL)
    {
      g_task_return_pointer (task, credential, g_object_unref);
    }
  else if (g_error_matches (error, WLK_ERROR, WLK_ERROR_PASSWORD) && self->parent != NULL)
    {
      ask_password (task, error->message);
      g_error_free (error);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
load (GTask *task)
{
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  g_autoptr(GTask) loading = g_task_new (self, NULL, loaded_cb, g_object_ref (task));

  g_task_run_in_thread (loading, load_in_thread);
}

static void
chosen_cb (GtkFileChooserNative *chooser,
           int                   response,
           gpointer              user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GFile) first = g_list_model_get_item (files, 0);
  g_autoptr(GFile) second = g_list_model_get_item (files, 1);

  g_clear_object (&self->chooser);
  if (response != GTK_RESPONSE_ACCEPT || first == NULL || g_file_peek_path (first) == NULL)
    {
      cancel (task);
      return;
    }
  if (g_list_model_get_n_items (files) > 2)
    {
      g_task_return_new_error (task, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                               _("These are too many files. Choose a file with the certificate "
                                 "and its key, or one file for each."));
      return;
    }

  self->certificate = g_strdup (g_file_peek_path (first));
  self->key = second != NULL ? g_strdup (g_file_peek_path (second)) : NULL;
  load (task);
}

static void
choose_files (GTask *task)
{
  WlkClientCredentialOpener *self = g_task_get_source_object (task);

  self->chooser =
    gtk_file_chooser_native_new (_("Choose a Client Certificate, and Its Key if It Is Elsewhere"),
                                 self->parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
uri_cb (AdwMessageDialog *dialog,
        const char       *response,
        gpointer          user_data)
{
  g_autoptr(GTask) task = user_data;
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  GtkWidget *entry = get_entry (dialog);

  self->certificate = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  if (!g_str_equal (response, "accept") || *self->certificate == '\0')
    {
      cancel (task);
      return;
    }
  if (g_ascii_strncasecmp (self->certificate, "pkcs11:", strlen ("pkcs11:")) != 0)
    {
      g_autofree char *visible = wlk_text_make_visible (self->certificate, -1);

      g_task_return_new_error (task, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                               _("“%s” does not name an object on a token. Such a name begins "
                                 "with “pkcs11:”."), visible);
      return;
    }
  load (task);
}

static void
ask_uri (GTask *task)
{
  WlkClientCredentialOpener *self = g_task_get_source_object (task);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *dialog = create_dialog (self, _("Client Certificate on a Token"),
                                     _("Type the PKCS#11 URI of the certificate, as “p11tool "
                                       "--list-all-certs” shows it."), entry);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "pkcs11:token=…;object=…");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("PKCS#11 URI"), -1);
  g_signal_connect (dialog, "response", G_CALLBACK (uri_cb), task);
  show_dialog (dialog, entry);
}

static void
wlk_client_credential_opener_dispose (GObject *object)
{
  WlkClientCredentialOpener *self = WLK_CLIENT_CREDENTIAL_OPENER (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (wlk_client_credential_opener_parent_class)->dispose (object);
}

static void
wlk_client_credential_opener_finalize (GObject *object)
{
  WlkClientCredentialOpener *self = WLK_CLIENT_CREDENTIAL_OPENER (object);

  clear_password (self);
  g_free (self->certificate);
  g_free (self->key);

  G_OBJECT_CLASS (wlk_client_credential_opener_parent_class)->finalize (object);
}

static void
wlk_client_credential_opener_class_init (WlkClientCredentialOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wlk_client_credential_opener_dispose;
  object_class->finalize = wlk_client_credential_opener_finalize;
}

static void
wlk_client_credential_opener_init (WlkClientCredentialOpener *self)
{
}

/**
 * wlk_client_credential_opener_new:
 * @parent: (nullable): the parent window of its dialogs; without one no dialog is shown
 *
 * Returns: (transfer full): an opener
 */
WlkClientCredentialOpener *
wlk_client_credential_opener_new (GtkWindow *parent)
{
  WlkClientCredentialOpener *self = g_object_new (WLK_TYPE_CLIENT_CREDENTIAL_OPENER, NULL);

  g_set_weak_pointer (&self->parent, parent);
  return self;
}

/**
 * wlk_client_credential_opener_open_async:
 * @self: an opener
 * @is_on_token: whether to ask for the URI of an object on a token, else for files
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Shows a dialog to choose a client certificate, then loads it.
 */
void
wlk_client_credential_opener_open_async (WlkClientCredentialOpener *self,
                                         gboolean                   is_on_token,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data)
{
  GTask *task = NULL;

  g_return_if_fail (WLK_IS_CLIENT_CREDENTIAL_OPENER (self));

  task = g_task_new (self, NULL, callback, user_data);
  if (is_on_token)
    ask_uri (task);
  else
    choose_files (task);
}

/**
 * wlk_client_credential_opener_load_async:
 * @self: an opener
 * @certificate: a file or a PKCS#11 URI
 * @key: (nullable): a second file, if the key is separate; the two files may be swapped
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Loads the given files, and asks for a password if the key is encrypted.
 */
void
wlk_client_credential_opener_load_async (WlkClientCredentialOpener *self,
                                         const char                *certificate,
                                         const char                *key,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (WLK_IS_CLIENT_CREDENTIAL_OPENER (self));
  g_return_if_fail (certificate != NULL && self->certificate == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  self->certificate = g_strdup (certificate);
  self->key = g_strdup (key);
  load (task);
}

/**
 * wlk_client_credential_opener_open_finish:
 * @self: an opener
 * @result: from the callback
 * @error: return location; `G_IO_ERROR_CANCELLED` if the dialog was cancelled, else as for
 *   wlk_client_credential_loader_load()
 *
 * Returns: (transfer full): the client certificate with its key, or %NULL with @error
 */
WlkClientCredential *
wlk_client_credential_opener_open_finish (WlkClientCredentialOpener *self,
                                          GAsyncResult              *result,
                                          GError                   **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
