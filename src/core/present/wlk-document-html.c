/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-document-html.h"

#include "present/wlk-picture.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Documents as one HTML page without scripts, images or links. Every text is escaped, and a content
 * security policy allows only the style sheet, by its hash, so that even injected markup could not
 * run scripts or load resources.
 */

#define MAX_TREE_WIDTH  46 /* em; the width of the text column */
#define LIFE_LINE_WIDTH 46 /* em */
#define UNITS           10 /* SVG units per em */

static const char style_sheet[] =
  ":root{color-scheme:light dark;--page:#fff;--text:#1e1e24;--dim:#5e5c64;--line:#d8d6dc;"
  "--card:#f6f5f7;--passed:#1a7431;--failed:#b3141f;--warning:#8a5000;--faint:#fbe9ea}"
  "@media(prefers-color-scheme:dark){:root{--page:#1d1d20;--text:#f1f1f4;--dim:#aeabb6;"
  "--line:#413e48;--card:#28282c;--passed:#78e9ab;--failed:#ff9a93;--warning:#ffc252;"
  "--faint:#452a2c}}"
  "*{box-sizing:border-box}"
  "body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}"
  "main{max-width:50rem;margin:0 auto;padding:1.5rem 1rem 3rem}"
  "article+article{margin-top:3rem;border-top:3px solid var(--line);padding-top:1.5rem}"
  "h1{margin:0 0 .5rem;font-size:1.75rem;line-height:1.25}"
  "h1 .target{display:block;font-size:1rem;font-weight:600;color:var(--dim);"
  "overflow-wrap:anywhere}"
  "h2{margin:2rem 0 .6rem;font-size:1.15rem}"
  "h2 .counts{font-size:1rem;font-weight:400}"
  ".headline{margin:0 0 1.2rem;font-size:1.15rem;font-weight:600}"
  "dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.3rem 1.2rem;"
  "margin:.6rem 0}"
  "dt{color:var(--dim);max-width:16rem}dt.l1{padding-left:1.2rem}dt.l2{padding-left:2.4rem}"
  "dd{margin:0;overflow-wrap:anywhere}samp{font:.9em/1.45 ui-monospace,monospace}"
  "small,.reference,.aside{color:var(--dim);font-size:.875em}"
  ".passed{color:var(--passed)}.failed{color:var(--failed)}"
  ".warning,.unknown{color:var(--warning)}.skipped,.dim{color:var(--dim)}"
  "figure{margin:.5rem 0 1rem}.scroll{overflow-x:auto}svg{display:block}"
  "svg text{fill:currentColor}svg .bar,svg .line{fill:currentColor}svg .panel{fill:var(--faint)}"
  "svg .faint{opacity:.45}svg .strong{font-weight:700}"
  "details{margin:0}summary{cursor:pointer}"
  "details.words>summary{color:var(--dim);font-size:.875em}"
  "ol.tree,ul.items{margin:.4rem 0;padding-left:1.6rem;overflow-wrap:anywhere}"
  "ul.items{list-style:none;padding-left:0}"
  "details.step{color:inherit;border-top:1px solid var(--line);padding:.35rem 0}"
  "details.step>summary .title{font-weight:600}"
  "details.step>p,details.step>dl{margin:.3rem 0 .3rem 1.6rem}"
  "table{border-collapse:collapse;width:100%;font-size:.925em}"
  "th,td{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0;"
  "border-bottom:1px solid var(--line);overflow-wrap:anywhere}"
  "th{color:var(--dim);font-weight:600}"
  "footer{margin-top:2.5rem;color:var(--dim);font-size:.875em}"
  "@media(max-width:34rem){dl{display:block}dd{margin:0 0 .5rem}dt.l1,dt.l2{padding-left:0}}"
  "@media print{:root{--page:#fff;--text:#000;--dim:#444;--line:#bbb;--passed:#1a7431;"
  "--failed:#b3141f;--warning:#8a5000;--faint:#fbe9ea}main{max-width:none;padding:0}"
  "h2{break-after:avoid}figure,details.step{break-inside:avoid}.words{display:none}"
  "article+article{break-before:page;border:0}}";

static void
append_text (GString    *html,
             const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (lines[i], -1);

      g_string_append_printf (html, "%s%s", i > 0 ? "<br>" : "", escaped);
    }
}

/* Names of elements and classes are constants, and not escaped. */
static void
append_element (GString    *html,
                const char *name,
                const char *css_class,
                const char *text)
{
  g_string_append_printf (html, "<%s class=\"%s\">", name, css_class);
  append_text (html, text);
  g_string_append_printf (html, "</%s>", name);
}

static void
append_mark (GString   *html,
             WlkOutcome outcome)
{
  g_string_append_printf (html, "<span class=\"mark %s\" aria-hidden=\"true\">%s</span> ",
                          wlk_outcome_get_id (outcome), wlk_outcome_get_mark (outcome, FALSE));
}

static void
append_number (GString    *html,
               const char *name,
               double      em)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.1f", em * UNITS);
  g_string_append_printf (html, " %s=\"%s\"", name, number);
}

/* The browser's font is unknown: assumes a slightly wide sans serif. */
static float
estimate_width (const char *text,
                gpointer    user_data)
{
  float width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (character) ? 0.f
               : g_unichar_iswide (character) ? 1.f
               : g_unichar_isupper (character) ? 0.68f : 0.54f;
    }

  return width;
}

static char *
dup_fitting (const char *text,
             float       width)
{
  g_autofree char *cut = g_strdup (text);
  char *end = cut + strlen (cut);

  if (estimate_width (text, NULL) <= width + 0.1f)
    return g_steal_pointer (&cut);

  while (end > cut && estimate_width (cut, NULL) > width - 1)
    {
      end = g_utf8_find_prev_char (cut, end);
      *end = '\0';
    }

  return g_strconcat (cut, "…", NULL);
}

static void
append_shape (GString        *html,
              const WlkShape *shape)
{
  static const char * const names[] = { "text", "bar", "line", "panel" };
  gboolean is_text = shape->kind == WLK_SHAPE_TEXT;

  g_string_append_printf (html, "<%s class=\"%s %s%s%s\"", is_text ? "text" : "rect",
                          names[shape->kind], wlk_outcome_get_id (shape->outcome),
                          shape->is_strong ? " strong" : "",
                          !shape->is_dim ? "" : is_text ? " dim" : " faint");
  append_number (html, "x", shape->x + (is_text && shape->is_at_end ? shape->width : 0));
  append_number (html, "y", shape->y + (is_text ? 1.05 : 0));
  if (is_text)
    {
      g_autofree char *text = dup_fitting (shape->text, shape->width);

      g_string_append (html, shape->is_at_end ? " text-anchor=\"end\">" : ">");
      append_text (html, text);
      g_string_append (html, "</text>");
      return;
    }
  append_number (html, "width", shape->width);
  append_number (html, "height", shape->height);
  if (shape->kind != WLK_SHAPE_LINE)
    append_number (html, "rx", MIN (shape->height / 2, 0.6));
  g_string_append (html, "/>");
}

static void
append_picture (GString          *html,
                const WlkPicture *picture,
                const char       *label)
{
  if (picture->shapes->len == 0)
    return;

  g_string_append (html, "<div class=\"scroll\"><svg role=\"img\" direction=\"ltr\" "
                   "aria-label=\"");
  append_text (html, label);
  g_string_append_printf (html, "\" width=\"%dem\" height=\"%dem\" viewBox=\"0 0 %d %d\">"
                          "<g font-size=\"10\">",
                          (int) picture->width + 1, (int) picture->height + 1,
                          ((int) picture->width + 1) * UNITS, ((int) picture->height + 1) * UNITS);
  for (guint i = 0; i < picture->shapes->len; i++)
    append_shape (html, picture->shapes->pdata[i]);
  g_string_append (html, "</g></svg></div>");
}

static void
write_title (GString        *html,
             const WlkBlock *block)
{
  g_string_append (html, "<h1>");
  append_element (html, "span", "target", block->text);
  g_string_append_printf (html, " <span class=\"verdict %s\">",
                          wlk_outcome_get_id (block->outcome));
  append_mark (html, block->outcome);
  append_text (html, block->word);
  g_string_append (html, "</span></h1>\n");
}

static void
write_heading (GString        *html,
               const WlkBlock *block)
{
  g_string_append (html, "<h2>");
  append_text (html, block->text);
  for (guint i = 0; i < block->rows->len; i++)
    {
      const WlkRow *row = block->rows->pdata[i];

      g_string_append (html, i == 0 ? ": " : ", ");
      g_string_append_printf (html, "<span class=\"counts %s\">",
                              wlk_outcome_get_id (row->outcome));
      append_text (html, row->cells[0]);
      g_string_append (html, "</span>");
    }
  g_string_append (html, "</h2>\n");
}

static void
write_fact (GString       *html,
            const WlkFact *fact,
            gboolean       is_quote)
{
  g_autofree char *location = wlk_document_dup_location (fact->span);

  g_string_append_printf (html, "<dt class=\"l%u\">", MIN (fact->level, 2));
  append_text (html, fact->label);
  g_string_append (html, is_quote ? "</dt><dd><samp>" : "</dt><dd>");
  if (fact->value != NULL)
    append_text (html, fact->value);
  if (is_quote)
    g_string_append (html, "</samp>");
  if (location != NULL)
    {
      g_string_append (html, " <small>(");
      append_text (html, location);
      g_string_append (html, ")</small>");
    }
  g_string_append (html, "</dd>\n");
  if (fact->expected == NULL)
    return;

  append_element (html, "dt", "expected", _("Expected"));
  append_element (html, "dd", "expected", fact->expected);
  g_string_append_c (html, '\n');
}

static void
write_facts (GString         *html,
             const GPtrArray *facts,
             gboolean         is_quote)
{
  if (facts->len == 0)
    return;

  g_string_append (html, "<dl>\n");
  for (guint i = 0; i < facts->len; i++)
    write_fact (html, facts->pdata[i], is_quote);
  g_string_append (html, "</dl>\n");
}

static void
write_node (GString       *html,
            const WlkNode *node)
{
  g_autofree char *details = wlk_node_dup_details (node, " · ");

  g_string_append (html, "<li>");
  append_mark (html, node->outcome);
  if (node->name == NULL)
    {
      append_text (html, node->role);
      g_string_append (html, "</li>\n");
      return;
    }
  append_element (html, "strong", "name", node->name);
  g_string_append (html, " — ");
  append_text (html, node->role);
  g_string_append (html, ", ");
  append_element (html, "span", wlk_outcome_get_id (node->outcome), node->word);
  if (node->is_weak)
    {
      g_string_append (html, " ← ");
      append_element (html, "strong", "failed", _("weak link"));
    }
  g_string_append (html, "<br>");
  append_text (html, details);
  g_string_append (html, "</li>\n");
}

/* The text alternatives are visible: they wrap, and can be copied. */
static void
write_tree (GString        *html,
            const WlkBlock *block)
{
  g_autoptr(WlkPicture) tree = wlk_picture_new_tree (block, MAX_TREE_WIDTH, estimate_width, NULL);
  g_autoptr(WlkPicture) life_line =
    wlk_picture_new_life_line (block, LIFE_LINE_WIDTH, FALSE, estimate_width, NULL);
  g_autofree char *validity = wlk_picture_dup_life_line_text (block);

  g_string_append (html, "<figure>");
  append_picture (html, tree, _("Certificates of the path, each linked to its issuer"));
  g_string_append (html, "<details class=\"words\"><summary>");
  append_text (html, _("Path in words"));
  g_string_append (html, "</summary><ol class=\"tree\">\n");
  for (guint i = 0; i < block->nodes->len; i++)
    write_node (html, block->nodes->pdata[i]);
  g_string_append (html, "</ol></details></figure>\n<figure>");
  append_picture (html, life_line, _("Validity of the certificates"));
  g_string_append (html, "<details class=\"words\"><summary>");
  append_text (html, _("Validity in words"));
  g_string_append (html, "</summary><p>");
  append_text (html, validity);
  g_string_append (html, "</p></details></figure>\n");
}

static void
write_item (GString        *html,
            const WlkBlock *block)
{
  g_string_append (html, "<li>");
  if (block->outcome != WLK_OUTCOME_NOTE)
    append_mark (html, block->outcome);
  append_text (html, block->text);
  if (block->details != NULL)
    {
      g_string_append (html, "<br>");
      append_element (html, "span", "aside", block->details);
    }
  g_string_append (html, "</li>\n");
}

/* Steps that need attention are expanded. */
static void
write_step (GString        *html,
            const WlkBlock *block)
{
  const char *id = wlk_outcome_get_id (block->outcome);

  g_string_append_printf (html, "<details class=\"step\"%s><summary>",
                          block->outcome >= WLK_OUTCOME_UNKNOWN ? " open" : "");
  append_mark (html, block->outcome);
  append_element (html, "span", id, block->word);
  g_string_append_c (html, ' ');
  append_element (html, "span", "title", block->text);
  if (block->place != NULL)
    {
      g_string_append (html, " · ");
      append_element (html, "span", "place", block->place);
    }
  g_string_append (html, " · ");
  append_element (html, "span", "reference", block->reference);
  g_string_append (html, "</summary>");
  append_element (html, "p", "summary", block->details);
  write_facts (html, block->facts, FALSE);
  g_string_append (html, "</details>\n");
}

static void
write_cells (GString    *html,
             char      **cells,
             const char *begin,
             const char *end)
{
  for (guint j = 0; cells[j] != NULL; j++)
    {
      g_string_append (html, begin);
      append_text (html, cells[j]);
      g_string_append (html, end);
    }
  g_string_append (html, "</tr>\n");
}

static void
write_table (GString        *html,
             const WlkBlock *block)
{
  g_string_append (html, "<div class=\"scroll\"><table>\n");
  if (block->columns != NULL)
    {
      g_string_append (html, "<thead><tr><th></th>");
      write_cells (html, block->columns, "<th scope=\"col\">", "</th>");
      g_string_append (html, "</thead>");
    }
  g_string_append (html, "<tbody>\n");
  for (guint i = 0; i < block->rows->len; i++)
    {
      const WlkRow *row = block->rows->pdata[i];

      g_string_append (html, "<tr><td>");
      append_mark (html, row->outcome);
      g_string_append (html, "</td>");
      write_cells (html, row->cells, "<td>", "</td>");
    }
  g_string_append (html, "</tbody></table></div>\n");
}

static void
write_block_facts (GString        *html,
                   const WlkBlock *block)
{
  write_facts (html, block->facts, block->kind == WLK_BLOCK_QUOTES);
}

static void
write_paragraph (GString        *html,
                 const WlkBlock *block)
{
  append_element (html, "p", block->kind == WLK_BLOCK_HEADLINE ? "headline"
                             : block->kind == WLK_BLOCK_NOTE ? "aside" : "paragraph", block->text);
}

typedef void (*WriteFunc) (GString        *html,
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

static void
write_article (GString           *html,
               const WlkDocument *document)
{
  gboolean is_list = FALSE;

  g_string_append (html, "<article>\n");
  for (guint i = 0; i < wlk_document_get_length (document); i++)
    {
      const WlkBlock *block = wlk_document_get (document, i);
      gboolean is_item = block->kind == WLK_BLOCK_ITEM;

      if (is_item && !is_list)
        g_string_append (html, "<ul class=\"items\">\n");
      else if (!is_item && is_list)
        g_string_append (html, "</ul>\n");
      is_list = is_item;
      writers[block->kind] (html, block);
    }
  g_string_append (html, is_list ? "</ul>\n</article>\n" : "</article>\n");
}

/* Source: Content Security Policy Level 3, §2.3.1. */
static char *
dup_style_hash (void)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) style_sheet, strlen (style_sheet));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

/* “de-DE” for “de_DE.UTF-8”; the language of the strings in the code without a translation. */
static char *
dup_language (void)
{
  g_autofree char *language = g_strdup (g_get_language_names ()[0]);

  g_strdelimit (language, ".@", '\0');
  g_strdelimit (language, "_", '-');
  if (strcmp (language, "C") == 0 || strcmp (language, "POSIX") == 0)
    return g_strdup ("en");

  return g_markup_escape_text (language, -1);
}

/**
 * wlk_documents_to_html:
 * @documents: (element-type WlkDocument): documents
 *
 * Returns: (transfer full): one HTML page that needs no other file
 */
char *
wlk_documents_to_html (GPtrArray *documents)
{
  GString *html = g_string_sized_new (64 * 1024);
  g_autofree char *hash = dup_style_hash ();
  g_autofree char *language = dup_language ();

  g_string_append_printf (html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src 'sha256-%s'; "
                          "base-uri 'none'; form-action 'none'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n"
                          "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
                          language, hash);
  for (guint i = 0; i < documents->len; i++)
    {
      const WlkBlock *title = wlk_document_find (documents->pdata[i], WLK_BLOCK_TITLE);

      if (i > 0)
        g_string_append (html, ", ");
      if (title != NULL)
        append_text (html, title->text);
    }
  g_string_append_printf (html, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n",
                          style_sheet);
  for (guint i = 0; i < documents->len; i++)
    write_article (html, documents->pdata[i]);
  g_string_append (html, "<footer>Weak Link " PACKAGE_VERSION "</footer>\n</main>\n</body>\n"
                   "</html>\n");

  return g_string_free (html, FALSE);
}
