/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name-constraints.h"

#include "wlk-test-ca.h"

/* The name constraints extension: what is read, and what breaks its syntax. */

static WlkPresence
read_hex (const char          *hex,
          WlkNameConstraints **constraints,
          GError             **error)
{
  const WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, hex }, { NULL } };
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=ca", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) certificate = NULL;

  if (hex != NULL)
    recipe.extensions = extensions;
  certificate = wlk_test_issue (&recipe, NULL);

  return wlk_name_constraints_read (certificate, constraints, error);
}

static void
test_absent (void)
{
  g_autoptr(WlkNameConstraints) constraints = NULL;

  g_assert_cmpint (read_hex (NULL, &constraints, NULL), ==, WLK_ABSENT);
  g_assert_null (constraints);
}

static void
test_both_lists (void)
{
  g_autoptr(WlkNameConstraints) constraints = NULL;
  g_autoptr(GError) error = NULL;
  const WlkSubtree *first;

  g_assert_cmpint (read_hex ("3012a00a30038201613003820162a10430028200", &constraints, &error),
                   ==, WLK_PRESENT);
  g_assert_no_error (error);
  g_assert_cmpuint (constraints->permitted->len, ==, 2);
  g_assert_cmpuint (constraints->excluded->len, ==, 1);
  first = constraints->permitted->pdata[0];
  g_assert_cmpstr (first->base->text, ==, "a");
  g_assert_false (first->has_depth);
}

static void
test_one_list (void)
{
  g_autoptr(WlkNameConstraints) constraints = NULL;

  g_assert_cmpint (read_hex ("3006a10430028200", &constraints, NULL), ==, WLK_PRESENT);
  g_assert_null (constraints->permitted);
  g_assert_cmpuint (constraints->excluded->len, ==, 1);
}

static void
assert_depth (const char *hex,
              gboolean    has_depth)
{
  g_autoptr(WlkNameConstraints) constraints = NULL;
  const WlkSubtree *subtree;

  g_assert_cmpint (read_hex (hex, &constraints, NULL), ==, WLK_PRESENT);
  subtree = constraints->permitted->pdata[0];
  g_assert_cmpint (subtree->has_depth, ==, has_depth);
}

static void
test_depth (void)
{
  assert_depth ("300aa0083006820161800100", FALSE); /* minimum 0 */
  assert_depth ("300aa0083006820161800101", TRUE);  /* minimum 1 */
  assert_depth ("300aa0083006820161810105", TRUE);  /* maximum 5 */
}

static const struct
{
  const char *name;
  const char *hex;
} malformed[] = {
  { "no-lists", "3000" },
  { "empty-permitted", "3002a000" },
  { "empty-excluded", "3002a100" },
  { "not-a-sequence", "0500" },
  { "trailing-bytes", "3006a104300282000500" },
  { "wrong-order", "300ca10430028200a00430028200" },
  { "cut-off", "3006a10430038200" },
  { "subtree-without-base", "3004a1023000" },
};

static void
test_malformed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(WlkNameConstraints) constraints = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (read_hex (malformed[i].hex, &constraints, &error), ==, WLK_MALFORMED);
  g_assert_null (constraints);
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/x509/name-constraints/absent", test_absent);
  g_test_add_func ("/x509/name-constraints/both-lists", test_both_lists);
  g_test_add_func ("/x509/name-constraints/one-list", test_one_list);
  g_test_add_func ("/x509/name-constraints/depth", test_depth);
  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/name-constraints/malformed/%s",
                                               malformed[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_malformed);
    }

  return g_test_run ();
}
