/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-signature-cache.h"

#include "base/wlk-error.h"
#include "wlk-test-ca.h"

typedef struct
{
  WlkCertificate    *root;
  WlkCertificate    *twin; /* of the root: the same name and key, another certificate */
  WlkCertificate    *other;
  WlkCertificate    *leaf;
  WlkSignatureCache *cache;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_1);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_2);

  fixture->root = wlk_test_issue (&root, NULL);
  root.serial++;
  fixture->twin = wlk_test_issue (&root, NULL);
  fixture->other = wlk_test_issue (&other, NULL);
  fixture->leaf = wlk_test_issue (&leaf, &root);
  fixture->cache = wlk_signature_cache_new (GPOINTER_TO_UINT (data));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  wlk_signature_cache_unref (fixture->cache);
  g_assert_finalize_object (fixture->leaf);
  g_assert_finalize_object (fixture->other);
  g_assert_finalize_object (fixture->twin);
  g_assert_finalize_object (fixture->root);
}

static void
test_good (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root,
                                             &error));
  g_assert_no_error (error);
}

static void
test_bad (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->other,
                                              &error));
  g_assert_no_error (error);
}

static void
test_same_key (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root, NULL));
  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->twin, NULL));
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->cache), ==, 1);
}

static void
test_failure (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->other, NULL));
  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->other, NULL));
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->cache), ==, 1);
}

static void
test_over_limit (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root, NULL));
  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->other,
                                              &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED);
}

static void
test_known_at_limit (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root, NULL));
  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->twin,
                                             &error));
  g_assert_no_error (error);
}

/* The next search of an inspection has what is left of the budget, and no more. */
static void
test_leave (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  wlk_signature_cache_leave (fixture->cache, 0);
  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root,
                                              &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED);
  g_clear_error (&error);

  wlk_signature_cache_leave_all (fixture->cache);
  g_assert_true (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->root, NULL));
  wlk_signature_cache_leave_all (fixture->cache);
  g_assert_false (wlk_signature_cache_verify (fixture->cache, fixture->leaf, fixture->other,
                                              &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED);
}

static void
add (const char *path,
     guint       max_checks,
     void (     *run ) (Fixture      *fixture,
                        gconstpointer data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (max_checks), set_up, run, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/path/signature-cache/right-key-is-good", 10, test_good);
  add ("/path/signature-cache/left-limit-is-restored-up-to-the-budget", 1, test_leave);
  add ("/path/signature-cache/other-key-is-bad", 10, test_bad);
  add ("/path/signature-cache/same-key-is-checked-once", 10, test_same_key);
  add ("/path/signature-cache/failure-is-remembered", 10, test_failure);
  add ("/path/signature-cache/one-over-limit-fails", 1, test_over_limit);
  add ("/path/signature-cache/known-at-limit-passes", 1, test_known_at_limit);

  return g_test_run ();
}
