/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_TEST_MAX_PORTS 4

/**
 * WlkTestFile:
 * @name: where it goes in the daemon's folder, perhaps in a folder below
 * @contents: its text
 * @bytes: (nullable): instead of @contents, as it is
 *
 * A file that a daemon reads.
 */
typedef struct
{
  const char *name;
  const char *contents;
  GBytes     *bytes;
} WlkTestFile;

/**
 * WlkTestDaemonRecipe:
 * @program: the daemon, which need not be in the search path
 * @files: ended by one without a name
 * @folders: (nullable): empty folders that it needs below its own
 * @prepare: (nullable): a command that runs first
 * @arguments: the daemon's arguments, to stay in the foreground
 * @n_ports: on how many ports it listens; 0 for one
 * @wants_root: it must run as root; others run as nobody when the test is root
 * @stop_signal: ends it and all of its processes; 0 for `SIGTERM`
 * @is_plain: it must not offer TLS
 *
 * How to run a server. In @files, @prepare and @arguments, `@FOLDER@` is replaced by the daemon's
 * folder, `@PORT@`, `@PORT1@`, … for its ports, `@USER@` and `@GROUP@` for whom it runs as. The
 * folder holds the files of wlk_test_pki_write(), too. Lines of @files that begin with `@TLS@` are
 * left out when @is_plain, and those with `@PLAIN@` otherwise.
 */
typedef struct
{
  const char         *program;
  const WlkTestFile  *files;
  const char * const *folders;
  const char * const *prepare;
  const char * const *arguments;
  guint               n_ports;
  gboolean            wants_root;
  int                 stop_signal;
  gboolean            is_plain;
} WlkTestDaemonRecipe;

typedef struct _WlkTestDaemon WlkTestDaemon;

char *wlk_test_daemon_find_program (const char *name);
void wlk_test_remove_folder (const char *folder);
WlkTestDaemon *wlk_test_daemon_start (const WlkTestDaemonRecipe *recipe);
void wlk_test_daemon_stop (WlkTestDaemon *self);
guint16 wlk_test_daemon_get_port (WlkTestDaemon *self,
                                  guint          index);
int wlk_test_daemon_get_pid (WlkTestDaemon *self);
char *wlk_test_daemon_dup_path (WlkTestDaemon *self,
                                const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestDaemon, wlk_test_daemon_stop)

G_END_DECLS
