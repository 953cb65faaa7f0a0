/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-fixture.h"
#include "wlk-test-revocation.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the command line accepts, what it answers, and with which exit status. */

static void
test_version (CliFixture   *fixture,
              gconstpointer data)
{
  cli_run (fixture, NULL, "--version", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "weaklink-check " PACKAGE_VERSION "\n");
}

static void
test_help (CliFixture   *fixture,
           gconstpointer data)
{
  static const char * const options[] = {
    "--name", "--at", "--purpose", "--trust", "--with", "--profile", "--format", "--all", "--color",
    "--policy", "--require-explicit-policy", "--inhibit-policy-mapping",
    "--inhibit-any-policy", "--revocation", "--example", "--timeout", "--list-steps",
    "--list-examples", "--version", "-h, --help",
  };

  cli_run (fixture, NULL, "-h", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_assert_nonnull (strstr (fixture->out, options[i]));
}

static void
test_list_steps (CliFixture   *fixture,
                 gconstpointer data)
{
  static const char * const steps[] = {
    "resolve", "server-hello", "anchor-reached", "signature", "validity-not-after", "host-name",
  };

  cli_run (fixture, NULL, "--list-steps", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_nonnull (strstr (fixture->out, steps[i]));
  g_assert_nonnull (strstr (fixture->out, "RFC 5280"));
}

static void
assert_wrong_usage (CliFixture *fixture,
                    const char *argument,
                    const char *words)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_run (fixture, NULL, argument, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_true (g_str_has_prefix (fixture->err, "weaklink-check: "));
  g_assert_nonnull (strstr (fixture->err, words));
  g_assert_nonnull (strstr (fixture->err, "--help"));
}

static void
test_unknown_option (CliFixture   *fixture,
                     gconstpointer data)
{
  assert_wrong_usage (fixture, "--frobnicate", "--frobnicate");
  assert_wrong_usage (fixture, "--cacert=root.pem", "is --trust.");
  assert_wrong_usage (fixture, "-CAfile", "is --trust.");
  assert_wrong_usage (fixture, "-servername", "is --sni.");
  assert_wrong_usage (fixture, "-connect", "without an option.");
  assert_wrong_usage (fixture, "-showcerts", "is --all.");
  assert_wrong_usage (fixture, "-checkhost", "is --name.");
  assert_wrong_usage (fixture, "-noout", "Unknown option -noout.");
  assert_wrong_usage (fixture, "-starttls", "is --starttls.");
  assert_wrong_usage (fixture, "-purpose=server", "is --purpose.");
  assert_wrong_usage (fixture, "-policy_check", "is --require-explicit-policy.");
  assert_wrong_usage (fixture, "--profil=web", "is --profile.");
}

static void
test_bad_values (CliFixture   *fixture,
                 gconstpointer data)
{
  assert_wrong_usage (fixture, "--at=yesterday", "yesterday");
  assert_wrong_usage (fixture, "--purpose=world-domination", "world-domination");
  assert_wrong_usage (fixture, "--profile=lax", "lax");
  assert_wrong_usage (fixture, "--policy=1.2.x", "1.2.x");
  assert_wrong_usage (fixture, "--revocation=maybe", "maybe");
  assert_wrong_usage (fixture, "--format=xml", "xml");
  assert_wrong_usage (fixture, "--color=pink", "pink");
  assert_wrong_usage (fixture, "--timeout=0", "--timeout");
  assert_wrong_usage (fixture, "--timeout=soon", "soon");
}

static void
test_bad_connections (CliFixture   *fixture,
                      gconstpointer data)
{
  assert_wrong_usage (fixture, "--starttls=gopher", "gopher");
  assert_wrong_usage (fixture, "--sni=192.0.2.1", "192.0.2.1");
  assert_wrong_usage (fixture, "--sni=a b", "a b");
  assert_wrong_usage (fixture, "--sni=", "--sni");
  assert_wrong_usage (fixture, "--address=a.example", "a.example");
  assert_wrong_usage (fixture, "--port=0", "--port");
  assert_wrong_usage (fixture, "--port=65536", "65536");
  assert_wrong_usage (fixture, "--port=-1", "--port");
  assert_wrong_usage (fixture, "-46", "-4 and -6");
  assert_wrong_usage (fixture, "--tls=1.4", "1.4");
  assert_wrong_usage (fixture, "--alpn=h2,,http/1.1", "h2,,http/1.1");
  assert_wrong_usage (fixture, "--alpn=", "--alpn");
  assert_wrong_usage (fixture, "--client-key=key.pem", "--client-certificate");
  assert_wrong_usage (fixture, "--proxy=ftp://proxy.example", "ftp://proxy.example");
  assert_wrong_usage (fixture, "--timeout=3601", "3600");
}

static void
test_no_target (CliFixture   *fixture,
                gconstpointer data)
{
  cli_run (fixture, NULL, "--all", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "nothing to inspect"));
}

static void
test_good_chain (CliFixture   *fixture,
                 gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_check (fixture, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->err, ==, "");
  g_assert_nonnull (strstr (fixture->out, "Trusted"));
}

static void
test_expired_intermediate (CliFixture   *fixture,
                           gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);
  const char *verdict = NULL;
  const char *weak_link = NULL;
  const char *root = NULL;
  const char *leaf = NULL;
  const char *steps = NULL;

  cli_check (fixture, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  verdict = strstr (fixture->out, "Not trusted");
  weak_link = strstr (fixture->out, "Weak link");
  root = strstr (fixture->out, "trust anchor");
  leaf = strstr (fixture->out, "end entity");
  steps = strstr (fixture->out, "Steps");
  g_assert_true (verdict != NULL && weak_link > verdict);
  g_assert_true (root > weak_link && leaf > root && steps > leaf);
  g_assert_nonnull (strstr (fixture->out, "not reached"));

  /* A line of the log of a server whose client refuses. */
  g_assert_nonnull (strstr (fixture->out, "certificate_expired(45)"));
}

/* All lines but the messages of other programs, which are searched for as they are. */
static void
test_lines_fit (CliFixture   *fixture,
                gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);
  g_auto(GStrv) lines = NULL;
  gboolean is_quote = FALSE;

  cli_check (fixture, chain, "--all", "--color=never", NULL);
  lines = g_strsplit (fixture->out, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      is_quote = g_str_equal (lines[i], "In Other Programs") || (is_quote && *lines[i] != '\0');
      if (!is_quote)
        g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
    }
}

static void
test_columns_are_capped (CliFixture   *fixture,
                         gconstpointer data)
{
  const char *program = g_getenv ("WEAKLINK_CHECK");
  const char *arguments[] = {
    "/usr/bin/env", "COLUMNS=200", program, "--example=expired-intermediate", "--all", NULL
  };
  g_autofree char *out = NULL;
  g_auto(GStrv) lines = NULL;
  glong width = 0;
  gboolean is_quote = FALSE;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out,
                               NULL, NULL, NULL));
  lines = g_strsplit (out, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      is_quote = g_str_equal (lines[i], "In Other Programs") || (is_quote && *lines[i] != '\0');
      if (!is_quote)
        width = MAX (width, g_utf8_strlen (lines[i], -1));
    }
  g_assert_cmpint (width, >, 100);
  g_assert_cmpint (width, <=, 120);
}

static void
test_quotes_on_one_line (CliFixture   *fixture,
                         gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);

  cli_check (fixture, chain, NULL);
  g_assert_nonnull (strstr (fixture->out, "GNUTLS_CERT_EXPIRED (0x400): The certificate chain uses "
                            "expired certificate.\n"));
}

/* The help fits a terminal of 80 columns, and one that has only ASCII. */
static void
test_help_in_ascii (CliFixture   *fixture,
                    gconstpointer data)
{
  g_auto(GStrv) lines = NULL;

  g_setenv ("LC_ALL", "C", TRUE);
  cli_run (fixture, NULL, "--help", NULL);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_str_is_ascii (fixture->out));
  g_assert_null (strchr (fixture->out, '?'));
  lines = g_strsplit (fixture->out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 80);
}

static void
test_all_shows_passed_steps (CliFixture   *fixture,
                             gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_check (fixture, chain, NULL);
  g_assert_null (strstr (fixture->out, "RFC 5280 §6.1.3 (a)(2)"));
  cli_check (fixture, chain, "--all", NULL);
  g_assert_nonnull (strstr (fixture->out, "RFC 5280 §6.1.3 (a)(2)"));
}

static void
test_formats (CliFixture   *fixture,
              gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);

  cli_check (fixture, chain, "--format=text", NULL);
  g_assert_nonnull (strstr (fixture->out, "Weak link"));
  cli_check (fixture, chain, "--format=markdown", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_true (g_str_has_prefix (fixture->out, "# `"));
  cli_check (fixture, chain, "/nonexistent/chain.pem", "--format=html", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_true (g_str_has_prefix (fixture->out, "<!DOCTYPE html>"));
  g_assert_true (g_str_has_suffix (fixture->out, "</html>\n"));
  g_assert_nonnull (strstr (fixture->out, "/nonexistent/chain.pem"));
}

/* Lines of runs that append to one file do not mix. */
static void
test_parallel_json (CliFixture   *fixture,
                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "all.json", NULL);
  g_autofree char *command =
    g_strdup_printf ("for i in 1 2 3 4; do '%s' --format=json --example=good --example=tampered "
                     ">>'%s' & done; wait", g_getenv ("WEAKLINK_CHECK"), path);
  const char *arguments[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *contents = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 9); /* the last one is empty */
  for (guint i = 0; i < 8; i++)
    {
      g_assert_true (g_str_has_prefix (lines[i], "{\"version\":2,"));
      g_assert_true (g_str_has_suffix (lines[i], "]}"));
    }
  g_unlink (path);
}

static void
test_color (CliFixture   *fixture,
            gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_check (fixture, chain, NULL);
  g_assert_null (strchr (fixture->out, '\033'));
  cli_check (fixture, chain, "--color=always", NULL);
  g_assert_nonnull (strchr (fixture->out, '\033'));
  g_assert_nonnull (strstr (fixture->out, "passed"));
}

static void
test_hostile_name_is_visible (CliFixture   *fixture,
                              gconstpointer data)
{
  g_autofree char *chain = NULL;

  fixture->recipes[1].subject = "CN=\033[2J\033[31mHacked\u202E";
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_check (fixture, chain, "--all", NULL);
  g_assert_null (strchr (fixture->out, '\033'));
  g_assert_null (strstr (fixture->out, "\u202E"));
  g_assert_nonnull (strstr (fixture->out, "⟨U+001B⟩"));
}

static void
test_name (CliFixture   *fixture,
           gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_check (fixture, chain, "--name=leaf.example", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--name=other.example", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->out, "other.example"));
}

static void
test_at (CliFixture   *fixture,
         gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *trust = g_strconcat ("--trust=", fixture->root, NULL);

  cli_run (fixture, NULL, trust, "--at=2026-12-31T23:59:59Z", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_run (fixture, NULL, trust, "--at=2027-01-01", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* A date after the present is not said to have passed. */
static void
test_at_in_the_future (CliFixture   *fixture,
                       gconstpointer data)
{
  g_autofree char *trust = g_strconcat ("--trust=", fixture->root, NULL);
  g_autofree char *chain = NULL;

  fixture->recipes[2].not_after = 4102444799; /* 2099-12-31T23:59:59Z */
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_run (fixture, NULL, trust, "--at=2101-01-01", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->out, " expires 2099-12-31 "));
  g_assert_null (strstr (fixture->out, "expired 2099-12-31"));
}

static void
test_purpose (CliFixture   *fixture,
              gconstpointer data)
{
  g_autofree char *chain = NULL;

  fixture->recipes[2].purposes = WLK_OID_PURPOSE_CLIENT;
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_check (fixture, chain, "--purpose=client", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--purpose=server", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_check (fixture, chain, "--purpose=any", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_profile (CliFixture   *fixture,
              gconstpointer data)
{
  g_autofree char *chain = NULL;

  fixture->recipes[2].key = WLK_TEST_KEY_RSA_1024;
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_check (fixture, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--profile=web", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_policies (CliFixture   *fixture,
               gconstpointer data)
{
  static const WlkTestExtension extensions[] = { /* 1.2.3 is mapped to 1.2.4, and any */
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300e300406022a0330060604551d2000" },
    { WLK_OID_POLICY_MAPPINGS, FALSE, "300a300806022a0306022a04" }, { NULL }
  };
  static const WlkTestExtension of_leaf[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "3006300406022a04" }, { NULL }
  };
  g_autofree char *chain = NULL;

  fixture->recipes[1].extensions = extensions;
  fixture->recipes[2].extensions = of_leaf;
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_check (fixture, chain, "--require-explicit-policy", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--require-explicit-policy", "--policy=1.2.5", "--policy=1.2.3", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--require-explicit-policy", "--policy=1.2.5", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_check (fixture, chain, "--policy=1.2.5", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  cli_check (fixture, chain, "--require-explicit-policy", "--policy=1.2.3",
             "--inhibit-policy-mapping", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
}

/* Writes PEM blocks beside a good chain, and asks with --with and --revocation=require. */
static void
check_with (CliFixture *fixture,
            const char *label,
            GBytes     *first,
            GBytes     *second)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *folder = g_path_get_dirname (chain);
  g_autofree char *path = g_build_filename (folder, "revocation.pem", NULL);
  g_autofree char *with = g_strconcat ("--with=", path, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  wlk_test_append_pem (text, label, first);
  wlk_test_append_pem (text, label, second);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  cli_check (fixture, chain, with, "--revocation=require", NULL);
}

static void
test_ocsp_responses (CliFixture   *fixture,
                     gconstpointer data)
{
  g_autoptr(GPtrArray) path = wlk_test_issue_path (fixture->recipes, 3);
  WlkTestResponse of_ca = wlk_test_response (path->pdata[1], path->pdata[0],
                                             fixture->recipes[0].key);
  WlkTestResponse of_leaf = wlk_test_response (path->pdata[2], path->pdata[1],
                                               fixture->recipes[1].key);
  g_autoptr(GBytes) first = wlk_test_response_make (&of_ca);
  g_autoptr(GBytes) good = wlk_test_response_make (&of_leaf);
  g_autoptr(GBytes) bad = NULL;

  check_with (fixture, "OCSP RESPONSE", first, good);
  g_assert_cmpint (fixture->status, ==, 0);
  of_leaf.status = WLK_OCSP_REVOKED;
  bad = wlk_test_response_make (&of_leaf);
  check_with (fixture, "OCSP RESPONSE", first, bad);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_crls (CliFixture   *fixture,
           gconstpointer data)
{
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GBytes) of_root = NULL;
  g_autoptr(GBytes) of_ca = NULL;
  WlkTestCrl root_crl;
  WlkTestCrl ca_crl;

  fixture->recipes[0].key_usage |= WLK_KEY_USAGE_CRL_SIGN;
  fixture->recipes[1].key_usage |= WLK_KEY_USAGE_CRL_SIGN;
  path = wlk_test_issue_path (fixture->recipes, 3);
  root_crl = wlk_test_crl (path->pdata[0], fixture->recipes[0].key);
  ca_crl = wlk_test_crl (path->pdata[1], fixture->recipes[1].key);
  of_root = wlk_test_crl_make (&root_crl);
  of_ca = wlk_test_crl_make (&ca_crl);
  check_with (fixture, "X509 CRL", of_root, of_ca);
  g_assert_cmpint (fixture->status, ==, 0);
  check_with (fixture, "X509 CRL", of_root, of_root);
  g_assert_cmpint (fixture->status, ==, 1);
}

static void
test_trust_replaces_the_systems (CliFixture   *fixture,
                                 gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_run (fixture, NULL, "--trust=system", "--at=2026-06-01", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_run (fixture, NULL, "--trust=system", "--trust", fixture->root, "--at=2026-06-01", chain,
           NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_trust_folder (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *folder = g_path_get_dirname (fixture->root);
  g_autofree char *trust = g_strconcat ("--trust=", folder, NULL);

  cli_run (fixture, NULL, trust, "--at=2026-06-01", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_missing_trust (CliFixture   *fixture,
                    gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_run (fixture, NULL, "--trust=/nonexistent/root.pem", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "/nonexistent/root.pem"));
}

static void
test_with (CliFixture   *fixture,
           gconstpointer data)
{
  g_autofree char *leaf = cli_write_range (fixture, "leaf.pem", 2, 3);
  g_autofree char *intermediate = cli_write_range (fixture, "intermediate.pem", 1, 2);

  cli_check (fixture, leaf, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  cli_check (fixture, leaf, "--with", intermediate, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_missing_with (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  cli_check (fixture, chain, "--with=/nonexistent/more.pem", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "/nonexistent/more.pem"));
}

static void
test_standard_input (CliFixture   *fixture,
                     gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = NULL;

  g_assert_true (g_file_get_contents (chain, &pem, NULL, NULL));
  cli_run (fixture, pem, "--trust", fixture->root, "--at=2026-06-01", "-", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
}

static void
test_standard_input_twice (CliFixture   *fixture,
                           gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = NULL;

  g_assert_true (g_file_get_contents (chain, &pem, NULL, NULL));
  cli_run (fixture, pem, "--trust", fixture->root, "--at=2026-06-01", "-", "-", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "only once"));
}

static void
test_two_targets (CliFixture   *fixture,
                  gconstpointer data)
{
  g_autofree char *good = cli_write_good_chain (fixture);
  g_autofree char *expired = cli_write_expired_chain (fixture);

  cli_check (fixture, good, expired, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->out, good));
  g_assert_nonnull (strstr (fixture->out, expired));
  g_assert_true (strstr (fixture->out, good) < strstr (fixture->out, expired));
}

static void
test_good_and_missing (CliFixture   *fixture,
                       gconstpointer data)
{
  g_autofree char *good = cli_write_good_chain (fixture);

  cli_check (fixture, "missing.pem", good, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->out, "Trusted"));
  g_assert_nonnull (strstr (fixture->err, "missing.pem"));
}

static void
assert_not_inspected (CliFixture *fixture,
                      const char *target)
{
  cli_check (fixture, target, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==, "");
  g_assert_true (g_str_has_prefix (fixture->err, "weaklink-check: "));
  g_assert_true (g_str_has_suffix (fixture->err, ".\n"));
}

static void
assert_content_not_inspected (CliFixture *fixture,
                              const char *content,
                              gssize      length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bad.pem", NULL);

  g_assert_true (g_file_set_contents (path, content, length, NULL));
  assert_not_inspected (fixture, path);
}

static void
test_bad_files (CliFixture   *fixture,
                gconstpointer data)
{
  assert_not_inspected (fixture, "/nonexistent/chain.pem");
  assert_not_inspected (fixture, "missing.pem");
  assert_not_inspected (fixture, fixture->folder);
  assert_content_not_inspected (fixture, "", 0);
  assert_content_not_inspected (fixture, "Hello, world!\n", -1);
  assert_content_not_inspected (fixture, "\x30\x82\xff\xff\x30", 5);
  assert_content_not_inspected (fixture,
                                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                                -1);
  assert_content_not_inspected (fixture, "-----BEGIN CERTIFICATE-----\nMIIB\n", -1);
}

static void
test_private_key_alone (CliFixture   *fixture,
                        gconstpointer data)
{
  g_autofree char *pem = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);

  assert_content_not_inspected (fixture, pem, -1);
  g_assert_nonnull (strstr (fixture->err, "private key"));
}

static void
test_unreadable_file (CliFixture   *fixture,
                      gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);

  if (geteuid () == 0)
    {
      g_test_skip ("The superuser can read every file.");
      return;
    }
  g_assert_cmpint (chmod (chain, 0), ==, 0);
  assert_not_inspected (fixture, chain);
}

static void
test_bad_block_among_good_ones (CliFixture   *fixture,
                                gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = NULL;
  g_autofree char *mixed = NULL;

  g_assert_true (g_file_get_contents (chain, &pem, NULL, NULL));
  mixed = g_strconcat (pem, "-----BEGIN CERTIFICATE-----\nMIIBad!!\n-----END CERTIFICATE-----\n",
                       NULL);
  g_assert_true (g_file_set_contents (chain, mixed, -1, NULL));
  cli_check (fixture, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_str_has_prefix (fixture->err, "weaklink-check: "));
  g_assert_nonnull (strstr (fixture->err, "“!”"));
}

static void
test_bad_first_block (CliFixture   *fixture,
                      gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = NULL;
  g_autofree char *mixed = NULL;

  g_assert_true (g_file_get_contents (chain, &pem, NULL, NULL));
  mixed = g_strconcat ("-----BEGIN CERTIFICATE-----\nMIIBad!!\n-----END CERTIFICATE-----\n", pem,
                       NULL);
  g_assert_true (g_file_set_contents (chain, mixed, -1, NULL));
  cli_check (fixture, chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->out, "Certificate Readable"));
  g_assert_nonnull (strstr (fixture->err, "line 2"));
}

static void
test_bad_host (CliFixture   *fixture,
               gconstpointer data)
{
  assert_not_inspected (fixture, "exa mple");
  assert_not_inspected (fixture, "localhost:99999");
  assert_not_inspected (fixture, "gopher://localhost");
}

static void
test_refused_host (CliFixture   *fixture,
                   gconstpointer data)
{
  cli_run (fixture, NULL, "--timeout=5", "127.0.0.1:1", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->out, "127.0.0.1:1"));
  g_assert_true (g_str_has_prefix (fixture->err, "weaklink-check: 127.0.0.1:1: "));
}

/* Connections to this address are refused, so that no name is looked up. */
static void
test_international_host (CliFixture   *fixture,
                         gconstpointer data)
{
  cli_run (fixture, NULL, "--address=127.0.0.1", "xn--bcher-kva.example:1", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->out, "“bücher.example (xn--bcher-kva.example)” refused"));
  g_assert_nonnull (strstr (fixture->out, "Host        bücher.example (xn--bcher-kva.example)\n"));
}

static void
test_file_named_like_a_host (CliFixture   *fixture,
                             gconstpointer data)
{
  g_autofree char *chain = cli_write_chain (fixture, "www.example.org", 1);
  g_autofree char *name = g_path_get_basename (chain);

  fixture->is_inside = TRUE;
  cli_check (fixture, name, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_str_has_prefix (fixture->out, "File www.example.org: "));
}

static void
test_hostile_file_name (CliFixture   *fixture,
                        gconstpointer data)
{
  g_autofree char *chain = cli_write_chain (fixture, "a\033[31m\xff.pem", 1);

  cli_check (fixture, chain, "--all", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_null (strchr (fixture->out, '\033'));
  cli_check (fixture, chain, "--with=/nonexistent/\033\xff.pem", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_null (strchr (fixture->err, '\033'));
}

static void
test_full_disk (CliFixture   *fixture,
                gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("'%s' --list-steps >/dev/full",
                                              g_getenv ("WEAKLINK_CHECK"));
  const char *arguments[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *err = NULL;
  int status = 0;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("There is no /dev/full.");
      return;
    }
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               &err, &status, NULL));
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 2);
  g_assert_nonnull (strstr (err, "could not be written"));
}

static void
test_example_list (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autofree char *listed = NULL;

  cli_run (fixture, NULL, "--list-examples", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpint (strlen (fixture->out), >, 0);
  listed = g_strdup (fixture->out);
  cli_run (fixture, NULL, "--example=list", NULL);
  g_assert_cmpstr (fixture->out, ==, listed);
}

static void
test_unknown_example (CliFixture   *fixture,
                      gconstpointer data)
{
  cli_run (fixture, NULL, "--example=nonsense", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "nonsense"));
}

/* The file of the certificate has the key, and the other way round. */
static void
test_swapped_key (CliFixture   *fixture,
                  gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = wlk_test_dup_key_pem (fixture->recipes[CLI_PATH_LENGTH - 1].key);
  g_autofree char *key = g_build_filename (fixture->folder, "key.pem", NULL);
  g_autofree char *certificate_option = g_strconcat ("--client-certificate=", key, NULL);
  g_autofree char *key_option = g_strconcat ("--client-key=", chain, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (key, pem, -1, &error);
  g_assert_no_error (error);
  cli_run (fixture, NULL, certificate_option, key_option, "127.0.0.1:1", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->err, "swapped"));
}

/* One target is not trusted, another was not inspected. */
static void
test_not_inspected_wins (CliFixture   *fixture,
                         gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);

  cli_check (fixture, chain, "missing.pem", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_nonnull (strstr (fixture->out, "Not trusted"));
}

static void
add_test (const char *path,
          void ( *test ) (CliFixture *fixture, gconstpointer data))
{
  g_test_add (path, CliFixture, NULL, cli_set_up, test, cli_tear_down);
}

static void
add_option_tests (void)
{
  add_test ("/cli/version/is-said", test_version);
  add_test ("/cli/help/names-every-option", test_help);
  add_test ("/cli/list-steps/names-them", test_list_steps);
  add_test ("/cli/unknown-option/is-wrong-usage", test_unknown_option);
  add_test ("/cli/bad-values/are-wrong-usage", test_bad_values);
  add_test ("/cli/bad-connections/are-wrong-usage", test_bad_connections);
  add_test ("/cli/no-target/is-wrong-usage", test_no_target);
  add_test ("/cli/all/shows-passed-steps", test_all_shows_passed_steps);
  add_test ("/cli/formats/are-four", test_formats);
  add_test ("/cli/parallel-json/does-not-mix", test_parallel_json);
  add_test ("/cli/color/is-asked-for", test_color);
  add_test ("/cli/name/decides", test_name);
  add_test ("/cli/at/decides", test_at);
  add_test ("/cli/at/future-date-has-not-passed", test_at_in_the_future);
  add_test ("/cli/purpose/decides", test_purpose);
  add_test ("/cli/profile/decides", test_profile);
  add_test ("/cli/policies/decide", test_policies);
  add_test ("/cli/ocsp-responses/decide", test_ocsp_responses);
  add_test ("/cli/crls/decide", test_crls);
  add_test ("/cli/trust/replaces-the-systems", test_trust_replaces_the_systems);
  add_test ("/cli/trust-folder/is-read", test_trust_folder);
  add_test ("/cli/missing-trust/is-not-inspected", test_missing_trust);
  add_test ("/cli/with/completes-the-chain", test_with);
  add_test ("/cli/missing-with/is-not-inspected", test_missing_with);
  add_test ("/cli/example-list/names-them", test_example_list);
  add_test ("/cli/unknown-example/is-not-inspected", test_unknown_example);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_option_tests ();
  add_test ("/cli/good-chain/is-trusted", test_good_chain);
  add_test ("/cli/expired-intermediate/is-answered-first", test_expired_intermediate);
  add_test ("/cli/lines/fit-the-page", test_lines_fit);
  add_test ("/cli/lines/are-capped-at-120-columns", test_columns_are_capped);
  add_test ("/cli/quotes/are-on-one-line", test_quotes_on_one_line);
  add_test ("/cli/help/fits-ascii-terminal", test_help_in_ascii);
  add_test ("/cli/client-key/swapped-is-recognised", test_swapped_key);
  add_test ("/cli/status/not-inspected-wins", test_not_inspected_wins);
  add_test ("/cli/hostile-name/is-visible", test_hostile_name_is_visible);
  add_test ("/cli/standard-input/is-read", test_standard_input);
  add_test ("/cli/standard-input-twice/is-not-inspected", test_standard_input_twice);
  add_test ("/cli/two-targets/worst-decides", test_two_targets);
  add_test ("/cli/good-and-missing/both-are-reported", test_good_and_missing);
  add_test ("/cli/bad-files/are-not-inspected", test_bad_files);
  add_test ("/cli/private-key-alone/is-named", test_private_key_alone);
  add_test ("/cli/unreadable-file/is-not-inspected", test_unreadable_file);
  add_test ("/cli/bad-block/good-ones-are-inspected", test_bad_block_among_good_ones);
  add_test ("/cli/bad-block/first-one-is-the-end-entity", test_bad_first_block);
  add_test ("/cli/bad-host/is-not-inspected", test_bad_host);
  add_test ("/cli/refused-host/is-not-inspected", test_refused_host);
  add_test ("/cli/international-host/is-in-both-forms", test_international_host);
  add_test ("/cli/hostile-file-name/is-visible", test_hostile_file_name);
  add_test ("/cli/full-disk/is-said", test_full_disk);
  add_test ("/cli/file-named-like-a-host/is-a-file", test_file_named_like_a_host);

  return g_test_run ();
}
