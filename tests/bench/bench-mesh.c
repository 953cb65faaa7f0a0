/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-mesh.h"

#include "wlk-test-ca.h"

static WlkTestRecipe
make_ca (guint index)
{
  g_autofree char *name = g_strdup_printf ("CN=Mesh %02u", index);

  return wlk_test_recipe_ca (g_intern_string (name), WLK_TEST_KEY_EC_1 + index % 6);
}

/**
 * bench_mesh_new:
 * @n_cas: how many CAs certify each other
 * @has_path: whether the anchor certifies the last of them
 * @anchor: (out): the trust anchor
 *
 * A mesh in which every CA certifies every other one. The first has issued “leaf.example”.
 *
 * Returns: (transfer full) (element-type WlkCertificate): all but the anchor, the leaf first
 */
GPtrArray *
bench_mesh_new (guint            n_cas,
                gboolean         has_path,
                WlkCertificate **anchor)
{
  GPtrArray *mesh = g_ptr_array_new_with_free_func (g_object_unref);
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_7);
  WlkTestRecipe first = make_ca (0);
  WlkTestRecipe last = make_ca (n_cas - 1);

  *anchor = wlk_test_issue (&root, NULL);
  g_ptr_array_add (mesh, wlk_test_issue (&leaf, &first));
  for (guint i = 0; i < n_cas; i++)
    for (guint j = 0; j < n_cas; j++)
      {
        WlkTestRecipe subject = make_ca (i);
        WlkTestRecipe issuer = make_ca (j);

        if (i != j)
          g_ptr_array_add (mesh, wlk_test_issue (&subject, &issuer));
      }
  if (has_path)
    g_ptr_array_add (mesh, wlk_test_issue (&last, &root));

  return mesh;
}
