/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-path-builder.h"

#include "wlk-path-fixture.h"

static void
test_chain (Fixture      *fixture,
            gconstpointer data)
{
  WlkTestRecipe recipes[5];
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(WlkPath) path = NULL;
  g_autofree char *text = NULL;

  wlk_test_make_recipes (recipes, 5);
  chain = wlk_test_issue_path (recipes, 5);
  trust (fixture, chain->pdata[0]);
  for (guint i = 1; i < chain->len; i++)
    receive (fixture, chain->pdata[i]);
  begin (fixture, chain->pdata[4]);

  path = find (fixture);
  text = describe (path);
  g_assert_cmpstr (text, ==, "Root > CA 1 > CA 2 > CA 3 > leaf.example");
  g_assert_true (path->has_anchor);
  g_assert_cmpstr (wlk_path_get_origin (path, 0), ==, "store");
  g_assert_cmpstr (wlk_path_get_origin (path, 1), ==, "pool.pem");
  g_assert_cmpstr (wlk_path_get_origin (path, 4), ==, "the leaf");
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), ==, 4);
  assert_next (fixture, "none");
}

static void
test_no_anchor (Fixture      *fixture,
                gconstpointer data)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(WlkPath) longest = NULL;
  g_autofree char *text = NULL;

  wlk_test_make_recipes (recipes, 3);
  chain = wlk_test_issue_path (recipes, 3);
  for (guint i = 0; i < chain->len; i++)
    receive (fixture, chain->pdata[i]);
  begin (fixture, chain->pdata[2]);

  assert_next (fixture, "none");
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), ==, 0);
  longest = wlk_path_builder_dup_longest (fixture->builder);
  text = describe (longest);
  g_assert_cmpstr (text, ==, "Root > CA 1 > leaf.example");
  g_assert_false (longest->has_anchor);
}

static void
test_longest_prefers_signer (Fixture      *fixture,
                             gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe stranger = make_ca ("CN=CA", WLK_TEST_KEY_EC_2);
  WlkTestRecipe leaf_recipe = make_leaf ();
  g_autoptr(WlkCertificate) good = NULL;
  g_autoptr(WlkCertificate) bad = NULL;
  g_autoptr(WlkCertificate) leaf = NULL;
  g_autoptr(WlkPath) longest = NULL;

  leaf_recipe.has_no_key_ids = TRUE;
  good = wlk_test_issue (&signer, &root);
  bad = wlk_test_issue (&stranger, &root);
  leaf = wlk_test_issue (&leaf_recipe, &signer);
  receive (fixture, bad);
  receive (fixture, good);
  begin (fixture, leaf);

  longest = wlk_path_builder_dup_longest (fixture->builder);
  g_assert_cmpuint (longest->certificates->len, ==, 2);
  g_assert_true (wlk_path_get_certificate (longest, 0) == good);
}

static void
test_leaf_anchor (Fixture      *fixture,
                  gconstpointer data)
{
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, NULL);

  trust (fixture, leaf);
  begin (fixture, leaf);

  assert_next (fixture, "leaf.example");
  assert_next (fixture, "none");
}

static void
test_anchor_not_self_signed (Fixture      *fixture,
                             gconstpointer data)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) chain = NULL;

  wlk_test_make_recipes (recipes, 3);
  chain = wlk_test_issue_path (recipes, 3);
  trust (fixture, chain->pdata[1]);
  begin (fixture, chain->pdata[2]);

  assert_next (fixture, "CA 1 > leaf.example");
  assert_next (fixture, "none");
}

/* The search stops at the lower anchor, though there is one above it. */
static void
test_stops_at_anchor (Fixture      *fixture,
                      gconstpointer data)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) chain = NULL;

  wlk_test_make_recipes (recipes, 3);
  chain = wlk_test_issue_path (recipes, 3);
  trust (fixture, chain->pdata[0]);
  trust (fixture, chain->pdata[1]);
  receive (fixture, chain->pdata[1]);
  begin (fixture, chain->pdata[2]);

  assert_next (fixture, "CA 1 > leaf.example");
  assert_next (fixture, "none");
}

/* A cross-certificate with an anchor's name and key is the anchor, as the store has it. */
static void
test_twin_of_anchor (Fixture      *fixture,
                     gconstpointer data)
{
  WlkTestRecipe old = make_ca ("CN=Old", WLK_TEST_KEY_EC_0);
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) cross = wlk_test_issue (&root, &old);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &root);

  trust (fixture, anchor);
  receive (fixture, cross);
  begin (fixture, leaf);

  assert_next_top (fixture, 0, anchor);
  assert_next (fixture, "none");
}

static void
test_duplicates (Fixture      *fixture,
                 gconstpointer data)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(GPtrArray) copies = NULL;

  wlk_test_make_recipes (recipes, 3);
  chain = wlk_test_issue_path (recipes, 3);
  copies = wlk_test_issue_path (recipes, 3);
  trust (fixture, chain->pdata[0]);
  for (guint i = 0; i < 3; i++)
    {
      receive (fixture, chain->pdata[i]);
      receive (fixture, copies->pdata[i]);
    }
  begin (fixture, chain->pdata[2]);

  assert_next (fixture, "Root > CA 1 > leaf.example");
  assert_next (fixture, "none");
}

/* Two certificates of one CA, of which the first may be expired or have another key; the other one
 * must come first, in whatever order they lie in the file. */
static void
check_twins (Fixture             *fixture,
             const WlkTestRecipe *signer,
             const WlkTestRecipe *twin,
             gboolean             is_turned)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) good = wlk_test_issue (signer, &root);
  g_autoptr(WlkCertificate) bad = wlk_test_issue (twin, &root);
  g_autoptr(WlkCertificate) leaf = NULL;

  recipe.has_no_key_ids = signer->has_no_key_ids;
  leaf = wlk_test_issue (&recipe, signer);
  trust (fixture, anchor);
  receive (fixture, is_turned ? good : bad);
  receive (fixture, is_turned ? bad : good);
  begin (fixture, leaf);

  assert_next_top (fixture, 1, good);
  assert_next_top (fixture, 1, bad);
  assert_next (fixture, "none");
}

static void
test_expired_twin (Fixture      *fixture,
                   gconstpointer data)
{
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe twin = signer;

  twin.not_after = WLK_TEST_TIME - 1;
  check_twins (fixture, &signer, &twin, data != NULL);
}

static void
test_wrong_key_twin (Fixture      *fixture,
                     gconstpointer data)
{
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe twin = make_ca ("CN=CA", WLK_TEST_KEY_EC_2);

  check_twins (fixture, &signer, &twin, data != NULL);
}

/* Key identifiers are hints: without them, and against them, the key decides. */
static void
test_twin_without_ids (Fixture      *fixture,
                       gconstpointer data)
{
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe twin = make_ca ("CN=CA", WLK_TEST_KEY_EC_2);

  signer.has_no_key_ids = TRUE;
  twin.has_no_key_ids = TRUE;
  check_twins (fixture, &signer, &twin, data != NULL);
}

static void
test_lying_key_id (Fixture      *fixture,
                   gconstpointer data)
{
  static const WlkTestExtension ids[] = {
    { WLK_OID_SUBJECT_KEY_IDENTIFIER, FALSE, "0404DEADBEEF" },
    { NULL, FALSE, NULL },
  };
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe ca_recipe = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &ca_recipe);
  g_autoptr(WlkCertificate) ca = NULL;

  ca_recipe.has_no_key_ids = TRUE;
  ca_recipe.extensions = ids;
  ca = wlk_test_issue (&ca_recipe, &root);
  trust (fixture, anchor);
  receive (fixture, ca);
  begin (fixture, leaf);

  assert_next (fixture, "Root > CA > leaf.example");
}

/* The name of the anchor fits and its key did not sign: a path comes all the same, to say so. */
static void
test_other_root_key (Fixture      *fixture,
                     gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe other = make_ca ("CN=Root", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&other, NULL);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &root);

  trust (fixture, anchor);
  begin (fixture, leaf);

  assert_next_top (fixture, 0, anchor);
  assert_next (fixture, "none");
}

/* “A” and “B” sign each other, and “A” is signed by the root as well. */
static void
test_loop (Fixture      *fixture,
           gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe a = make_ca ("CN=A", WLK_TEST_KEY_EC_1);
  WlkTestRecipe b = make_ca ("CN=B", WLK_TEST_KEY_EC_2);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) a_by_b = wlk_test_issue (&a, &b);
  g_autoptr(WlkCertificate) b_by_a = wlk_test_issue (&b, &a);
  g_autoptr(WlkCertificate) a_by_root = wlk_test_issue (&a, &root);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &a);

  trust (fixture, anchor);
  receive (fixture, a_by_b);
  receive (fixture, b_by_a);
  receive (fixture, a_by_root);
  begin (fixture, leaf);

  assert_next (fixture, "Root > A > leaf.example");
  assert_next (fixture, "none");
}

/* Names are compared without regard to case (RFC 5280 §7.1). */
static void
test_name_case (Fixture      *fixture,
                gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) leaf = NULL;

  recipe.issuer = "CN=ROOT";
  leaf = wlk_test_issue (&recipe, &root);
  trust (fixture, anchor);
  begin (fixture, leaf);

  assert_next (fixture, "Root > leaf.example");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  wlk_test_make_recipes (recipes, 3);
  chain = wlk_test_issue_path (recipes, 3);
  receive (fixture, chain->pdata[1]);
  trust (fixture, chain->pdata[0]);
  begin (fixture, chain->pdata[2]);
  g_cancellable_cancel (cancellable);

  g_assert_null (wlk_path_builder_next (fixture->builder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Two levels of CAs with two certificates each: four paths. Certificates of a level have the same
 * name and key; the serial number distinguishes them. */
static GPtrArray *
receive_square (Fixture *fixture)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  WlkTestRecipe recipes[4];
  g_autoptr(WlkCertificate) anchor = NULL;

  wlk_test_make_recipes (recipes, 4);
  anchor = wlk_test_issue (&recipes[0], NULL);
  trust (fixture, anchor);
  for (guint level = 1; level <= 2; level++)
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr(WlkCertificate) certificate = NULL;

        recipes[level].serial = level * 16 + i;
        certificate = wlk_test_issue (&recipes[level], &recipes[level - 1]);
        receive (fixture, certificate);
        g_ptr_array_add (certificates, g_steal_pointer (&certificate));
      }
  g_ptr_array_add (certificates, wlk_test_issue (&recipes[3], &recipes[2]));

  return certificates;
}

static void
assert_next_pair (Fixture        *fixture,
                  WlkCertificate *upper,
                  WlkCertificate *lower)
{
  g_autoptr(WlkPath) path = find (fixture);

  g_assert_nonnull (path);
  g_assert_true (wlk_certificate_equal (wlk_path_get_certificate (path, 1), upper));
  g_assert_true (wlk_certificate_equal (wlk_path_get_certificate (path, 2), lower));
}

static void
test_deprioritise (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr(GPtrArray) certificates = receive_square (fixture);
  gpointer *c = certificates->pdata;

  begin (fixture, c[4]);
  assert_next_pair (fixture, c[0], c[2]);
  wlk_path_builder_deprioritise (fixture->builder, c[2]);
  assert_next_pair (fixture, c[0], c[3]);
  assert_next_pair (fixture, c[1], c[3]);
  assert_next_pair (fixture, c[1], c[2]);
  assert_next (fixture, "none");
}

static void
test_deprioritised_both (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr(GPtrArray) certificates = receive_square (fixture);
  gpointer *c = certificates->pdata;

  begin (fixture, c[4]);
  assert_next_pair (fixture, c[0], c[2]);
  wlk_path_builder_deprioritise (fixture->builder, c[0]);
  wlk_path_builder_deprioritise (fixture->builder, c[2]);
  assert_next_pair (fixture, c[1], c[3]);
  assert_next_pair (fixture, c[1], c[2]);
  assert_next_pair (fixture, c[0], c[3]);
  assert_next (fixture, "none");
}

/* What all paths need is put off in vain. */
static void
test_deprioritised_all (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr(GPtrArray) certificates = receive_square (fixture);
  gpointer *c = certificates->pdata;

  begin (fixture, c[4]);
  assert_next_pair (fixture, c[0], c[2]);
  wlk_path_builder_deprioritise (fixture->builder, c[2]);
  wlk_path_builder_deprioritise (fixture->builder, c[3]);
  assert_next_pair (fixture, c[1], c[2]);
  assert_next_pair (fixture, c[0], c[3]);
  assert_next_pair (fixture, c[1], c[3]);
  assert_next (fixture, "none");
}

int
main (int    argc,
      char **argv)
{
  const gconstpointer turned = GUINT_TO_POINTER (1);

  g_test_init (&argc, &argv, NULL);

  add ("/path/builder/chain-is-found", NULL, test_chain);
  add ("/path/builder/no-anchor-ends-without-signatures", NULL, test_no_anchor);
  add ("/path/builder/longest-prefers-who-signed", NULL, test_longest_prefers_signer);
  add ("/path/builder/leaf-may-be-anchor", NULL, test_leaf_anchor);
  add ("/path/builder/anchor-need-not-be-self-signed", NULL, test_anchor_not_self_signed);
  add ("/path/builder/intermediate-anchor-stops", NULL, test_stops_at_anchor);
  add ("/path/builder/twin-of-anchor-is-anchor", NULL, test_twin_of_anchor);
  add ("/path/builder/duplicates-count-once", NULL, test_duplicates);
  add ("/path/builder/expired-twin-comes-second", NULL, test_expired_twin);
  add ("/path/builder/expired-twin-turned-comes-second", turned, test_expired_twin);
  add ("/path/builder/wrong-key-twin-comes-last", NULL, test_wrong_key_twin);
  add ("/path/builder/wrong-key-twin-turned-comes-last", turned, test_wrong_key_twin);
  add ("/path/builder/twin-without-ids-comes-last", NULL, test_twin_without_ids);
  add ("/path/builder/twin-without-ids-turned-comes-last", turned, test_twin_without_ids);
  add ("/path/builder/lying-key-id-does-not-exclude", NULL, test_lying_key_id);
  add ("/path/builder/other-root-key-still-comes", NULL, test_other_root_key);
  add ("/path/builder/loop-ends", NULL, test_loop);
  add ("/path/builder/name-in-other-case-fits", NULL, test_name_case);
  add ("/path/builder/put-off-comes-last", NULL, test_deprioritise);
  add ("/path/builder/put-off-twice-comes-after-once", NULL, test_deprioritised_both);
  add ("/path/builder/put-off-on-all-still-comes", NULL, test_deprioritised_all);
  add ("/path/builder/cancelled-stops", NULL, test_cancelled);

  return g_test_run ();
}
