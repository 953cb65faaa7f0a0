/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-source.h"

#include "base/wlk-text.h"
#include "load/wlk-loader.h"
#include "net/wlk-connection-probe.h"

#include <glib/gi18n-lib.h>

/* The received data; sources that differ only in their anchors share it. */
typedef struct
{
  GMutex               mutex;
  WlkBundle           *bundle; /* nullable: from files; partial after a failure */
  gboolean             is_loaded; /* @bundle is complete */
  const WlkConnection *connection; /* nullable */
} Received;

struct _WlkSource
{
  GListModel           *files;        /* nullable (element-type GFile) */
  char                 *path;         /* nullable: the one file as typed; “-” is standard input */
  char                 *option;       /* nullable: the option that names @path */
  GBytes               *bytes;        /* nullable */
  char                 *bytes_name;   /* nullable: name of @bytes in errors */
  const WlkTarget      *target;             /* nullable: a host */
  WlkConnectionOptions *options;      /* nullable: how to connect to @target */
  const WlkExample     *example;      /* nullable */

  GPtrArray            *companions;   /* nullable (element-type WlkSource): more certificates */
  GStrv                 trust;        /* nullable: default anchors of the example or the system */
  char                 *trust_option; /* nullable: the option that names @trust */

  Received             *received;
};

static Received *
received_new (void)
{
  Received *received = g_atomic_rc_box_new0 (Received);

  g_mutex_init (&received->mutex);
  return received;
}

static void
received_clear (gpointer data)
{
  Received *received = data;

  g_clear_pointer (&received->bundle, wlk_bundle_unref);
  g_clear_pointer (&received->connection, wlk_connection_unref);
  g_mutex_clear (&received->mutex);
}

static void
source_clear (gpointer data)
{
  WlkSource *self = data;

  g_clear_object (&self->files);
  g_free (self->path);
  g_free (self->option);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->bytes_name);
  g_clear_pointer (&self->target, wlk_target_unref);
  g_clear_pointer (&self->options, wlk_connection_options_unref);
  g_clear_pointer (&self->companions, g_ptr_array_unref);
  g_strfreev (self->trust);
  g_free (self->trust_option);
  g_atomic_rc_box_release_full (self->received, received_clear);
}

WLK_DEFINE_REF_COUNTED (WlkSource, wlk_source, source_clear)

static WlkSource *
source_new (void)
{
  WlkSource *self = g_atomic_rc_box_new0 (WlkSource);

  self->received = received_new ();
  return self;
}

static void
set_options (WlkSource            *self,
             WlkConnectionOptions *options)
{
  g_clear_pointer (&self->options, wlk_connection_options_unref);
  self->options = options != NULL ? wlk_connection_options_ref (options) : NULL;
}

/* A copy that has received nothing. */
static WlkSource *
source_copy (WlkSource *other)
{
  WlkSource *self = source_new ();

  g_set_object (&self->files, other->files);
  self->path = g_strdup (other->path);
  self->option = g_strdup (other->option);
  self->bytes = other->bytes != NULL ? g_bytes_ref (other->bytes) : NULL;
  self->bytes_name = g_strdup (other->bytes_name);
  self->target = other->target != NULL ? wlk_target_ref (other->target) : NULL;
  set_options (self, other->options);
  self->example = other->example;
  self->companions = other->companions != NULL ? g_ptr_array_ref (other->companions) : NULL;
  self->trust = g_strdupv (other->trust);
  self->trust_option = g_strdup (other->trust_option);
  return self;
}

/**
 * wlk_source_new_files:
 * @files: an immutable list of #GFile
 *
 * Returns: (transfer full): a source of files, read into one bundle
 */
WlkSource *
wlk_source_new_files (GListModel *files)
{
  WlkSource *self = source_new ();

  self->files = g_object_ref (files);
  return self;
}

/**
 * wlk_source_new_path:
 * @path: a file, or “-” for standard input
 * @option: (nullable): the option of the command line that names @path, for errors
 *
 * Returns: (transfer full): a source of one file
 */
WlkSource *
wlk_source_new_path (const char *path,
                     const char *option)
{
  WlkSource *self = source_new ();

  self->path = g_strdup (path);
  self->option = g_strdup (option);
  return self;
}

/**
 * wlk_source_new_bytes:
 * @bytes: certificates in PEM, DER or PKCS#7
 * @name: their name in errors
 *
 * Returns: (transfer full): a source of bytes in memory
 */
WlkSource *
wlk_source_new_bytes (GBytes     *bytes,
                      const char *name)
{
  WlkSource *self = source_new ();

  self->bytes = g_bytes_ref (bytes);
  self->bytes_name = g_strdup (name);
  return self;
}

/**
 * wlk_source_new_host:
 * @target: a host
 * @options: (nullable): how to connect to it
 *
 * Returns: (transfer full): a source of the host's certificates
 */
WlkSource *
wlk_source_new_host (const WlkTarget      *target,
                     WlkConnectionOptions *options)
{
  WlkSource *self = source_new ();

  self->target = wlk_target_ref (target);
  set_options (self, options);
  return self;
}

/* (transfer full): the example, with its own trust anchors unless others are given. */
WlkSource *
wlk_source_new_example (const WlkExample *example)
{
  WlkSource *self = source_new ();

  self->example = example;
  return self;
}

/**
 * wlk_source_new_unread:
 * @other: a source
 * @options: (nullable): how to connect to its host now, or %NULL as before
 *
 * Returns: (transfer full): a copy to be read or connected to again
 */
WlkSource *
wlk_source_new_unread (WlkSource            *other,
                       WlkConnectionOptions *options)
{
  WlkSource *self = source_copy (other);

  if (options != NULL)
    set_options (self, options);
  return self;
}

/**
 * wlk_source_new_with:
 * @other: an unread source
 * @companions: (element-type WlkSource): files; several sources may share them
 *
 * Returns: (transfer full): a copy with more certificates
 */
WlkSource *
wlk_source_new_with (WlkSource *other,
                     GPtrArray *companions)
{
  WlkSource *self = source_copy (other);

  g_clear_pointer (&self->companions, g_ptr_array_unref);
  self->companions = g_ptr_array_ref (companions);
  return self;
}

/**
 * wlk_source_new_trusting:
 * @other: a source
 * @trust: (nullable): “system”, or paths of files and folders, for wlk_trust_store_load(); %NULL
 *   for the example's own anchors, or else the system's
 * @option: (nullable): the option of the command line that names @trust, for errors
 *
 * Returns: (transfer full): a copy with the received data and these trust anchors
 */
WlkSource *
wlk_source_new_trusting (WlkSource          *other,
                         const char * const *trust,
                         const char         *option)
{
  WlkSource *self = source_copy (other);

  g_strfreev (self->trust);
  self->trust = g_strdupv ((GStrv) trust);
  g_free (self->trust_option);
  self->trust_option = g_strdup (option);
  g_atomic_rc_box_release_full (self->received, received_clear);
  self->received = g_atomic_rc_box_acquire (other->received);
  return self;
}

/* (transfer none) (nullable): the host. */
const WlkTarget *
wlk_source_get_target (WlkSource *self)
{
  return self->target;
}

/* (nullable): the source of its trust anchors, as for wlk_source_new_trusting(). */
const char * const *
wlk_source_get_trust (WlkSource *self)
{
  return (const char * const *) self->trust;
}

/* Whether it is a built-in example. */
gboolean
wlk_source_is_example (WlkSource *self)
{
  return self->example != NULL;
}

static char *
dup_files_title (GListModel *files)
{
  guint n_files = g_list_model_get_n_items (files);
  g_autoptr(GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  if (n_files != 1)
    return g_strdup_printf (ngettext ("%u File", "%u Files", n_files), n_files);

  base = g_file_get_basename (file);
  name = base != NULL ? wlk_text_make_visible (base, -1) : NULL;
  /* Translators: the name of a file, which can look like that of a host. */
  return name != NULL ? g_strdup_printf (_("File: %s"), name) : g_strdup (_("File"));
}

/* (transfer full): a short title. */
char *
wlk_source_dup_title (WlkSource *self)
{
  if (self->target != NULL)
    return g_strdup (self->target->title);
  if (self->example != NULL)
    return g_strdup_printf (_("Example: %s"), _(self->example->title));
  if (self->files != NULL)
    return dup_files_title (self->files);
  if (self->path != NULL)
    return wlk_text_make_visible (self->path, -1);

  return g_strdup (_("Pasted Text"));
}

static gboolean
is_loaded_before (WlkSource *self)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->received->mutex);

  return self->received->is_loaded;
}

static gboolean
load_path (WlkSource    *self,
           WlkBundle    *bundle,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(GFile) file = NULL;
  gboolean is_loaded;

  if (g_str_equal (self->path, "-"))
    {
      is_loaded = wlk_loader_load_stdin (bundle, cancellable, error);
    }
  else
    {
      file = g_vfs_get_file_for_path (g_vfs_get_local (), self->path);
      is_loaded = wlk_loader_load_file (bundle, file, cancellable, error);
    }
  if (!is_loaded)
    wlk_loader_name_option (error, self->option, self->path);

  return is_loaded;
}

static gboolean
load_example (WlkSource *self,
              WlkBundle *bundle,
              GError   **error)
{
  g_autoptr(WlkBundle) own = wlk_example_load_bundle (self->example, error);

  if (own == NULL)
    return FALSE;

  wlk_bundle_append (bundle, own);
  return TRUE;
}

static gboolean
load_own (WlkSource    *self,
          WlkBundle    *bundle,
          GCancellable *cancellable,
          GError      **error)
{
  if (self->files != NULL)
    return wlk_loader_load_files (bundle, self->files, cancellable, error);
  if (self->path != NULL)
    return load_path (self, bundle, cancellable, error);
  if (self->bytes != NULL)
    return wlk_loader_load_bytes (bundle, self->bytes, self->bytes_name, error);
  if (self->example != NULL)
    return load_example (self, bundle, error);

  return TRUE;
}

static gboolean
load_companions (WlkSource    *self,
                 WlkBundle    *bundle,
                 GCancellable *cancellable,
                 GError      **error)
{
  for (guint i = 0; self->companions != NULL && i < self->companions->len; i++)
    {
      WlkSource *companion = self->companions->pdata[i];
      g_autoptr(WlkBundle) more = NULL;

      if (!wlk_source_load (companion, cancellable, error))
        return FALSE;
      more = wlk_source_dup_bundle (companion);
      wlk_bundle_append (bundle, more);
    }

  return TRUE;
}

/**
 * wlk_source_load:
 * @self: a source
 * @cancellable: (nullable): stops it
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Reads files, bytes or an example, and then the companions, unless already read. It blocks.
 *
 * Returns: whether it was read; wlk_source_dup_bundle() returns the data, partial after an error
 */
gboolean
wlk_source_load (WlkSource    *self,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  gboolean is_loaded;

  if (is_loaded_before (self))
    return TRUE;

  is_loaded = load_own (self, bundle, cancellable, error) &&
              load_companions (self, bundle, cancellable, error);
  g_mutex_lock (&self->received->mutex);
  self->received->is_loaded = is_loaded;
  g_clear_pointer (&self->received->bundle, wlk_bundle_unref);
  self->received->bundle = wlk_bundle_ref (bundle);
  g_mutex_unlock (&self->received->mutex);

  return is_loaded;
}

/**
 * wlk_source_connect:
 * @self: a source
 * @progress: (nullable): called with each stage, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: return location; %G_IO_ERROR_CANCELLED
 *
 * Connects to the host, if any, unless already connected. It blocks.
 *
 * Returns: %TRUE unless it was cancelled; wlk_source_dup_connection() returns the record, possibly
 *   of a failure
 */
gboolean
wlk_source_connect (WlkSource                *self,
                    WlkConnectionProgressFunc progress,
                    gpointer                  progress_data,
                    GCancellable             *cancellable,
                    GError                  **error)
{
  g_autoptr(WlkConnection) connection = NULL;

  if (wlk_source_is_received (self))
    return TRUE;

  connection = wlk_connection_probe (self->target, self->options, progress, progress_data,
                                     cancellable, error);
  if (connection == NULL)
    return FALSE;

  g_mutex_lock (&self->received->mutex);
  wlk_connection_replace (&self->received->connection, connection);
  g_mutex_unlock (&self->received->mutex);
  return TRUE;
}

/**
 * wlk_source_load_trust:
 * @self: a source
 * @cancellable: (nullable): stops it
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Loads the trust anchors. It blocks.
 *
 * Returns: (transfer full) (nullable): the anchors
 */
WlkTrustStore *
wlk_source_load_trust (WlkSource    *self,
                       GCancellable *cancellable,
                       GError      **error)
{
  if (self->example != NULL && self->trust == NULL)
    return wlk_example_load_trust (self->example, error);

  return wlk_trust_store_load ((const char * const *) self->trust, self->trust_option, cancellable,
                               error);
}

/* Whether it was read, or connected to. */
gboolean
wlk_source_is_received (WlkSource *self)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->received->mutex);

  return self->target != NULL ? self->received->connection != NULL : self->received->is_loaded;
}

/* (transfer full) (nullable): the data read from files, with its problems. */
WlkBundle *
wlk_source_dup_bundle (WlkSource *self)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->received->mutex);

  return self->received->bundle != NULL ? wlk_bundle_ref (self->received->bundle) : NULL;
}

/* (transfer full) (nullable): the connection. */
WlkConnection *
wlk_source_dup_connection (WlkSource *self)
{
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->received->mutex);

  return self->received->connection != NULL
         ? wlk_connection_ref (self->received->connection) : NULL;
}
