/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-document-markdown.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A document as Markdown: CommonMark 0.30 with the tables of GitHub. Sentences are escaped, so that
 * a name within them cannot begin a link, a tag or an emphasis; names and values are code spans, in
 * which only the closing backticks are special.
 *
 * Source: https://spec.commonmark.org/0.30/ §2.4 and §6.1, https://github.github.com/gfm/ §4.10
 */

#define MAX_NESTED 12 /* levels of the tree's list; deeper ones would need long indentation */

/* Whether the character at @at could begin markup. More characters do at the start of a line:
 * lists, headings, thematic breaks, and numbers with a period. */
static gboolean
needs_escape (const char *text,
              const char *at)
{
  gsize n_digits = strspn (text, "0123456789");

  if (strchr ("\\`*_[]<>|~&#!$@", *at) != NULL)
    return TRUE;
  if (at == text)
    return strchr ("-+=:", *at) != NULL;
  if (at == text + n_digits)
    return strchr (".)", *at) != NULL;

  /* GFM autolinks URLs: “https://”, “www.”. */
  return (*at == ':' && at[1] != ' ' && at[1] != '\0') ||
         (*at == '.' && at - text >= 3 && g_ascii_strncasecmp (at - 3, "www", 3) == 0);
}

static void
append_line (GString    *markdown,
             const char *text)
{
  /* Leading spaces could begin a code block. */
  for (; *text == ' '; text++)
    g_string_append (markdown, "&#32;");
  for (const char *at = text; *at != '\0'; at++)
    {
      if (needs_escape (text, at))
        g_string_append_c (markdown, '\\');
      g_string_append_c (markdown, *at);
    }
}

/* Line feeds within a value become spaces, so that the paragraph continues. */
static void
append_text (GString    *markdown,
             const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (markdown, ' ');
      append_line (markdown, lines[i]);
    }
}

static gsize
count_longest_run (const char *text)
{
  gsize longest = 0;

  for (const char *at = text; *at != '\0'; at++)
    longest = MAX (longest, strspn (at, "`"));

  return longest;
}

/* A code span, delimited by more backticks than any run in @text. In a table, “|” is escaped even
 * in code. */
static void
append_code (GString    *markdown,
             const char *text,
             gboolean    is_in_table)
{
  g_autofree char *fence = g_strnfill (count_longest_run (text) + 1, '`');
  gboolean is_padded = *text == '`' || *text == ' ' || g_str_has_suffix (text, "`") ||
                       g_str_has_suffix (text, " ");

  if (*text == '\0')
    return;

  g_string_append_printf (markdown, "%s%s", fence, is_padded ? " " : "");
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '|' && is_in_table)
        g_string_append_c (markdown, '\\');
      g_string_append_c (markdown, *at);
    }
  g_string_append_printf (markdown, "%s%s", is_padded ? " " : "", fence);
}

/* A single line follows its label; several lines are a list below it. */
static void
append_value (GString    *markdown,
              const char *value,
              const char *indent)
{
  g_auto(GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[1] != NULL)
        g_string_append_printf (markdown, "\n%s  - ", indent);
      append_code (markdown, lines[i], FALSE);
    }
}

static void
write_fact (GString       *markdown,
            const WlkFact *fact,
            const char    *indent)
{
  g_autofree char *location = wlk_document_dup_location (fact->span);

  g_string_append_printf (markdown, "%s- ", indent);
  if (*fact->label != '\0')
    {
      g_string_append (markdown, "**");
      append_text (markdown, fact->label);
      g_string_append (markdown, ":** ");
    }
  if (fact->value != NULL && fact->kind == WLK_FACT_ADVICE)
    append_text (markdown, fact->value);
  else if (fact->value != NULL)
    append_value (markdown, fact->value, indent);
  if (fact->expected != NULL)
    {
      g_string_append_printf (markdown, " (%s: ", _("expected"));
      append_value (markdown, fact->expected, indent);
      g_string_append_c (markdown, ')');
    }
  if (location != NULL)
    g_string_append_printf (markdown, " (%s)", location);
  g_string_append_c (markdown, '\n');
}

static void
write_facts (GString         *markdown,
             const GPtrArray *facts,
             const char      *indent)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const WlkFact *fact = facts->pdata[i];
      g_autofree char *deeper = g_strnfill (strlen (indent) + 2 * fact->level, ' ');

      write_fact (markdown, fact, deeper);
    }
}

static void
write_title (GString        *markdown,
             const WlkBlock *block)
{
  g_string_append (markdown, "# ");
  append_code (markdown, block->text, FALSE);
  g_string_append_printf (markdown, ": %s ", wlk_outcome_get_mark (block->outcome, FALSE));
  append_text (markdown, block->word);
  g_string_append_c (markdown, '\n');
}

static void
write_heading (GString        *markdown,
               const WlkBlock *block)
{
  g_string_append (markdown, "\n## ");
  append_text (markdown, block->text);
  for (guint i = 0; i < block->rows->len; i++)
    {
      g_string_append (markdown, i == 0 ? ": " : ", ");
      append_text (markdown, ((const WlkRow *) block->rows->pdata[i])->cells[0]);
    }
  g_string_append (markdown, "\n\n");
}

static void
write_node (GString       *markdown,
            const WlkNode *node,
            guint          depth)
{
  g_autofree char *indent = g_strnfill (2 * MIN (depth, MAX_NESTED), ' ');
  g_autofree char *details = wlk_node_dup_details (node, " · ");

  g_string_append_printf (markdown, "%s- %s ", indent, wlk_outcome_get_mark (node->outcome, FALSE));
  if (node->name == NULL)
    {
      append_text (markdown, node->role);
      g_string_append_c (markdown, '\n');
      return;
    }

  append_code (markdown, node->name, FALSE);
  g_string_append (markdown, " — ");
  append_text (markdown, node->role);
  g_string_append (markdown, ", ");
  append_text (markdown, node->word);
  if (node->is_weak)
    g_string_append_printf (markdown, " ← **%s**", _("weak link"));
  g_string_append_printf (markdown, "  \n%s  ", indent);
  append_text (markdown, details);
  g_string_append_c (markdown, '\n');
}

static void
write_tree (GString        *markdown,
            const WlkBlock *block)
{
  for (guint i = 0; i < block->nodes->len; i++)
    write_node (markdown, block->nodes->pdata[i], i);
}

static void
write_item (GString        *markdown,
            const WlkBlock *block)
{
  g_string_append (markdown, "- ");
  if (block->outcome != WLK_OUTCOME_NOTE)
    g_string_append_printf (markdown, "%s ", wlk_outcome_get_mark (block->outcome, FALSE));
  append_text (markdown, block->text);
  if (block->details != NULL)
    {
      g_string_append (markdown, "  \n  ");
      append_text (markdown, block->details);
    }
  g_string_append_c (markdown, '\n');
}

static void
write_step (GString        *markdown,
            const WlkBlock *block)
{
  g_string_append_printf (markdown, "- %s **", wlk_outcome_get_mark (block->outcome, FALSE));
  append_text (markdown, block->text);
  g_string_append (markdown, "** (");
  append_text (markdown, block->word);
  g_string_append_c (markdown, ')');
  if (block->place != NULL)
    {
      g_string_append (markdown, " · ");
      append_code (markdown, block->place, FALSE);
    }
  g_string_append (markdown, " · ");
  append_text (markdown, block->reference);
  g_string_append (markdown, "  \n  ");
  append_text (markdown, block->details);
  g_string_append_c (markdown, '\n');
  write_facts (markdown, block->facts, "  ");
}

static void
write_row (GString           *markdown,
           char             **cells,
           const char * const mark,
           gboolean           is_code)
{
  g_string_append_printf (markdown, "| %s |", mark);
  for (guint j = 0; cells[j] != NULL; j++)
    {
      g_string_append_c (markdown, ' ');
      if (is_code)
        append_code (markdown, cells[j], TRUE);
      else
        append_text (markdown, cells[j]);
      g_string_append (markdown, " |");
    }
  g_string_append_c (markdown, '\n');
}

static void
write_table (GString        *markdown,
             const WlkBlock *block)
{
  if (block->columns == NULL)
    return;

  write_row (markdown, block->columns, " ", FALSE);
  g_string_append (markdown, "|---|");
  for (guint j = 0; block->columns[j] != NULL; j++)
    g_string_append (markdown, "---|");
  g_string_append_c (markdown, '\n');
  for (guint i = 0; i < block->rows->len; i++)
    {
      const WlkRow *row = block->rows->pdata[i];

      write_row (markdown, row->cells, wlk_outcome_get_mark (row->outcome, FALSE), TRUE);
    }
}

static void
write_block_facts (GString        *markdown,
                   const WlkBlock *block)
{
  write_facts (markdown, block->facts, "");
}

static void
write_paragraph (GString        *markdown,
                 const WlkBlock *block)
{
  g_string_append_c (markdown, '\n');
  append_text (markdown, block->text);
  g_string_append (markdown, "\n\n");
}

typedef void (*WriteFunc) (GString        *markdown,
                           const WlkBlock *block);

static const WriteFunc writers[] = {
  [WLK_BLOCK_TITLE] = write_title,
  [WLK_BLOCK_HEADLINE] = write_paragraph,
  [WLK_BLOCK_HEADING] = write_heading,
  [WLK_BLOCK_PARAGRAPH] = write_paragraph,
  [WLK_BLOCK_NOTE] = write_paragraph,
  [WLK_BLOCK_FACTS] = write_block_facts,
  [WLK_BLOCK_QUOTES] = write_block_facts,
  [WLK_BLOCK_TREE] = write_tree,
  [WLK_BLOCK_ITEM] = write_item,
  [WLK_BLOCK_STEP] = write_step,
  [WLK_BLOCK_TABLE] = write_table,
};

/**
 * wlk_document_to_markdown:
 * @self: a document
 *
 * Returns: (transfer full): the document as Markdown
 */
char *
wlk_document_to_markdown (const WlkDocument *self)
{
  GString *markdown = g_string_new (NULL);

  for (guint i = 0; i < wlk_document_get_length (self); i++)
    {
      const WlkBlock *block = wlk_document_get (self, i);

      writers[block->kind] (markdown, block);
    }

  return g_string_free (markdown, FALSE);
}
