/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-files.h"

/*
 * Reading the suites' files. WEAKLINK_SUITES names a folder, in which each runner looks for its
 * files, or one file, of which each takes the cases that have its form.
 *
 * Others write these files, too, so a member that is missing or has another type is one without a
 * value, and no mistake.
 */

/**
 * suite_find_file:
 * @name: of a file beside the cases
 *
 * Returns: (transfer full) (nullable): its path; %NULL when WEAKLINK_SUITES is not set or no such
 *   file is in the folder that it names, or beside the file
 */
char *
suite_find_file (const char *name)
{
  const char *place = g_getenv ("WEAKLINK_SUITES");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (place == NULL || *place == '\0')
    return NULL;

  folder = g_file_test (place, G_FILE_TEST_IS_DIR) ? g_strdup (place) : g_path_get_dirname (place);
  path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/**
 * suite_list_files:
 * @names: (array zero-terminated=1): of files of a suite
 *
 * Returns: (transfer full) (element-type filename): the file that WEAKLINK_SUITES names, or those
 *   of @names that are in its folder; none when it is not set
 */
GPtrArray *
suite_list_files (const char * const *names)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *place = g_getenv ("WEAKLINK_SUITES");

  if (place != NULL && g_file_test (place, G_FILE_TEST_IS_REGULAR))
    {
      g_ptr_array_add (paths, g_strdup (place));
      return paths;
    }

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *path = suite_find_file (names[i]);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }

  return paths;
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

  if (!json_parser_load_from_mapped_file (parser, path, &error))
    g_error ("%s: %s", path, error->message);

  return json_parser_steal_root (parser);
}

/* A case has the mark of its suite; what is something else is none. */
static void
take_case (JsonNode   *node,
           const char *mark,
           GPtrArray  *cases)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                       ? json_node_get_object (node) : NULL;

  if (object != NULL && json_object_has_member (object, mark))
    g_ptr_array_add (cases, json_object_ref (object));
}

static void
take_cases (JsonNode   *root,
            const char *member,
            const char *mark,
            GPtrArray  *cases)
{
  JsonArray *array = NULL;

  if (JSON_NODE_HOLDS_ARRAY (root))
    array = json_node_get_array (root);
  else if (JSON_NODE_HOLDS_OBJECT (root) &&
           suite_get_length (json_node_get_object (root), member) > 0)
    array = json_object_get_array_member (json_node_get_object (root), member);

  if (array == NULL)
    take_case (root, mark, cases);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    take_case (json_array_get_element (array, i), mark, cases);
}

/**
 * suite_load_cases:
 * @path: a file
 * @member: of the one object that holds an array of cases
 * @mark: a member that each case of the suite has
 *
 * Reads one object with the array @member, an array by itself, or an object a line.
 *
 * Returns: (transfer full) (element-type JsonObject): the cases
 */
GPtrArray *
suite_load_cases (const char *path,
                  const char *member,
                  const char *mark)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(JsonNode) first = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  lines = g_strsplit (text, "\n", -1);
  first = lines[0] != NULL ? json_from_string (lines[0], NULL) : NULL;
  if (first == NULL)
    {
      first = suite_load_json (path);
      take_cases (first, member, mark, cases);
      return cases;
    }

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(JsonNode) node = json_from_string (lines[i], &error);

      if (error != NULL)
        g_error ("%s: %s", path, error->message);
      if (node != NULL)
        take_cases (node, member, mark, cases);
    }

  return cases;
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

static JsonNode *
get_value (JsonObject *object,
           const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * suite_get_string:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: (nullable) (transfer none): its text; %NULL without a value
 */
const char *
suite_get_string (JsonObject *object,
                  const char *member)
{
  JsonNode *node = get_value (object, member);

  return node != NULL ? json_node_get_string (node) : NULL;
}

/**
 * suite_get_integer:
 * @object: (nullable): an object
 * @member: name of a member
 * @fallback: a number
 *
 * Returns: its number; @fallback without a value
 */
gint64
suite_get_integer (JsonObject *object,
                   const char *member,
                   gint64      fallback)
{
  JsonNode *node = get_value (object, member);

  return node != NULL ? json_node_get_int (node) : fallback;
}

/**
 * suite_get_boolean:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: whether it is true
 */
gboolean
suite_get_boolean (JsonObject *object,
                   const char *member)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_boolean (node);
}

/**
 * suite_get_object:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: (nullable) (transfer none): the object in it
 */
JsonObject *
suite_get_object (JsonObject *object,
                  const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * suite_get_length:
 * @object: (nullable): an object
 * @member: name of a member
 *
 * Returns: how many elements the array in it has
 */
guint
suite_get_length (JsonObject *object,
                  const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
         ? json_array_get_length (json_node_get_array (node)) : 0;
}

/**
 * suite_get_element:
 * @object: an object
 * @member: name of a member
 * @index: less than suite_get_length()
 *
 * Returns: (transfer none): an element of the array in it
 */
JsonNode *
suite_get_element (JsonObject *object,
                   const char *member,
                   guint       index)
{
  return json_array_get_element (json_object_get_array_member (object, member), index);
}

/**
 * suite_get_word:
 * @object: an object
 * @member: name of a member
 * @index: less than suite_get_length()
 *
 * Returns: (nullable) (transfer none): the text of an element; %NULL when it is something else
 */
const char *
suite_get_word (JsonObject *object,
                const char *member,
                guint       index)
{
  JsonNode *node = suite_get_element (object, member, index);

  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
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
