/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-mesh.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"
#include "wlk-test-window.h"

#include <glib/gstdio.h>
#include <stdlib.h>

/*
 * Whether the window keeps its frame rate while it works. A tick callback asks for every frame, and
 * the time from one to the next is written down: first for a window that does nothing, then while
 * it waits for a server, connects, and validates a mesh of CAs. Drawing by software on an Xvfb
 * costs the same in each of them, so the first row is the measure of the others.
 *
 * Last comes cancelling: from the key to a window that is idle.
 */

#define SCENE        (5 * G_USEC_PER_SEC) /* microseconds: each scene lasts as long */
#define PAUSE        (G_USEC_PER_SEC / 2) /* microseconds: from one start to the next */
#define MAX_FRAMES   1000                 /* kept in one scene */
#define CHAIN_LENGTH 4                    /* certificates, with the root */
#define N_CAS        40                   /* each certifies each other one */
#define N_CANCELS    21                   /* odd, for a median */

typedef struct
{
  WlkTestWindow  window;
  WlkTestServer *server;  /* nullable: what the scene connects to */
  WlkTestTls     tls;
  GFile         *file;    /* nullable: what the scene opens */

  gint64         last;    /* monotonic time of the last frame; 0 before the first */
  guint          n_frames;
  double         frames[MAX_FRAMES]; /* milliseconds since the frame before */
} Bench;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Bench *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (self->last != 0 && self->n_frames < MAX_FRAMES)
    self->frames[self->n_frames++] = (now - self->last) / 1000.0;
  self->last = now;

  return G_SOURCE_CONTINUE;
}

/* @again starts the work, and starts it anew when it has ended and some time has passed. */
static void
run_scene (Bench      *self,
           const char *title,
           void (     *again ) (Bench *))
{
  gint64 end = g_get_monotonic_time () + SCENE;
  gint64 next = 0;
  guint n_rounds = 0;
  guint id;

  self->n_frames = 0;
  self->last = 0;
  id = gtk_widget_add_tick_callback (GTK_WIDGET (self->window.window), tick_cb, self, NULL);
  while (g_get_monotonic_time () < end)
    {
      if (again != NULL && g_get_monotonic_time () >= next &&
          !wlk_window_model_is_busy (self->window.window_model))
        {
          next = g_get_monotonic_time () + PAUSE;
          again (self);
          n_rounds++;
        }
      g_main_context_iteration (NULL, TRUE);
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window.window), id);
  wlk_window_model_cancel (self->window.window_model);

  g_assert_cmpuint (self->n_frames, >, 0);
  qsort (self->frames, self->n_frames, sizeof *self->frames, compare_doubles);
  g_print ("  %-40s %4u frames   median %6.2f ms   99 of 100 within %6.2f ms   longest %6.2f ms",
           title, self->n_frames, self->frames[self->n_frames / 2],
           self->frames[self->n_frames * 99 / 100], self->frames[self->n_frames - 1]);
  if (n_rounds > 0)
    g_print ("   %u rounds", n_rounds);
  g_print ("\n");
}

static void
serve_tls (GSocket      *socket,
           gconstpointer data)
{
  wlk_test_tls_serve (socket, data);
}

static void
serve_nothing (GSocket      *socket,
               gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static void
connect_again (Bench *self)
{
  g_autofree char *host = g_strdup_printf (WLK_TEST_LOOPBACK ":%u",
                                           wlk_test_server_get_port (self->server));

  wlk_window_model_open_host (self->window.window_model, host);
}

static void
open_again (Bench *self)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, self->file);
  wlk_window_model_open_files (self->window.window_model, G_LIST_MODEL (files));
}

static void
start_server (Bench         *self,
              WlkTestHandler handler)
{
  g_clear_pointer (&self->server, wlk_test_server_free);
  self->server = wlk_test_server_new (WLK_TEST_LOOPBACK, handler, &self->tls);
}

static void
write_mesh (Bench *self)
{
  g_autoptr(WlkCertificate) anchor = NULL;
  g_autoptr(GPtrArray) mesh = bench_mesh_new (N_CAS, TRUE, &anchor);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("weaklink-bench-XXXXXX.pem", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  for (guint i = 0; i < mesh->len; i++)
    {
      g_autofree char *pem = wlk_certificate_dup_pem (mesh->pdata[i]);

      g_string_append (text, pem);
    }
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  self->file = g_file_new_for_path (path);
}

/* The session is asked what the key asks it. */
static void
measure_cancel (Bench *self)
{
  double times[N_CANCELS];

  for (guint i = 0; i < N_CANCELS; i++)
    {
      gint64 start;

      connect_again (self);
      wlk_test_window_iterate (G_USEC_PER_SEC / 10);
      g_assert_true (wlk_window_model_is_busy (self->window.window_model));

      start = g_get_monotonic_time ();
      gtk_widget_activate_action (GTK_WIDGET (self->window.window), "win.escape", NULL);
      while (wlk_window_model_is_busy (self->window.window_model))
        g_main_context_iteration (NULL, TRUE);
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
    }

  qsort (times, N_CANCELS, sizeof *times, compare_doubles);
  g_print ("Cancel a connection that hangs\n  from the key to a window that is idle    "
           "median %.2f ms   longest %.2f ms\n", times[N_CANCELS / 2], times[N_CANCELS - 1]);
}

static void
run (void)
{
  Bench self = { 0 };

  self.tls = (WlkTestTls) {
    .priorities = "NORMAL",
    .chain = wlk_test_tls_make_chain (CHAIN_LENGTH),
    .key = WLK_TEST_KEY_EC_0 + CHAIN_LENGTH - 1,
    .request = GNUTLS_CERT_IGNORE,
  };
  wlk_test_window_set_up (&self.window, NULL);

  g_print ("From one frame to the next\n");
  run_scene (&self, "an idle window", NULL);
  start_server (&self, serve_nothing);
  run_scene (&self, "waiting for a server", connect_again);
  measure_cancel (&self);
  start_server (&self, serve_tls);
  run_scene (&self, "connecting again and again", connect_again);
  write_mesh (&self);
  run_scene (&self, "opening 1 562 certificates of 40 CAs", open_again);

  wlk_test_window_tear_down (&self.window, NULL);
  g_clear_pointer (&self.server, wlk_test_server_free);
  g_assert_cmpint (g_unlink (g_file_peek_path (self.file)), ==, 0);
  g_object_unref (self.file);
  g_ptr_array_unref (self.tls.chain);
}

int
main (int   argc,
      char *argv[])
{
  return wlk_test_window_run (&argc, &argv, run);
}
