/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"
#include "wlk-test-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* The responder that people have: openssl ocsp. It answers for the time at which it is asked. */

#define YEAR       (365 * 86400) /* seconds */
#define MAX_STARTS 3             /* tries; another program may take a free port first */

typedef struct
{
  GatherFixture gather;
  char         *folder;
  char         *index;
  char         *certificate;  /* of the issuer */
  char         *key;          /* of who signs */
  char         *signer;       /* certificate of who signs: a delegate, or the issuer again */
  const char   *path;         /* of the address that the leaf names */
  WlkTestRecipe delegate;     /* without a subject, the issuer signs itself */
  GSubprocess  *process;
  guint16       port;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  GatherFixture *gather = &fixture->gather;

  gather_set_up (gather, NULL);
  gather->time = g_get_real_time () / G_USEC_PER_SEC;
  for (guint i = 0; i < gather->n_recipes; i++)
    {
      gather->recipes[i].not_before = gather->time - YEAR;
      gather->recipes[i].not_after = gather->time + YEAR;
    }
  fixture->folder = g_dir_make_tmp ("weaklink-XXXXXX", NULL);
  fixture->index = g_build_filename (fixture->folder, "index.txt", NULL);
  fixture->certificate = g_build_filename (fixture->folder, "ca.pem", NULL);
  fixture->key = g_build_filename (fixture->folder, "key.pem", NULL);
  fixture->signer = g_build_filename (fixture->folder, "signer.pem", NULL);
  fixture->path = "/";
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  if (fixture->process != NULL)
    {
      g_subprocess_force_exit (fixture->process);
      g_subprocess_wait (fixture->process, NULL, NULL);
    }
  g_clear_object (&fixture->process);
  g_unlink (fixture->index);
  g_unlink (fixture->certificate);
  g_unlink (fixture->key);
  g_unlink (fixture->signer);
  g_rmdir (fixture->folder);
  g_free (fixture->index);
  g_free (fixture->certificate);
  g_free (fixture->key);
  g_free (fixture->signer);
  g_free (fixture->folder);
  gather_tear_down (&fixture->gather, NULL);
}

/* It hangs when a client connects and sends nothing, so it is not tried whether it listens; it
 * writes a line when it does. */
static gboolean
wait_for_line (Fixture *fixture)
{
  g_autoptr(GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stderr_pipe (fixture->process));

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        return FALSE;
      if (strstr (line, "waiting for OCSP client connections") != NULL)
        return TRUE;
    }
}

/* A test that aborts must not leave its responder behind. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
spawn (Fixture *fixture)
{
  g_autofree char *port = NULL;
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GError) error = NULL;

  g_clear_object (&fixture->process);
  fixture->port = wlk_test_find_free_port ();
  port = g_strdup_printf ("%u", fixture->port);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  fixture->process = g_subprocess_launcher_spawn (launcher, &error, "openssl", "ocsp", "-index",
                                                  fixture->index, "-port", port, "-CA",
                                                  fixture->certificate, "-rsigner",
                                                  fixture->signer, "-rkey", fixture->key,
                                                  "-nmin", "60", NULL);
  g_assert_no_error (error);

  return wait_for_line (fixture);
}

static void
write_certificate (const char          *path,
                   const WlkTestRecipe *recipe,
                   const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (recipe, issuer);
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
}

static void
write_signer (Fixture *fixture)
{
  WlkTestRecipe *recipes = fixture->gather.recipes;
  gboolean is_delegated = fixture->delegate.subject != NULL;
  const WlkTestRecipe *signer = is_delegated ? &fixture->delegate : &recipes[1];
  g_autofree char *key = wlk_test_dup_key_pem (signer->key);

  write_certificate (fixture->certificate, &recipes[1], &recipes[0]);
  write_certificate (fixture->signer, signer, &recipes[is_delegated ? 1 : 0]);
  g_assert_true (g_file_set_contents (fixture->key, key, -1, NULL));
}

/* Starts the responder with one line in its index, and issues a leaf that names it. */
static gboolean
start_responder (Fixture    *fixture,
                 const char *line)
{
  GatherFixture *gather = &fixture->gather;
  g_autofree char *program = g_find_program_in_path ("openssl");
  WlkTestExtension *extensions = g_new0 (WlkTestExtension, 2);
  g_autofree char *address = NULL;
  guint n_starts = 0;

  g_ptr_array_add (gather->kept, extensions);
  if (program == NULL)
    {
      g_test_skip ("openssl is not installed");
      return FALSE;
    }
  g_assert_true (g_file_set_contents (fixture->index, line, -1, NULL));
  write_signer (fixture);
  while (!spawn (fixture))
    g_assert_cmpuint (++n_starts, <, MAX_STARTS);

  address = g_strdup_printf ("http://127.0.0.1:%u%s", fixture->port, fixture->path);
  extensions[0] = gather_access (gather, WLK_OID_ACCESS_OCSP, address, NULL);
  gather->recipes[2].extensions = extensions;
  gather_issue (gather);

  return TRUE;
}

#define GOOD "V\t491231235959Z\t\t66\tunknown\t/CN=leaf.example\n"

static void
test_good (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;

  if (!start_responder (fixture, GOOD))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_REVOCATION_KNOWN,
                             2);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_PASSED);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
}

static void
test_revoked (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  if (!start_responder (fixture, "R\t491231235959Z\t260101000000Z,keyCompromise\t66\tunknown\t"
                        "/CN=leaf.example\n"))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  g_assert_cmpstr (wlk_inspection_get_decisive (inspection)->record->step->name, ==, "revocation");
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  if (!start_responder (fixture, ""))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  gather_assert_warns (inspection, "ocsp-status", "does not know");
}

/* An address that leaves no room for a question by GET. */
static void
test_post (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *padding = g_strnfill (220, 'x');
  g_autofree char *path = g_strconcat ("/", padding, NULL);
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;
  guint n_evidence;
  const WlkEvidence *evidence;
  gboolean has_nonce = FALSE;

  fixture->path = path;
  if (!start_responder (fixture, GOOD))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_REVOCATION_KNOWN,
                             2);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_PASSED);
  g_assert_cmpuint (gather_count (inspection, "ocsp-fetch"), ==, 1);
  evidence = wlk_finding_get_evidence (finding, &n_evidence);
  for (guint i = 0; i < n_evidence; i++)
    if (g_str_equal (evidence[i].label, "Nonce"))
      has_nonce = TRUE;
  g_assert_true (has_nonce);
}

static void
delegate_to (Fixture    *fixture,
             const char *purpose)
{
  fixture->delegate = wlk_test_recipe_leaf ("ocsp.example", WLK_TEST_KEY_EC_7);
  fixture->delegate.purposes = purpose;
  fixture->delegate.not_before = fixture->gather.time - YEAR;
  fixture->delegate.not_after = fixture->gather.time + YEAR;
}

static void
test_delegate (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;

  delegate_to (fixture, WLK_OID_PURPOSE_OCSP_SIGNING);
  if (!start_responder (fixture, GOOD))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_REVOCATION_KNOWN,
                             2);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_PASSED);
}

static void
test_delegate_without_purpose (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;

  delegate_to (fixture, WLK_OID_PURPOSE_SERVER);
  if (!start_responder (fixture, GOOD))
    return;

  inspection = gather_inspect (&fixture->gather, 1, TRUE);
  gather_assert_warns (inspection, "ocsp-responder", "is not for signing those");
  finding = wlk_report_find (wlk_inspection_get_report (inspection, 0), WLK_STEP_REVOCATION_KNOWN,
                             2);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/fetch/responder/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

  ADD ("openssl-good-trusted", test_good);
  ADD ("openssl-revoked-fails", test_revoked);
  ADD ("openssl-unknown-warns", test_unknown);
  ADD ("openssl-post-answers-nonce", test_post);
  ADD ("openssl-delegate-trusted", test_delegate);
  ADD ("openssl-delegate-without-purpose-warns", test_delegate_without_purpose);

#undef ADD

  return g_test_run ();
}
