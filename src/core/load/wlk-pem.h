/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_PEM_MAX_LABEL 64 /* bytes; the longest in use have about 30 */
#define WLK_PEM_DASHES    5  /* around BEGIN and END (RFC 7468 §3) */

/**
 * WlkPemReader:
 * @text: the text; the part already read may be overwritten by decoded bytes
 * @length: its length in bytes
 * @position: where to continue
 * @line: the line of that place, counted from 1
 * @next_dashes: the next row of dashes after @position, or the end; unknown unless after it
 */
typedef struct
{
  guint8 *text;
  gsize   length;
  gsize   position;
  guint   line;
  gsize   next_dashes;
} WlkPemReader;

/**
 * WlkPemBlock:
 * @label: the text after BEGIN
 * @line: the line of BEGIN
 * @n_dashes: the number of dashes before BEGIN, up to five; 0 without BEGIN
 * @is_distrusted: whether p11-kit's “x-distrusted: true” is before it
 * @start: index of BEGIN's first dash
 * @end: index after the END line
 * @bytes: where the decoded bytes were written
 * @n_bytes: how many
 * @problem_line: the line of the problem
 * @problem: (nullable): the problem as a sentence, owned; free with wlk_pem_block_clear()
 */
typedef struct
{
  char     label[WLK_PEM_MAX_LABEL + 1];
  guint    line;
  guint    n_dashes;
  gboolean is_distrusted;
  gsize    start;
  gsize    end;
  guint8  *bytes;
  gsize    n_bytes;
  guint    problem_line;
  char    *problem;
} WlkPemBlock;

void wlk_pem_reader_init (WlkPemReader *self,
                          guint8       *text,
                          gsize         length);
gboolean wlk_pem_reader_next (WlkPemReader *self,
                              guint8       *output,
                              WlkPemBlock  *block);
void wlk_pem_block_clear (WlkPemBlock *block);

G_END_DECLS
