/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"
#include "wlk-test-revocation.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/*
 * The runners of the external suites on files that were made here: in each form that such a file
 * may have, and with members that are missing, null, or of an unknown kind.
 */

#define MAX_LINES 16 /* of a report; more than any test here has cases */

typedef struct
{
  char *folder;
  char *report;
  char *leaf;   /* PEM: leaf.example, for servers, with an email address */
  char *anchor; /* PEM */
  char *other;  /* PEM: another CA */
} Fixture;

static char *
dup_pem (WlkCertificate *certificate)
{
  GString *text = g_string_new (NULL);
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  g_autoptr(GBytes) bytes = g_bytes_new (der, length);
  g_autofree char *pem = NULL;

  wlk_test_append_pem (text, "CERTIFICATE", bytes);
  pem = g_string_free (text, FALSE);

  return g_strescape (pem, NULL);
}

static void
fixture_init (Fixture      *self,
              gconstpointer data)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkCertificate) another = wlk_test_issue (&other, NULL);
  g_autoptr(WlkCertificate) certificate = NULL;

  leaf.san = "DNS:leaf.example EMAIL:a@leaf.example";
  certificate = wlk_test_issue (&leaf, &root);
  self->folder = g_dir_make_tmp ("wlk-runners-XXXXXX", NULL);
  self->report = g_build_filename (self->folder, "report", NULL);
  self->leaf = dup_pem (certificate);
  self->anchor = dup_pem (anchor);
  self->other = dup_pem (another);
}

static void
remove_file (Fixture    *self,
             const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_remove (path);
}

static void
fixture_clear (Fixture      *self,
               gconstpointer data)
{
  static const char * const names[] = {
    "certs/anchor.crt", "certs/leaf.crt", "certs", "limbo-steps.tsv", "limbo.json",
    "limbo.jsonl", "other", "pkits.json", "report",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    remove_file (self, names[i]);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->report);
  g_free (self->leaf);
  g_free (self->anchor);
  g_free (self->other);
}

/* Writes a file, with the certificates instead of “{leaf}”, “{anchor}” and “{other}”. */
static void
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GString *contents = g_string_new (text);

  g_string_replace (contents, "{leaf}", self->leaf, 0);
  g_string_replace (contents, "{anchor}", self->anchor, 0);
  g_string_replace (contents, "{other}", self->other, 0);
  g_string_replace (contents, "{folder}", self->folder, 0);
  g_assert_true (g_file_set_contents (path, contents->str, -1, NULL));
  g_string_free (contents, TRUE);
}

/* Runs a runner on @place, and returns what it prints. */
static char *
run (Fixture    *self,
     const char *runner,
     const char *place)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, place, NULL);
  const char * const arguments[] = { g_getenv (runner), NULL };
  char *output = NULL;

  g_assert_nonnull (arguments[0]);
  g_subprocess_launcher_setenv (launcher, "WEAKLINK_SUITES", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "WEAKLINK_SUITES_REPORT", self->report, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));

  return output;
}

/* All columns but the last, which is a time, with blanks between. */
static void
assert_report (Fixture            *self,
               const char * const *expected)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_lines = g_strv_length ((GStrv) expected);

  g_assert_true (g_file_get_contents (self->report, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", MAX_LINES);
  g_assert_cmpuint (g_strv_length (lines), ==, n_lines + 1);
  for (guint i = 0; i < n_lines; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", -1);
      g_autofree char *found = NULL;

      g_assert_cmpuint (g_strv_length (columns), ==, 7);
      g_assert_cmpfloat (g_ascii_strtod (columns[6], NULL), >=, 0);
      g_clear_pointer (&columns[6], g_free);
      found = g_strjoinv (" ", columns);
      g_assert_cmpstr (found, ==, expected[i]);
    }
}

#define LEAF_OF_ANCHOR \
  "\"validation_time\": \"2026-06-01T12:00:00Z\", \"peer_certificate\": \"{leaf}\", " \
  "\"trusted_certs\": [\"{anchor}\"]"

static void
test_few_members (Fixture      *self,
                  gconstpointer data)
{
  static const char * const expected[] = {
    "limbo a SUCCESS SUCCESS - -",
    "limbo b FAILURE FAILURE leaf host-name",
    NULL
  };
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"expected_result\": \"SUCCESS\", " LEAF_OF_ANCHOR "}\n"
              "\n"
              "{\"id\": \"b\", \"expected_peer_name\": {\"value\": \"other.example\"}, "
              LEAF_OF_ANCHOR "}\n");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
  g_assert_nonnull (strstr (output, "limbo: 2 agree, 0 false accept, 0 false reject, 0 skipped"));
}

static void
test_null_and_unknown_members (Fixture      *self,
                               gconstpointer data)
{
  static const char * const expected[] = { "limbo a SUCCESS SUCCESS - -", NULL };
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"expected_result\": \"SUCCESS\", \"features\": [\"new\"], "
              "\"crls\": null, \"untrusted_intermediates\": null, \"key_usage\": null, "
              "\"extended_key_usage\": null, \"expected_peer_name\": null, "
              "\"expected_peer_names\": null, \"max_chain_depth\": null, \"new\": {}, "
              LEAF_OF_ANCHOR "}");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
}

static void
test_whole_file (Fixture      *self,
                 gconstpointer data)
{
  static const char * const expected[] = {
    "limbo a SUCCESS SUCCESS - -",
    "limbo b FAILURE SUCCESS - -",
    NULL
  };
  g_autofree char *output = NULL;

  write_file (self, "limbo.json",
              "{\n  \"version\": 1,\n  \"testcases\": [\n"
              "    {\"id\": \"a\", \"expected_result\": \"SUCCESS\", " LEAF_OF_ANCHOR "},\n"
              "    {\"id\": \"b\", \"expected_result\": \"FAILURE\", " LEAF_OF_ANCHOR "}\n"
              "  ]\n}\n");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
  g_assert_nonnull (strstr (output, "limbo: 1 agree, 1 false accept, 0 false reject, 0 skipped"));
}

/* A file by itself may have any name, and the same case in two files is one. */
static void
test_one_file_of_any_name (Fixture      *self,
                           gconstpointer data)
{
  static const char * const expected[] = { "limbo a SUCCESS SUCCESS - -", NULL };
  g_autofree char *output = NULL;
  g_autofree char *nothing = NULL;

  write_file (self, "other",
              "{\"version\": 1, \"testcases\": [{\"id\": \"a\", \"expected_result\": \"SUCCESS\", "
              LEAF_OF_ANCHOR "}, {\"id\": \"a\", " LEAF_OF_ANCHOR "}]}");
  output = run (self, "WEAKLINK_TEST_LIMBO", "other");
  nothing = run (self, "WEAKLINK_TEST_PKITS", "other");

  assert_report (self, expected);
  g_assert_nonnull (strstr (nothing, "# SKIP"));
}

static void
test_unreadable_certificates (Fixture      *self,
                              gconstpointer data)
{
  static const char * const expected[] = {
    "limbo a SUCCESS SUCCESS - -",
    "limbo b FAILURE FAILURE leaf load",
    NULL
  };
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"expected_result\": \"SUCCESS\", \"untrusted_intermediates\": "
              "[\"\", \"-----BEGIN CERTIFICATE-----\\nMAA=\\n-----END CERTIFICATE-----\\n\", 5], "
              LEAF_OF_ANCHOR "}\n"
              "{\"id\": \"b\", \"peer_certificate\": \"nothing\"}\n");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
}

/* A client may have to have several names, and each of them. */
static void
test_several_names (Fixture      *self,
                    gconstpointer data)
{
  static const char * const expected[] = {
    "limbo a SUCCESS SUCCESS - -",
    "limbo b FAILURE FAILURE leaf email-address",
    "limbo c FAILURE FAILURE leaf extended-key-usage",
    NULL
  };
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"expected_result\": \"SUCCESS\", \"expected_peer_names\": "
              "[{\"value\": \"a@leaf.example\"}, {\"value\": \"leaf.example\"}], "
              LEAF_OF_ANCHOR "}\n"
              "{\"id\": \"b\", \"expected_peer_names\": "
              "[{\"value\": \"a@leaf.example\"}, {\"value\": \"b@leaf.example\"}], "
              LEAF_OF_ANCHOR "}\n"
              "{\"id\": \"c\", \"extended_key_usage\": [\"serverAuth\", \"codeSigning\"], "
              LEAF_OF_ANCHOR "}\n");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
}

/* The table of places has words of the suite, or ids of steps where the suite has no other word. */
static void
test_places (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"expected_peer_name\": {\"value\": \"b.example\"}, "
              LEAF_OF_ANCHOR "}\n"
              "{\"id\": \"b\", \"max_chain_depth\": 0, \"extended_key_usage\": [\"codeSigning\"], "
              LEAF_OF_ANCHOR "}\n"
              "{\"id\": \"c\", \"expected_peer_name\": {\"value\": \"192.0.2.1\"}, "
              LEAF_OF_ANCHOR "}\n");
  write_file (self, "limbo-steps.tsv",
              "id\tcert\tstep\n"
              "a\tint0|leaf\tnew|host-name\n"
              "b\tleaf\tnew\n"
              "c\tleaf\tip-address\n");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  g_assert_nonnull (strstr (output, "2 of 3 localised"));
}

/* Of several anchors, the one that fails is named: here the second, which has expired. */
static void
test_several_anchors (Fixture      *self,
                      gconstpointer data)
{
  static const char * const expected[] = {
    "limbo a FAILURE FAILURE root1 validity-not-after",
    NULL
  };
  g_autofree char *output = NULL;

  write_file (self, "limbo.jsonl",
              "{\"id\": \"a\", \"validation_time\": \"2027-06-01T12:00:00Z\", "
              "\"peer_certificate\": \"{leaf}\", \"trusted_certs\": [\"{other}\", \"{anchor}\"]}");
  output = run (self, "WEAKLINK_TEST_LIMBO", "");

  assert_report (self, expected);
}

static void
test_pkits_few_members (Fixture      *self,
                        gconstpointer data)
{
  static const char * const expected[] = {
    "pkits 1 invalid invalid 1 revocation-known",
    "pkits 2 valid skipped - -",
    "pkits 3 invalid invalid 1 revocation-known",
    NULL
  };
  g_autofree char *certificates = g_build_filename (self->folder, "certs", NULL);
  g_autofree char *leaf = g_strcompress (self->leaf);
  g_autofree char *anchor = g_strcompress (self->anchor);
  g_autofree char *output = NULL;

  g_assert_cmpint (g_mkdir (certificates, 0700), ==, 0);
  write_file (self, "certs/leaf.crt", leaf);
  write_file (self, "certs/anchor.crt", anchor);
  write_file (self, "pkits.json",
              "{\"data_root\": \"{folder}\", \"validation_time\": \"2026-06-01T12:00:00Z\", "
              "\"cases\": [{\"id\": \"1\", \"path\": [\"anchor.crt\", \"leaf.crt\"], "
              "\"expected\": \"invalid\", \"failing_index\": 0, \"cause_cert\": \"leaf.crt\", "
              "\"reason_code\": \"crl-missing\"}, "
              "{\"id\": \"2\", \"path\": [\"nobody.crt\"], \"expected\": \"valid\"}, "
              "{\"id\": \"3\", \"path\": [\"anchor.crt\", \"leaf.crt\"], "
              "\"expected\": \"invalid\", \"failing_index\": 1, \"step\": \"6.1.3(a)(3)\", "
              "\"crl_step\": \"6.3.3(l)\", \"reason_code\": \"new\"}]}");
  output = run (self, "WEAKLINK_TEST_PKITS", "");

  assert_report (self, expected);
  g_assert_nonnull (strstr (output, "pkits: 2 agree, 0 false accept, 0 false reject, 1 skipped, "
                            "2 of 2 localised"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void        (*run) (Fixture      *self,
                        gconstpointer data);
  } tests[] = {
    { "/runners/limbo/few-members-run", test_few_members },
    { "/runners/limbo/null-and-unknown-members-run", test_null_and_unknown_members },
    { "/runners/limbo/whole-file-runs", test_whole_file },
    { "/runners/limbo/one-file-of-any-name-runs", test_one_file_of_any_name },
    { "/runners/limbo/unreadable-certificates-run", test_unreadable_certificates },
    { "/runners/limbo/several-names-are-all-asked-for", test_several_names },
    { "/runners/limbo/several-anchors-are-told-apart", test_several_anchors },
    { "/runners/limbo/places-are-compared", test_places },
    { "/runners/pkits/few-members-run", test_pkits_few_members },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_init, tests[i].run, fixture_clear);

  return g_test_run ();
}
