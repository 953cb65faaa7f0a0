/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "fetch/wlk-fetch-answer.h"

#include <string.h>

/*
 * AnswerCase:
 * @name: of the test
 * @frames: frames, each a type and a payload, between bars; “h” alone is a head of status 200
 * @is_good: whether all may come in this order
 */
typedef struct
{
  const char *name;
  const char *frames;
  gboolean    is_good;
} AnswerCase;

static const AnswerCase cases[] = {
  { "all", "p127.0.0.1|t\001|sOK|l/there|h|dgo|dod|e", TRUE },
  { "head-and-end", "h|e", TRUE },
  { "refused", "r", TRUE },
  { "failure", "fno route", TRUE },
  { "failure-in-body", "p::1|h|dgo|fcut off", TRUE },
  { "location-not-utf-8", "l\xff|h|e", TRUE },
  { "unknown-type", "x", FALSE },
  { "end-without-head", "e", FALSE },
  { "data-without-head", "dgood", FALSE },
  { "head-twice", "h|h", FALSE },
  { "peer-twice", "p127.0.0.1|p127.0.0.1", FALSE },
  { "peer-after-head", "h|p127.0.0.1", FALSE },
  { "peer-is-a-name", "plocalhost", FALSE },
  { "peer-empty", "p", FALSE },
  { "tls-problem-none", "t", FALSE },
  { "tls-problem-unknown", "t\003", FALSE },
  { "phrase-empty", "s", FALSE },
  { "head-too-short", "hx", FALSE },
  { "data-empty", "h|d", FALSE },
  { "end-with-payload", "h|ex", FALSE },
  { "refused-with-payload", "rx", FALSE },
  { "failure-empty", "f", FALSE },
  { "data-after-end", "h|e|dgood", FALSE },
  { "end-after-refused", "r|e", FALSE },
  { "end-after-failure", "h|fcut off|e", FALSE },
};

static const guint8 good_head[] = { 0, 200, 0, 0, 0, 0, 0, 0, 0, 4 };

static gboolean
add (WlkFetchAnswer *answer,
     guint8          type,
     gconstpointer   data,
     gsize           size)
{
  g_autoptr(GError) error = NULL;
  WlkFrame frame = { type, data, size };
  gboolean is_good = wlk_fetch_answer_add (answer, &frame, &error);

  if (!is_good)
    g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);

  return is_good;
}

static gboolean
add_text (WlkFetchAnswer *answer,
          const char     *frame)
{
  if (g_str_equal (frame, "h"))
    return add (answer, 'h', good_head, sizeof good_head);

  return add (answer, (guint8) frame[0], frame + 1, strlen (frame + 1));
}

static void
test_case (gconstpointer data)
{
  const AnswerCase *test = &cases[GPOINTER_TO_UINT (data)];
  g_auto(GStrv) frames = g_strsplit (test->frames, "|", -1);
  WlkFetchAnswer answer;
  gboolean is_good = TRUE;

  wlk_fetch_answer_init (&answer);
  for (guint i = 0; frames[i] != NULL; i++)
    {
      g_assert_true (is_good);
      g_assert_false (test->is_good && wlk_fetch_answer_is_complete (&answer));
      is_good = add_text (&answer, frames[i]);
    }
  g_assert_cmpint (is_good, ==, test->is_good);
  g_assert_true (!is_good || wlk_fetch_answer_is_complete (&answer));
  wlk_fetch_answer_clear (&answer);
}

static void
test_values (void)
{
  WlkFetchAnswer answer;

  wlk_fetch_answer_init (&answer);
  g_assert_true (add_text (&answer, "p::0:1"));
  g_assert_true (add_text (&answer, "t\001"));
  g_assert_true (add_text (&answer, "sOK"));
  g_assert_true (add_text (&answer, "l/there"));
  g_assert_true (add_text (&answer, "h"));
  g_assert_true (add_text (&answer, "dgo"));
  g_assert_true (add_text (&answer, "dod"));
  g_assert_cmpstr (answer.peer, ==, "::1");
  g_assert_cmpint (answer.tls_problem, ==, WLK_FETCH_TLS_PROBLEM_NAME);
  g_assert_cmpstr (answer.phrase, ==, "OK");
  g_assert_cmpstr (answer.location, ==, "/there");
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpint (answer.announced, ==, 4);
  g_assert_cmpmem (answer.body->data, answer.body->len, "good", 4);
  wlk_fetch_answer_clear (&answer);
}

/*
 * HeadCase:
 * @name: of the test
 * @head: the payload
 * @announced: what it announces; -1 for nothing, -2 when it is refused
 */
typedef struct
{
  const char *name;
  guint8      head[WLK_FETCH_HEAD_BYTES];
  gint64      announced;
} HeadCase;

static const HeadCase heads[] = {
  { "status-100", { 0, 100 }, 0 },
  { "status-999", { 3, 231 }, 0 },
  { "status-99", { 0, 99 }, -2 },
  { "status-1000", { 3, 232 }, -2 },
  { "announced-nothing", { 0, 200, 255, 255, 255, 255, 255, 255, 255, 255 }, -1 },
  { "announced-most", { 0, 200, 127, 255, 255, 255, 255, 255, 255, 255 }, G_MAXINT64 },
  { "announced-too-much", { 0, 200, 128, 0, 0, 0, 0, 0, 0, 0 }, -2 },
};

static void
test_head (gconstpointer data)
{
  const HeadCase *test = &heads[GPOINTER_TO_UINT (data)];
  WlkFetchAnswer answer;

  wlk_fetch_answer_init (&answer);
  g_assert_cmpint (add (&answer, 'h', test->head, sizeof test->head), ==, test->announced != -2);
  if (test->announced != -2)
    g_assert_cmpint (answer.announced, ==, test->announced);
  wlk_fetch_answer_clear (&answer);
}

static void
test_text_length (void)
{
  g_autofree char *text = g_strnfill (WLK_FETCH_ANSWER_MAX_TEXT + 1, 'a');
  WlkFetchAnswer answer;

  wlk_fetch_answer_init (&answer);
  g_assert_false (add (&answer, 'l', text, WLK_FETCH_ANSWER_MAX_TEXT + 1));
  g_assert_false (add (&answer, 'l', "a\0b", 3));
  g_assert_true (add (&answer, 'l', text, WLK_FETCH_ANSWER_MAX_TEXT));
  wlk_fetch_answer_clear (&answer);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/fetch-answer/%s-%s", cases[i].name,
                                               cases[i].is_good ? "passes" : "fails");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/fetch-answer/%s-%s", heads[i].name,
                                               heads[i].announced != -2 ? "passes" : "fails");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_head);
    }
  g_test_add_func ("/fetch/fetch-answer/values-arrive", test_values);
  g_test_add_func ("/fetch/fetch-answer/text-too-long-fails", test_text_length);

  return g_test_run ();
}
