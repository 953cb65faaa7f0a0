/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"
#include "wlk-test-ca.h"

G_BEGIN_DECLS

#define INSPECTOR_PATH_LENGTH 3
#define INSPECTOR_LEAF        2

/**
 * InspectorFixture:
 * @recipes: a faultless path, anchor first, to spoil before it is issued
 * @bundle: what was received
 * @trust: (nullable): the anchors
 * @query: for leaf.example, at the tests' moment
 * @inspector: the inspector
 *
 * An inspection in the making.
 */
typedef struct
{
  WlkTestRecipe  recipes[INSPECTOR_PATH_LENGTH];
  WlkBundle     *bundle;
  WlkTrustStore *trust;
  WlkQuery      *query;
  WlkInspector  *inspector;
} InspectorFixture;

void inspector_set_up (InspectorFixture *fixture,
                       gconstpointer     data);
void inspector_tear_down (InspectorFixture *fixture,
                          gconstpointer     data);
void inspector_receive (WlkBundle           *bundle,
                        const WlkTestRecipe *recipe,
                        const WlkTestRecipe *issuer);
void inspector_trust_root (InspectorFixture *fixture);
void inspector_receive_all (InspectorFixture *fixture);
WlkInspection *inspector_inspect (InspectorFixture *fixture,
                                  WlkConnection    *connection);
void inspector_assert_decisive (WlkInspection *inspection,
                                const char    *step,
                                int            position);

G_END_DECLS
