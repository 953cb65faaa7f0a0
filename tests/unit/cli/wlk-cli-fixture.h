/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "wlk-test-ca.h"

G_BEGIN_DECLS

#define CLI_PATH_LENGTH 3

/**
 * CliFixture:
 * @recipes: a faultless path, anchor first, to spoil before it is written
 * @folder: a folder of its own for files
 * @root: a file with the root, in a folder of its own
 * @is_inside: whether the program runs with @folder as its current folder
 * @status: exit status of the last run
 * @out: what it wrote to standard output
 * @err: what it wrote to standard error
 *
 * The built program, run from outside on files that a test made.
 */
typedef struct
{
  WlkTestRecipe recipes[CLI_PATH_LENGTH];
  char         *folder;
  char         *root;
  gboolean      is_inside;
  int           status;
  char         *out;
  char         *err;
} CliFixture;

void cli_set_up (CliFixture   *fixture,
                 gconstpointer data);
void cli_tear_down (CliFixture   *fixture,
                    gconstpointer data);
char *cli_write_range (CliFixture *fixture,
                       const char *name,
                       guint       first,
                       guint       end);
char *cli_write_chain (CliFixture *fixture,
                       const char *name,
                       guint       first);
char *cli_write_good_chain (CliFixture *fixture);
char *cli_write_expired_chain (CliFixture *fixture);
void cli_run (CliFixture *fixture,
              const char *input,
              ...) G_GNUC_NULL_TERMINATED;
void cli_check (CliFixture *fixture,
                ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
