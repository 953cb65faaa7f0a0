/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  double milliseconds;
  long   peak_kibibytes; /* 0 where it was not measured */
} Cost;

typedef Cost (*Measure) (const BenchPeer *peer,
                         guint            n_repeats);

static Cost
measure_here (const BenchPeer *peer,
              guint            n_repeats)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_repeats; i++)
    peer->work (peer->data);

  return (Cost) { (g_get_monotonic_time () - start) / 1000.0 / n_repeats, 0 };
}

/* Runs the work in a child, so that each has a peak of its own. Forking takes well under a
 * millisecond of the time. The child leaves at once: what it costs to forget everything again is
 * for the work to say. */
static Cost
measure_in_child (const BenchPeer *peer,
                  guint            n_repeats)
{
  gint64 start = g_get_monotonic_time ();
  pid_t child = fork ();
  struct rusage usage;
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      peer->work (peer->data);
      _exit (0);
    }
  while (wait4 (child, &status, 0, &usage) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  return (Cost) { (g_get_monotonic_time () - start) / 1000.0, usage.ru_maxrss };
}

static int
compare_costs (gconstpointer a,
               gconstpointer b)
{
  double difference = ((const Cost *) a)->milliseconds - ((const Cost *) b)->milliseconds;

  return (difference > 0) - (difference < 0);
}

static void
print_cost (const char *title,
            Cost        cost,
            Cost        ours,
            gboolean    is_ours)
{
  g_print ("  %-32s %10.3f ms", title, cost.milliseconds);
  if (cost.peak_kibibytes > 0)
    g_print (" %6ld MB", cost.peak_kibibytes / 1024);
  if (!is_ours)
    g_print ("   ratio of ours %.2f", ours.milliseconds / cost.milliseconds);
  g_print ("\n");
}

/* A round without a measurement goes first: it fills the caches, and what is made on first use. */
static void
compare (const char      *title,
         const BenchPeer *peers,
         guint            n_peers,
         guint            n_rounds,
         guint            n_repeats,
         Measure          measure,
         gboolean         is_warm)
{
  g_autofree Cost *costs = g_new (Cost, (gsize) n_peers * n_rounds);

  g_assert_cmpuint (n_rounds % 2, ==, 1); /* so that there is a median */

  for (guint i = 0; is_warm && i < n_peers; i++)
    if (peers[i].work != NULL)
      measure (&peers[i], 1);
  for (guint round = 0; round < n_rounds; round++)
    for (guint i = 0; i < n_peers; i++)
      if (peers[i].work != NULL)
        costs[i * n_rounds + round] = measure (&peers[i], n_repeats);

  g_print ("%s\n", title);
  for (guint i = 0; i < n_peers; i++)
    {
      Cost *row = costs + i * n_rounds;

      if (peers[i].work == NULL)
        continue;
      qsort (row, n_rounds, sizeof *row, compare_costs);
      print_cost (peers[i].title, row[n_rounds / 2], costs[n_rounds / 2], i == 0);
    }
}

/**
 * bench_compare:
 * @title: what the work is
 * @peers: (array length=n_peers): who does it, ours first
 * @n_peers: how many
 * @n_rounds: how often each has its turn; odd, for a median
 * @n_repeats: how often it does the work in one turn; more than once for what takes microseconds
 *
 * Measures the peers in this process and prints a table of them.
 */
void
bench_compare (const char      *title,
               const BenchPeer *peers,
               guint            n_peers,
               guint            n_rounds,
               guint            n_repeats)
{
  compare (title, peers, n_peers, n_rounds, n_repeats, measure_here, TRUE);
}

/**
 * bench_compare_in_children:
 * @title: what the work is
 * @peers: (array length=n_peers): who does it, ours first
 * @n_peers: how many
 * @n_rounds: how often each has its turn; odd, for a median
 *
 * Measures each turn of each peer in a process of its own, and so its peak memory, too. Work that
 * would not forget everything at its end ends with _exit().
 */
void
bench_compare_in_children (const char      *title,
                           const BenchPeer *peers,
                           guint            n_peers,
                           guint            n_rounds)
{
  compare (title, peers, n_peers, n_rounds, 1, measure_in_child, FALSE);
}

/**
 * bench_run_program:
 * @arguments: (array zero-terminated=1): the program and its arguments
 *
 * Runs a program to its end, its output going nowhere.
 *
 * Returns: its exit status
 */
int
bench_run_program (const char * const *arguments)
{
  g_autoptr(GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                       G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}
