/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-nginx.h"
#include "wlk-test-server.h"
#include "net/wlk-connection-probe.h"

#include <malloc.h>
#include <unistd.h>

/*
 * Many connections leave open files, threads and memory where they were. To count memory by the
 * byte, the C library must neither keep freed blocks for each thread nor have a heap for each.
 */

#define N_WARM_UP     500  /* connections, until caches and pools are full */
#define N_CONNECTIONS 2000
#define N_AT_ONCE     8
#define TIMEOUT       30   /* seconds a connection */

/* Bytes that the heap may grow by: the smallest block has 32, so a connection must not leave one.
 * GLib's pools for threads make up to 20 000 of them. */
#define HEAP_MARGIN (N_CONNECTIONS * 24)

#define TUNABLES   "GLIBC_TUNABLES"
#define PLAIN_HEAP "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0:glibc.malloc.arena_max=1"

typedef struct
{
  WlkTarget            *target;
  WlkConnectionOptions *options;
  guint                 n_left;
  guint                 n_running;
  guint                 n_complete;
} Soak;

static void begin_probe (Soak *soak);

static void
probe_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Soak *soak = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkConnection) connection = wlk_connection_probe_finish (result, &error);

  g_assert_no_error (error);
  if (wlk_connection_is_complete (connection) && connection->chain->len == 2)
    soak->n_complete++;
  soak->n_running--;
  begin_probe (soak);
}

static void
begin_probe (Soak *soak)
{
  if (soak->n_left == 0)
    return;
  soak->n_left--;
  soak->n_running++;
  wlk_connection_probe_async (soak->target, soak->options, NULL, probe_cb, soak);
}

static void
run (WlkTarget *target,
     guint      n_connections)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionOptions) options = NULL;
  Soak soak;

  fields.timeout = TIMEOUT;
  fields.proxy = "none";
  options = wlk_connection_options_new (&fields);
  soak = (Soak) { .target = target, .options = options, .n_left = n_connections };
  for (guint i = 0; i < N_AT_ONCE; i++)
    begin_probe (&soak);
  while (soak.n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soak.n_complete, ==, n_connections);
}

static guint
count_entries (const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (entries);
  while (g_dir_read_name (entries) != NULL)
    n++;

  return n;
}

/* Says nothing of the heap that sanitizers have; they look for leaks themselves. */
static gsize
get_heap_size (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static void
test_soak (void)
{
  g_autoptr(WlkTestDaemon) daemon = wlk_test_nginx_start ("server { " WLK_TEST_NGINX_LISTEN "}\n",
                                                          NULL);
  g_autofree char *text = NULL;
  g_autoptr(WlkTarget) target = NULL;
  gsize heap = 0;
  guint n_files = 0;
  guint n_threads = 0;

  if (daemon == NULL)
    return;
  text = g_strdup_printf ("127.0.0.1:%u", wlk_test_daemon_get_port (daemon, 0));
  target = wlk_target_new_parse (text, NULL);

  run (target, N_WARM_UP);
  heap = get_heap_size ();
  n_files = count_entries ("/proc/self/fd");
  n_threads = count_entries ("/proc/self/task");
  run (target, N_CONNECTIONS);
  g_test_message ("heap %zu → %zu bytes, files %u → %u, threads %u → %u", heap, get_heap_size (),
                  n_files, count_entries ("/proc/self/fd"), n_threads,
                  count_entries ("/proc/self/task"));

  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_files);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, n_threads + N_AT_ONCE);
  g_assert_cmpuint (get_heap_size (), <=, heap + HEAP_MARGIN);
}

/* The C library reads them when a program begins. */
static void
begin_again_with_plain_heap (char *argv[])
{
  if (g_strcmp0 (g_getenv (TUNABLES), PLAIN_HEAP) == 0)
    return;

  g_setenv (TUNABLES, PLAIN_HEAP, TRUE);
  execv ("/proc/self/exe", argv);
  g_assert_not_reached ();
}

int
main (int   argc,
      char *argv[])
{
  begin_again_with_plain_heap (argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/servers/soak/nothing-left-open", test_soak);

  return g_test_run ();
}
