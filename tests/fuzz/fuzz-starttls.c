/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "net/wlk-starttls.h"

/* What a server may say before TLS, read as the reply to each thing that is said to it. A reader
 * that wants more must not change its mind about what it has taken for an end. */

static void
read_reply (const WlkExchange *exchange,
            const uint8_t     *data,
            size_t             size)
{
  gsize n_used = size;
  WlkReply reply = exchange->read (exchange, data, size, &n_used);

  g_assert_cmpint (reply, <=, WLK_REPLY_STRANGE);
  if (reply == WLK_REPLY_REFUSING || reply == WLK_REPLY_NO)
    {
      g_autofree char *text =
        wlk_starttls_reply_dup_refusal (exchange, data, reply == WLK_REPLY_NO ? n_used : size);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  if (reply == WLK_REPLY_MORE || reply == WLK_REPLY_REFUSING)
    return;

  g_assert_cmpuint (n_used, >, 0);
  g_assert_cmpuint (n_used, <=, size);
  if (reply == WLK_REPLY_YES)
    {
      gsize n_again = n_used;

      g_assert_cmpint (exchange->read (exchange, data, n_used, &n_again), ==, WLK_REPLY_YES);
      g_assert_cmpuint (n_again, ==, n_used);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < rows[i].n_exchanges; j++)
      if (rows[i].exchanges[j].read != NULL)
        read_reply (&rows[i].exchanges[j], data, size);
  return 0;
}
