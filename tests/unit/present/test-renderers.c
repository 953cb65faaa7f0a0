/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-example.h"
#include "inspect/wlk-inspector.h"
#include "load/wlk-loader.h"
#include "present/wlk-document-html.h"
#include "present/wlk-document-markdown.h"
#include "present/wlk-document-text.h"
#include "present/wlk-picture.h"
#include "present/wlk-presenter.h"

#include <string.h>

/*
 * All formats contain the same facts, and no text escapes from its place. Formats are compared with
 * documents after their escaping is undone, without blanks and without the lines of the tree, since
 * a format may break lines wherever it likes.
 */

static const char * const hostile[] = {
  "](javascript:alert(1))", "[x](javascript:alert(1))", "<script>alert(1)</script>",
  "`` ` ```code", "a|b|c", "# heading", "1. item", "- item", "**bold** _it_ ~~no~~",
  "</style></svg></p>", "\" onload=\"alert(1)", "' x='", "&lt;b&gt;", "&#60;b&#62;",
  "line\vfeed\f", "\033[31mred\033[0m", "\033]8;;https://evil.example\007", "\u202Egnp.exe",
  "\u2066\u2069\u200B", "www.evil.example", "https://evil.example/", "<https://evil.example>",
  "\\", "!", "![i](u)", "$x$ @all #1", "    code", "trailing\\", "\xff\xfe", "a  ", "---", "===",
};

/* Removes what formats may add between the words of a text. */
static char *
squeeze (const char *text)
{
  g_autoptr(GString) result = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_isspace (character) && character != 0x2502 && character != 0x2514 &&
          character != 0x2500)
        g_string_append_unichar (result, character);
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* The text of an HTML page: without the head, tags and entities. */
static char *
strip_html (const char *html)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *at = strstr (html, "<body>");

  g_assert_nonnull (at);
  while (*at != '\0')
    {
      const char *end = *at == '<' ? strchr (at, '>') : NULL;

      if (end != NULL)
        at = end + 1;
      else
        g_string_append_c (text, *at++);
    }
  g_string_replace (text, "&lt;", "<", 0);
  g_string_replace (text, "&gt;", ">", 0);
  g_string_replace (text, "&quot;", "\"", 0);
  g_string_replace (text, "&#39;", "'", 0);
  g_string_replace (text, "&apos;", "'", 0);
  g_string_replace (text, "&amp;", "&", 0);

  return squeeze (text->str);
}

/* The text of Markdown that this program writes: code between backticks as it is, and otherwise
 * without backslashes and asterisks that are not escaped. */
static char *
strip_markdown (const char *markdown)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *at = markdown;

  while (*at != '\0')
    {
      gsize fence = strspn (at, "`");

      if (fence > 0)
        {
          g_autofree char *closing = g_strnfill (fence, '`');
          const char *end = at + fence;

          do
            end = strstr (end + strspn (end, "`") * (end > at + fence), closing);
          while (end != NULL && strspn (end, "`") != fence);
          g_assert_nonnull (end);
          g_string_append_len (text, at + fence, end - at - fence);
          at = end + fence;
        }
      else if (*at == '\\' && g_ascii_ispunct (at[1]))
        {
          g_string_append_c (text, at[1]);
          at += 2;
        }
      else
        {
          if (*at != '*')
            g_string_append_c (text, *at);
          at++;
        }
    }
  g_string_replace (text, "&#32;", " ", 0);

  return squeeze (text->str);
}

static void
assert_has (const char *format,
            const char *rendering,
            const char *text)
{
  g_auto(GStrv) lines = NULL;

  if (text == NULL)
    return;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *needle = squeeze (lines[i]);

      if (strstr (rendering, needle) == NULL)
        g_error ("%s has no “%s”.", format, lines[i]);
    }
}

static void
assert_has_facts (const char      *format,
                  const char      *rendering,
                  const GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const WlkFact *fact = facts->pdata[i];
      g_autofree char *location = wlk_document_dup_location (fact->span);

      assert_has (format, rendering, fact->label);
      assert_has (format, rendering, fact->value);
      assert_has (format, rendering, fact->expected);
      assert_has (format, rendering, location);
    }
}

static void
assert_has_block (const char     *format,
                  const char     *rendering,
                  const WlkBlock *block)
{
  const char * const texts[] = {
    block->text, block->word, block->place, block->reference, block->details
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_has (format, rendering, texts[i]);
  assert_has_facts (format, rendering, block->facts);
  for (guint i = 0; i < block->nodes->len; i++)
    {
      const WlkNode *node = block->nodes->pdata[i];
      const char * const parts[] = {
        node->name, node->role, node->word, node->key, node->validity, node->link
      };

      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        assert_has (format, rendering, parts[j]);
    }
  for (guint i = 0; i < block->rows->len; i++)
    for (char **cell = ((WlkRow *) block->rows->pdata[i])->cells; *cell != NULL; cell++)
      assert_has (format, rendering, *cell);
  for (char **column = block->columns; column != NULL && *column != NULL; column++)
    assert_has (format, rendering, *column);
}

static void
assert_has_all (const char        *format,
                const char        *rendering,
                const WlkDocument *document)
{
  for (guint i = 0; i < wlk_document_get_length (document); i++)
    assert_has_block (format, rendering, wlk_document_get (document, i));
}

static char *
render_html (WlkDocument *document)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new ();

  g_ptr_array_add (documents, document);
  return wlk_documents_to_html (documents);
}

/* Also at the narrowest width, at which nearly every line breaks. */
static void
assert_same_facts (WlkDocument *document)
{
  const guint widths[] = { 40, 80, 120 };
  g_autofree char *markdown = wlk_document_to_markdown (document);
  g_autofree char *html = render_html (document);
  g_autofree char *plain_markdown = strip_markdown (markdown);
  g_autofree char *plain_html = strip_html (html);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      const WlkTextStyle style = {
        .width = widths[i], .has_unicode = TRUE, .has_locations = TRUE
      };
      g_autofree char *text = wlk_document_to_text (document, &style);
      g_autofree char *plain_text = squeeze (text);

      assert_has_all ("Text", plain_text, document);
    }
  assert_has_all ("Markdown", plain_markdown, document);
  assert_has_all ("HTML", plain_html, document);
}

static WlkInspection *
inspect (const WlkExample *example)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkQuery) query = wlk_example_dup_request (example);
  g_autoptr(WlkBundle) bundle = wlk_example_load_bundle (example, &error);
  g_autoptr(WlkTrustStore) trust = wlk_example_load_trust (example, &error);
  WlkInspection *inspection =
    wlk_inspector_inspect (inspector, query, bundle, NULL, trust, NULL, NULL, &error);

  g_assert_no_error (error);
  return inspection;
}

static void
test_examples_have_the_same_facts (void)
{
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);

  for (guint i = 0; i < n_examples; i++)
    {
      const WlkExample *example = &examples[i];
      g_autoptr(WlkInspection) inspection = inspect (example);
      WlkPresentation presentation = { example->id, inspection };
      g_autoptr(WlkDocument) brief = wlk_present (&presentation);
      g_autoptr(WlkDocument) whole = NULL;

      presentation.all = TRUE;
      whole = wlk_present (&presentation);
      assert_same_facts (brief);
      assert_same_facts (whole);
    }
}

static WlkBundle *
load (const char *chain,
      const char *name)
{
  g_autoptr(GFile) file =
    g_file_new_build_filename (g_getenv ("WEAKLINK_CHAINS"), chain, name, NULL);
  g_autoptr(GError) error = NULL;
  WlkBundle *bundle = wlk_bundle_new ();

  wlk_loader_load_file (bundle, file, NULL, &error);
  g_assert_no_error (error);
  return bundle;
}

static WlkInspection *
inspect_chain (const char *name)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkBundle) chain = load (name, "chain.pem");
  g_autoptr(WlkBundle) anchors = load (name, "anchors.pem");
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_TRUST, "anchors.pem");
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkQuery) query = NULL;
  WlkInspection *inspection = NULL;

  fields.time = 1780315200; /* 2026-06-01 12:00 */
  query = wlk_query_new (&fields);
  for (guint i = 0; i < anchors->certificates->len; i++)
    wlk_trust_store_add_certificate (trust, wlk_bundle_get_certificate (anchors, i), origin);
  inspection = wlk_inspector_inspect (inspector, query, chain, NULL, trust, NULL, NULL, &error);
  g_assert_no_error (error);
  return inspection;
}

static void
test_chains_have_the_same_facts (void)
{
  static const char * const names[] = {
    "crl-damaged-1-of-3", "damaged-1-of-3", "distrusted-0-of-3", "extension-twice-1-of-3",
    "missing-2-of-3", "name-excluded-1-of-3", "two-revoked-2-and-expired-4",
  };

  if (g_getenv ("WEAKLINK_CHAINS") == NULL)
    {
      g_test_skip ("WEAKLINK_CHAINS does not name the folder of the chains.");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(WlkInspection) inspection = inspect_chain (names[i]);
      g_autoptr(WlkDocument) document =
        wlk_present (&(WlkPresentation) { names[i], inspection, .all = TRUE });

      assert_same_facts (document);
    }
}

/* A document with one text everywhere. */
static WlkDocument *
new_hostile (const char *text)
{
  WlkDocument *document = wlk_document_new ();
  WlkBlock *block = wlk_document_add (document, WLK_BLOCK_TITLE, text);
  WlkNode *node = NULL;

  wlk_block_set_text (&block->word, "Not trusted");
  wlk_document_add (document, WLK_BLOCK_HEADLINE, text);
  block = wlk_document_add (document, WLK_BLOCK_FACTS, NULL);
  wlk_block_set_text (&wlk_block_add_fact (block, WLK_FACT_PLAIN, text, text)->expected, text);
  wlk_block_add_fact (block, WLK_FACT_ADVICE, "What to do", text);
  wlk_document_add (document, WLK_BLOCK_HEADING, text);
  block = wlk_document_add (document, WLK_BLOCK_QUOTES, NULL);
  wlk_block_add_fact (block, WLK_FACT_PLAIN, text, text);
  block = wlk_document_add (document, WLK_BLOCK_TREE, NULL);
  node = wlk_block_take_node (block, wlk_node_new (text, text));
  wlk_block_set_text (&node->word, "failed");
  wlk_block_set_text (&node->key, text);
  wlk_block_set_text (&node->validity, text);
  wlk_block_set_text (&node->link, text);
  wlk_block_set_text (&wlk_document_add (document, WLK_BLOCK_ITEM, text)->details, text);
  block = wlk_document_add (document, WLK_BLOCK_STEP, text);
  wlk_block_set_text (&block->word, "failed");
  wlk_block_set_text (&block->place, text);
  wlk_block_set_text (&block->reference, "RFC 5280");
  wlk_block_set_text (&block->details, text);
  return document;
}

static void
test_hostile_text_stays_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr(WlkDocument) document = new_hostile (hostile[i]);
      g_autofree char *markdown = wlk_document_to_markdown (document);
      g_autofree char *html = render_html (document);

      assert_same_facts (document);
      g_assert_null (strchr (markdown, '\033'));
      g_assert_null (strstr (markdown, "\u202E"));
      g_assert_null (strchr (html, '\033'));
      g_assert_null (strstr (html, "<script"));
      g_assert_null (strstr (html, " onload=\""));
      g_assert_null (strstr (html, "\u202E"));
      g_assert_true (g_utf8_validate (html, -1, NULL));
      g_assert_true (g_utf8_validate (markdown, -1, NULL));
    }
}

static char *
render_sentence (const char *text)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  g_autofree char *markdown = NULL;

  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, text);
  markdown = wlk_document_to_markdown (document);
  return g_strdup (g_strstrip (markdown));
}

static void
test_markdown_is_escaped (void)
{
  static const char * const pairs[][2] = {
    { "a [x](y) <b> *c* _d_", "a \\[x\\](y) \\<b\\> \\*c\\* \\_d\\_" },
    { "1. item", "1\\. item" },
    { "12) item", "12\\) item" },
    { "# x", "\\# x" },
    { "- x", "\\- x" },
    { "+ x", "\\+ x" },
    { "version 1.2 - fine", "version 1.2 - fine" },
    { "see www.x.example", "see www\\.x.example" },
    { "see https://x.example", "see https\\://x.example" },
    { "Note: fine", "Note: fine" },
    { "a | b", "a \\| b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *markdown = render_sentence (pairs[i][0]);

      g_assert_cmpstr (markdown, ==, pairs[i][1]);
    }
}

static void
test_table_keeps_its_columns (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *table = wlk_document_add (document, WLK_BLOCK_TABLE, NULL);
  g_autofree char *markdown = NULL;

  wlk_block_set_columns (table, (const char *[]) { "A|B", "C", NULL });
  wlk_block_add_row (table, WLK_OUTCOME_PASSED, (const char *[]) { "a|b`", "c", NULL });
  markdown = wlk_document_to_markdown (document);
  g_assert_cmpstr (markdown, ==,
                   "|   | A\\|B | C |\n|---|---|---|\n| ✓ | `` a\\|b` `` | `c` |\n");
}

static void
test_html_is_one_inert_page (void)
{
  g_autoptr(WlkDocument) document = new_hostile ("name");
  g_autofree char *html = render_html (document);

  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>"));
  g_assert_nonnull (strstr (html, "default-src 'none'; style-src 'sha256-"));
  g_assert_nonnull (strstr (html, "@media print"));
  g_assert_nonnull (strstr (html, "prefers-color-scheme:dark"));
  g_assert_nonnull (strstr (html, "role=\"img\""));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "href="));
  g_assert_null (strstr (html, "src=\""));
  g_assert_null (strstr (html, "url("));
  g_assert_null (strstr (html, " style="));
}

static float
measure (const char *text,
         gpointer    user_data)
{
  return g_utf8_strlen (text, -1) * 0.5f;
}

static WlkDocument *
new_tree (void)
{
  WlkDocument *document = wlk_document_new ();
  WlkBlock *tree = wlk_document_add (document, WLK_BLOCK_TREE, NULL);

  tree->time = 150;
  for (guint i = 0; i < 3; i++)
    {
      WlkNode *node = wlk_block_take_node (tree, wlk_node_new ("Certificate", "role"));

      node->not_before = i * 100;
      node->not_after = 400 - i * 50;
      node->is_weak = i == 2;
      wlk_block_set_text (&node->word, "passed");
      wlk_block_set_text (&node->key, "RSA 2048");
      wlk_block_set_text (&node->validity, "until then");
      wlk_block_set_text (&node->link, "good signature");
    }

  return document;
}

static void
assert_inside (const WlkPicture *picture)
{
  for (guint i = 0; i < picture->shapes->len; i++)
    {
      const WlkShape *shape = picture->shapes->pdata[i];

      g_assert_cmpfloat (shape->x, >=, -0.01);
      g_assert_cmpfloat (shape->y, >=, -0.01);
      g_assert_cmpfloat (shape->x + shape->width, <=, picture->width + 0.01);
      g_assert_cmpfloat (shape->y + shape->height, <=, picture->height + 0.5);
    }
}

static void
test_pictures_stay_inside (void)
{
  g_autoptr(WlkDocument) document = new_tree ();
  const WlkBlock *tree = wlk_document_get (document, 0);

  for (float width = 5; width < 80; width += 5)
    {
      g_autoptr(WlkPicture) line = wlk_picture_new_life_line (tree, width, FALSE, measure, NULL);
      g_autoptr(WlkPicture) mirrored = wlk_picture_new_life_line (tree, width, TRUE, measure, NULL);

      assert_inside (line);
      assert_inside (mirrored);
      g_assert_cmpuint (line->shapes->len, ==, mirrored->shapes->len);
    }
}

static void
test_life_line_bars_are_in_proportion (void)
{
  g_autoptr(WlkDocument) document = new_tree ();
  g_autoptr(WlkPicture) line =
    wlk_picture_new_life_line (wlk_document_get (document, 0), 30, FALSE, measure, NULL);
  const WlkShape *bars[3] = { NULL };
  guint n_bars = 0;

  for (guint i = 0; i < line->shapes->len; i++)
    {
      const WlkShape *shape = line->shapes->pdata[i];

      if (shape->kind == WLK_SHAPE_BAR)
        bars[n_bars++] = shape;
    }
  g_assert_cmpuint (n_bars, ==, 3);
  g_assert_cmpfloat_with_epsilon (bars[1]->width, bars[0]->width * 250 / 400, 0.01);
  g_assert_cmpint (bars[1]->outcome, ==, WLK_OUTCOME_NOTE);
  g_assert_cmpint (bars[2]->outcome, ==, WLK_OUTCOME_FAILED); /* not valid yet */
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/renderers/examples/have-the-same-facts", test_examples_have_the_same_facts);
  g_test_add_func ("/renderers/chains/have-the-same-facts", test_chains_have_the_same_facts);
  g_test_add_func ("/renderers/hostile-text/stays-text", test_hostile_text_stays_text);
  g_test_add_func ("/renderers/markdown/is-escaped", test_markdown_is_escaped);
  g_test_add_func ("/renderers/table/keeps-its-columns", test_table_keeps_its_columns);
  g_test_add_func ("/renderers/html/is-one-inert-page", test_html_is_one_inert_page);
  g_test_add_func ("/renderers/pictures/stay-inside", test_pictures_stay_inside);
  g_test_add_func ("/renderers/life-line/bars-are-in-proportion",
                   test_life_line_bars_are_in_proportion);

  return g_test_run ();
}
