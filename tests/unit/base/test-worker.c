/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "base/wlk-worker.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/* Helpers are shell scripts here, which do what no proper helper does. Each test ends without a
 * process that is left. */

#define SHORT_TIME (G_USEC_PER_SEC / 5)  /* where the test is that it runs out */
#define LONG_TIME  (60 * G_USEC_PER_SEC) /* where it must not */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer script)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, NULL);

  fixture->folder = g_dir_make_tmp ("weaklink-worker-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "helper", NULL);
  g_file_set_contents_full (fixture->path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_setenv ("WEAKLINK_LIBEXECDIR", fixture->folder, TRUE);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer script)
{
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static WlkWorker *
start (gint64        time,
       GCancellable *cancellable)
{
  g_autoptr(GBytes) request = g_bytes_new_static ("request", strlen ("request"));
  g_autoptr(GError) error = NULL;
  WlkWorker *worker = wlk_worker_new ("helper", request, g_get_monotonic_time () + time,
                                      cancellable, &error);

  g_assert_no_error (error);

  return worker;
}

static void
assert_fails (WlkWorker *worker,
              WlkError   code)
{
  g_autoptr(GError) error = NULL;
  WlkFrame frame;

  g_assert_false (wlk_worker_read (worker, &frame, &error));
  g_assert_error (error, WLK_ERROR, (int) code);
}

/* The request as a frame, and another one. */
#define ECHO "printf 'e\\000\\000\\007'; cat; printf 'x\\000\\000\\000'"

static void
test_echo (Fixture      *fixture,
           gconstpointer script)
{
  g_autoptr(WlkWorker) worker = start (LONG_TIME, NULL);
  g_autoptr(GError) error = NULL;
  WlkFrame frame;

  g_assert_true (wlk_worker_read (worker, &frame, &error));
  g_assert_cmpuint (frame.type, ==, 'e');
  g_assert_cmpmem (frame.data, frame.size, "request", strlen ("request"));
  g_assert_true (wlk_worker_read (worker, &frame, &error));
  g_assert_cmpuint (frame.type, ==, 'x');
  g_assert_cmpuint (frame.size, ==, 0);
  assert_fails (worker, WLK_ERROR_READ);
}

static void
test_ends_early (Fixture      *fixture,
                 gconstpointer script)
{
  g_autoptr(WlkWorker) worker = start (LONG_TIME, NULL);

  assert_fails (worker, WLK_ERROR_READ);
}

static void
test_too_long (Fixture      *fixture,
               gconstpointer script)
{
  g_autoptr(WlkWorker) worker = start (LONG_TIME, NULL);

  assert_fails (worker, WLK_ERROR_PARSE);
}

static void
test_times_out (Fixture      *fixture,
                gconstpointer script)
{
  gint64 begin = g_get_monotonic_time ();

  {
    g_autoptr(WlkWorker) worker = start (SHORT_TIME, NULL);

    assert_fails (worker, WLK_ERROR_TIMED_OUT);
  }
  g_assert_cmpint (g_get_monotonic_time () - begin, <, LONG_TIME / 2);
}

/* More than a socket holds, for a helper that reads nothing. */
static void
test_request_not_read (Fixture      *fixture,
                       gconstpointer script)
{
  g_autoptr(GBytes) request = g_bytes_new_take (g_malloc0 (8 << 20), 8 << 20);
  g_autoptr(GError) error = NULL;
  WlkWorker *worker = wlk_worker_new ("helper", request, g_get_monotonic_time () + SHORT_TIME,
                                      NULL, &error);

  g_assert_null (worker);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_TIMED_OUT);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 20);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer script)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WlkWorker) worker = start (LONG_TIME, cancellable);
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_autoptr(GError) error = NULL;
  WlkFrame frame;

  g_assert_false (wlk_worker_read (worker, &frame, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_missing (Fixture      *fixture,
              gconstpointer script)
{
  g_autoptr(GBytes) request = g_bytes_new_static ("", 0);
  g_autoptr(GError) error = NULL;
  WlkWorker *worker = wlk_worker_new ("no-helper", request, G_MAXINT64, NULL, &error);

  g_assert_null (worker);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "no-helper cannot be started"));
}

static void
add (const char *path,
     const char *script,
     void ( *test )(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, script, fixture_set_up, test, fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/base/worker/echo-passes", ECHO, test_echo);
  add ("/base/worker/ends-without-answer-fails", "exit 0", test_ends_early);
  add ("/base/worker/half-a-frame-fails", "printf 'e\\000\\000\\007x'", test_ends_early);
  add ("/base/worker/too-long-fails", "printf 'e\\377\\377\\377'; cat", test_too_long);
  add ("/base/worker/silence-times-out", "exec sleep 100", test_times_out);
  add ("/base/worker/spinning-times-out", "trap '' TERM HUP INT; while :; do :; done",
       test_times_out);
  add ("/base/worker/request-not-read-times-out", "exec sleep 100", test_request_not_read);
  add ("/base/worker/cancel-ends", "exec sleep 100", test_cancel);
  add ("/base/worker/missing-fails", "", test_missing);

  return g_test_run ();
}
