/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "fetch/wlk-fetch-address.h"

#include <string.h>

/* What a certificate may name as an address. One that is taken is of HTTP, and no part of it that
 * goes into a question breaks a line. */

static void
assert_one_line (const char *text)
{
  g_assert (text == NULL || strpbrk (text, "\r\n") == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = wlk_fetch_address_parse (text, &error);
  g_autofree char *again = NULL;

  g_assert ((uri == NULL) == (error != NULL));
  if (uri == NULL)
    return 0;

  g_assert (g_str_has_prefix (g_uri_get_scheme (uri), "http"));
  g_assert (*g_uri_get_host (uri) != '\0');
  g_assert (g_uri_get_port (uri) != 0);
  assert_one_line (g_uri_get_host (uri));
  assert_one_line (g_uri_get_path (uri));
  assert_one_line (g_uri_get_query (uri));
  again = g_uri_to_string (uri);
  assert_one_line (again);
  return 0;
}
