/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "fetch/wlk-fetch-answer.h"

/* What weaklink-fetch may send when a server has taken it over. */

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GError) error = NULL;
  WlkFetchAnswer answer;
  WlkFrame frame;
  gsize consumed;

  wlk_fetch_answer_init (&answer);
  while (wlk_frame_parse (&frame, data, size, &consumed, &error) && consumed > 0 &&
         wlk_fetch_answer_add (&answer, &frame, &error))
    {
      g_assert (frame.size <= WLK_FRAME_MAX_BYTES);
      data += consumed;
      size -= consumed;
    }

  g_assert (answer.status == 0 || error != NULL || (answer.status >= 100 && answer.status <= 999));
  g_assert (answer.announced >= -1);
  wlk_fetch_answer_clear (&answer);

  return 0;
}
