/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "present/wlk-document-html.h"
#include "present/wlk-document-markdown.h"
#include "present/wlk-document-text.h"
#include "present/wlk-json-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

/*
 * A document of hostile texts in each format. Each line of the input is a block: its first byte
 * chooses the kind and the outcome, and tabs separate its texts. Vertical tabs become line feeds,
 * which a value may have.
 */

#define MAX_SIZE  (16 * 1024) /* bytes; keeps an execution short */
#define N_KINDS   (WLK_BLOCK_TABLE + 1)
#define N_FIELDS  6 /* texts of a block */
#define N_OUTCOME (WLK_OUTCOME_FAILED + 1)

static void
add_facts (WlkBlock           *block,
           const char * const *texts,
           guint8              choice)
{
  WlkFact *fact = wlk_block_add_fact (block, choice % (WLK_FACT_ADVICE + 1), texts[0], texts[1]);

  wlk_block_set_text (&fact->expected, choice & 1 ? texts[2] : NULL);
  fact->level = block->kind == WLK_BLOCK_FACTS ? choice % 4 : 0;
  fact->span = (WlkSpan) { choice, choice % 3 };
  wlk_block_add_fact (block, WLK_FACT_PLAIN, texts[3], texts[4]);
}

/* At most one node is without a name, as on a path. */
static void
add_nodes (WlkBlock           *block,
           const char * const *texts,
           guint8              choice)
{
  block->time = choice * 1000000;
  if (choice & 1)
    wlk_block_take_node (block, wlk_node_new (NULL, texts[0]));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      WlkNode *node = wlk_block_take_node (block, wlk_node_new (texts[i], texts[0]));

      node->outcome = (choice + i) % N_OUTCOME;
      node->is_weak = i == choice % N_FIELDS;
      node->not_before = (gint64) (choice ^ i) * 12345;
      node->not_after = (gint64) i * 1000000000;
      wlk_block_set_text (&node->word, texts[1]);
      wlk_block_set_text (&node->key, texts[2]);
      wlk_block_set_text (&node->validity, texts[3]);
      wlk_block_set_text (&node->link, texts[4]);
    }
}

static void
add_rows (WlkBlock           *block,
          const char * const *texts,
          guint8              choice)
{
  const char *cells[] = { texts[1], texts[2], texts[3], NULL };
  const char *heading[] = { texts[4], NULL };

  if (choice & 1)
    wlk_block_set_columns (block, (const char *[]) { texts[0], texts[5], texts[4], NULL });
  else
    wlk_block_add_row (block, WLK_OUTCOME_NOTE, heading);
  wlk_block_add_row (block, choice % N_OUTCOME, cells);
}

static void
add_block (WlkDocument *document,
           const char  *line,
           gboolean     is_harmless)
{
  guint8 choice = (guint8) *line;
  g_auto(GStrv) parts = g_strsplit (line + 1, "\t", N_FIELDS);
  const char *texts[N_FIELDS] = { "", "", "", "", "", "" };
  WlkBlock *block = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    texts[i] = g_strdelimit (g_strdelimit (parts[i], is_harmless ? "<>\"'&" : "", '_'), "\v", '\n');

  block = wlk_document_add (document, choice % N_KINDS, texts[0]);
  block->outcome = choice % N_OUTCOME;
  wlk_block_set_text (&block->word, texts[1]);
  wlk_block_set_text (&block->place, choice & 1 ? texts[2] : NULL);
  wlk_block_set_text (&block->reference, texts[3]);
  wlk_block_set_text (&block->details, texts[4]);
  if (block->kind == WLK_BLOCK_FACTS || block->kind == WLK_BLOCK_QUOTES ||
      block->kind == WLK_BLOCK_STEP)
    add_facts (block, texts, choice);
  else if (block->kind == WLK_BLOCK_TREE)
    add_nodes (block, texts, choice);
  else if (block->kind == WLK_BLOCK_TABLE)
    add_rows (block, texts, choice);
}

/* If @is_harmless, the texts have no characters that are special in HTML. */
static WlkDocument *
new_document (const char *input,
              gboolean    is_harmless)
{
  WlkDocument *document = wlk_document_new ();
  g_auto(GStrv) lines = g_strsplit (input, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      add_block (document, lines[i], is_harmless);

  return document;
}

/* Valid UTF-8 without control characters, other than line feeds, and without directional ones. */
static void
assert_is_visible (const char *text)
{
  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      g_assert (character == '\n' || !g_unichar_iscntrl (character));
      g_assert (g_unichar_type (character) != G_UNICODE_FORMAT);
    }
}

static void
check_text (const WlkDocument *document)
{
  const WlkTextStyle styles[] = {
    { .width = 20, .has_unicode = TRUE, .has_locations = TRUE }, { .width = 80 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *text = wlk_document_to_text (document, &styles[i]);

      assert_is_visible (text);
    }
}

/* Outside code, nothing begins a tag, a link or an image. */
static void
check_markdown (const WlkDocument *document)
{
  g_autofree char *markdown = wlk_document_to_markdown (document);
  const char *at = markdown;

  assert_is_visible (markdown);
  while (*at != '\0')
    {
      gsize fence = strspn (at, "`");
      const char *end = at + fence;

      if (*at == '\\' && at[1] != '\0')
        {
          at += 2;
        }
      else if (fence > 0)
        {
          while (*end != '\0' && strspn (end, "`") != fence)
            end += MAX (strspn (end, "`"), 1);
          g_assert (*end != '\0');
          at = end + fence;
        }
      else
        {
          g_assert (strchr ("<[]", *at) == NULL);
          at++;
        }
    }
}

static char *
render_html (const char *input,
             gboolean    is_harmless)
{
  g_autoptr(WlkDocument) document = new_document (input, is_harmless);
  g_autoptr(GPtrArray) documents = g_ptr_array_new ();

  g_ptr_array_add (documents, document);
  return wlk_documents_to_html (documents);
}

static guint
count (const char *text,
       char        character)
{
  guint n = 0;

  for (const char *at = strchr (text, character); at != NULL; at = strchr (at + 1, character))
    n++;

  return n;
}

/* The texts do not change the markup: it is the same if they have none of its characters. */
static void
check_html (const char *input)
{
  static const char delimiters[] = "<>\"";
  g_autofree char *html = render_html (input, FALSE);
  g_autofree char *expected = render_html (input, TRUE);

  assert_is_visible (html);
  for (const char *at = delimiters; *at != '\0'; at++)
    g_assert (count (html, *at) == count (expected, *at));
}

/* One line without control characters, from which the texts are read back. */
static void
check_json (const char *input)
{
  g_auto(GStrv) lines = g_strsplit (input, "\n", -1);
  WlkJsonWriter writer = { g_string_new (NULL) };
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonArray *array = NULL;

  wlk_json_writer_begin (&writer, NULL, '{');
  wlk_json_writer_add_strings (&writer, lines[0], (const char * const *) lines);
  wlk_json_writer_end (&writer, '}');
  json = g_string_free (writer.text, FALSE);
  if (lines[0] == NULL || !g_utf8_validate (lines[0], -1, NULL))
    return; /* the names of members are the program's own */

  g_assert (g_utf8_validate (json, -1, NULL));
  for (const char *at = json; *at != '\0'; at++)
    g_assert ((guchar) *at >= 0x20 && *at != 0x7F);
  node = json_from_string (json, NULL);
  g_assert (node != NULL);
  array = json_object_get_array_member (json_node_get_object (node), lines[0]);
  g_assert (json_array_get_length (array) == g_strv_length (lines));
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_utf8_validate (lines[i], -1, NULL))
      g_assert (strcmp (json_array_get_string_element (array, i), lines[i]) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *input = g_strndup (size > 0 ? (const char *) data : "", MIN (size, MAX_SIZE));
  g_autoptr(WlkDocument) document = new_document (input, FALSE);

  check_text (document);
  check_markdown (document);
  check_html (input);
  check_json (input);

  return 0;
}
