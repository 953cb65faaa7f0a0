/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-query.h"

static void
test_copy (void)
{
  char name[] = " leaf.example\t";
  char policy[] = "1.2.3";
  const char *policies[] = { policy, NULL };
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) query = NULL;

  fields.name = name;
  fields.policies = policies;
  fields.time = -1;
  query = wlk_query_new (&fields);
  name[1] = policy[0] = 'x';
  policies[0] = NULL;

  g_assert_cmpstr (wlk_query_get (query)->name, ==, "leaf.example");
  g_assert_cmpstr (wlk_query_get (query)->policies[0], ==, "1.2.3");
  g_assert_null (wlk_query_get (query)->policies[1]);
  g_assert_cmpint (wlk_query_get (query)->time, ==, -1);
}

static void
test_change (void)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) old = NULL;
  g_autoptr(WlkQuery) query = NULL;

  fields.name = "leaf.example";
  fields.max_path_length = 3;
  old = wlk_query_new (&fields);
  fields = *wlk_query_get (old);
  fields.time = 1;
  query = wlk_query_new (&fields);
  g_clear_pointer (&old, wlk_query_unref);

  g_assert_cmpstr (wlk_query_get (query)->name, ==, "leaf.example");
  g_assert_cmpint (wlk_query_get (query)->max_path_length, ==, 3);
  g_assert_cmpint (wlk_query_get (query)->time, ==, 1);
}

static void
test_empty_name (void)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) query = NULL;

  fields.name = " ";
  query = wlk_query_new (&fields);

  g_assert_null (wlk_query_get (query)->name);
}

static void
test_boxed (void)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) query = wlk_query_new (&fields);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, wlk_query_get_type ());
  g_value_set_boxed (&value, query);

  g_assert_true (g_value_get_boxed (&value) == query);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/query/copies-strings", test_copy);
  g_test_add_func ("/report/query/outlives-what-it-was-made-from", test_change);
  g_test_add_func ("/report/query/empty-name-is-none", test_empty_name);
  g_test_add_func ("/report/query/boxed-value-shares-it", test_boxed);
  return g_test_run ();
}
