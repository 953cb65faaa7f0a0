/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-name-walk.h"
#include "x509/wlk-name.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkName) name = wlk_name_new (data, size, &error);
  g_autoptr(WlkName) again = NULL;
  g_autofree char *common_name = NULL;

  g_assert ((name == NULL) == (error != NULL));
  g_assert ((name != NULL) == wlk_name_walk_check (data, size, 0, NULL));
  if (name == NULL)
    return 0;

  again = wlk_name_new (data, size, NULL);
  common_name = wlk_name_dup_attribute (name, "2.5.4.3");
  g_assert (wlk_name_equal (name, again));
  g_assert (wlk_name_is_within (name, again));
  g_assert_cmpuint (wlk_name_hash (name), ==, wlk_name_walk_hash (data, size));
  g_assert (g_utf8_validate (wlk_name_get_text (name), -1, NULL));
  g_assert (g_utf8_validate (wlk_name_get_short_text (name), -1, NULL));
  return 0;
}
