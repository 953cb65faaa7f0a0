/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-report-order.h"

#include "report/wlk-report.h"

/*
 * Puts the intended one of several paths first. That is an accepted path. Without one, the most
 * plausible path is that on which validation gets furthest: its decisive finding is about the
 * lowest certificate and, for the same certificate, at the latest step. Otherwise an expired
 * cross-certificate near the root would be reported, although every path ends in an end entity with
 * the wrong name. A path with an invalid signature comes last.
 */

/* The number of findings about the same certificate after the decisive one. Counting other
 * certificates would favour short paths. */
static guint
count_after_decisive (WlkReport              *report,
                      const WlkFindingRecord *decisive)
{
  guint n_after = 0;

  for (guint i = report->findings->len; i-- > 0;)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record == decisive)
        break;
      if (record->position == decisive->position)
        n_after++;
    }

  return n_after;
}

static guint
count_certificates_below (WlkReport              *report,
                          const WlkFindingRecord *decisive)
{
  WlkPath *path = report->path;
  guint length = path != NULL ? path->certificates->len : 0;

  return decisive->position == WLK_WHOLE_PATH ? length : length - 1 - decisive->position;
}

static guint
count_failed (WlkReport *report)
{
  guint n_failed = 0;

  for (guint i = 0; i < report->findings->len; i++)
    {
      if (wlk_report_get_record (report, i)->outcome == WLK_OUTCOME_FAILED)
        n_failed++;
    }

  return n_failed;
}

/* A path with a signature by another key was not intended. */
static guint
count_bad_signatures (WlkReport *report)
{
  guint n_bad = 0;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record->outcome == WLK_OUTCOME_FAILED && record->step->id == WLK_STEP_SIGNATURE)
        n_bad++;
    }

  return n_bad;
}

/* Accepted, undetermined, rejected. */
static int
rank_verdict (const WlkFindingRecord *decisive)
{
  if (decisive == NULL)
    return 0;

  return decisive->outcome == WLK_OUTCOME_UNKNOWN ? 1 : 2;
}

static int
compare_numbers (guint first,
                 guint second)
{
  return first < second ? -1 : first > second;
}

static int
compare_reports (gconstpointer a,
                 gconstpointer b)
{
  WlkReport *first = *(WlkReport * const *) a;
  WlkReport *second = *(WlkReport * const *) b;
  const WlkFindingRecord *first_decisive = wlk_report_get_path_decisive (first);
  const WlkFindingRecord *second_decisive = wlk_report_get_path_decisive (second);
  int order = rank_verdict (first_decisive) - rank_verdict (second_decisive);

  if (order != 0 || first_decisive == NULL || second_decisive == NULL)
    return order;

  order = compare_numbers (count_bad_signatures (first), count_bad_signatures (second));
  if (order != 0)
    return order;

  order = compare_numbers (count_certificates_below (first, first_decisive),
                           count_certificates_below (second, second_decisive));
  if (order == 0)
    order = compare_numbers (count_after_decisive (first, first_decisive),
                             count_after_decisive (second, second_decisive));
  if (order == 0)
    order = compare_numbers (count_failed (first), count_failed (second));

  return order;
}

/**
 * wlk_report_order_sort:
 * @reports: (element-type WlkReport): reports on paths to the same end entity, in the order in
 *   which the paths were found
 *
 * Puts the accepted or most plausible report first, and the others after it, best first. Equally
 * plausible reports keep their order.
 */
void
wlk_report_order_sort (GPtrArray *reports)
{
  g_return_if_fail (reports != NULL);

  g_ptr_array_sort (reports, compare_reports);
}
