/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/wlk-span.h"
#include "report/wlk-outcome.h"

G_BEGIN_DECLS

/**
 * WlkBlockKind:
 * @WLK_BLOCK_TITLE: what was inspected (text) and its verdict (word)
 * @WLK_BLOCK_HEADLINE: the answer in one sentence
 * @WLK_BLOCK_HEADING: the title of a section; its rows, if any, count outcomes
 * @WLK_BLOCK_PARAGRAPH: sentences
 * @WLK_BLOCK_NOTE: a note on omitted content
 * @WLK_BLOCK_FACTS: labelled values
 * @WLK_BLOCK_QUOTES: messages of other programs and servers, by source
 * @WLK_BLOCK_TREE: the certification path
 * @WLK_BLOCK_ITEM: one line (text) of a list, and its description (details)
 * @WLK_BLOCK_STEP: one step (text), its outcome (word), certificates (place), source (reference),
 *   result (details) and evidence (facts)
 * @WLK_BLOCK_TABLE: rows below columns; a row of one cell is a heading within the table
 *
 * The kind of a block of a document. The names in brackets are members of #WlkBlock.
 */
typedef enum {
  WLK_BLOCK_TITLE,
  WLK_BLOCK_HEADLINE,
  WLK_BLOCK_HEADING,
  WLK_BLOCK_PARAGRAPH,
  WLK_BLOCK_NOTE,
  WLK_BLOCK_FACTS,
  WLK_BLOCK_QUOTES,
  WLK_BLOCK_TREE,
  WLK_BLOCK_ITEM,
  WLK_BLOCK_STEP,
  WLK_BLOCK_TABLE,
} WlkBlockKind;

/**
 * WlkFactKind:
 * @WLK_FACT_PLAIN: has no meaning beyond its label
 * @WLK_FACT_EVIDENCE: evidence of the decisive step
 * @WLK_FACT_STEP: the decisive step
 * @WLK_FACT_WARNING: a warning of a trusted path that other programs refuse
 * @WLK_FACT_ADVICE: what to do
 *
 * The kind of a labelled value, for callers that need a single one.
 */
typedef enum {
  WLK_FACT_PLAIN,
  WLK_FACT_EVIDENCE,
  WLK_FACT_STEP,
  WLK_FACT_WARNING,
  WLK_FACT_ADVICE,
} WlkFactKind;

/**
 * WlkFact:
 * @kind: its kind
 * @level: nesting level, from 0
 * @label: the label
 * @value: (nullable): the value, which may have several lines
 * @expected: (nullable): the value that the rule requires
 * @span: the position of the value in the certificate's DER, or none
 *
 * A labelled value.
 */
typedef struct
{
  WlkFactKind kind;
  guint       level;
  char       *label;
  char       *value;
  char       *expected;
  WlkSpan     span;
} WlkFact;

/**
 * WlkNode:
 * @name: (nullable): the certificate's name; %NULL where the trust anchor is missing
 * @role: (nullable): its role on the path, or what is missing
 * @outcome: the most severe outcome of its steps
 * @word: (nullable): the outcome, or “not reached”
 * @badge: (nullable): the same as a label of its own, “Not Reached”
 * @key: (nullable): its key
 * @validity: (nullable): its expiry date, or that it is not valid
 * @link: (nullable): the status of its signature, the source of the trust anchor, or the headline
 *   of another path
 * @is_weak: whether it is the weak link
 * @is_reached: whether validation gets to it
 * @not_before: in seconds since 1970
 * @not_after: in seconds since 1970
 *
 * A certificate of the path; in a tree, each node is the child of the one before it. Also another
 * row of the window's tree.
 */
typedef struct
{
  char      *name;
  char      *role;
  WlkOutcome outcome;
  char      *word;
  char      *badge;
  char      *key;
  char      *validity;
  char      *link;
  gboolean   is_weak;
  gboolean   is_reached;
  gint64     not_before;
  gint64     not_after;
} WlkNode;

/**
 * WlkRow:
 * @outcome: determines its appearance; %WLK_OUTCOME_NOTE for a row without a mark
 * @cells: the texts, %NULL-terminated
 */
typedef struct
{
  WlkOutcome outcome;
  char     **cells;
} WlkRow;

/**
 * WlkBlock:
 * @kind: its kind, which determines the members in use
 * @outcome: determines its appearance
 * @time: of a tree: the time of validation, in seconds since 1970
 * @text: (nullable): its main text
 * @word: (nullable): a verdict or outcome
 * @place: (nullable): the certificates that a step is about
 * @reference: (nullable): the source of a step
 * @details: (nullable): a sentence about it
 * @columns: (nullable): the headings of a table
 * @facts: (element-type WlkFact): labelled values or quotes
 * @nodes: (element-type WlkNode): the tree
 * @rows: (element-type WlkRow): of a table, or the counts of a heading
 *
 * A part of a document.
 */
typedef struct
{
  WlkBlockKind kind;
  WlkOutcome   outcome;
  gint64       time;
  char        *text;
  char        *word;
  char        *place;
  char        *reference;
  char        *details;
  char       **columns;
  GPtrArray   *facts;
  GPtrArray   *nodes;
  GPtrArray   *rows;
} WlkBlock;

/* Text for people as a sequence of blocks, independent of the output format. All text passes
 * wlk_text_make_visible() when it is added, except for line feeds between the lines of a value. */
typedef struct _WlkDocument WlkDocument;

WlkDocument *wlk_document_new (void);
void wlk_document_free (WlkDocument *self);
guint wlk_document_get_length (const WlkDocument *self);
const WlkBlock *wlk_document_get (const WlkDocument *self,
                                  guint              index);
const WlkBlock *wlk_document_find (const WlkDocument *self,
                                   WlkBlockKind       kind);
const WlkFact *wlk_document_find_fact (const WlkDocument *self,
                                       WlkFactKind        kind);
WlkBlock *wlk_document_add (WlkDocument *self,
                            WlkBlockKind kind,
                            const char  *text);
void wlk_block_set_text (char      **member,
                         const char *text);
WlkFact *wlk_block_add_fact (WlkBlock   *self,
                             WlkFactKind kind,
                             const char *label,
                             const char *value);
WlkNode *wlk_block_take_node (WlkBlock *self,
                              WlkNode  *node);
void wlk_block_set_columns (WlkBlock           *self,
                            const char * const *columns);
void wlk_block_add_row (WlkBlock           *self,
                        WlkOutcome          outcome,
                        const char * const *cells);
char *wlk_document_dup_location (WlkSpan span);
WlkNode *wlk_node_new (const char *name,
                       const char *role);
void wlk_node_free (WlkNode *self);
char *wlk_node_dup_details (const WlkNode *self,
                            const char    *separator);
char *wlk_node_dup_description (const WlkNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkDocument, wlk_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkNode, wlk_node_free)

G_END_DECLS
