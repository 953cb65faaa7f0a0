/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_PLAINTEXT_MAX_BYTES 512 /* a banner line in any of these protocols is shorter */

/**
 * WlkPlaintext:
 * @prefix: the first bytes
 * @protocol: its name; not translated
 * @cause: (nullable): the id of the cause
 * @starttls: (nullable): the id of the STARTTLS row that may work
 * @word: (nullable): a word that the first line contains, case-insensitive
 *
 * A recognizable plain-text protocol where TLS was expected.
 */
typedef struct
{
  const char *prefix;
  const char *protocol;
  const char *cause;
  const char *starttls;
  const char *word;
} WlkPlaintext;

gboolean wlk_plaintext_is_tls (const guint8 *bytes,
                               gsize         length);
const WlkPlaintext *wlk_plaintext_recognize (const guint8 *bytes,
                                             gsize         length);
const WlkPlaintext *wlk_plaintext_find (const char *protocol);
char *wlk_plaintext_dup_first_line (const guint8 *bytes,
                                    gsize         length);

G_END_DECLS
