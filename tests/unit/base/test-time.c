/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "base/wlk-time.h"

#include <string.h>

#define NOON G_GINT64_CONSTANT (1780315200) /* 2026-06-01 12:00:00 UTC */

typedef struct
{
  const char *path;
  const char *text;
  gint64      seconds;
} ParseCase;

static const ParseCase good_times[] = {
  { "utc", "2026-06-01T12:00:00Z", NOON },
  { "offset", "2026-06-01T14:00:00+02:00", NOON },
  { "without-zone-is-utc", "2026-06-01T12:00:00", NOON },
  { "blank-instead-of-t", "2026-06-01 12:00:00", NOON },
  { "without-seconds", "2026-06-01T12:00Z", NOON },
  { "without-seconds-with-offset", "2026-06-01T14:00+02:00", NOON },
  { "date-is-its-midnight", "2026-06-01", NOON - 12 * 3600 },
  { "before-the-epoch", "1950-01-01T00:00:00Z", -631152000 },
  { "last-second", "9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799) },
};

static const char *bad_times[] = {
  "", "T", "now", "2026", "2026-13-01", "2026-02-29", "2026-06-01T25:00:00Z", "1.6.2026",
  "2026-06-01T12:00:00Z and more", "\xFF\xFE",
};

static void
test_parse_good (gconstpointer data)
{
  const ParseCase *test = data;
  g_autoptr(GError) error = NULL;
  gint64 seconds = 0;

  g_assert_true (wlk_time_parse (test->text, &seconds, &error));
  g_assert_no_error (error);
  g_assert_cmpint (seconds, ==, test->seconds);
}

static void
test_parse_bad (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 seconds = 0;

  g_assert_false (wlk_time_parse (data, &seconds, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

typedef struct
{
  int      parts[6];
  gboolean exists;
  gint64   seconds;
} CivilCase;

static const CivilCase civil_cases[] = {
  { { 1970, 1, 1, 0, 0, 0 }, TRUE, 0 },
  { { 1969, 12, 31, 23, 59, 59 }, TRUE, -1 },
  { { 2026, 6, 1, 12, 0, 0 }, TRUE, NOON },
  { { 2000, 2, 29, 0, 0, 0 }, TRUE, 951782400 },
  { { 1900, 2, 28, 0, 0, 0 }, TRUE, G_GINT64_CONSTANT (-2203977600) },
  { { 1900, 2, 29, 0, 0, 0 }, FALSE, 0 },
  { { 2026, 2, 29, 0, 0, 0 }, FALSE, 0 },
  { { 2026, 4, 31, 0, 0, 0 }, FALSE, 0 },
  { { 2026, 0, 1, 0, 0, 0 }, FALSE, 0 },
  { { 2026, 1, 0, 0, 0, 0 }, FALSE, 0 },
  { { 2026, 1, 1, 24, 0, 0 }, FALSE, 0 },
  { { 2026, 1, 1, 0, 60, 0 }, FALSE, 0 },
  { { 2026, 1, 1, 0, 0, 60 }, FALSE, 0 },
  { { 0, 1, 1, 0, 0, 0 }, TRUE, G_GINT64_CONSTANT (-62167219200) },
  { { 0, 3, 1, 0, 0, 0 }, TRUE, G_GINT64_CONSTANT (-62162035200) },
  { { 9999, 12, 31, 23, 59, 59 }, TRUE, G_GINT64_CONSTANT (253402300799) },
  { { 10000, 1, 1, 0, 0, 0 }, FALSE, 0 },
  { { -1, 1, 1, 0, 0, 0 }, FALSE, 0 },
};

static void
test_civil (gconstpointer data)
{
  const CivilCase *test = data;
  const int *parts = test->parts;
  gint64 seconds = 0;

  g_assert_cmpint (wlk_time_from_civil (parts[0], parts[1], parts[2], parts[3], parts[4],
                                        parts[5], &seconds),
                   ==, test->exists);
  g_assert_cmpint (seconds, ==, test->seconds);
}

static void
test_format (void)
{
  g_autofree char *moment = wlk_time_format (NOON);
  g_autofree char *day = wlk_time_format_date (NOON);

  g_assert_cmpstr (moment, ==, "2026-06-01 12:00:00 UTC");
  g_assert_cmpstr (day, ==, "2026-06-01");
}

static void
test_format_out_of_range (void)
{
  g_autofree char *moment = wlk_time_format (G_MAXINT64);

  g_assert_cmpstr (moment, ==, "a time out of range");
}

typedef struct
{
  gint64      interval;
  const char *text;
} IntervalCase;

static const IntervalCase interval_cases[] = {
  { 0, "0 seconds" },
  { 1, "1 second" },
  { -1, "1 second" },
  { 119, "119 seconds" },
  { 120, "2 minutes" },
  { 7199, "119 minutes" },
  { 7200, "2 hours" },
  { 2 * 86400 - 1, "47 hours" },
  { 2 * 86400, "2 days" },
  { G_GINT64_CONSTANT (730) * 86400 - 1, "729 days" },
  { G_GINT64_CONSTANT (730) * 86400, "2 years" },
  { G_GINT64_CONSTANT (9999) * 365 * 86400, "9999 years" },
};

static void
test_interval (gconstpointer data)
{
  const IntervalCase *test = data;
  g_autofree char *text = wlk_time_format_interval (test->interval);

  g_assert_cmpstr (text, ==, test->text);
}

#define ADD_ALL(prefix, array, function) \
  for (guint i = 0; i < G_N_ELEMENTS (array); i++) \
    { \
      g_autofree char *path = g_strdup_printf (prefix "/%u", i); \
      g_test_add_data_func (path, &array[i], function); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good_times); i++)
    {
      g_autofree char *path = g_strconcat ("/base/time/parse/", good_times[i].path, NULL);

      g_test_add_data_func (path, &good_times[i], test_parse_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_times); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/time/parse/bad-%u-is-refused", i);

      g_test_add_data_func (path, bad_times[i], test_parse_bad);
    }
  ADD_ALL ("/base/time/civil", civil_cases, test_civil);
  ADD_ALL ("/base/time/interval", interval_cases, test_interval);
  g_test_add_func ("/base/time/format/moment-and-day", test_format);
  g_test_add_func ("/base/time/format/out-of-range-is-said", test_format_out_of_range);

  return g_test_run ();
}
