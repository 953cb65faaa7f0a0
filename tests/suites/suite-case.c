/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-case.h"

#include "load/wlk-loader.h"

#include <string.h>

/* What the runners share: reading the suites' files, and inspecting a case. */

/**
 * suite_find_file:
 * @name: of a file of a suite
 *
 * Returns: (transfer full) (nullable): its path; %NULL when WEAKLINK_SUITES is not set or the
 *   folder that it names has no such file
 */
char *
suite_find_file (const char *name)
{
  const char *folder = g_getenv ("WEAKLINK_SUITES");
  g_autofree char *path = NULL;

  if (folder == NULL || *folder == '\0')
    return NULL;

  path = g_build_filename (folder, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/**
 * suite_load_json:
 * @path: a file
 *
 * Returns: (transfer full): what it holds
 */
JsonNode *
suite_load_json (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_mapped_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

static void
take_array (JsonArray *array,
            guint      index,
            JsonNode  *node,
            gpointer   cases)
{
  g_ptr_array_add (cases, json_object_ref (json_node_get_object (node)));
}

/**
 * suite_load_cases:
 * @path: a file with one JSON object a line, or with one object
 * @member: the member of the one object that holds an array of cases
 *
 * Returns: (transfer full) (element-type JsonObject): the cases
 */
GPtrArray *
suite_load_cases (const char *path,
                  const char *member)
{
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *text = NULL;

  if (!g_str_has_suffix (path, ".jsonl"))
    {
      g_autoptr(JsonNode) root = suite_load_json (path);
      JsonArray *array = json_object_get_array_member (json_node_get_object (root), member);

      g_assert_nonnull (array);
      json_array_foreach_element (array, take_array, cases);
      return g_steal_pointer (&cases);
    }

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (char *line = text; line != NULL && *line != '\0';)
    {
      char *next = strchr (line, '\n');
      g_autoptr(JsonNode) node = NULL;

      if (next != NULL)
        *next++ = '\0';
      node = json_from_string (line, NULL);
      g_assert_nonnull (node);
      g_ptr_array_add (cases, json_object_ref (json_node_get_object (node)));
      line = next;
    }

  return g_steal_pointer (&cases);
}

/**
 * suite_load_table:
 * @path: a file of lines, with tabulators between the columns, the first with their titles
 * @take: called for each line but the first, with at least three columns
 * @data: for @take
 *
 * Reads a table.
 */
void
suite_load_table (const char *path,
                  void (     *take ) (char   **columns,
                                      gpointer data),
                  gpointer    data)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_auto(GStrv) columns = g_strsplit (g_strchomp (lines[i]), "\t", -1);

      if (g_strv_length (columns) >= 3)
        take (columns, data);
    }
}

/**
 * suite_get_string:
 * @object: an object
 * @member: name of a member
 *
 * Returns: (nullable) (transfer none): its text; %NULL when it is missing or null
 */
const char *
suite_get_string (JsonObject *object,
                  const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static GBytes *
read_item (const char *item,
           const char *folder)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (folder == NULL)
    return g_bytes_new (item, strlen (item));

  path = g_build_filename (folder, item, NULL);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

/**
 * suite_load_into_bundle:
 * @bundle: where to add
 * @object: a case
 * @member: a member: one item or an array of them
 * @folder: (nullable): where the files are that the items name; %NULL when each is PEM itself
 *
 * Loads items. What cannot be read becomes a problem of @bundle, as it does in a file.
 */
void
suite_load_into_bundle (WlkBundle  *bundle,
                        JsonObject *object,
                        const char *member,
                        const char *folder)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      g_autoptr(GBytes) bytes = read_item (json_node_get_string (node), folder);

      wlk_loader_load_bytes (bundle, bytes, member, NULL);
      return;
    }

  array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr(GBytes) bytes = read_item (json_array_get_string_element (array, i), folder);

      wlk_loader_load_bytes (bundle, bytes, member, NULL);
    }
}

/**
 * suite_load_into_trust:
 * @trust: where to add
 * @bundle: certificates
 *
 * Trusts all of them.
 */
void
suite_load_into_trust (WlkTrustStore *trust,
                       WlkBundle     *bundle)
{
  for (guint i = 0; i < wlk_bundle_get_n_certificates (bundle); i++)
    wlk_trust_store_add_certificate (trust, wlk_bundle_get_certificate (bundle, i),
                                     wlk_bundle_get_origin (bundle, i));
}

/**
 * suite_inspect:
 * @request: what is asked
 * @bundle: the end entity first, then the others
 * @trust: the anchors
 * @result: where verdict, step and time go
 *
 * Inspects a case. An end entity that cannot be read is refused by “load”.
 *
 * Returns: (transfer full) (nullable): the inspection; %NULL when there is nothing to inspect
 */
WlkInspection *
suite_inspect (WlkRequest    *request,
               WlkBundle     *bundle,
               WlkTrustStore *trust,
               SuiteResult   *result)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GError) error = NULL;
  WlkCertificate *leaf = wlk_bundle_get_n_certificates (bundle) > 0
                         ? wlk_bundle_get_certificate (bundle, 0) : NULL;
  WlkFinding *decisive = NULL;
  gint64 start = g_get_monotonic_time ();

  result->certificate = "-";
  result->step = "-";
  if (leaf == NULL)
    {
      result->step = "load";
      return NULL;
    }

  inspection = wlk_inspector_inspect (inspector, request, bundle, NULL, trust, leaf, NULL, &error);
  result->milliseconds = (double) (g_get_monotonic_time () - start) / 1000.0;
  g_assert_no_error (error);

  result->is_valid = wlk_inspection_get_verdict (inspection) == WLK_VERDICT_TRUSTED;
  decisive = result->is_valid ? NULL : wlk_inspection_get_decisive (inspection);
  if (decisive != NULL)
    result->step = wlk_finding_get_step_id (decisive);

  return g_steal_pointer (&inspection);
}

/**
 * suite_has_word:
 * @words: words with “|” between them
 * @word: a word
 *
 * Returns: whether it is one of them
 */
gboolean
suite_has_word (const char *words,
                const char *word)
{
  g_auto(GStrv) list = g_strsplit (words, "|", -1);

  return g_strv_contains ((const char * const *) list, word);
}
