/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-leaf-choice.h"
#include "load/wlk-loader.h"
#include "wlk-test-ca.h"

static WlkQuery *
create_request (const char *name)
{
  return wlk_test_query (name, WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
}

static void
add (WlkBundle           *bundle,
     const WlkTestRecipe *recipe,
     const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (recipe, issuer);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");

  wlk_bundle_add_certificate (bundle, certificate, origin, bundle->certificates->len);
}

static void
assert_choice (WlkBundle  *bundle,
               const char *name,
               guint       expected)
{
  g_autoptr(WlkQuery) query = create_request (name);
  guint index = G_MAXUINT;

  g_assert_true (wlk_leaf_choice_find (bundle, query, &index));
  g_assert_cmpuint (index, ==, expected);
}

static void
test_nothing_is_not_chosen (void)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkQuery) query = create_request (NULL);
  guint index = 0;

  g_assert_false (wlk_leaf_choice_find (bundle, query, &index));
}

static void
test_only_one_is_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  assert_choice (bundle, NULL, 0);
}

static void
test_private_key_beats_order (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe first = wlk_test_recipe_leaf ("first.example", WLK_TEST_KEY_EC_1);
  WlkTestRecipe second = wlk_test_recipe_leaf ("second.example", WLK_TEST_KEY_RSA_2048_0);
  g_autofree char *pem = wlk_test_dup_key_pem (WLK_TEST_KEY_RSA_2048_0);
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GError) error = NULL;

  add (bundle, &root, NULL);
  add (bundle, &first, &root);
  add (bundle, &second, &root);
  g_assert_true (wlk_loader_load_bytes (bundle, bytes, "key.pem", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY), ==, 1);
  assert_choice (bundle, "first.example", 2);
}

static void
add_key (WlkBundle *bundle,
         WlkTestKey key)
{
  g_autofree char *pem = wlk_test_dup_key_pem (key);
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));

  g_assert_true (wlk_loader_load_bytes (bundle, bytes, "key.pem", NULL));
}

static void
test_key_of_a_ca_changes_nothing (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe ca = wlk_test_recipe_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &leaf, &ca);
  add (bundle, &ca, &root);
  add_key (bundle, WLK_TEST_KEY_EC_1);
  assert_choice (bundle, NULL, 0);
}

static void
test_key_chooses_among_lowest_cas (void)
{
  WlkTestRecipe first = wlk_test_recipe_ca ("CN=First", WLK_TEST_KEY_EC_0);
  WlkTestRecipe second = wlk_test_recipe_ca ("CN=Second", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &first, NULL);
  add (bundle, &second, NULL);
  add_key (bundle, WLK_TEST_KEY_EC_1);
  assert_choice (bundle, NULL, 1);
}

static void
add_unreadable (WlkBundle *bundle)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (NULL, 0);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new_unreadable (bytes, "It is cut off.");
  g_autoptr(WlkOrigin) origin = bundle->certificates->len > 0
                                ? wlk_origin_ref (wlk_bundle_get_origin (bundle, 0))
                                : wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");

  wlk_bundle_add_certificate (bundle, certificate, origin, 0);
}

static void
test_first_unreadable_is_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add_unreadable (bundle);
  add (bundle, &root, NULL);
  assert_choice (bundle, "leaf.example", 0);
  add (bundle, &leaf, &root);
  assert_choice (bundle, "leaf.example", 0);
  add_key (bundle, WLK_TEST_KEY_EC_1);
  assert_choice (bundle, "leaf.example", 2);
}

static void
test_unreadable_after_end_entity_is_not_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &leaf, &root);
  add_unreadable (bundle);
  assert_choice (bundle, NULL, 0);
}

static void
test_unreadable_below_root_is_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe ca = wlk_test_recipe_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  add (bundle, &ca, &root);
  add_unreadable (bundle);
  assert_choice (bundle, NULL, 2);
}

static void
test_foreign_private_key_changes_nothing (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autofree char *pem = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_5);
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  add (bundle, &leaf, &root);
  g_assert_true (wlk_loader_load_bytes (bundle, bytes, "key.pem", NULL));
  assert_choice (bundle, NULL, 1);
}

static void
test_broken_private_key_changes_nothing (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_1);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "key.pem");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\x30\x03\x02\x01\x00", 5);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  add (bundle, &leaf, &root);
  wlk_bundle_add_item (bundle, WLK_BUNDLE_PRIVATE_KEY, bytes, "PRIVATE KEY", origin, 0);
  assert_choice (bundle, NULL, 1);
}

static void
test_end_entity_after_its_issuers_is_chosen (void)
{
  WlkTestRecipe recipes[4];
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    add (bundle, &recipes[i], i > 0 ? &recipes[i - 1] : NULL);
  assert_choice (bundle, NULL, 3);
}

static void
test_first_of_two_end_entities_is_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe first = wlk_test_recipe_leaf ("first.example", WLK_TEST_KEY_EC_1);
  WlkTestRecipe second = wlk_test_recipe_leaf ("second.example", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  add (bundle, &first, &root);
  add (bundle, &second, &root);
  assert_choice (bundle, NULL, 1);
}

static void
test_name_chooses_among_end_entities (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe first = wlk_test_recipe_leaf ("first.example", WLK_TEST_KEY_EC_1);
  WlkTestRecipe second = wlk_test_recipe_leaf ("second.example", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  add (bundle, &root, NULL);
  add (bundle, &first, &root);
  add (bundle, &second, &root);
  assert_choice (bundle, "second.example", 2);
}

/* Whatever form the name has, it is found beside certificates whose names are similar. */
static void
test_name_of_any_form_chooses (void)
{
  static const struct
  {
    const char *san;
    const char *name;
    gboolean    is_chosen;
  } cases[] = {
    { "DNS:WWW.Second.Example", "www.second.example", TRUE },
    { "DNS:*.second.example", "www.second.example", TRUE },
    { "DNS:*.second.example", "second.example", FALSE },
    { "DNS:w.second.example", "ww.second.example", FALSE },
    { "DNS:second.example.com", "second.example", FALSE },
    { "DNS:localhost", "localhost", TRUE },
    { "DNS:localhost", "local", FALSE },
    { "IP:192.0.2.1", "192.0.2.1", TRUE },
    { "IP:192.0.2.1", "192.0.2.2", FALSE },
    { "IP:2001:db8::1", "2001:db8::1", TRUE },
    { "EMAIL:a@second.example", "a@SECOND.example", TRUE },
    { "EMAIL:a@second.example", "b@second.example", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
      WlkTestRecipe first = wlk_test_recipe_leaf ("first.example", WLK_TEST_KEY_EC_1);
      WlkTestRecipe second = wlk_test_recipe_leaf ("second.example", WLK_TEST_KEY_EC_2);
      g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

      second.san = cases[i].san;
      add (bundle, &root, NULL);
      add (bundle, &first, &root);
      add (bundle, &second, &root);
      assert_choice (bundle, cases[i].name, cases[i].is_chosen ? 2 : 1);
    }
}

static void
test_issuer_without_ca_flag_is_not_chosen (void)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe issuer = wlk_test_recipe_ca ("CN=Not a CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  issuer.is_ca = FALSE;
  issuer.path_length = -1;
  add (bundle, &issuer, &root);
  add (bundle, &leaf, &issuer);
  assert_choice (bundle, NULL, 1);
}

static void
test_lowest_ca_is_chosen_without_end_entity (void)
{
  WlkTestRecipe recipes[4];
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  add (bundle, &recipes[0], NULL);
  add (bundle, &recipes[1], &recipes[0]);
  add (bundle, &recipes[2], &recipes[1]);
  assert_choice (bundle, NULL, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/leaf-choice/nothing/is-not-chosen", test_nothing_is_not_chosen);
  g_test_add_func ("/leaf-choice/only-one/is-chosen", test_only_one_is_chosen);
  g_test_add_func ("/leaf-choice/private-key/beats-order", test_private_key_beats_order);
  g_test_add_func ("/leaf-choice/key-of-a-ca/changes-nothing", test_key_of_a_ca_changes_nothing);
  g_test_add_func ("/leaf-choice/key/chooses-among-lowest-cas",
                   test_key_chooses_among_lowest_cas);
  g_test_add_func ("/leaf-choice/unreadable/first-is-chosen", test_first_unreadable_is_chosen);
  g_test_add_func ("/leaf-choice/unreadable/after-end-entity-is-not-chosen",
                   test_unreadable_after_end_entity_is_not_chosen);
  g_test_add_func ("/leaf-choice/unreadable/below-root-is-chosen",
                   test_unreadable_below_root_is_chosen);
  g_test_add_func ("/leaf-choice/foreign-private-key/changes-nothing",
                   test_foreign_private_key_changes_nothing);
  g_test_add_func ("/leaf-choice/broken-private-key/changes-nothing",
                   test_broken_private_key_changes_nothing);
  g_test_add_func ("/leaf-choice/end-entity-after-issuers/is-chosen",
                   test_end_entity_after_its_issuers_is_chosen);
  g_test_add_func ("/leaf-choice/two-end-entities/first-is-chosen",
                   test_first_of_two_end_entities_is_chosen);
  g_test_add_func ("/leaf-choice/name/chooses-among-end-entities",
                   test_name_chooses_among_end_entities);
  g_test_add_func ("/leaf-choice/name-of-any-form/chooses", test_name_of_any_form_chooses);
  g_test_add_func ("/leaf-choice/issuer-without-ca-flag/is-not-chosen",
                   test_issuer_without_ca_flag_is_not_chosen);
  g_test_add_func ("/leaf-choice/only-cas/lowest-is-chosen",
                   test_lowest_ca_is_chosen_without_end_entity);

  return g_test_run ();
}
