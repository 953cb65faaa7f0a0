/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-document-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A document as plain text for a terminal. The path has two lines per certificate:
 *
 *   ✓ “Example Root” — trust anchor, passed
 *   │ RSA 4096 · until 2040-01-01 · system trust store
 *   └─✗ “Example CA” — intermediate CA, failed  ← weak link
 *     │ EC P-256 · expired 2026-05-31 · good signature, RSA with SHA-256
 *     └─– “www.example.org” — end entity, not reached
 *         EC P-256 · until 2026-12-31 · good signature, ECDSA with SHA-256
 *
 * Marks and colours are redundant: the outcome is always given as a word, too.
 */

#define MARGIN       2  /* columns before all text except titles */
#define GAP          2  /* columns between two cells */
#define INDENT       2  /* columns per level */
#define MAX_INDENTED 12 /* levels; deeper ones are not indented further, so that text fits */
#define ROLE_WIDTH   44 /* columns; room for role, outcome and “weak link” beside the name */

typedef enum {
  STYLE_PLAIN,
  STYLE_STRONG,
  STYLE_DIM,
  STYLE_GOOD,
  STYLE_BAD,
  STYLE_CAUTION,
} Style;

static const char * const escapes[] = {
  [STYLE_PLAIN] = "",
  [STYLE_STRONG] = "\033[1m",
  [STYLE_DIM] = "\033[2m",
  [STYLE_GOOD] = "\033[32m",
  [STYLE_BAD] = "\033[1;31m",
  [STYLE_CAUTION] = "\033[33m",
};

static const Style styles[] = {
  [WLK_OUTCOME_PASSED] = STYLE_GOOD,
  [WLK_OUTCOME_NOTE] = STYLE_PLAIN,
  [WLK_OUTCOME_SKIPPED] = STYLE_DIM,
  [WLK_OUTCOME_UNKNOWN] = STYLE_CAUTION,
  [WLK_OUTCOME_WARNING] = STYLE_CAUTION,
  [WLK_OUTCOME_FAILED] = STYLE_BAD,
};

/* The output, and the column at which the next text begins. */
typedef struct
{
  WlkTextStyle style;
  GString     *text;
  guint        column;
} Page;

static guint
measure_character (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += measure_character (g_utf8_get_char (at));

  return width;
}

static void
add_bytes (Page       *page,
           Style       style,
           const char *text,
           gsize       length)
{
  g_autofree char *piece = g_strndup (text, length);
  gboolean is_styled = page->style.has_color && style != STYLE_PLAIN &&
                       piece[strspn (piece, " ")] != '\0';

  if (is_styled)
    g_string_append (page->text, escapes[style]);
  g_string_append (page->text, piece);
  if (is_styled)
    g_string_append (page->text, "\033[0m");
  page->column += measure (piece);
}

static void
add (Page       *page,
     Style       style,
     const char *text)
{
  add_bytes (page, style, text, strlen (text));
}

static void
end_line (Page *page)
{
  g_string_append_c (page->text, '\n');
  page->column = 0;
}

static void
pad (Page *page,
     guint column)
{
  for (; page->column < column; page->column++)
    g_string_append_c (page->text, ' ');
}

/* Does not break a citation like “RFC 5280 §4.2.1”. */
static gboolean
is_break (const char *text,
          const char *at)
{
  return *at == ' ' && !g_str_has_prefix (at + 1, "§") &&
         !(at - text >= 3 && strncmp (at - 3, "RFC", 3) == 0);
}

/* The number of bytes of @text for a line of at most @columns: up to a space, or without one up to
 * the last character that fits; at least one, so that the caller terminates. If @may_be_empty, a
 * word that fits on the next line is moved there. */
static gsize
fit_line (const char *text,
          guint       columns,
          gboolean    may_be_empty)
{
  const char *at = text;
  const char *end = NULL; /* of the last word that fits */
  guint width = 0;

  while (*at != '\0')
    {
      if (is_break (text, at))
        end = at;
      width += measure_character (g_utf8_get_char (at));
      if (width > columns && *at != ' ')
        break;
      at = g_utf8_next_char (at);
    }
  if (*at == '\0')
    return at - text;
  if (end != NULL && end > text)
    return end - text;
  if (may_be_empty)
    return 0;

  return at > text ? at - text : g_utf8_next_char (text) - text;
}

/* Adds a paragraph and ends its line. Further lines begin with @margin, which may be part of the
 * tree. */
static void
add_wrapped (Page       *page,
             Style       style,
             const char *text,
             const char *margin)
{
  const char *rest = text;
  guint width = page->style.width;

  for (;;)
    {
      gsize length = fit_line (rest, width > page->column ? width - page->column : 1,
                               page->column > measure (margin));

      add_bytes (page, style, rest, length);
      rest += length;
      rest += strspn (rest, " ");
      end_line (page);
      if (*rest == '\0')
        return;
      add (page, STYLE_DIM, margin);
    }
}

/* The same for a value of several lines, starting at the current column. */
static void
add_lines (Page       *page,
           Style       style,
           const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint column = page->column;
  g_autofree char *margin = g_strnfill (column, ' ');

  for (guint i = 0; lines[i] != NULL; i++)
    {
      pad (page, column);
      add_wrapped (page, style, lines[i], margin);
    }
}

static void
add_mark (Page      *page,
          WlkOutcome outcome)
{
  add (page, styles[outcome], wlk_outcome_get_mark (outcome, !page->style.has_unicode));
  add (page, STYLE_PLAIN, " ");
}

static void
write_title (Page           *page,
             const WlkBlock *block)
{
  add (page, STYLE_STRONG, block->text);
  add (page, STYLE_PLAIN, ": ");
  add_mark (page, block->outcome);
  add (page, styles[block->outcome], block->word);
  end_line (page);
}

/* The title of a section, optionally with a colon and counts of outcomes. */
static void
write_heading (Page           *page,
               const WlkBlock *block)
{
  end_line (page);
  add (page, STYLE_STRONG, block->text);
  for (guint i = 0; i < block->rows->len; i++)
    {
      const WlkRow *row = block->rows->pdata[i];

      add (page, STYLE_PLAIN, i == 0 ? ": " : ", ");
      add (page, styles[row->outcome], row->cells[0]);
    }
  end_line (page);
}

/* A sentence: the answer is strong, and notes are dim. */
static void
write_paragraph (Page           *page,
                 const WlkBlock *block)
{
  pad (page, MARGIN);
  add_lines (page, block->kind == WLK_BLOCK_HEADLINE ? STYLE_STRONG
                   : block->kind == WLK_BLOCK_NOTE ? STYLE_DIM : STYLE_PLAIN, block->text);
}

/* Label and value on one line, or a value of several lines below its label. */
static char *
dup_pair (const char *label,
          const char *value)
{
  g_auto(GStrv) lines = g_strsplit (value, "\n", -1);
  g_autofree char *list = NULL;

  if (g_strv_length (lines) <= 1)
    return g_strdup_printf (_("%s: %s"), label, value);

  list = g_strjoinv ("\n  ", lines);
  return g_strdup_printf (_("%s:\n  %s"), label, list);
}

static char *
dup_with_location (Page          *page,
                   const WlkFact *fact,
                   const char    *text)
{
  g_autofree char *location = page->style.has_locations
                              ? wlk_document_dup_location (fact->span) : NULL;

  return location != NULL ? g_strdup_printf ("%s (%s)", text, location) : g_strdup (text);
}

static guint
measure_labels (const WlkBlock *block)
{
  guint width = 0;

  for (guint i = 0; i < block->facts->len; i++)
    {
      const WlkFact *fact = block->facts->pdata[i];
      const char *label = fact->kind == WLK_FACT_EVIDENCE ? _("Found") : fact->label;

      width = MAX (width, measure (label) + fact->level * INDENT);
      if (fact->expected != NULL)
        width = MAX (width, measure (_("Expected")));
    }

  return MARGIN + width + GAP;
}

static void
write_line (Page       *page,
            guint       indent,
            guint       column,
            const char *label,
            const char *value)
{
  if (value == NULL && *label == '\0')
    return;

  pad (page, MARGIN + indent);
  add (page, STYLE_DIM, label);
  if (value == NULL)
    {
      end_line (page);
      return;
    }
  pad (page, column);
  add_lines (page, STYLE_PLAIN, value);
}

/* Evidence is grouped in order; a fact with an expected value ends its group. */
static void
write_facts (Page           *page,
             const WlkBlock *block)
{
  guint column = measure_labels (block);
  gboolean needs_label = TRUE;

  for (guint i = 0; i < block->facts->len; i++)
    {
      const WlkFact *fact = block->facts->pdata[i];
      g_autofree char *found = fact->kind == WLK_FACT_EVIDENCE
                               ? dup_pair (fact->label, fact->value) : g_strdup (fact->value);
      g_autofree char *value = found != NULL ? dup_with_location (page, fact, found) : NULL;

      if (fact->kind == WLK_FACT_EVIDENCE)
        write_line (page, 0, column, needs_label ? _("Found") : "", value);
      else
        write_line (page, fact->level * INDENT, column, fact->label, value);
      if (fact->expected != NULL)
        write_line (page, 0, column, _("Expected"), fact->expected);
      needs_label = fact->kind != WLK_FACT_EVIDENCE || fact->expected != NULL;
    }
}

/* Messages are never wrapped, so that they can be searched for. */
static void
write_quotes (Page           *page,
              const WlkBlock *block)
{
  guint column = measure_labels (block);

  for (guint i = 0; i < block->facts->len; i++)
    {
      const WlkFact *fact = block->facts->pdata[i];

      pad (page, MARGIN);
      add (page, STYLE_DIM, fact->label);
      pad (page, column);
      add (page, STYLE_PLAIN, fact->value);
      end_line (page);
    }
}

/* The column at which a certificate's name begins; its mark is two columns before it. */
static guint
get_node_column (guint depth)
{
  return MARGIN + INDENT * (MIN (depth, MAX_INDENTED) + 1);
}

/* The prefix of the lines below a name: the tree line to the next certificate. */
static char *
dup_node_margin (Page    *page,
                 guint    depth,
                 gboolean is_last)
{
  const char *line = is_last ? "  " : page->style.has_unicode ? "│ " : "| ";
  g_autofree char *blanks = g_strnfill (get_node_column (depth) - INDENT, ' ');

  return g_strconcat (blanks, line, NULL);
}

/* Quotes a name, so that it cannot be read as a role or an outcome. */
static char *
dup_quoted (Page       *page,
            const char *name)
{
  g_autoptr(GString) text = g_string_new (name);

  g_string_replace (text, "“", "⟨U+201C⟩", 0);
  g_string_replace (text, "”", "⟨U+201D⟩", 0);
  if (!page->style.has_unicode)
    g_string_replace (text, "\"", "⟨U+0022⟩", 0);

  /* Translators: the name of a certificate. */
  return g_strdup_printf (_("“%s”"), text->str);
}

static void
write_node_name (Page          *page,
                 const WlkNode *node,
                 guint          depth,
                 const char    *margin)
{
  guint column = get_node_column (depth);
  g_autofree char *name = dup_quoted (page, node->name);

  pad (page, column - INDENT * (depth > 0 ? 2 : 1));
  if (depth > 0)
    add (page, STYLE_DIM, page->style.has_unicode ? "└─" : "`-");
  add_mark (page, node->outcome);
  if (column + measure (name) + ROLE_WIDTH <= page->style.width)
    {
      add (page, STYLE_STRONG, name);
      add (page, STYLE_PLAIN, page->style.has_unicode ? " — " : " - ");
    }
  else
    {
      add_wrapped (page, STYLE_STRONG, name, margin);
      add (page, STYLE_DIM, margin);
    }
  add (page, STYLE_PLAIN, node->role);
  add (page, STYLE_PLAIN, ", ");
  add (page, styles[node->outcome], node->word);
  if (node->is_weak)
    {
      add (page, STYLE_BAD, page->style.has_unicode ? "  ← " : "  <- ");
      add (page, STYLE_BAD, _("weak link"));
    }
  end_line (page);
}

/* Parts separated by dots; lines break between parts only. */
static void
write_node_details (Page          *page,
                    const WlkNode *node,
                    const char    *margin)
{
  const char *dot = page->style.has_unicode ? " · " : ", ";
  const char *parts[] = { node->key, node->validity, node->link };

  add (page, STYLE_DIM, margin);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0 && page->column + measure (dot) + measure (parts[i]) <= page->style.width)
        add (page, STYLE_DIM, dot);
      else if (i > 0)
        {
          end_line (page);
          add (page, STYLE_DIM, margin);
        }
      if (i + 1 == G_N_ELEMENTS (parts))
        add_wrapped (page, STYLE_DIM, parts[i], margin);
      else
        add (page, STYLE_DIM, parts[i]);
    }
}

static void
write_tree (Page           *page,
            const WlkBlock *block)
{
  guint depth = 0;

  for (guint i = 0; i < block->nodes->len; i++)
    {
      const WlkNode *node = block->nodes->pdata[i];
      g_autofree char *margin = dup_node_margin (page, depth, i + 1 == block->nodes->len);

      if (node->name == NULL)
        {
          add (page, STYLE_BAD, page->style.has_unicode ? "  ⋮ " : "  : ");
          add (page, STYLE_DIM, node->role);
          end_line (page);
          continue;
        }
      write_node_name (page, node, depth, margin);
      write_node_details (page, node, margin);
      depth++;
    }
}

static void
write_item (Page           *page,
            const WlkBlock *block)
{
  gboolean has_mark = block->outcome != WLK_OUTCOME_NOTE;

  pad (page, MARGIN);
  if (has_mark)
    add_mark (page, block->outcome);
  pad (page, MARGIN + INDENT);
  add_lines (page, has_mark ? STYLE_PLAIN : STYLE_DIM, block->text);
  if (block->details == NULL)
    return;

  pad (page, MARGIN + INDENT);
  add_lines (page, STYLE_DIM, block->details);
}

/* The width of the longest outcome word, to align the titles. */
static guint
measure_words (void)
{
  guint width = 0;

  for (int i = WLK_OUTCOME_PASSED; i <= WLK_OUTCOME_FAILED; i++)
    width = MAX (width, measure (wlk_outcome_get_word (i)));

  return width;
}

static void
write_evidence (Page          *page,
                const WlkFact *fact,
                const char    *margin)
{
  const char *value = fact->value != NULL ? fact->value : "";
  g_autofree char *text = fact->expected != NULL
                          ? g_strdup_printf (_("%s: %s (expected: %s)"), fact->label, value,
                                             fact->expected)
                          : dup_pair (fact->label, value);
  g_autofree char *line = dup_with_location (page, fact, text);

  add (page, STYLE_PLAIN, margin);
  add_lines (page, STYLE_DIM, line);
}

static void
write_step (Page           *page,
            const WlkBlock *block)
{
  guint column = MARGIN + INDENT + measure_words () + GAP;
  g_autofree char *margin = g_strnfill (column, ' ');
  g_autofree char *place = g_strconcat (" · ", block->place != NULL ? block->place : "",
                                        block->place != NULL ? " · " : "", block->reference, NULL);

  pad (page, MARGIN);
  add_mark (page, block->outcome);
  add (page, styles[block->outcome], block->word);
  pad (page, column);
  add (page, STYLE_STRONG, block->text);
  add_wrapped (page, STYLE_DIM, place, margin);
  add (page, STYLE_PLAIN, margin);
  add_wrapped (page, STYLE_PLAIN, block->details, margin);
  for (guint i = 0; i < block->facts->len; i++)
    write_evidence (page, block->facts->pdata[i], margin);
}

/* The columns at which cells begin, for all rows with as many cells as the first that is not a
 * heading. */
static void
measure_columns (const WlkBlock *block,
                 guint           columns[],
                 guint           n_columns,
                 guint           first)
{
  for (guint j = 0; j < n_columns; j++)
    {
      guint width = block->columns != NULL ? measure (block->columns[j]) : 0;

      columns[j] = first;
      for (guint i = 0; i < block->rows->len; i++)
        {
          const WlkRow *row = block->rows->pdata[i];

          if (g_strv_length (row->cells) == n_columns)
            width = MAX (width, measure (row->cells[j]));
        }
      first += width + GAP;
    }
}

static void
write_cells (Page        *page,
             Style        style,
             Style        last_style,
             char       **cells,
             const guint *columns)
{
  for (guint j = 0; cells[j] != NULL; j++)
    {
      pad (page, columns[j]);
      if (cells[j + 1] != NULL)
        add (page, style, cells[j]);
      else
        add_lines (page, last_style, cells[j]);
    }
}

static void
write_row (Page           *page,
           const WlkBlock *block,
           guint           index,
           const guint    *columns)
{
  const WlkRow *row = block->rows->pdata[index];
  gboolean has_mark = row->outcome != WLK_OUTCOME_NOTE;

  if (row->cells[1] == NULL)
    {
      if (index > 0)
        end_line (page);
      add (page, STYLE_STRONG, row->cells[0]);
      end_line (page);
      return;
    }

  if (has_mark)
    {
      pad (page, MARGIN);
      add_mark (page, row->outcome);
    }
  write_cells (page, STYLE_PLAIN, has_mark ? styles[row->outcome] : STYLE_DIM,
               row->cells, columns);
}

static void
write_table (Page           *page,
             const WlkBlock *block)
{
  guint n_columns = 0;
  guint first = block->columns != NULL ? MARGIN : 0; /* a list without columns has no margin */
  g_autofree guint *columns = NULL;

  for (guint i = 0; i < block->rows->len; i++)
    {
      const WlkRow *row = block->rows->pdata[i];

      n_columns = MAX (n_columns, g_strv_length (row->cells));
      if (row->outcome != WLK_OUTCOME_NOTE)
        first = MARGIN + INDENT;
      else if (row->cells[1] == NULL)
        first = MAX (first, MARGIN);
    }
  columns = g_new0 (guint, n_columns + 1);
  measure_columns (block, columns, n_columns, first);
  if (block->columns != NULL)
    write_cells (page, STYLE_DIM, STYLE_DIM, block->columns, columns);
  for (guint i = 0; i < block->rows->len; i++)
    write_row (page, block, i, columns);
}

typedef void (*WriteFunc) (Page           *page,
                           const WlkBlock *block);

static const WriteFunc writers[] = {
  [WLK_BLOCK_TITLE] = write_title,
  [WLK_BLOCK_HEADLINE] = write_paragraph,
  [WLK_BLOCK_HEADING] = write_heading,
  [WLK_BLOCK_PARAGRAPH] = write_paragraph,
  [WLK_BLOCK_NOTE] = write_paragraph,
  [WLK_BLOCK_FACTS] = write_facts,
  [WLK_BLOCK_QUOTES] = write_quotes,
  [WLK_BLOCK_TREE] = write_tree,
  [WLK_BLOCK_ITEM] = write_item,
  [WLK_BLOCK_STEP] = write_step,
  [WLK_BLOCK_TABLE] = write_table,
};

/**
 * wlk_document_to_text:
 * @self: a document
 * @style: the capabilities of the terminal
 *
 * Returns: (transfer full): the document as plain text, always in UTF-8
 */
char *
wlk_document_to_text (const WlkDocument  *self,
                      const WlkTextStyle *style)
{
  Page page = { *style, g_string_new (NULL), 0 };

  for (guint i = 0; i < wlk_document_get_length (self); i++)
    {
      const WlkBlock *block = wlk_document_get (self, i);

      if (block->kind == WLK_BLOCK_FACTS && block->facts->len > 0 && i > 0 &&
          wlk_document_get (self, i - 1)->kind == WLK_BLOCK_HEADLINE)
        end_line (&page);
      writers[block->kind] (&page, block);
    }

  return g_string_free (page.text, FALSE);
}
