/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-report-insert.h"

static WlkPhase
get_phase (WlkFinding *finding)
{
  return wlk_finding_get_step (finding)->phase;
}

/* Revocation goes by certificates; in the other phases to which anything is added, the head of the
 * phase is the place. */
static gboolean
is_due (WlkFinding *finding,
        WlkFinding *before)
{
  WlkPhase phase = get_phase (finding);

  if (phase != get_phase (before))
    return phase < get_phase (before);

  return phase != WLK_PHASE_REVOCATION ||
         wlk_finding_get_position (finding) <= wlk_finding_get_position (before);
}

/* Copies findings that come before @before, or all without it, and returns the index of the first
 * one that is later. */
static guint
copy_up_to (GPtrArray  *all,
            GPtrArray  *findings,
            guint       index,
            WlkFinding *before)
{
  while (index < findings->len && (before == NULL || is_due (findings->pdata[index], before)))
    g_ptr_array_add (all, g_object_ref (findings->pdata[index++]));

  return index;
}

/**
 * wlk_report_insert_findings:
 * @report: a report on a path
 * @query: what was asked
 * @findings: (element-type WlkFinding): more findings, in the order of their phases, and those
 *   about revocation in that of their certificates: what the connection, the search or a fetch has
 *   to say
 *
 * Puts each finding at the head of its phase, or, in that of revocation, of what is found about its
 * certificate.
 *
 * Returns: (transfer full): the same report, with more findings
 */
WlkReport *
wlk_report_insert_findings (WlkReport *report,
                            WlkQuery  *query,
                            GPtrArray *findings)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  WlkReport *longer;
  guint next = 0;

  g_return_val_if_fail (WLK_IS_REPORT (report) && findings != NULL, NULL);

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      next = copy_up_to (all, findings, next, finding);
      g_ptr_array_add (all, g_object_ref (finding));
    }
  copy_up_to (all, findings, next, NULL);

  longer = wlk_report_new (query, wlk_report_get_path (report), all);
  wlk_report_take_policies (longer,
                            g_strdupv ((GStrv) wlk_report_get_authority_policies (report)),
                            g_strdupv ((GStrv) wlk_report_get_user_policies (report)));

  return longer;
}
