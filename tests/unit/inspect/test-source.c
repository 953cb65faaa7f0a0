/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "base/wlk-wait.h"
#include "inspect/wlk-inspector.h"
#include "wlk-test-ca.h"

#include <glib/gstdio.h>
#include <string.h>

/* From a source to its inspection. Each fixture has an anchor, an issuer and an end entity as files
 * of a folder. */

typedef struct
{
  char      *folder;
  GPtrArray *path;     /* (element-type WlkCertificate), anchor first */
  GStrv      files;    /* of @path */
  GString   *reported; /* the kinds of activity */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  WlkTestRecipe recipes[3];

  wlk_test_make_recipes (recipes, 3);
  fixture->path = wlk_test_issue_path (recipes, 3);
  fixture->folder = g_dir_make_tmp ("weaklink-source-XXXXXX", NULL);
  fixture->files = g_new0 (char *, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *pem = wlk_certificate_dup_pem (fixture->path->pdata[i]);

      fixture->files[i] = g_strdup_printf ("%s/%u.pem", fixture->folder, i);
      g_assert_true (g_file_set_contents (fixture->files[i], pem, -1, NULL));
    }
  fixture->reported = g_string_new (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; fixture->files[i] != NULL; i++)
    g_remove (fixture->files[i]);
  g_rmdir (fixture->folder);
  g_strfreev (fixture->files);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->path);
  g_string_free (fixture->reported, TRUE);
}

static void
note_activity (const WlkActivity *activity,
               gpointer           user_data)
{
  static const char * const names[] = { "load", "trust", "connect", "stage", "validate", "fetch" };

  g_string_append_printf (user_data, "%s ", names[activity->kind]);
}

static WlkInspection *
run (Fixture       *fixture,
     WlkSource     *source,
     WlkTrustStore *trust,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkQuery) query = wlk_test_query (NULL, WLK_PURPOSE_SERVER,
                                              WLK_PROFILE_PATH);
  g_auto(WlkWait) wait = WLK_WAIT_INIT;

  g_string_set_size (fixture->reported, 0);
  wlk_wait_begin (&wait);
  wlk_inspector_run_async (inspector, source, query, trust, note_activity, fixture->reported,
                           cancellable, wlk_wait_done_cb, &wait);
  return wlk_inspector_run_finish (inspector, wlk_wait_until_done (&wait), error);
}

/* The end entity’s file with the issuer’s beside it, and the anchor trusted. */
static WlkSource *
create_source (Fixture    *fixture,
               const char *with,
               const char *trust)
{
  const char *anchors[] = { trust, NULL };
  g_autoptr(GPtrArray) companions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_source_unref);
  g_autoptr(WlkSource) own = wlk_source_new_path (fixture->files[2], NULL);
  g_autoptr(WlkSource) source = NULL;

  g_ptr_array_add (companions, wlk_source_new_path (with, "--with"));
  source = wlk_source_new_with (own, companions);
  return wlk_source_new_trusting (source, anchors, "--trust");
}

static void
assert_verdict (WlkInspection *inspection,
                WlkVerdict     verdict)
{
  g_assert_nonnull (inspection);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, verdict);
}

static void
test_path (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(WlkSource) source = create_source (fixture, fixture->files[1], fixture->files[0]);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkInspection) inspection = run (fixture, source, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  g_assert_cmpstr (fixture->reported->str, ==, "load trust validate ");
}

static void
test_bytes (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *pem = wlk_certificate_dup_pem (fixture->path->pdata[2]);
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(WlkSource) source = wlk_source_new_bytes (bytes, "clipboard");
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->path->pdata[1]);
  g_autoptr(WlkInspection) inspection = run (fixture, source, trust, NULL, NULL);
  g_autofree char *title = wlk_source_dup_title (source);

  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  g_assert_cmpstr (fixture->reported->str, ==, "load validate ");
  g_assert_cmpstr (title, ==, "Pasted Text");
}

static void
test_files (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->path->pdata[0]);
  g_autoptr(WlkSource) source = NULL;
  g_autoptr(WlkInspection) inspection = NULL;
  g_autofree char *title = NULL;

  for (guint i = 1; i < 3; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_path (fixture->files[i]);

      g_list_store_append (files, file);
    }
  source = wlk_source_new_files (G_LIST_MODEL (files));
  inspection = run (fixture, source, trust, NULL, NULL);
  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  title = wlk_source_dup_title (source);
  g_assert_cmpstr (title, ==, "2 Files");
}

static void
test_example (Fixture      *fixture,
              gconstpointer data)
{
  const WlkExample *example = wlk_example_find ("expired-leaf", NULL);
  g_autoptr(WlkSource) source = wlk_source_new_example (example);
  g_autoptr(WlkInspection) inspection = run (fixture, source, NULL, NULL, NULL);

  g_assert_true (wlk_source_is_example (source));
  g_assert_nonnull (inspection);
  g_assert_cmpstr (fixture->reported->str, ==, "load trust validate ");
}

/* The files may be gone by then. */
static void
test_read_once (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(WlkSource) source = create_source (fixture, fixture->files[1], fixture->files[0]);
  g_autoptr(WlkInspection) first = run (fixture, source, NULL, NULL, NULL);
  g_autoptr(WlkSource) other = wlk_source_new_trusting (source, NULL, NULL);
  g_autoptr(WlkTrustStore) nothing = wlk_trust_store_new ();
  g_autoptr(WlkInspection) second = NULL;

  assert_verdict (first, WLK_VERDICT_TRUSTED);
  g_remove (fixture->files[1]);
  g_remove (fixture->files[2]);
  second = run (fixture, other, nothing, NULL, NULL);
  assert_verdict (second, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (fixture->reported->str, ==, "validate ");
}

static void
test_unread_is_read_again (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr(WlkSource) source = create_source (fixture, fixture->files[1], fixture->files[0]);
  g_autoptr(WlkInspection) first = run (fixture, source, NULL, NULL, NULL);
  g_autoptr(WlkSource) unread = wlk_source_new_unread (source, NULL);
  g_autoptr(GError) error = NULL;

  assert_verdict (first, WLK_VERDICT_TRUSTED);
  g_assert_false (wlk_source_is_received (unread));
  g_remove (fixture->files[2]);
  g_assert_null (run (fixture, unread, NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
}

/* What cannot be read is an error that names its option, in the order in which it is read. */
static void
test_errors (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *with;
    const char *trust;
    const char *begin;
  } cases[] = {
    { "/nonexistent/with.pem", "/nonexistent/trust.pem", "--with=/nonexistent/with.pem: " },
    { NULL, "/nonexistent/trust.pem", "--trust=/nonexistent/trust.pem: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *with = cases[i].with != NULL ? cases[i].with : fixture->files[1];
      g_autoptr(WlkSource) source = create_source (fixture, with, cases[i].trust);
      g_autoptr(GError) error = NULL;

      g_assert_null (run (fixture, source, NULL, NULL, &error));
      g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
      g_assert_true (g_str_has_prefix (error->message, cases[i].begin));
    }
}

/* Also after an error there is what could be read, with its problems. */
static void
test_problems_of_failed_source (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("-----BEGIN CERTIFICATE-----\nAAAA\n"
                                                "-----END CERTIFICATE-----\n", 60);
  g_autoptr(WlkSource) source = wlk_source_new_bytes (bytes, "text");
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (run (fixture, source, trust, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (wlk_source_is_received (source));
  bundle = wlk_source_dup_bundle (source);
  g_assert_cmpuint (bundle->problems->len, ==, 1);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(WlkSource) source = create_source (fixture, fixture->files[1], fixture->files[0]);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (run (fixture, source, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->reported->str, ==, "");
}

/* A port that refuses is an inspection of a connection that failed. */
static void
test_host (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("127.0.0.1:1", NULL);
  g_autoptr(WlkSource) source = wlk_source_new_host (target, NULL);
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autoptr(WlkInspection) first = run (fixture, source, trust, NULL, NULL);
  g_autoptr(WlkInspection) second = NULL;

  g_assert_nonnull (first);
  g_assert_nonnull (first->connection);
  g_assert_true (g_str_has_prefix (fixture->reported->str, "connect stage stage "));
  g_assert_true (g_str_has_suffix (fixture->reported->str, "stage validate "));

  second = run (fixture, source, trust, NULL, NULL);
  g_assert_true (second->connection == first->connection);
  g_assert_cmpstr (fixture->reported->str, ==, "validate ");
}

static void
add_test (const char *path,
          void ( *test ) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/inspect/source/path", test_path);
  add_test ("/inspect/source/bytes", test_bytes);
  add_test ("/inspect/source/files", test_files);
  add_test ("/inspect/source/example", test_example);
  add_test ("/inspect/source/received-is-not-read-again", test_read_once);
  add_test ("/inspect/source/unread-is-read-again", test_unread_is_read_again);
  add_test ("/inspect/source/errors-name-the-option", test_errors);
  add_test ("/inspect/source/failed-source-has-problems", test_problems_of_failed_source);
  add_test ("/inspect/source/cancelled-is-error", test_cancelled);
  add_test ("/inspect/source/host-is-connected-to-once", test_host);

  return g_test_run ();
}
