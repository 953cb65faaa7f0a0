/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-document.h"

#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

struct _WlkDocument
{
  GPtrArray *blocks; /* (element-type WlkBlock) */
};

/* Line feeds only separate the lines of a value: evidence and details have no others. */
static char *
dup_visible (const char *text)
{
  g_auto(GStrv) lines = NULL;

  if (text == NULL)
    return NULL;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_steal_pointer (&lines[i]);

      lines[i] = wlk_text_make_visible (line, -1);
    }

  return g_strjoinv ("\n", lines);
}

static char **
dup_visible_cells (const char * const *cells)
{
  char **copy = g_new0 (char *, g_strv_length ((char **) cells) + 1);

  for (guint i = 0; cells[i] != NULL; i++)
    copy[i] = wlk_text_make_visible (cells[i], -1);

  return copy;
}

static void
free_fact (gpointer data)
{
  WlkFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->expected);
  g_free (fact);
}

static void
free_row (gpointer data)
{
  WlkRow *row = data;

  g_strfreev (row->cells);
  g_free (row);
}

static void
free_block (gpointer data)
{
  WlkBlock *block = data;

  g_free (block->text);
  g_free (block->word);
  g_free (block->place);
  g_free (block->reference);
  g_free (block->details);
  g_strfreev (block->columns);
  g_ptr_array_unref (block->facts);
  g_ptr_array_unref (block->nodes);
  g_ptr_array_unref (block->rows);
  g_free (block);
}

/**
 * wlk_document_new:
 *
 * Returns: (transfer full): a document without blocks
 */
WlkDocument *
wlk_document_new (void)
{
  WlkDocument *self = g_new0 (WlkDocument, 1);

  self->blocks = g_ptr_array_new_with_free_func (free_block);
  return self;
}

/**
 * wlk_document_free:
 * @self: (transfer full): a document
 */
void
wlk_document_free (WlkDocument *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* The number of its blocks. */
guint
wlk_document_get_length (const WlkDocument *self)
{
  return self->blocks->len;
}

/**
 * wlk_document_get:
 * @self: a document
 * @index: less than its length
 *
 * Returns: (transfer none): a block
 */
const WlkBlock *
wlk_document_get (const WlkDocument *self,
                  guint              index)
{
  return self->blocks->pdata[index];
}

/**
 * wlk_document_find:
 * @self: a document
 * @kind: a kind of block
 *
 * Returns: (transfer none) (nullable): the first block of that kind
 */
const WlkBlock *
wlk_document_find (const WlkDocument *self,
                   WlkBlockKind       kind)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const WlkBlock *block = self->blocks->pdata[i];

      if (block->kind == kind)
        return block;
    }

  return NULL;
}

/**
 * wlk_document_find_fact:
 * @self: a document
 * @kind: a kind of fact
 *
 * Returns: (transfer none) (nullable): the first fact of that kind
 */
const WlkFact *
wlk_document_find_fact (const WlkDocument *self,
                        WlkFactKind        kind)
{
  const WlkBlock *block = wlk_document_find (self, WLK_BLOCK_FACTS);

  for (guint i = 0; block != NULL && i < block->facts->len; i++)
    {
      const WlkFact *fact = block->facts->pdata[i];

      if (fact->kind == kind)
        return fact;
    }

  return NULL;
}

/**
 * wlk_document_add:
 * @self: a document
 * @kind: the kind of block
 * @text: (nullable): its main text
 *
 * Appends a block.
 *
 * Returns: (transfer none): the block, to be filled before the next one is added
 */
WlkBlock *
wlk_document_add (WlkDocument *self,
                  WlkBlockKind kind,
                  const char  *text)
{
  WlkBlock *block = g_new0 (WlkBlock, 1);

  block->kind = kind;
  block->outcome = WLK_OUTCOME_NOTE;
  block->text = dup_visible (text);
  block->facts = g_ptr_array_new_with_free_func (free_fact);
  block->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_node_free);
  block->rows = g_ptr_array_new_with_free_func (free_row);
  g_ptr_array_add (self->blocks, block);
  return block;
}

/**
 * wlk_block_set_text:
 * @member: a text of a block, a fact or a node
 * @text: (nullable): the text
 *
 * Sets a text, made visible.
 */
void
wlk_block_set_text (char      **member,
                    const char *text)
{
  g_free (*member);
  *member = dup_visible (text);
}

/**
 * wlk_block_add_fact:
 * @self: a block
 * @kind: its kind
 * @label: the label
 * @value: (nullable): the value
 *
 * Returns: (transfer none): the new fact
 */
WlkFact *
wlk_block_add_fact (WlkBlock   *self,
                    WlkFactKind kind,
                    const char *label,
                    const char *value)
{
  WlkFact *fact = g_new0 (WlkFact, 1);

  fact->kind = kind;
  fact->label = dup_visible (label);
  fact->value = dup_visible (value);
  g_ptr_array_add (self->facts, fact);
  return fact;
}

/* Appends @node (transfer full) below the last one, and returns it. */
WlkNode *
wlk_block_take_node (WlkBlock *self,
                     WlkNode  *node)
{
  g_ptr_array_add (self->nodes, node);
  return node;
}

/**
 * wlk_block_set_columns:
 * @self: a table
 * @columns: the headings of its columns, %NULL-terminated
 */
void
wlk_block_set_columns (WlkBlock           *self,
                       const char * const *columns)
{
  self->columns = dup_visible_cells (columns);
}

/**
 * wlk_block_add_row:
 * @self: a table, or a heading with counts
 * @outcome: determines its appearance
 * @cells: the texts, %NULL-terminated; a single one is a heading within a table
 */
void
wlk_block_add_row (WlkBlock           *self,
                   WlkOutcome          outcome,
                   const char * const *cells)
{
  WlkRow *row = g_new0 (WlkRow, 1);

  row->outcome = outcome;
  row->cells = dup_visible_cells (cells);
  g_ptr_array_add (self->rows, row);
}

/**
 * wlk_document_dup_location:
 * @span: the position of a value in a certificate's DER, or none
 *
 * Returns: (transfer full) (nullable): the offsets of its first and last byte, or %NULL for none
 */
char *
wlk_document_dup_location (WlkSpan span)
{
  if (span.length == 0)
    return NULL;

  if (span.length == 1)
    return g_strdup_printf (_("DER byte %u"), span.offset);

  return g_strdup_printf (_("DER bytes %u–%u"), span.offset, span.offset + span.length - 1);
}

/**
 * wlk_node_new:
 * @name: (nullable): the certificate's name
 * @role: (nullable): its role
 *
 * Returns: (transfer full): a node without an outcome
 */
WlkNode *
wlk_node_new (const char *name,
              const char *role)
{
  WlkNode *self = g_new0 (WlkNode, 1);

  self->name = dup_visible (name);
  self->role = dup_visible (role);
  self->is_reached = TRUE;
  return self;
}

/**
 * wlk_node_free:
 * @self: (transfer full): a node
 */
void
wlk_node_free (WlkNode *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->word);
  g_free (self->badge);
  g_free (self->key);
  g_free (self->validity);
  g_free (self->link);
  g_free (self);
}

static char *
join (const char         *separator,
      const char * const *texts,
      guint               n_texts)
{
  g_autoptr(GString) result = g_string_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    if (texts[i] != NULL && *texts[i] != '\0')
      g_string_append_printf (result, "%s%s", result->len > 0 ? separator : "", texts[i]);

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * wlk_node_dup_details:
 * @self: a node
 * @separator: the separator of the parts
 *
 * Returns: (transfer full): its key, validity and signature
 */
char *
wlk_node_dup_details (const WlkNode *self,
                      const char    *separator)
{
  const char *parts[] = { self->key, self->validity, self->link };

  return join (separator, parts, G_N_ELEMENTS (parts));
}

/**
 * wlk_node_dup_description:
 * @self: a node
 *
 * Describes it on one line: “R3, intermediate CA, Failed, weak link, RSA 2048 · expired …”.
 *
 * Returns: (transfer full): all of its texts
 */
char *
wlk_node_dup_description (const WlkNode *self)
{
  g_autofree char *details = wlk_node_dup_details (self, " · ");
  const char *parts[] = {
    self->name, self->role, self->badge, self->is_weak ? _("weak link") : NULL, details
  };

  return join (", ", parts, G_N_ELEMENTS (parts));
}
