/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-loader.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-parser.h"

#include <gio/gfiledescriptorbased.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads a whole source into memory, within a limit, for the parser. */

#define MAX_SOURCE_BYTES (512 << 20) /* of one file; three times a file of 100 000 certificates */
#define CHUNK_BYTES      (8 << 20)   /* read between two checks of the cancellable */

/* File name extensions commonly used for certificates. A word like “chain.pem” that is not an
 * existing file is a mistyped file name, not a host below a top-level domain “pem”. */
static const char * const file_suffixes[] = {
  ".pem", ".crt", ".cer", ".der", ".p7b", ".p7c", ".p7s", ".p12", ".pfx", ".crl", ".csr", ".key",
};

static gboolean
set_too_large (const char *place,
               GError    **error)
{
  g_autofree char *visible = wlk_text_make_visible (place, -1);

  g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
               _("%s: This is larger than %d MiB, which is more than Weak Link reads at once. Open "
                 "a part of it."),
               visible, MAX_SOURCE_BYTES >> 20);

  return FALSE;
}

/**
 * wlk_loader_names_file:
 * @word: the user's input
 *
 * Distinguishes a file from a host. A file is a word that names an existing file, contains a slash
 * but not “://”, or has a file name extension of certificates. A host of the same name is written
 * with its port or as https://….
 *
 * Returns: whether it is a file
 */
gboolean
wlk_loader_names_file (const char *word)
{
  if (strstr (word, "://") != NULL)
    return FALSE;
  if (strchr (word, '/') != NULL || g_file_test (word, G_FILE_TEST_EXISTS))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (file_suffixes); i++)
    {
      gsize length = strlen (word);
      gsize suffix_length = strlen (file_suffixes[i]);

      if (length > suffix_length &&
          g_ascii_strcasecmp (word + length - suffix_length, file_suffixes[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * wlk_loader_dup_message:
 * @source: a file, as a person typed it
 * @message: an error about it, which mostly begins with the file's base name
 *
 * Returns: (transfer full): @message, beginning with @source in place of the base name
 */
char *
wlk_loader_dup_message (const char *source,
                        const char *message)
{
  g_autofree char *name = g_path_get_basename (source);
  gsize length = strlen (name);

  if (length > 0 && g_str_has_prefix (message, name) &&
      (message[length] == ':' || message[length] == ','))
    return g_strconcat (source, message + length, NULL);

  return g_strconcat (source, ": ", message, NULL);
}

/**
 * wlk_loader_name_option:
 * @error: (inout): an error about @source
 * @option: (nullable): the option of the command line that names @source, like “--trust”
 * @source: a file or folder, as a person typed it
 *
 * Makes the message begin with the option, if there is one.
 */
void
wlk_loader_name_option (GError    **error,
                        const char *option,
                        const char *source)
{
  g_autofree char *message = NULL;

  if (option == NULL || error == NULL)
    return;

  message = wlk_loader_dup_message (source, (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_strconcat (option, "=", message, NULL);
}

/**
 * wlk_loader_load_bytes:
 * @bundle: a bundle that is not shared yet
 * @bytes: the input, for example from the clipboard
 * @place: its name
 * @error: return location; %WLK_ERROR_EMPTY, %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT
 *
 * Reads certificates, CRLs, OCSP responses and keys from bytes. Parts that cannot be parsed become
 * problems of @bundle; it is an error when there is nothing else.
 *
 * Returns: %TRUE when something was found
 */
gboolean
wlk_loader_load_bytes (WlkBundle  *bundle,
                       GBytes     *bytes,
                       const char *place,
                       GError    **error)
{
  gsize length;
  const void *data;

  g_return_val_if_fail (bundle != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL && place != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);
  if (length > MAX_SOURCE_BYTES)
    return set_too_large (place, error);

  return wlk_parser_parse (bundle, g_memdup2 (data, length), length, place, NULL, error);
}

/* Reads a stream to its end into one buffer; @hint is its probable length. */
static guint8 *
read_stream (GInputStream *stream,
             gsize         hint,
             const char   *place,
             gsize        *length,
             GCancellable *cancellable,
             GError      **error)
{
  gsize capacity = MIN (hint, MAX_SOURCE_BYTES) + 1;
  g_autofree guint8 *buffer = g_malloc (capacity);

  *length = 0;
  for (;;)
    {
      gssize n_read = g_input_stream_read (stream, buffer + *length,
                                           MIN (capacity - *length, CHUNK_BYTES), cancellable,
                                           error);

      if (n_read < 0)
        return NULL;
      if (n_read == 0)
        return g_steal_pointer (&buffer);
      *length += n_read;
      if (*length > MAX_SOURCE_BYTES)
        {
          set_too_large (place, error);
          return NULL;
        }
      if (*length == capacity)
        {
          capacity *= 2;
          buffer = g_realloc (buffer, capacity);
        }
    }
}

/* Turns GIO's error into a sentence with advice. */
static void
set_read_error (GError    **error,
                GError     *reason,
                const char *place)
{
  g_autofree char *visible = wlk_text_make_visible (place, -1);
  const char *format = _("%s: This could not be read: %s");

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) || reason->domain == WLK_ERROR)
    {
      g_propagate_error (error, g_error_copy (reason));
      return;
    }
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    format = _("%s: There is no such file. Check the name and the folder.");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    format = _("%s: You may not read this file. Ask its owner, or copy it as one who may.");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    format = _("%s: This is a folder. Open the files inside of it.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, WLK_ERROR, WLK_ERROR_READ, format, visible, reason->message);
#pragma GCC diagnostic pop
}

/* GIO's own query sets up its tables of attributes first. */
static gsize
get_size_hint (GFileInputStream *stream)
{
  struct stat status;

  if (!G_IS_FILE_DESCRIPTOR_BASED (stream) ||
      fstat (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream)), &status) != 0)
    return 0;

  return status.st_size > 0 ? (gsize) status.st_size : 0;
}

/**
 * wlk_loader_load_file:
 * @bundle: a bundle that is not shared yet
 * @file: a file
 * @cancellable: (nullable): cancels the work
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Reads a file as wlk_loader_load_bytes() reads bytes. It blocks.
 *
 * Returns: %TRUE when something was found
 */
gboolean
wlk_loader_load_file (WlkBundle    *bundle,
                      GFile        *file,
                      GCancellable *cancellable,
                      GError      **error)
{
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GError) reason = NULL;
  g_autofree char *place = NULL;
  guint8 *buffer = NULL;
  gsize length;

  g_return_val_if_fail (bundle != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  place = g_file_get_basename (file);
  stream = g_file_read (file, cancellable, &reason);
  if (stream != NULL)
    buffer = read_stream (G_INPUT_STREAM (stream), get_size_hint (stream), place, &length,
                          cancellable, &reason);
  if (buffer == NULL)
    {
      set_read_error (error, reason, place);
      return FALSE;
    }

  return wlk_parser_parse (bundle, buffer, length, place, cancellable, error);
}

/**
 * wlk_loader_load_stdin:
 * @bundle: a bundle that is not shared yet
 * @cancellable: (nullable): cancels the work
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Reads standard input to its end as wlk_loader_load_bytes() reads bytes. It blocks. A second call
 * is an error, %WLK_ERROR_INVALID_ARGUMENT.
 *
 * Returns: %TRUE when something was found
 */
gboolean
wlk_loader_load_stdin (WlkBundle    *bundle,
                       GCancellable *cancellable,
                       GError      **error)
{
  static int is_read; /* by any thread; what was read is gone */
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  const char *place = _("standard input");
  g_autoptr(GError) reason = NULL;
  guint8 *buffer;
  gsize length;

  g_return_val_if_fail (bundle != NULL, FALSE);

  if (!g_atomic_int_compare_and_exchange (&is_read, FALSE, TRUE))
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("Standard input can be read only once. Give “-” once."));
      return FALSE;
    }

  buffer = read_stream (stream, CHUNK_BYTES, place, &length, cancellable, &reason);
  if (buffer == NULL)
    {
      set_read_error (error, reason, place);
      return FALSE;
    }

  return wlk_parser_parse (bundle, buffer, length, place, cancellable, error);
}

/* A file without contents is a problem of the bundle if other files have some, unless its problem
 * is listed already. The error begins with the file's name, which the origin has as well. */
static void
note_failed_file (WlkBundle    *bundle,
                  GFile        *file,
                  const GError *error,
                  guint         n_problems_before)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, name);
  g_autofree char *prefix = g_strconcat (origin->place, ": ", NULL);
  const char *message = error->message;

  if (bundle->problems->len > n_problems_before)
    return;

  if (g_str_has_prefix (message, prefix))
    message += strlen (prefix);
  wlk_bundle_add_problem (bundle, origin, 0, FALSE, message);
}

/**
 * wlk_loader_load_files:
 * @bundle: a bundle that no other thread uses yet
 * @files: a list of #GFile that does not change any more
 * @cancellable: (nullable): cancels the work
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Reads several files into one bundle: a chain in pieces, in any order, with its key. A file that
 * brings nothing is an error only when no other brings something. It blocks.
 *
 * Returns: %TRUE when something was found
 */
gboolean
wlk_loader_load_files (WlkBundle    *bundle,
                       GListModel   *files,
                       GCancellable *cancellable,
                       GError      **error)
{
  guint n_files = g_list_model_get_n_items (files);
  g_autoptr(GError) first_error = NULL;
  guint n_loaded = 0;

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autoptr(GError) local_error = NULL;
      guint n_problems = bundle->problems->len;

      if (wlk_loader_load_file (bundle, file, cancellable, &local_error))
        {
          n_loaded++;
          continue;
        }
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (n_files > 1)
        note_failed_file (bundle, file, local_error, n_problems);
      if (first_error == NULL)
        first_error = g_steal_pointer (&local_error);
    }
  if (n_loaded > 0 || first_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}
