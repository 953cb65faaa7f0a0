/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "checks/wlk-host-name.h"

#include <string.h>

/* What the input means: the reference name, a line break, and the name that a
 * certificate presents. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *text = size > 0 ? (const char *) data : "";
  const char *end = memchr (text, '\n', size);
  gsize typed_length = end != NULL ? (gsize) (end - text) : size;
  gsize presented_length = end != NULL ? size - typed_length - 1 : 0;
  g_autofree char *typed = g_strndup (text, typed_length);
  g_autofree char *presented = g_strndup (text + size - presented_length, presented_length);
  g_autofree char *reference = wlk_host_name_normalize (typed);
  g_autofree char *again = NULL;
  G_GNUC_UNUSED g_autoptr(GInetAddress) address = wlk_host_name_parse_address (typed);

  if (reference == NULL)
    return 0;

  again = wlk_host_name_normalize (reference);
  g_assert_cmpstr (again, ==, reference);
  g_assert_cmpuint (strlen (reference), <=, WLK_HOST_NAME_MAX_LENGTH);
  g_assert_cmpint (wlk_host_name_match (reference, strlen (reference), reference), ==,
                   WLK_HOST_NAME_EQUAL);
  wlk_host_name_match (text + size - presented_length, presented_length, reference);
  if (wlk_host_name_match (presented, strlen (presented), reference) != WLK_HOST_NAME_DIFFERS)
    g_assert_cmpuint (wlk_host_name_count_equal_labels (presented, reference), >, 0);

  return 0;
}
