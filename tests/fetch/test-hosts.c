/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include <glib/gstdio.h>
#include <string.h>

/* A TLS server on loopback that sends its own certificate alone, whose issuer an HTTP server on
 * loopback has. Since the host is on this computer, so may be what its certificate names. */

typedef struct
{
  GatherFixture  gather;
  GPtrArray     *chain; /* (element-type WlkCertificate), as the server sends it */
  WlkTestTls     tls;
  WlkTestServer *server;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  GatherFixture *gather = &fixture->gather;

  gather_set_up (gather, NULL);
  gather->recipes[2].ca_issuers = gather_address (gather, "/issuer");
  gather_issue (gather);
  gather_add_certificate (gather, "/issuer", gather->path->pdata[1]);
  fixture->chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture->chain, g_object_ref (gather_get_leaf (gather)));
  fixture->tls = (WlkTestTls) {
    .priorities = "NORMAL", .chain = fixture->chain, .key = gather->recipes[2].key,
  };
  fixture->server = wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &fixture->tls);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_clear_pointer (&fixture->server, wlk_test_server_free);
  g_ptr_array_unref (fixture->chain);
  g_free (fixture->tls.server_name);
  gather_tear_down (&fixture->gather, NULL);
}

static WlkInspection *
inspect_host (Fixture *fixture)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (fixture->server);
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->gather.path->pdata[0]);
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection;

  fields.wants_fetch = TRUE;
  fields.name = "leaf.example";
  fields.time = WLK_TEST_TIME;
  query = wlk_query_new (&fields);
  inspection = wlk_inspector_inspect (inspector, query, NULL, connection, trust, NULL, NULL,
                                      &error);
  g_assert_no_error (error);

  return inspection;
}

static void
test_missing_issuer (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = inspect_host (fixture);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "issuer-sent", "The server does not send “CA 1”");
}

/* Steps stay in the order of their phases, with the fetch after what the connection taught. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = inspect_host (fixture);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  WlkPhase phase = WLK_PHASE_CONNECTION;
  gboolean is_connected = FALSE;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const WlkStep *step = wlk_report_get_record (report, i)->step;

      if (step->phase < WLK_PHASE_BASIC || step->phase > WLK_PHASE_WRAP_UP)
        {
          g_assert_cmpint (step->phase, >=, phase); /* the others go by certificates */
          phase = step->phase;
        }
      if (step->id == WLK_STEP_CERTIFICATES_RECEIVED)
        is_connected = TRUE;
      if (step->id == WLK_STEP_ISSUER_FETCH)
        g_assert_true (is_connected);
    }
  g_assert_true (is_connected);
}

static char *
write_root (Fixture    *fixture,
            const char *folder)
{
  g_autofree char *pem = wlk_certificate_dup_pem (fixture->gather.path->pdata[0]);
  char *path = g_build_filename (folder, "root.pem", NULL);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));

  return path;
}

/* Runs the program on the host; @option is one more, or %NULL. Returns its output. */
static char *
run_program (Fixture    *fixture,
             const char *option,
             int        *status)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  g_autofree char *root = write_root (fixture, folder);
  g_autofree char *target = g_strdup_printf ("127.0.0.1:%u",
                                             wlk_test_server_get_port (fixture->server));
  g_autofree char *trust = g_strconcat ("--trust=", root, NULL);
  const char *arguments[] = {
    g_getenv ("WEAKLINK_CHECK"), target, trust, "--name=leaf.example",
    "--at=2026-06-01T12:00:00Z", "--format=json", option, NULL,
  };
  g_autoptr(GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                      NULL);
  char *out = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  *status = g_subprocess_get_exit_status (process);
  g_unlink (root);
  g_rmdir (folder);

  return out;
}

static void
test_program (Fixture      *fixture,
              gconstpointer data)
{
  int status;
  g_autofree char *out = run_program (fixture, "--fetch", &status);

  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (out, "\"issuer-fetch\""));
  g_assert_nonnull (strstr (out, "\"fetched from http"));
}

static void
test_program_without (Fixture      *fixture,
                      gconstpointer data)
{
  int status;
  g_autofree char *out = run_program (fixture, NULL, &status);

  g_assert_cmpint (status, ==, 1);
  g_assert_null (strstr (out, "\"issuer-fetch\""));
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->gather.server), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/fetch/hosts/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

  ADD ("missing-issuer-trusted-with-warning", test_missing_issuer);
  ADD ("findings-in-order", test_order);
  ADD ("program-with-fetch-trusted", test_program);
  ADD ("program-without-fetch-fails", test_program_without);

#undef ADD

  return g_test_run ();
}
