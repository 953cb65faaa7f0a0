/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-fixture.h"

#include <json-glib/json-glib.h>

/* The JSON, member by member, as docs/json.md describes it. */

static JsonNode *
parse_line (const char *line)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (line, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

static void
assert_members (JsonObject *object,
                const char *names)
{
  g_auto(GStrv) expected = g_strsplit (names, " ", -1);

  g_assert_cmpuint (json_object_get_size (object), ==, g_strv_length (expected));
  for (guint i = 0; expected[i] != NULL; i++)
    {
      if (!json_object_has_member (object, expected[i]))
        g_error ("There is no “%s”.", expected[i]);
    }
}

static void
assert_string (JsonObject *object,
               const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_STRING);
  g_assert_cmpstr (json_node_get_string (node), !=, "");
}

static void
assert_id (JsonObject *object,
           const char *name,
           const char *ids)
{
  g_auto(GStrv) allowed = g_strsplit (ids, " ", -1);

  assert_string (object, name);
  g_assert_true (g_strv_contains ((const char * const *) allowed,
                                  json_object_get_string_member (object, name)));
}

static void
assert_integer_or_null (JsonObject *object,
                        const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  g_assert_true (json_node_is_null (node) || json_node_get_value_type (node) == G_TYPE_INT64);
}

static void
assert_certificate (JsonObject *certificate)
{
  if (json_object_get_boolean_member (certificate, "readable"))
    {
      assert_string (certificate, "subject");
      assert_string (certificate, "issuer");
      assert_string (certificate, "serial");
    }
  else
    {
      g_assert_cmpstr (json_object_get_string_member (certificate, "subject"), ==, "");
    }
  g_assert_cmpint (strlen (json_object_get_string_member (certificate, "sha256")), >=, 64);
  assert_string (certificate, "origin");
}

static void
assert_evidence (JsonObject *evidence)
{
  assert_members (evidence, "label value expected offset length");
  assert_string (evidence, "label");
  assert_integer_or_null (evidence, "offset");
  assert_integer_or_null (evidence, "length");
}

static void
assert_finding (JsonObject *finding,
                gint64      path_length)
{
  JsonNode *certificate = json_object_get_member (finding, "certificate");
  JsonArray *evidence = json_object_get_array_member (finding, "evidence");
  JsonArray *programs = json_object_get_array_member (finding, "other-programs");

  assert_members (finding, "step title reference phase certificate outcome cause summary evidence "
                  "advice other-programs");
  assert_string (finding, "step");
  assert_string (finding, "title");
  assert_string (finding, "reference");
  assert_id (finding, "phase",
             "connection path basic prepare wrap-up identity revocation profile second-opinion");
  assert_id (finding, "outcome", "passed note skipped unknown warning failed");
  assert_string (finding, "summary");
  assert_integer_or_null (finding, "certificate");
  if (!json_node_is_null (certificate))
    {
      g_assert_cmpint (json_node_get_int (certificate), >=, 0);
      g_assert_cmpint (json_node_get_int (certificate), <, path_length);
    }
  for (guint i = 0; i < json_array_get_length (evidence); i++)
    assert_evidence (json_array_get_object_element (evidence, i));
  for (guint i = 0; i < json_array_get_length (programs); i++)
    assert_members (json_array_get_object_element (programs, i), "program message");
}

static void
assert_path (JsonArray *path)
{
  for (guint i = 0; i < json_array_get_length (path); i++)
    {
      JsonObject *certificate = json_array_get_object_element (path, i);

      assert_members (certificate,
                      "readable subject issuer serial sha256 origin role title key not-before "
                      "not-after link reached outcome");
      assert_certificate (certificate);
      assert_id (certificate, "outcome", "passed note skipped unknown warning failed");
      assert_id (certificate, "role", "trust-anchor intermediate end-entity");
    }
}

static void
assert_report (JsonObject *report)
{
  JsonArray *path = json_object_get_array_member (report, "path");
  JsonArray *findings = json_object_get_array_member (report, "findings");
  JsonNode *decisive = json_object_get_member (report, "decisive");

  assert_members (report, "verdict headline path followed-by weak-link decisive decisive-index "
                  "policies warnings findings");
  assert_string (report, "headline");
  assert_integer_or_null (report, "weak-link");
  assert_integer_or_null (report, "decisive-index");
  assert_id (report, "verdict", "trusted not-trusted undetermined");
  assert_path (path);
  if (!json_node_is_null (decisive))
    assert_finding (json_node_get_object (decisive), json_array_get_length (path));
  for (guint i = 0; i < json_array_get_length (findings); i++)
    assert_finding (json_array_get_object_element (findings, i), json_array_get_length (path));
}

static void
assert_connection (JsonObject *connection)
{
  JsonArray *stages = json_object_get_array_member (connection, "stages");

  assert_members (connection,
                  "host host-unicode port proxy addresses address server-name starttls dialogue "
                  "protocol cipher-suite group group-bits signature alpn forward-secrecy "
                  "extended-master-secret secure-renegotiation resumption messages alert speaks "
                  "suggested-starttls stapled certificate-request client-certificate-sent stages "
                  "attempts details");
  assert_string (connection, "host");
  g_assert_cmpuint (json_array_get_length (stages), >, 0);
  for (guint i = 0; i < json_array_get_length (stages); i++)
    assert_members (json_array_get_object_element (stages, i), "stage started duration error");
}

static void
assert_target (JsonObject *target)
{
  JsonArray *received = json_object_get_array_member (target, "received");
  JsonArray *reports = json_object_get_array_member (target, "reports");

  assert_members (target,
                  "version target verdict client-certificate-verdict title headline time received "
                  "unused errors connection endpoints-summary endpoints reports");
  if (!json_object_get_null_member (target, "connection"))
    assert_connection (json_object_get_object_member (target, "connection"));
  g_assert_cmpint (json_object_get_int_member (target, "version"), ==, 2);
  assert_string (target, "target");
  assert_string (target, "title");
  assert_id (target, "verdict", "trusted not-trusted undetermined not-inspected");
  for (guint i = 0; i < json_array_get_length (received); i++)
    {
      assert_members (json_array_get_object_element (received, i),
                      "readable subject issuer serial sha256 origin");
      assert_certificate (json_array_get_object_element (received, i));
    }
  for (guint i = 0; i < json_array_get_length (reports); i++)
    assert_report (json_array_get_object_element (reports, i));
}

/* The only line of the last run, validated. */
static JsonNode *
parse_output (CliFixture *fixture)
{
  g_autoptr(JsonNode) node = NULL;

  g_assert_true (g_str_has_suffix (fixture->out, "\n"));
  g_assert_true (strchr (fixture->out, '\n') == strrchr (fixture->out, '\n'));
  node = parse_line (fixture->out);
  assert_target (json_node_get_object (node));
  return g_steal_pointer (&node);
}

static void
test_good_chain (CliFixture   *fixture,
                 gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;
  JsonObject *report = NULL;
  JsonArray *path = NULL;

  cli_check (fixture, "--format=json", "--name=leaf.example", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  target = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (target, "target"), ==, chain);
  g_assert_cmpstr (json_object_get_string_member (target, "verdict"), ==, "trusted");
  g_assert_cmpstr (json_object_get_string_member (target, "title"), ==, "Trusted");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "received")),
                    ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "errors")),
                    ==, 0);
  report = json_array_get_object_element (json_object_get_array_member (target, "reports"), 0);
  g_assert_true (json_node_is_null (json_object_get_member (report, "decisive")));
  path = json_object_get_array_member (report, "path");
  g_assert_cmpuint (json_array_get_length (path), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (path, 0), "role"),
                   ==, "trust-anchor");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (path, 1), "role"),
                   ==, "intermediate");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (path, 2), "role"),
                   ==, "end-entity");
}

static void
test_expired_intermediate (CliFixture   *fixture,
                           gconstpointer data)
{
  g_autofree char *chain = cli_write_expired_chain (fixture);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;
  JsonObject *report = NULL;
  JsonObject *decisive = NULL;
  JsonArray *evidence = NULL;
  gboolean has_place = FALSE;

  cli_check (fixture, "--format=json", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  node = parse_output (fixture);
  target = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (target, "verdict"), ==, "not-trusted");
  report = json_array_get_object_element (json_object_get_array_member (target, "reports"), 0);
  decisive = json_object_get_object_member (report, "decisive");
  g_assert_cmpstr (json_object_get_string_member (decisive, "step"), ==, "validity-not-after");
  g_assert_cmpstr (json_object_get_string_member (decisive, "cause"), ==,
                   "expired_intermediate");
  g_assert_cmpint (json_object_get_int_member (decisive, "certificate"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (report, "weak-link"), ==, 1);
  assert_string (decisive, "advice");
  g_assert_cmpuint (json_array_get_length (
                      json_object_get_array_member (decisive, "other-programs")), >, 4);
  evidence = json_object_get_array_member (decisive, "evidence");
  for (guint i = 0; i < json_array_get_length (evidence); i++)
    {
      JsonObject *piece = json_array_get_object_element (evidence, i);

      if (!json_node_is_null (json_object_get_member (piece, "offset")))
        has_place = json_object_get_int_member (piece, "length") > 0;
    }
  g_assert_true (has_place);
}

/* The title counts what the member “warnings” lists. */
static void
test_warning_in_title (CliFixture   *fixture,
                       gconstpointer data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;
  JsonObject *report = NULL;

  cli_run (fixture, NULL, "--format=json", "--profile=path", "--example=sha1-signature", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  target = json_node_get_object (node);
  report = json_array_get_object_element (json_object_get_array_member (target, "reports"), 0);
  g_assert_cmpstr (json_object_get_string_member (target, "title"), ==,
                   "Trusted, with 1 warning that other programs refuse");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "warnings")), ==,
                    1);
}

static void
test_missing_file (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;

  cli_check (fixture, "--format=json", "/nonexistent/chain.pem", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_true (g_str_has_prefix (fixture->err, "weaklink-check: "));
  node = parse_output (fixture);
  target = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (target, "verdict"), ==, "not-inspected");
  g_assert_cmpstr (json_object_get_string_member (target, "title"), ==, "Not inspected");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "errors")),
                    ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "reports")),
                    ==, 0);
}

static void
test_bad_block (CliFixture   *fixture,
                gconstpointer data)
{
  g_autofree char *chain = cli_write_good_chain (fixture);
  g_autofree char *pem = NULL;
  g_autofree char *mixed = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;

  g_assert_true (g_file_get_contents (chain, &pem, NULL, NULL));
  mixed = g_strconcat (pem, "-----BEGIN CERTIFICATE-----\nMIIBad!!\n-----END CERTIFICATE-----\n",
                       NULL);
  g_assert_true (g_file_set_contents (chain, mixed, -1, NULL));
  cli_check (fixture, "--format=json", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  target = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (target, "verdict"), ==, "trusted");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (target, "errors")),
                    ==, 1);
}

static void
test_refused_host (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *target = NULL;
  JsonObject *report = NULL;

  cli_check (fixture, "--format=json", "127.0.0.1:1", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = parse_output (fixture);
  target = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (target, "verdict"), ==, "not-inspected");
  report = json_array_get_object_element (json_object_get_array_member (target, "reports"), 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "path")), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (report, "decisive"), "step"),
                   ==, "connect");
}

static void
test_two_targets (CliFixture   *fixture,
                  gconstpointer data)
{
  g_autofree char *good = cli_write_good_chain (fixture);
  g_autofree char *expired = cli_write_expired_chain (fixture);
  g_auto(GStrv) lines = NULL;

  cli_check (fixture, "--format=json", good, expired, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  lines = g_strsplit (fixture->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* the last one is empty */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(JsonNode) node = parse_line (lines[i]);

      assert_target (json_node_get_object (node));
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "target"), ==,
                       i == 0 ? good : expired);
    }
}

static void
test_hostile_name (CliFixture   *fixture,
                   gconstpointer data)
{
  g_autofree char *chain = NULL;
  g_autoptr(JsonNode) node = NULL;

  fixture->recipes[1].subject = "CN=\"}\033[31m\\";
  chain = cli_write_chain (fixture, "chain.pem", 1);
  cli_check (fixture, "--format=json", chain, NULL);
  g_assert_null (strchr (fixture->out, '\033'));
  node = parse_output (fixture);
  g_assert_nonnull (node);
}

static void
test_hostile_file_name (CliFixture   *fixture,
                        gconstpointer data)
{
  g_autofree char *chain = cli_write_chain (fixture, "a\"\n\xff.pem", 1);
  g_autoptr(JsonNode) node = NULL;

  cli_check (fixture, "--format=json", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  node = parse_output (fixture);
  g_assert_nonnull (node);
  g_clear_pointer (&node, json_node_unref);

  cli_check (fixture, "--format=json", "--with=/nonexistent/\"\xff.pem", chain, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  node = parse_output (fixture);
  g_assert_nonnull (node);
}

static void
add_test (const char *path,
          void ( *test ) (CliFixture *fixture, gconstpointer data))
{
  g_test_add (path, CliFixture, NULL, cli_set_up, test, cli_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/json/good-chain/is-trusted", test_good_chain);
  add_test ("/json/expired-intermediate/is-decisive", test_expired_intermediate);
  add_test ("/json/warning/is-in-the-title", test_warning_in_title);
  add_test ("/json/missing-file/is-an-error", test_missing_file);
  add_test ("/json/bad-block/is-an-error-of-a-trusted-chain", test_bad_block);
  add_test ("/json/refused-host/has-a-report-without-path", test_refused_host);
  add_test ("/json/two-targets/take-a-line-each", test_two_targets);
  add_test ("/json/hostile-name/stays-inside-its-string", test_hostile_name);
  add_test ("/json/hostile-file-name/stays-inside-its-string", test_hostile_file_name);

  return g_test_run ();
}
