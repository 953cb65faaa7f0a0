/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "wlk-test-ca.h"
#include "wlk-test-nginx.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/*
 * What the whole program costs, from its start to its end: on a chain file beside `openssl verify`
 * and `certtool --verify`, and on a host on loopback beside `openssl s_client`, which run in turns
 * on the same input. Each once with the system's trust store, and once with one trusted root, when
 * what is left is mostly the start of the programs.
 */

#define N_ROUNDS     41 /* odd, for a median; a round is about 40 ms */
#define N_RECIPES    4
#define SYSTEM_ROOTS "/etc/ssl/certs/ca-certificates.crt"

typedef struct
{
  char *folder;
  char *chain;
  char *leaf;
  char *root;
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
  g_autoptr(GString) root = g_string_new (NULL);
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
  append_pem (root, path->pdata[0]);

  files->folder = g_dir_make_tmp ("weaklink-bench-XXXXXX", NULL);
  files->chain = write_file (files, "chain.pem", chain);
  files->leaf = write_file (files, "leaf.pem", leaf);
  files->root = write_file (files, "root.pem", root);
  if (g_file_get_contents (SYSTEM_ROOTS, &roots, NULL, NULL))
    g_string_append (root, roots);
  files->trust = write_file (files, "trust.pem", root);
}

static void
remove_files (Files *files)
{
  g_unlink (files->chain);
  g_unlink (files->leaf);
  g_unlink (files->root);
  g_unlink (files->trust);
  g_rmdir (files->folder);
  g_free (files->chain);
  g_free (files->leaf);
  g_free (files->root);
  g_free (files->trust);
  g_free (files->folder);
}

/* What is checked is faultless: a program that does not accept it has done other work. */
static void
run (gpointer data)
{
  g_assert_cmpint (bench_run_program (data), ==, 0);
}

/* No root of the system's is that of a server of the tests. */
static void
run_whatever_comes (gpointer data)
{
  bench_run_program (data);
}

static BenchWork
find_work (const char *program,
           BenchWork   work)
{
  g_autofree char *path = g_find_program_in_path (program);

  return path != NULL ? work : NULL;
}

static void
compare_on_file (const char  *title,
                 const char  *program,
                 const char  *trust,
                 const Files *files)
{
  const char *ours[] = { program, "--trust", trust, files->chain, NULL };
  const char *verify[] = {
    "openssl", "verify", "-CAfile", trust, "-untrusted", files->chain, files->leaf, NULL
  };
  const char *certtool[] = {
    "certtool", "--verify", "--load-ca-certificate", trust, "--infile", files->chain, NULL
  };
  const BenchPeer peers[] = {
    { "weaklink-check", run, ours },
    { "openssl verify", find_work ("openssl", run), verify },
    { "certtool --verify", find_work ("certtool", run), certtool },
  };

  bench_compare (title, peers, G_N_ELEMENTS (peers), N_ROUNDS, 1);
}

static void
compare_on_files (const char *program)
{
  Files files = { 0 };

  make_files (&files);
  compare_on_file ("Check a chain file of 4 RSA certificates, system trust store", program,
                   files.trust, &files);
  compare_on_file ("The same, one trusted root", program, files.root, &files);
  remove_files (&files);
}

static void
compare_on_host (const char *program,
                 guint16     port)
{
  g_autofree char *host = g_strdup_printf ("localhost:%u", port);
  const char *ours[] = { program, host, NULL };
  const char *s_client[] = {
    "openssl", "s_client", "-connect", host, "-verify_hostname", "localhost", NULL
  };
  const BenchPeer peers[] = {
    { "weaklink-check", run_whatever_comes, ours },
    { "openssl s_client", find_work ("openssl", run_whatever_comes), s_client },
  };

  bench_compare ("Connect to a host on loopback and check it, system trust store", peers,
                 G_N_ELEMENTS (peers), N_ROUNDS, 1);
}

static void
compare_on_host_with_root (const char *program,
                           guint16     port,
                           const char *root)
{
  g_autofree char *host = g_strdup_printf ("localhost:%u", port);
  const char *ours[] = { program, "--trust", root, host, NULL };
  const char *s_client[] = {
    "openssl", "s_client", "-connect", host, "-verify_hostname", "localhost", "-no-CApath",
    "-no-CAstore", "-CAfile", root, "-verify_return_error", NULL
  };
  const BenchPeer peers[] = {
    { "weaklink-check", run, ours },
    { "openssl s_client", find_work ("openssl", run), s_client },
  };

  bench_compare ("The same, one trusted root", peers, G_N_ELEMENTS (peers), N_ROUNDS, 1);
}

static void
compare_on_nginx (const char *program)
{
  g_autoptr(WlkTestDaemon) daemon =
    wlk_test_nginx_start ("server { " WLK_TEST_NGINX_LISTEN "}\n", NULL);
  g_autofree char *root = wlk_test_daemon_dup_path (daemon, "root.pem");
  guint16 port = wlk_test_daemon_get_port (daemon, 0);

  compare_on_host (program, port);
  compare_on_host_with_root (program, port, root);
}

/* Without nginx: the server of the tests. */
static void
compare_on_own_server (const char *program)
{
  g_autoptr(GPtrArray) chain = wlk_test_tls_make_chain (3);
  const WlkTestTls config = {
    .priorities = "NORMAL", .chain = chain, .key = WLK_TEST_KEY_EC_2, .request = GNUTLS_CERT_IGNORE,
  };
  WlkTestServer *server = wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);

  compare_on_host (program, wlk_test_server_get_port (server));
  wlk_test_server_free (server);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *nginx = wlk_test_daemon_find_program ("nginx");

  g_assert_cmpint (argc, ==, 2);
  compare_on_files (argv[1]);
  if (nginx != NULL)
    compare_on_nginx (argv[1]);
  else
    compare_on_own_server (argv[1]);

  return 0;
}
