/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-time.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Times are seconds since 1970-01-01 00:00:00 UTC, as a gint64. A certificate may contain any
 * year from 0000 to 9999, so neither time_t nor GDateTime, which begins at year 1, is enough.
 */

#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR   (60 * SECONDS_PER_MINUTE)
#define SECONDS_PER_DAY    (24 * SECONDS_PER_HOUR)
#define DAYS_PER_YEAR      365 /* for intervals in words, where a leap day does not matter */

/* Days from 1970-01-01 to a day of the proleptic Gregorian calendar. The year is counted from
 * March, so that the leap day comes last; 719468 days lie between 0000-03-01 and 1970-01-01. */
static gint64
count_days (int year,
            int month,
            int day)
{
  gint64 shifted_year = month <= 2 ? year - 1 : year;
  int shifted_month = (month + 9) % 12;
  gint64 leap_days = shifted_year >= 0
                     ? shifted_year / 4 - shifted_year / 100 + shifted_year / 400
                     : -1;

  return 365 * shifted_year + leap_days + (153 * shifted_month + 2) / 5 + day - 1 - 719468;
}

static int
count_days_of_month (int year,
                     int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

/**
 * wlk_time_from_civil:
 * @year: 0 to 9999
 * @month: 1 to 12
 * @day: 1 to 31, as the month allows
 * @hour: 0 to 23
 * @minute: 0 to 59
 * @second: 0 to 59
 * @seconds: (out): seconds since 1970-01-01 00:00:00 UTC
 *
 * Returns: %TRUE when the parts name a moment that exists
 */
gboolean
wlk_time_from_civil (int     year,
                     int     month,
                     int     day,
                     int     hour,
                     int     minute,
                     int     second,
                     gint64 *seconds)
{
  if (year < 0 || year > 9999 || month < 1 || month > 12)
    return FALSE;
  if (day < 1 || day > count_days_of_month (year, month))
    return FALSE;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return FALSE;

  *seconds = count_days (year, month, day) * SECONDS_PER_DAY +
             hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
  return TRUE;
}

/* GLib wants seconds; ISO 8601 lets them be left out, and the time of a day altogether. */
static char *
complete_time (const char *text)
{
  const char *time = strpbrk (text, "T ");
  const char *minutes;

  if (time == NULL)
    return g_strconcat (text, "T00:00:00", NULL);

  minutes = strchr (time, ':');
  if (minutes == NULL || !g_ascii_isdigit (minutes[1]) || !g_ascii_isdigit (minutes[2]) ||
      minutes[3] == ':')
    return g_strdup (text);

  return g_strdup_printf ("%.*s:00%s", (int) (minutes + 3 - text), text, minutes + 3);
}

/**
 * wlk_time_parse:
 * @text: a date or a moment in ISO 8601, for example “2026-11-23” or “2026-11-23T09:30Z”
 * @seconds: (out): seconds since 1970-01-01 00:00:00 UTC
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Reads a time. Without a time zone it is UTC; a date alone is its midnight.
 *
 * Returns: %TRUE when @text is a time
 */
gboolean
wlk_time_parse (const char *text,
                gint64     *seconds,
                GError    **error)
{
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *padded = NULL;

  g_return_val_if_fail (text != NULL && seconds != NULL, FALSE);

  padded = complete_time (text);
  time = g_date_time_new_from_iso8601 (padded, utc);
  if (time == NULL)
    {
      g_autofree char *visible = wlk_text_make_visible (text, -1);

      g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                   _("“%s” is not a time. Write it like 2026-11-23 or 2026-11-23T09:30:00Z."),
                   visible);
      return FALSE;
    }

  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

static char *
format_time (gint64      seconds,
             const char *format)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (time == NULL)
    return g_strdup (_("a time out of range"));

  return g_date_time_format (time, format);
}

/**
 * wlk_time_format:
 * @seconds: seconds since 1970-01-01 00:00:00 UTC
 *
 * Returns: (transfer full): the moment, like “2026-11-23 09:30:00 UTC”
 */
char *
wlk_time_format (gint64 seconds)
{
  return format_time (seconds, "%Y-%m-%d %H:%M:%S UTC");
}

/**
 * wlk_time_format_date:
 * @seconds: seconds since 1970-01-01 00:00:00 UTC
 *
 * Returns: (transfer full): the day in UTC, like “2026-11-23”
 */
char *
wlk_time_format_date (gint64 seconds)
{
  return format_time (seconds, "%Y-%m-%d");
}

/**
 * wlk_time_format_interval:
 * @interval: a length of time in seconds; its sign is ignored
 *
 * Formats a length of time in its largest sensible unit, rounded down.
 *
 * Returns: (transfer full): words like “3 days”
 */
char *
wlk_time_format_interval (gint64 interval)
{
  guint64 seconds = interval < 0 ? -(guint64) interval : (guint64) interval;
  guint64 days = seconds / SECONDS_PER_DAY;

  if (days >= 2 * DAYS_PER_YEAR)
    return g_strdup_printf (ngettext ("%d year", "%d years", days / DAYS_PER_YEAR),
                            (int) MIN (days / DAYS_PER_YEAR, G_MAXINT));
  if (days >= 2)
    return g_strdup_printf (ngettext ("%d day", "%d days", days), (int) days);
  if (seconds >= 2 * SECONDS_PER_HOUR)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", seconds / SECONDS_PER_HOUR),
                            (int) (seconds / SECONDS_PER_HOUR));
  if (seconds >= 2 * SECONDS_PER_MINUTE)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", seconds / SECONDS_PER_MINUTE),
                            (int) (seconds / SECONDS_PER_MINUTE));

  return g_strdup_printf (ngettext ("%d second", "%d seconds", seconds), (int) seconds);
}
