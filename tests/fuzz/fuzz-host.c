/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "net/wlk-target.h"

#include <string.h>

/* A host that is taken has one form, in which it can be typed again. */
static void
assert_stable (WlkTarget *target)
{
  g_autofree char *text = g_strdup_printf (strchr (target->host, ':') != NULL
                                           ? "[%s]:%u"
                                           : "%s:%u",
                                           target->host,
                                           target->port);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) again = wlk_target_new_parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (again->host, ==, target->host);
  g_assert_cmpuint (again->port, ==, target->port);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = wlk_target_new_parse (text, &error);

  g_assert ((target == NULL) == (error != NULL));
  if (target == NULL)
    {
      g_assert (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_assert (g_utf8_validate (target->text, -1, NULL));
  g_assert (g_str_is_ascii (target->host));
  g_assert_cmpuint (target->port, >, 0);
  assert_stable (target);
  return 0;
}
