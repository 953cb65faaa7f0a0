/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "wlk-test-ca.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/*
 * What the whole program costs, from its start to its end, on a chain file and the system's trust
 * store with one more root: beside `openssl verify` and `certtool --verify` on the same files,
 * which run in turns.
 */

#define N_ROUNDS     41 /* odd, for a median; a round is about 40 ms */
#define N_RECIPES    4
#define SYSTEM_ROOTS "/etc/ssl/certs/ca-certificates.crt"

typedef struct
{
  char *folder;
  char *chain;
  char *leaf;
  char *trust;
} Files;

static void
append_pem (GString        *text,
            WlkCertificate *certificate)
{
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_string_append (text, pem);
  g_string_append_c (text, '\n');
}

static char *
write_file (Files      *files,
            const char *name,
            GString    *text)
{
  char *path = g_build_filename (files->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  return path;
}

/* A chain of four RSA certificates that is valid now, since certtool knows no other time. */
static void
make_files (Files *files)
{
  WlkTestRecipe recipes[N_RECIPES];
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GString) chain = g_string_new (NULL);
  g_autoptr(GString) leaf = g_string_new (NULL);
  g_autoptr(GString) trust = g_string_new (NULL);
  g_autofree char *roots = NULL;

  wlk_test_make_recipes (recipes, N_RECIPES);
  for (guint i = 0; i < N_RECIPES; i++)
    {
      recipes[i].key = WLK_TEST_KEY_RSA_2048_0 + i;
      recipes[i].not_after = g_get_real_time () / G_USEC_PER_SEC + 86400;
    }
  path = wlk_test_issue_path (recipes, N_RECIPES);
  for (guint i = N_RECIPES; i-- > 1;)
    append_pem (chain, path->pdata[i]);
  append_pem (leaf, path->pdata[N_RECIPES - 1]);
  append_pem (trust, path->pdata[0]);
  if (g_file_get_contents (SYSTEM_ROOTS, &roots, NULL, NULL))
    g_string_append (trust, roots);

  files->folder = g_dir_make_tmp ("weaklink-bench-XXXXXX", NULL);
  files->chain = write_file (files, "chain.pem", chain);
  files->leaf = write_file (files, "leaf.pem", leaf);
  files->trust = write_file (files, "trust.pem", trust);
}

static void
remove_files (Files *files)
{
  g_unlink (files->chain);
  g_unlink (files->leaf);
  g_unlink (files->trust);
  g_rmdir (files->folder);
  g_free (files->chain);
  g_free (files->leaf);
  g_free (files->trust);
  g_free (files->folder);
}

/* The chain is faultless: whoever does not accept it has done other work. */
static void
run (gpointer data)
{
  g_assert_cmpint (bench_run_program (data), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *certtool = g_find_program_in_path ("certtool");
  Files files = { 0 };

  g_assert_cmpint (argc, ==, 2);
  make_files (&files);
  {
    const char *ours[] = { argv[1], "--trust", files.trust, files.chain, NULL };
    const char *openssl_verify[] = {
      "openssl", "verify", "-CAfile", files.trust, "-untrusted", files.chain, files.leaf, NULL
    };
    const char *certtool_verify[] = {
      "certtool", "--verify", "--load-ca-certificate", files.trust, "--infile", files.chain, NULL
    };

    const BenchPeer peers[] = {
      { "weaklink-check", run, ours },
      { "openssl verify", openssl != NULL ? run : NULL, openssl_verify },
      { "certtool --verify", certtool != NULL ? run : NULL, certtool_verify },
    };

    bench_compare ("Check a chain file of 4 RSA certificates, whole process", peers,
                   G_N_ELEMENTS (peers), N_ROUNDS, 1);
  }
  remove_files (&files);

  return 0;
}
