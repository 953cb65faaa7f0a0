/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

/*
 * What the steps say of a chain as it was sent. A case spells the chain, a letter for each
 * certificate: the leaf (L), the two CAs above it (b, a), the root (R), the lower CA cross-signed
 * by another root (x), a stranger (s), and twins of the lower CA: one that is expired (e), and one
 * with another key, with key identifiers (k) and without (n).
 */

typedef struct
{
  const char *name;
  const char *chain;
  const char *step;
  WlkOutcome  live;   /* when a server sent it */
  WlkOutcome  files;  /* when it is in files */
} Case;

static const Case cases[] = {
  { "in-order", "Lba", "chain-order", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "in-order-with-root", "LbaR", "chain-order", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "in-order-with-gap", "La", "chain-order", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "in-order-with-stranger", "Lsba", "chain-order", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "leaf-alone", "L", "chain-order", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "cas-swapped", "Lab", "chain-order", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "upside-down", "abL", "chain-order", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "leaf-second", "bLa", "chain-order", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "root-first", "RLba", "chain-order", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "nothing", "", "chain-order", WLK_OUTCOME_SKIPPED, WLK_OUTCOME_SKIPPED },

  { "none", "Lba", "chain-duplicates", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "leaf-twice", "LLba", "chain-duplicates", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "ca-twice", "LbaLb", "chain-duplicates", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "nothing", "", "chain-duplicates", WLK_OUTCOME_SKIPPED, WLK_OUTCOME_SKIPPED },

  { "left-out", "Lba", "chain-root-unneeded", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "sent", "LbaR", "chain-root-unneeded", WLK_OUTCOME_NOTE, WLK_OUTCOME_NOTE },
  { "nothing", "", "chain-root-unneeded", WLK_OUTCOME_SKIPPED, WLK_OUTCOME_SKIPPED },

  { "none", "Lba", "chain-unused", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "stranger", "Lbas", "chain-unused", WLK_OUTCOME_WARNING, WLK_OUTCOME_NOTE },
  { "cross-signed", "Lbax", "chain-unused", WLK_OUTCOME_NOTE, WLK_OUTCOME_NOTE },
  { "nothing", "", "chain-unused", WLK_OUTCOME_SKIPPED, WLK_OUTCOME_SKIPPED },

  { "none", "Lba", "chain-twins", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "cross-signed-first", "Lxba", "chain-twins", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "expired-first", "Leba", "chain-twins", WLK_OUTCOME_WARNING, WLK_OUTCOME_WARNING },
  { "expired-after", "Lbea", "chain-twins", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "expired-instead", "Lea", "chain-twins", WLK_OUTCOME_WARNING, WLK_OUTCOME_WARNING },
  { "other-key-identified-first", "Lkba", "chain-twins", WLK_OUTCOME_NOTE, WLK_OUTCOME_NOTE },
  { "other-key-first", "Lnba", "chain-twins", WLK_OUTCOME_WARNING, WLK_OUTCOME_WARNING },
  { "other-key-after", "Lbna", "chain-twins", WLK_OUTCOME_PASSED, WLK_OUTCOME_PASSED },
  { "gravest-of-two", "Lkeba", "chain-twins", WLK_OUTCOME_WARNING, WLK_OUTCOME_WARNING },
  { "nothing", "", "chain-twins", WLK_OUTCOME_SKIPPED, WLK_OUTCOME_SKIPPED },
};

static WlkCertificate *
issue_twin (WlkCheckFixture *fixture,
            char             letter)
{
  WlkTestRecipe twin = fixture->chain.recipes[2];

  twin.serial = 99;
  if (letter == 'e')
    twin.not_after = WLK_TEST_TIME - 1;
  else
    twin.key = WLK_TEST_KEY_EC_7;
  twin.has_no_key_ids = letter == 'n';

  return wlk_test_issue (&twin, &fixture->chain.recipes[1]);
}

static WlkCertificate *
dup_certificate (WlkCheckFixture *fixture,
                 char             letter)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_6);
  WlkTestRecipe stranger = wlk_test_recipe_leaf ("stranger.example", WLK_TEST_KEY_EC_7);

  switch (letter)
    {
    case 'L':
      return g_object_ref (fixture->chain.certificates->pdata[3]);

    case 'b':
      return g_object_ref (fixture->chain.certificates->pdata[2]);

    case 'a':
      return g_object_ref (fixture->chain.certificates->pdata[1]);

    case 'R':
      return g_object_ref (fixture->chain.certificates->pdata[0]);

    case 'x':
      return wlk_test_issue (&fixture->chain.recipes[2], &other);

    case 'e':
    case 'k':
    case 'n':
      return issue_twin (fixture, letter);

    case 's':
    default:
      return wlk_test_issue (&stranger, &other);
    }
}

static void
receive (WlkCheckFixture *fixture,
         const char      *chain,
         WlkOriginKind    kind)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (kind, "test");

  wlk_check_fixture_init (fixture, 4);
  wlk_check_fixture_issue (fixture);
  fixture->is_live = kind == WLK_ORIGIN_CONNECTION;
  fixture->received = wlk_bundle_new ();
  for (guint i = 0; chain[i] != '\0'; i++)
    {
      g_autoptr(WlkCertificate) certificate = dup_certificate (fixture, chain[i]);

      wlk_bundle_add_certificate (fixture->received, certificate, origin, i);
    }
}

static void
test_live (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };

  receive (&fixture, row->chain, WLK_ORIGIN_CONNECTION);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, row->step, WLK_WHOLE_PATH, row->live);
  wlk_check_fixture_assert_trusted (&fixture);
}

static void
test_files (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };

  receive (&fixture, row->chain, WLK_ORIGIN_FILE);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, row->step, WLK_WHOLE_PATH, row->files);
  wlk_check_fixture_assert_trusted (&fixture);
}

/* Files that lie beside a connection are not what the server sent. */
static void
test_files_beside_connection_not_looked_at (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "more.pem");
  g_autoptr(WlkCertificate) stranger = NULL;

  receive (&fixture, "Lba", WLK_ORIGIN_CONNECTION);
  stranger = dup_certificate (&fixture, 's');
  wlk_bundle_add_certificate (fixture.received, stranger, origin, 0);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, "chain-unused", WLK_WHOLE_PATH, WLK_OUTCOME_PASSED);
}

static void
test_collection_is_no_chain (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "many.pem");

  receive (&fixture, "Lba", WLK_ORIGIN_FILE);
  for (guint i = 3; i < 101; i++)
    wlk_bundle_add_certificate (fixture.received, fixture.chain.certificates->pdata[1], origin, i);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, "chain-duplicates", WLK_WHOLE_PATH,
                                    WLK_OUTCOME_SKIPPED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *live = g_strdup_printf ("/checks/%s/%s-%s-sent", cases[i].step,
                                               cases[i].name, wlk_outcome_get_id (cases[i].live));
      g_autofree char *files = g_strdup_printf ("/checks/%s/%s-%s-in-files", cases[i].step,
                                                cases[i].name,
                                                wlk_outcome_get_id (cases[i].files));

      g_test_add_data_func (live, &cases[i], test_live);
      g_test_add_data_func (files, &cases[i], test_files);
    }
  g_test_add_func ("/checks/chain/files-beside-connection-not-looked-at",
                   test_files_beside_connection_not_looked_at);
  g_test_add_func ("/checks/chain/collection-is-no-chain", test_collection_is_no_chain);

  return g_test_run ();
}
