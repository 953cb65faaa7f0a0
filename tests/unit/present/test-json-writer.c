/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-json-writer.h"

#include <json-glib/json-glib.h>

/* What the writer escapes, and where it puts commas. */

static void
test_strings_survive (void)
{
  static const char * const strings[] = {
    "", "\"", "\\", "\n\t\b", "\x01\x1f\x7f", "“é”", "</script>", "\u2028",
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      WlkJsonWriter writer = { g_string_new (NULL) };
      g_autofree char *json = NULL;
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(GError) error = NULL;

      wlk_json_writer_begin (&writer, NULL, '[');
      wlk_json_writer_add_string (&writer, NULL, strings[i]);
      wlk_json_writer_end (&writer, ']');
      json = g_string_free (writer.text, FALSE);
      g_assert_null (strchr (json, '\n'));
      node = json_from_string (json, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (json_array_get_string_element (json_node_get_array (node), 0), ==,
                       strings[i]);
    }
}

static void
test_nesting_has_commas (void)
{
  WlkJsonWriter writer = { g_string_new (NULL) };
  g_autofree char *json = NULL;

  wlk_json_writer_begin (&writer, NULL, '{');
  wlk_json_writer_begin (&writer, "a", '[');
  wlk_json_writer_end (&writer, ']');
  wlk_json_writer_add_strings (&writer, "b", (const char *[]) { "[", "{", NULL });
  wlk_json_writer_begin (&writer, "c", '{');
  wlk_json_writer_add_int (&writer, "d", -1);
  wlk_json_writer_add_boolean (&writer, "e", TRUE);
  wlk_json_writer_add_string (&writer, "f", NULL);
  wlk_json_writer_end (&writer, '}');
  wlk_json_writer_end (&writer, '}');
  json = g_string_free (writer.text, FALSE);
  g_assert_cmpstr (json, ==,
                   "{\"a\":[],\"b\":[\"[\",\"{\"],\"c\":{\"d\":-1,\"e\":true,\"f\":null}}");
}

static void
test_other_bytes_are_visible (void)
{
  WlkJsonWriter writer = { g_string_new (NULL) };
  g_autofree char *json = NULL;

  wlk_json_writer_add_string (&writer, NULL, "\xff");
  json = g_string_free (writer.text, FALSE);
  g_assert_cmpstr (json, ==, "\"⟨0xFF⟩\"");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/strings/survive", test_strings_survive);
  g_test_add_func ("/json-writer/nesting/has-commas", test_nesting_has_commas);
  g_test_add_func ("/json-writer/other-bytes/are-visible", test_other_bytes_are_visible);

  return g_test_run ();
}
