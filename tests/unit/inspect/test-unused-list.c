/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-unused-list.h"
#include "report/wlk-report.h"
#include "wlk-test-ca.h"

#define N_CERTIFICATES 6

/* Six certificates that have nothing to do with each other, so that any of them can be a path. */

typedef struct
{
  GPtrArray *certificates;
  WlkBundle *bundle;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");

  fixture->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->bundle = wlk_bundle_new ();
  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0 + i);
      WlkCertificate *certificate = wlk_test_issue (&recipe, NULL);

      g_ptr_array_add (fixture->certificates, certificate);
      wlk_bundle_add_certificate (fixture->bundle, certificate, origin, i);
    }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->certificates, g_ptr_array_unref);
  g_clear_pointer (&fixture->bundle, wlk_bundle_unref);
}

/* A report on a path of the certificates whose bits are set in @used. */
static GPtrArray *
create_reports (Fixture *fixture,
                guint    used)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WlkQuery) query = wlk_test_query (NULL, WLK_PURPOSE_ANY, WLK_PROFILE_PATH);
  g_autoptr(GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr(GPtrArray) origins = g_ptr_array_new ();
  g_autoptr(WlkFindingList) findings = wlk_finding_list_new (NULL, 0);
  g_autoptr(WlkPath) path = NULL;

  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      if ((used & (1U << i)) == 0)
        continue;
      g_ptr_array_add (certificates, fixture->certificates->pdata[i]);
      g_ptr_array_add (origins, (char *) "test");
    }
  path = wlk_path_new (certificates, origins, FALSE);
  g_ptr_array_add (reports, wlk_report_new (query, path, findings));
  return reports;
}

static void
assert_unused (Fixture *fixture,
               guint    used)
{
  g_autoptr(GPtrArray) reports = create_reports (fixture, used);
  g_autoptr(GListModel) list = wlk_unused_list_new (fixture->bundle, reports);
  guint position = 0;

  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      g_autoptr(WlkCertificate) certificate = NULL;

      if ((used & (1U << i)) != 0)
        continue;
      certificate = g_list_model_get_item (list, position);
      g_assert_true (certificate == fixture->certificates->pdata[i]);
      g_assert_cmpuint (wlk_unused_list_get_bundle_index (WLK_UNUSED_LIST (list), position), ==, i);
      position++;
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, position);
  g_assert_null (g_list_model_get_item (list, position));
}

static void
test_every_combination_is_right (Fixture      *fixture,
                                 gconstpointer data)
{
  for (guint used = 1; used < (1U << N_CERTIFICATES); used++)
    assert_unused (fixture, used);
}

static void
test_second_copy_is_used_too (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "copy.pem");
  g_autoptr(GPtrArray) reports = create_reports (fixture, 1);
  g_autoptr(WlkCertificate) copy = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(GBytes) der = NULL;
  gsize length = 0;
  const guint8 *bytes = wlk_certificate_get_der (fixture->certificates->pdata[0], &length);

  der = g_bytes_new (bytes, length);
  copy = wlk_certificate_new (der, NULL);
  wlk_bundle_add_certificate (fixture->bundle, copy, origin, 0);
  list = wlk_unused_list_new (fixture->bundle, reports);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_CERTIFICATES - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/unused-list/every-combination/is-right", Fixture, NULL, set_up,
              test_every_combination_is_right, tear_down);
  g_test_add ("/unused-list/second-copy/is-used-too", Fixture, NULL, set_up,
              test_second_copy_is_used_too, tear_down);

  return g_test_run ();
}
