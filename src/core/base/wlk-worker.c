/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-worker.h"

#include "base/wlk-error.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

/*
 * The helper has one end of a socket pair as its standard input and output. A socket, since writing
 * to one whose reader has ended can be kept from raising SIGPIPE, and since it works both ways.
 *
 * The process is a child that is reaped nowhere else, so its id stays its own until then: it can be
 * killed by it at any time, also when it no longer reads, writes or watches a clock.
 */

struct _WlkWorker
{
  char         *program;
  GPid          pid;
  int           fd;          /* our end; not blocking */
  gint64        deadline;    /* monotonic time in microseconds */
  GCancellable *cancellable; /* (nullable) */
  GByteArray   *received;    /* at most one frame and one read */
  gsize         n_consumed;  /* bytes of @received that belong to the frame returned last */
};

/* The folder of the running program, when it can be known. */
static char *
dup_own_folder (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  return path != NULL ? g_path_get_dirname (path) : NULL;
}

/* In the build tree, weaklink-fetch is in a folder beside those of the programs, which those of the
 * tests are further away from. A file of another owner is not used, since the folder above that of
 * a copied program may be writable for all. */
static char *
find_in_build_tree (const char *program)
{
  static const char * const folders[] = { "../fetch", "../../src/fetch" };
  g_autofree char *own_folder = dup_own_folder ();
  GStatBuf own;
  GStatBuf found;

  if (own_folder == NULL || g_stat ("/proc/self/exe", &own) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (own_folder, folders[i], program, NULL);

      if (g_stat (path, &found) == 0 && own.st_uid == found.st_uid)
        return g_steal_pointer (&path);
    }

  return NULL;
}

static char *
find_program (const char *program)
{
  const char *folder = g_getenv ("WEAKLINK_LIBEXECDIR");
  char *path = NULL;

  if (folder != NULL)
    return g_build_filename (folder, program, NULL);

  path = find_in_build_tree (program);
  if (path != NULL)
    return path;

  return g_build_filename (LIBEXEC_DIR, program, NULL);
}

/* Waits until the socket can be read from or written to. */
static gboolean
wait_for (WlkWorker *self,
          gushort    events,
          GError   **error)
{
  GPollFD fds[2] = { { self->fd, events, 0 } };
  gboolean is_cancellable = g_cancellable_make_pollfd (self->cancellable, &fds[1]);
  gint64 left = MAX (self->deadline - g_get_monotonic_time (), 0);

  g_poll (fds, is_cancellable ? 2 : 1, (int) MIN ((left + 999) / 1000, G_MAXINT));
  if (is_cancellable)
    g_cancellable_release_fd (self->cancellable);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (g_get_monotonic_time () < self->deadline)
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_TIMED_OUT, _("%s did not answer in time."),
               self->program);
  return FALSE;
}

static gboolean
set_system_error (WlkWorker *self,
                  GError   **error)
{
  g_set_error (error, WLK_ERROR, WLK_ERROR_READ, _("%s cannot be reached: %s"), self->program,
               g_strerror (errno));

  return FALSE;
}

static gboolean
can_retry (void)
{
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* A helper that ends early is reported when its answer is read. */
static gboolean
write_request (WlkWorker *self,
               GBytes    *request,
               GError   **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (request, &length);

  while (length > 0)
    {
      gssize n_sent = send (self->fd, bytes, length, MSG_NOSIGNAL);

      if (n_sent >= 0)
        {
          bytes += n_sent;
          length -= (gsize) n_sent;
        }
      else if (errno == EPIPE || errno == ECONNRESET)
        return TRUE;
      else if (!can_retry ())
        return set_system_error (self, error);
      else if (!wait_for (self, G_IO_OUT, error))
        return FALSE;
    }
  shutdown (self->fd, SHUT_WR);

  return TRUE;
}

static gboolean
spawn (WlkWorker *self,
       int        fd,
       GError   **error)
{
  g_autofree char *path = find_program (self->program);
  const char *arguments[] = { path, NULL };
  g_autoptr(GError) problem = NULL;

  /* Leaving descriptors open lets GLib use posix_spawn(), which copies no page tables; those of
   * this program are closed on exec, and the helper closes the rest. */
  if (g_spawn_async_with_fds (NULL, (char **) arguments, NULL,
                              G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL,
                              NULL, &self->pid, fd, fd, -1, &problem))
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_READ, _("%s cannot be started: %s"), self->program,
               problem->message);
  return FALSE;
}

/**
 * wlk_worker_new:
 * @program: name of the helper
 * @request: what it reads from its standard input
 * @deadline: monotonic time at which to give up, in microseconds
 * @cancellable: (nullable): ends each wait
 * @error: return location; %WLK_ERROR_READ, %WLK_ERROR_TIMED_OUT or `G_IO_ERROR_CANCELLED`
 *
 * Starts a helper and gives it the request. Helpers are in the folder that the environment variable
 * `WEAKLINK_LIBEXECDIR` names, in the build tree that this program was started from, or where they
 * are installed.
 *
 * Returns: (transfer full) (nullable): the running helper
 */
WlkWorker *
wlk_worker_new (const char   *program,
                GBytes       *request,
                gint64        deadline,
                GCancellable *cancellable,
                GError      **error)
{
  g_autoptr(WlkWorker) self = NULL;
  int fds[2];
  gboolean is_started;

  g_return_val_if_fail (program != NULL && request != NULL, NULL);

  self = g_new0 (WlkWorker, 1);
  self->program = g_strdup (program);
  self->fd = -1;
  self->deadline = deadline;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->received = g_byte_array_new ();
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0 ||
      !g_unix_set_fd_nonblocking (fds[0], TRUE, NULL))
    {
      set_system_error (self, error);
      return NULL;
    }
  self->fd = fds[0];
  is_started = spawn (self, fds[1], error);
  g_close (fds[1], NULL);
  if (!is_started || !write_request (self, request, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Waits for more data. Returns FALSE also at the end. */
static gboolean
receive (WlkWorker *self,
         GError   **error)
{
  guint8 buffer[16384];
  gssize n_received;

  if (!wait_for (self, G_IO_IN, error))
    return FALSE;
  n_received = recv (self->fd, buffer, sizeof buffer, 0);
  if (n_received < 0)
    return can_retry () || set_system_error (self, error);
  if (n_received == 0)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_READ, _("%s ended without a whole answer."),
                   self->program);
      return FALSE;
    }
  g_byte_array_append (self->received, buffer, (guint) n_received);

  return TRUE;
}

/**
 * wlk_worker_read:
 * @self: a worker
 * @frame: (out): what it sent next, valid until the next call
 * @error: return location; %WLK_ERROR_READ when the helper has ended, %WLK_ERROR_PARSE,
 *   %WLK_ERROR_TIMED_OUT or `G_IO_ERROR_CANCELLED`
 *
 * Waits for a frame.
 *
 * Returns: whether there is one
 */
gboolean
wlk_worker_read (WlkWorker *self,
                 WlkFrame  *frame,
                 GError   **error)
{
  g_return_val_if_fail (self != NULL && frame != NULL, FALSE);

  g_byte_array_remove_range (self->received, 0, (guint) self->n_consumed);
  self->n_consumed = 0;
  do
    {
      if (!wlk_frame_parse (frame, self->received->data, self->received->len, &self->n_consumed,
                            error))
        return FALSE;
    }
  while (self->n_consumed == 0 && receive (self, error));

  return self->n_consumed > 0;
}

/* Kills and reaps the helper. */
void
wlk_worker_free (WlkWorker *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  if (self->pid > 0)
    {
      kill (self->pid, SIGKILL);
      while (waitpid (self->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    }
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->received);
  g_free (self->program);
  g_free (self);
}
