/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "base/wlk-frame.h"

static void
test_round_trip (gconstpointer data)
{
  gsize size = GPOINTER_TO_SIZE (data);
  g_autofree guint8 *payload = g_malloc0 (size + 1);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GError) error = NULL;
  WlkFrame frame;
  gsize consumed;

  wlk_frame_append (bytes, 'x', payload, size);
  wlk_frame_append (bytes, 'y', "z", 1);
  g_assert_true (wlk_frame_parse (&frame, bytes->data, bytes->len, &consumed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (frame.type, ==, 'x');
  g_assert_cmpmem (frame.data, frame.size, payload, size);
  g_assert_cmpuint (consumed, ==, WLK_FRAME_HEADER_BYTES + size);

  g_byte_array_remove_range (bytes, 0, (guint) consumed);
  g_assert_true (wlk_frame_parse (&frame, bytes->data, bytes->len, &consumed, &error));
  g_assert_cmpuint (frame.type, ==, 'y');
  g_assert_cmpmem (frame.data, frame.size, "z", 1);
}

static void
test_incomplete_waits (void)
{
  const guint8 bytes[] = { 'x', 0, 0, 2, 'a', 'b' };
  WlkFrame frame;
  gsize consumed;

  for (gsize i = 0; i < sizeof bytes; i++)
    {
      g_assert_true (wlk_frame_parse (&frame, bytes, i, &consumed, NULL));
      g_assert_cmpuint (consumed, ==, 0);
    }
  g_assert_true (wlk_frame_parse (&frame, bytes, sizeof bytes, &consumed, NULL));
  g_assert_cmpuint (consumed, ==, sizeof bytes);
}

static void
test_too_long_fails (void)
{
  const guint8 longest[] = { 'x', 1, 0, 0 };
  const guint8 too_long[] = { 'x', 1, 0, 1 };
  g_autoptr(GError) error = NULL;
  WlkFrame frame;
  gsize consumed;

  g_assert_true (wlk_frame_parse (&frame, longest, sizeof longest, &consumed, &error));
  g_assert_cmpuint (consumed, ==, 0);
  g_assert_false (wlk_frame_parse (&frame, too_long, sizeof too_long, &consumed, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/base/frame/empty-passes", GSIZE_TO_POINTER (0), test_round_trip);
  g_test_add_data_func ("/base/frame/longest-passes", GSIZE_TO_POINTER (WLK_FRAME_MAX_BYTES),
                        test_round_trip);
  g_test_add_func ("/base/frame/incomplete-waits", test_incomplete_waits);
  g_test_add_func ("/base/frame/too-long-fails", test_too_long_fails);

  return g_test_run ();
}
