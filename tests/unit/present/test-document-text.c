/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-document-text.h"

/* A document as plain text: what fits a line, what is made visible, what has a colour. */

static char *
render (WlkDocument *document,
        guint        width)
{
  const WlkTextStyle style = { .width = width, .has_unicode = TRUE };

  return wlk_document_to_text (document, &style);
}

static void
assert_fits (const char *text,
             glong       width)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, width);
}

static void
test_long_words_fit (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *facts = NULL;
  g_autofree char *text = NULL;

  facts = wlk_document_add (document, WLK_BLOCK_FACTS, NULL);
  wlk_block_add_fact (facts, WLK_FACT_PLAIN, "Serial",
                      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  wlk_document_add (document, WLK_BLOCK_PARAGRAPH,
                    "A sentence that is longer than a line of forty columns.");
  text = render (document, 40);
  assert_fits (text, 40);
}

static void
test_width_is_exact (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  g_autofree char *text = NULL;

  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, "12345678 9");
  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, "12345678 90");
  text = render (document, 12);
  g_assert_cmpstr (text, ==, "  12345678 9\n  12345678\n  90\n");
}

static void
test_citation_is_whole (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  g_autofree char *text = NULL;

  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, "see RFC 5280 §4.2");
  text = render (document, 16);
  g_assert_cmpstr (text, ==, "  see\n  RFC 5280 §4.2\n");
}

static void
test_hostile_text_is_visible (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *tree = NULL;
  WlkNode *node = NULL;
  g_autofree char *text = NULL;

  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, "\033[31mred\u202Ekcab");
  tree = wlk_document_add (document, WLK_BLOCK_TREE, NULL);
  node = wlk_block_take_node (tree, wlk_node_new ("\033]0;title\007", "end entity"));
  wlk_block_set_text (&node->word, "passed");
  wlk_block_set_text (&node->key, "\b\b");
  wlk_block_set_text (&node->validity, "until then");
  wlk_block_set_text (&node->link, "good");
  text = render (document, 80);
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strchr (text, '\b'));
  g_assert_null (strstr (text, "\u202E"));
  g_assert_nonnull (strstr (text, "⟨U+001B⟩"));
}

/* A name cannot end its quotation, so it is not read as an outcome. */
static void
test_name_is_quoted (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *tree = wlk_document_add (document, WLK_BLOCK_TREE, NULL);
  WlkNode *node = wlk_block_take_node (tree, wlk_node_new ("A” — root, passed", "end entity"));
  g_autofree char *text = NULL;

  wlk_block_set_text (&node->word, "failed");
  wlk_block_set_text (&node->key, "key");
  wlk_block_set_text (&node->validity, "until then");
  wlk_block_set_text (&node->link, "good");
  text = render (document, 120);
  g_assert_nonnull (strstr (text, "“A⟨U+201D⟩ — root, passed” — end entity, failed\n"));
}

static void
test_rows_align (void)
{
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *table = wlk_document_add (document, WLK_BLOCK_TABLE, NULL);
  g_autofree char *text = NULL;

  wlk_block_set_columns (table, (const char *[]) { "Key", "Result", NULL });
  wlk_block_add_row (table, WLK_OUTCOME_PASSED, (const char *[]) { "ECDSA", "same", NULL });
  wlk_block_add_row (table, WLK_OUTCOME_WARNING, (const char *[]) { "任意", "other", NULL });
  text = render (document, 80);
  g_assert_cmpstr (text, ==, "    Key    Result\n  ✓ ECDSA  same\n  ! 任意   other\n");
}

static void
test_color_and_ascii (void)
{
  const WlkTextStyle style = { .width = 80, .has_color = TRUE };
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *item = wlk_document_add (document, WLK_BLOCK_ITEM, "name");
  g_autofree char *text = NULL;

  item->outcome = WLK_OUTCOME_FAILED;
  text = wlk_document_to_text (document, &style);
  g_assert_cmpstr (text, ==, "  \033[1;31mx\033[0m name\n");
}

static void
test_location_is_a_range (void)
{
  const WlkTextStyle style = { .width = 80, .has_unicode = TRUE, .has_locations = TRUE };
  g_autoptr(WlkDocument) document = wlk_document_new ();
  WlkBlock *facts = wlk_document_add (document, WLK_BLOCK_FACTS, NULL);
  g_autofree char *text = NULL;

  wlk_block_add_fact (facts, WLK_FACT_PLAIN, "A", "1")->span = (WlkSpan) { 7, 1 };
  wlk_block_add_fact (facts, WLK_FACT_PLAIN, "B", "2")->span = (WlkSpan) { 10, 15 };
  wlk_block_add_fact (facts, WLK_FACT_PLAIN, "C", "3");
  text = wlk_document_to_text (document, &style);
  g_assert_cmpstr (text, ==, "  A  1 (DER byte 7)\n  B  2 (DER bytes 10–24)\n  C  3\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document-text/long-words/fit", test_long_words_fit);
  g_test_add_func ("/document-text/width/is-exact", test_width_is_exact);
  g_test_add_func ("/document-text/citation/is-whole", test_citation_is_whole);
  g_test_add_func ("/document-text/hostile-text/is-visible", test_hostile_text_is_visible);
  g_test_add_func ("/document-text/name/is-quoted", test_name_is_quoted);
  g_test_add_func ("/document-text/rows/align", test_rows_align);
  g_test_add_func ("/document-text/color/has-ascii-mark", test_color_and_ascii);
  g_test_add_func ("/document-text/location/is-a-range", test_location_is_a_range);

  return g_test_run ();
}
