/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the benchmarks share: several ways to do the same work take turns, so that a busy moment
 * hits all of them, and a table shows their medians and the ratio of the first to each other.
 */

typedef void (*BenchWork) (gpointer data);

/**
 * BenchPeer:
 * @title: who does it
 * @work: (nullable): does it once; %NULL leaves the peer out, for example when it is not installed
 * @data: what @work is given
 *
 * One way to do the work. The first of an array is ours.
 */
typedef struct
{
  const char *title;
  BenchWork   work;
  gpointer    data;
} BenchPeer;

void bench_compare (const char      *title,
                    const BenchPeer *peers,
                    guint            n_peers,
                    guint            n_rounds,
                    guint            n_repeats);
void bench_compare_in_children (const char      *title,
                                const BenchPeer *peers,
                                guint            n_peers,
                                guint            n_rounds);
int bench_run_program (const char * const *arguments);

G_END_DECLS
