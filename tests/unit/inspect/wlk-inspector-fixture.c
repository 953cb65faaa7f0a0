/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-inspector-fixture.h"

/**
 * inspector_set_up:
 * @fixture: a fixture
 * @data: unused
 *
 * Makes the recipes of a faultless path; nothing is received or trusted yet.
 */
void
inspector_set_up (InspectorFixture *fixture,
                  gconstpointer     data)
{
  wlk_test_make_recipes (fixture->recipes, INSPECTOR_PATH_LENGTH);
  fixture->bundle = wlk_bundle_new ();
  fixture->query = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
  fixture->inspector = wlk_inspector_new ();
}

/**
 * inspector_tear_down:
 * @fixture: a fixture
 * @data: unused
 *
 * Frees everything; the inspector must have no other reference.
 */
void
inspector_tear_down (InspectorFixture *fixture,
                     gconstpointer     data)
{
  g_clear_pointer (&fixture->bundle, wlk_bundle_unref);
  g_clear_pointer (&fixture->trust, wlk_trust_store_unref);
  g_clear_pointer (&fixture->query, wlk_query_unref);
  g_assert_finalize_object (fixture->inspector);
}

/**
 * inspector_receive:
 * @bundle: what was received
 * @recipe: the certificate
 * @issuer: (nullable): who signs it
 *
 * Issues a certificate and adds it to @bundle.
 */
void
inspector_receive (WlkBundle           *bundle,
                   const WlkTestRecipe *recipe,
                   const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (recipe, issuer);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");

  wlk_bundle_add_certificate (bundle, certificate, origin, bundle->certificates->len);
}

/**
 * inspector_trust_root:
 * @fixture: a fixture
 *
 * Trusts the root of the recipes, and nothing else.
 */
void
inspector_trust_root (InspectorFixture *fixture)
{
  g_autoptr(WlkCertificate) root = wlk_test_issue (&fixture->recipes[0], NULL);

  fixture->trust = wlk_test_trust (root);
}

/**
 * inspector_receive_all:
 * @fixture: a fixture
 *
 * Receives the leaf and the intermediate, in this order, and trusts the root.
 */
void
inspector_receive_all (InspectorFixture *fixture)
{
  inspector_receive (fixture->bundle, &fixture->recipes[INSPECTOR_LEAF], &fixture->recipes[1]);
  inspector_receive (fixture->bundle, &fixture->recipes[1], &fixture->recipes[0]);
  inspector_trust_root (fixture);
}

/**
 * inspector_inspect:
 * @fixture: a fixture
 * @connection: (nullable): inspected instead of the fixture's bundle
 *
 * Returns: (transfer full): the inspection
 */
WlkInspection *
inspector_inspect (InspectorFixture *fixture,
                   WlkConnection    *connection)
{
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection = NULL;

  inspection = wlk_inspector_inspect (fixture->inspector, fixture->query,
                                      connection == NULL ? fixture->bundle : NULL,
                                      connection, fixture->trust, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (inspection);
  return inspection;
}

/**
 * inspector_assert_decisive:
 * @inspection: an inspection
 * @step: id of a step
 * @position: index of a certificate in the path
 *
 * Fails unless the decisive finding is that of @step about that certificate.
 */
void
inspector_assert_decisive (WlkInspection *inspection,
                           const char    *step,
                           int            position)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);

  g_assert_nonnull (decisive);
  g_assert_cmpstr (decisive->record->step->name, ==, step);
  g_assert_cmpint (decisive->record->position, ==, position);
}
