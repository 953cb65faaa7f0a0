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
 * @WLK_BLOCK_NOTE: what is left out, or counted only
 * @WLK_BLOCK_FACTS: labelled values
 * @WLK_BLOCK_QUOTES: what other programs and servers say, by speaker
 * @WLK_BLOCK_TREE: the certification path
 * @WLK_BLOCK_ITEM: one line (text) of a list, and what is said of it (details)
 * @WLK_BLOCK_STEP: one step (text), its outcome (word), certificates (place), source (reference),
 *   result (details) and evidence (facts)
 * @WLK_BLOCK_TABLE: rows below columns; a row of one cell is a heading within the table
 *
 * What a block of a document is. The names in brackets are members of #WlkBlock.
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
 * @WLK_FACT_PLAIN: says its meaning by its label alone
 * @WLK_FACT_EVIDENCE: what the decisive step found
 * @WLK_FACT_STEP: the step that decides
 * @WLK_FACT_ADVICE: what to do
 *
 * What a labelled value is, for those who show one of them alone.
 */
typedef enum {
  WLK_FACT_PLAIN,
  WLK_FACT_EVIDENCE,
  WLK_FACT_STEP,
  WLK_FACT_ADVICE,
} WlkFactKind;

/**
 * WlkFact:
 * @kind: what it is
 * @level: how deep it is nested, from 0
 * @label: what the value is
 * @value: (nullable): the value, perhaps of several lines
 * @expected: (nullable): what a rule wants instead
 * @span: where the value is in the certificate's DER, or none
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
 * @role: what it is on the path, or what is missing
 * @outcome: the gravest outcome of its steps
 * @word: (nullable): the outcome, or “not reached”
 * @key: (nullable): its key
 * @validity: (nullable): until when it is valid, or that it is not
 * @link: (nullable): how its signature is, or where the trust anchor comes from
 * @is_weak: whether trust breaks here
 * @not_before: in seconds since 1970
 * @not_after: in seconds since 1970
 *
 * A certificate of the path. Each node hangs on the one before it.
 */
typedef struct
{
  char      *name;
  char      *role;
  WlkOutcome outcome;
  char      *word;
  char      *key;
  char      *validity;
  char      *link;
  gboolean   is_weak;
  gint64     not_before;
  gint64     not_after;
} WlkNode;

/**
 * WlkRow:
 * @outcome: how it looks; %WLK_OUTCOME_NOTE for a row without a mark
 * @cells: the texts, ended by %NULL
 */
typedef struct
{
  WlkOutcome outcome;
  char     **cells;
} WlkRow;

/**
 * WlkBlock:
 * @kind: what it is, and which other members it has
 * @outcome: how it looks
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

/* What a person reads, as blocks in order; how it looks is up to its renderers. All text that
 * enters passes wlk_text_make_visible(); only line feeds between the lines of a value remain. */
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
WlkNode *wlk_block_add_node (WlkBlock   *self,
                             const char *name,
                             const char *role);
void wlk_block_set_columns (WlkBlock           *self,
                            const char * const *columns);
void wlk_block_add_row (WlkBlock           *self,
                        WlkOutcome          outcome,
                        const char * const *cells);
char *wlk_fact_dup_location (const WlkFact *self);
char *wlk_node_dup_details (const WlkNode *self,
                            const char    *separator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkDocument, wlk_document_free)

G_END_DECLS
