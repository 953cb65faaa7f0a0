/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-ca.h"

G_BEGIN_DECLS

/* Changes of an extension: the OID, and the value in hexadecimal. */
#define WLK_TEST_EXTENSION(oid, hex) "extension=" oid " " hex
#define WLK_TEST_CRITICAL(oid, hex)  "extension=" oid " critical " hex

void wlk_test_recipe_set (WlkTestRecipe *self,
                          const char    *field,
                          const char    *value);
void wlk_test_recipe_change (WlkTestRecipe *self,
                             const char    *change);
gboolean wlk_test_parse_boolean (const char *value);
WlkTestKey wlk_test_parse_key (const char *value);
gint64 wlk_test_parse_time (const char *value);

G_END_DECLS
