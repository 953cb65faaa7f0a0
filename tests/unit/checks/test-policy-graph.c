/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-policy-graph.h"

#include <string.h>

/*
 * The graph of valid policies, one level at a time. A level is written as the policies that a
 * certificate lists, then “>” before its mappings, like “1.1 1.2 > 1.1=2.1”; “-” forbids anyPolicy
 * in that certificate, “!” inhibits its mappings and “any” is anyPolicy.
 */

typedef struct
{
  const char *name;
  const char *levels[6];
  const char *initial;      /* accepted policies; NULL for any */
  const char *authorities;
  const char *user;
} Case;

static const Case cases[] = {
  { "initial", { NULL }, NULL, "", "" },
  { "one-policy", { "1.1", "1.1" }, NULL, "1.1", "1.1" },
  { "intersection", { "1.1 1.2", "1.2 1.3", "1.2" }, NULL, "1.2", "1.2" },
  { "nothing-in-common", { "1.1", "1.2" }, NULL, "", "" },
  { "null-stays-null", { "1.1", "1.2", "1.1" }, NULL, "", "" },
  { "any-everywhere", { "any", "any" }, NULL, "2.5.29.32.0", "2.5.29.32.0" },
  { "any-then-one", { "any", "1.1" }, NULL, "1.1", "1.1" },
  { "one-then-any", { "1.1", "any" }, NULL, "1.1", "1.1" },
  { "any-beside-one", { "1.1 any" }, NULL, "1.1 2.5.29.32.0", "1.1 2.5.29.32.0" },
  { "any-not-accepted", { "1.1", "- any" }, NULL, "", "" },
  { "any-not-accepted-beside-one", { "1.1 1.2", "- any 1.2" }, NULL, "1.2", "1.2" },
  { "mapped", { "1.1 > 1.1=2.1", "2.1" }, NULL, "1.1", "1.1" },
  { "unmapped-name-is-gone", { "1.1 > 1.1=2.1", "1.1" }, NULL, "", "" },
  { "mapped-to-two", { "1.1 > 1.1=2.1 1.1=2.2", "2.2" }, NULL, "1.1", "1.1" },
  { "two-mapped-to-one", { "1.1 1.2 > 1.1=2.1 1.2=2.1", "2.1" }, NULL, "1.1 1.2", "1.1 1.2" },
  { "mapped-twice", { "1.1 > 1.1=2.1 1.1=2.1", "2.1 > 2.1=3.1", "3.1" }, NULL, "1.1", "1.1" },
  { "mapped-by-any", { "any > 1.1=2.1", "2.1" }, NULL, "1.1", "1.1" },
  { "mapped-by-any-others-stay", { "any > 1.1=2.1", "1.2" }, NULL, "1.2", "1.2" },
  { "mapping-of-unknown", { "1.1 > 1.2=2.1", "1.1" }, NULL, "1.1", "1.1" },
  { "any-takes-mapped", { "1.1 > 1.1=2.1", "any" }, NULL, "1.1", "1.1" },
  { "inhibited-ends", { "1.1 1.2 ! 1.1=2.1", "1.1 1.2 2.1" }, NULL, "1.2", "1.2" },
  { "inhibited-ends-all", { "1.1 ! 1.1=2.1" }, NULL, "", "" },
  { "inhibited-any-stays", { "any ! 1.1=2.1", "1.1" }, NULL, "1.1", "1.1" },
  { "user-one-of-two", { "1.1 1.2" }, "1.2", "1.1 1.2", "1.2" },
  { "user-none", { "1.1" }, "1.2", "1.1", "" },
  { "user-of-any", { "any" }, "1.1 1.2", "2.5.29.32.0", "1.1 1.2" },
  { "user-any-among-others", { "1.1" }, "1.2 any", "1.1", "1.1" },
  { "user-in-issuers-words", { "1.1 > 1.1=2.1", "2.1" }, "2.1", "1.1", "" },
};

static const char *
to_oid (const char *word)
{
  return g_str_equal (word, "any") ? WLK_OID_ANY_POLICY : word;
}

static void
add_level (WlkPolicyGraph *graph,
           const char     *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GPtrArray) policies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) mappings = g_ptr_array_new_with_free_func (g_free);
  gboolean is_any_accepted = TRUE;
  gboolean is_inhibited = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');

      if (*words[i] == '-')
        {
          is_any_accepted = FALSE;
        }
      else if (*words[i] == '>' || *words[i] == '!')
        {
          is_inhibited = *words[i] == '!';
        }
      else if (equals != NULL)
        {
          WlkPolicyMapping *mapping = g_new0 (WlkPolicyMapping, 1);

          *equals = '\0';
          mapping->issuer_policy = words[i];
          mapping->subject_policy = equals + 1;
          g_ptr_array_add (mappings, mapping);
        }
      else
        {
          WlkPolicy *policy = g_new0 (WlkPolicy, 1);

          policy->oid = (char *) to_oid (words[i]);
          g_ptr_array_add (policies, policy);
        }
    }

  wlk_policy_graph_add_level (graph, policies, is_any_accepted);
  wlk_policy_graph_map (graph, mappings, is_inhibited);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr(WlkPolicyGraph) graph = wlk_policy_graph_new ();
  g_auto(GStrv) initial = row->initial != NULL ? g_strsplit (row->initial, " ", -1) : NULL;
  g_auto(GStrv) authorities = NULL;
  g_auto(GStrv) user = NULL;
  g_autofree char *authorities_text = NULL;
  g_autofree char *user_text = NULL;

  for (guint i = 0; initial != NULL && initial[i] != NULL; i++)
    if (g_str_equal (initial[i], "any"))
      {
        g_free (initial[i]);
        initial[i] = g_strdup (WLK_OID_ANY_POLICY);
      }
  for (guint i = 0; row->levels[i] != NULL; i++)
    add_level (graph, row->levels[i]);

  authorities = wlk_policy_graph_dup_authorities (graph);
  user = wlk_policy_graph_dup_user (graph, (const char * const *) initial);
  authorities_text = g_strjoinv (" ", authorities);
  user_text = g_strjoinv (" ", user);
  if (row->levels[0] != NULL)
    {
      g_assert_cmpstr (authorities_text, ==, row->authorities);
      g_assert_cmpstr (user_text, ==, row->user);
      g_assert_cmpint (wlk_policy_graph_is_null (graph), ==, *row->authorities == '\0');
    }
  else
    {
      g_assert_cmpstr (authorities_text, ==, WLK_OID_ANY_POLICY);
      g_assert_false (wlk_policy_graph_is_null (graph));
    }
}

static void
test_clear (void)
{
  g_autoptr(WlkPolicyGraph) graph = wlk_policy_graph_new ();
  g_auto(GStrv) expected = NULL;

  wlk_policy_graph_clear (graph);
  add_level (graph, "1.1 any > 1.1=2.1");
  expected = wlk_policy_graph_dup_expected (graph);

  g_assert_true (wlk_policy_graph_is_null (graph));
  g_assert_cmpuint (g_strv_length (expected), ==, 0);
}

static void
test_expected (void)
{
  g_autoptr(WlkPolicyGraph) graph = wlk_policy_graph_new ();
  g_auto(GStrv) expected = NULL;
  g_autofree char *text = NULL;

  add_level (graph, "1.1 1.2 > 1.1=2.2 1.1=2.1");
  expected = wlk_policy_graph_dup_expected (graph);
  text = g_strjoinv (" ", expected);

  g_assert_cmpstr (text, ==, "1.2 2.1 2.2");
}

/* In each certificate, each of ten policies is mapped to each of ten: a tree would have 10 to the
 * power of 30 nodes. */
static void
test_size (void)
{
  g_autoptr(WlkPolicyGraph) graph = wlk_policy_graph_new ();
  g_autoptr(GString) level = g_string_new (NULL);
  g_auto(GStrv) authorities = NULL;

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (level, "%s1.%u", i > 0 ? " " : "", i);
  g_string_append (level, " >");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (level, " 1.%u=1.%u", i / 10, i % 10);
  for (guint i = 0; i < 30; i++)
    add_level (graph, level->str);

  authorities = wlk_policy_graph_dup_authorities (graph);
  g_assert_cmpuint (g_strv_length (authorities), ==, 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/policy-graph/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/checks/policy-graph/clear", test_clear);
  g_test_add_func ("/checks/policy-graph/expected", test_expected);
  g_test_add_func ("/checks/policy-graph/size", test_size);

  return g_test_run ();
}
