/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-report-order.h"

#include "report/wlk-report.h"

/*
 * Of several paths the one that was meant comes first. An accepted path is the answer. When there
 * is none, the most plausible is the one on which a verifier gets furthest: its decisive finding
 * is about the lowest certificate, and of two about the same certificate the one that comes later
 * in the order of steps. Otherwise an expired cross-certificate near the root would be named as
 * the weak link, where every path ends in an end entity with the wrong name. A path with a
 * signature that another key made comes last.
 */

/* How many findings about the same certificate a verifier that stops at the first failure does
 * not come to. Those about others would count for a path because it is short. */
static guint
count_after_decisive (WlkReport              *report,
                      const WlkFindingRecord *decisive)
{
  guint n_after = 0;

  for (guint i = wlk_report_get_n_findings (report); i-- > 0;)
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
  WlkPath *path = wlk_report_get_path (report);
  guint length = path != NULL ? wlk_path_get_length (path) : 0;

  return decisive->position == WLK_WHOLE_PATH ? length : length - 1 - decisive->position;
}

static guint
count_failed (WlkReport *report)
{
  guint n_failed = 0;

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      if (wlk_report_get_record (report, i)->outcome == WLK_OUTCOME_FAILED)
        n_failed++;
    }

  return n_failed;
}

/* What another key signed is no link of a path at all, so such a path was not meant. */
static guint
count_bad_signatures (WlkReport *report)
{
  guint n_bad = 0;

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record->outcome == WLK_OUTCOME_FAILED && record->step->id == WLK_STEP_SIGNATURE)
        n_bad++;
    }

  return n_bad;
}

/* Accepted, undetermined, refused. */
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
 * Puts the accepted or most plausible report first, and the others after it, best first. Reports
 * that are equally plausible stay in their order.
 */
void
wlk_report_order_sort (GPtrArray *reports)
{
  g_return_if_fail (reports != NULL);

  g_ptr_array_sort (reports, compare_reports);
}
