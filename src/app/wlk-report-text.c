/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-report-text.h"

#include "path/wlk-role.h"
#include "wlk-answer.h"

#include <glib/gi18n-lib.h>

static void
append_path (GString   *text,
             WlkReport *report)
{
  WlkPath *path = wlk_report_get_path (report);

  if (path == NULL)
    return;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < wlk_path_get_length (path); i++)
    {
      WlkOutcome outcome = wlk_report_get_outcome_at (report, i);

      g_string_append_printf (text, "%*s%s, %s: %s\n", (int) i * 2, "",
                              wlk_certificate_get_title (wlk_path_get_certificate (path, i)),
                              wlk_role_get_title (wlk_role_of (path, i)),
                              wlk_report_is_reached (report, i)
                              ? wlk_outcome_get_title (outcome)
                              : _("Not Reached"));
    }
}

static void
append_evidence (GString    *text,
                 WlkFinding *finding)
{
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    {
      g_autofree char *value = wlk_evidence_dup_value (&evidence[i]);
      g_autofree char *expected = wlk_evidence_dup_expected (&evidence[i]);

      if (value != NULL)
        g_string_append_printf (text, "    %s: %s\n", wlk_evidence_get_label (&evidence[i]), value);
      if (expected != NULL)
        g_string_append_printf (text, "    %s: %s\n", _("Expected"), expected);
    }
}

static void
append_steps (GString   *text,
              WlkReport *report)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      WlkCertificate *certificate = wlk_finding_get_certificate (finding);
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      g_string_append_printf (text, "%u. %s (%s): %s%s%s. %s\n", i + 1,
                              _(wlk_finding_get_step (finding)->title),
                              wlk_finding_get_step (finding)->reference,
                              certificate != NULL ? wlk_certificate_get_title (certificate) : "",
                              certificate != NULL ? ": " : "",
                              wlk_outcome_get_title (wlk_finding_get_outcome (finding)), summary);
      if (wlk_finding_matters (finding))
        append_evidence (text, finding);
    }
}

/**
 * wlk_report_text_new:
 * @inspection: an inspection
 * @title: what was inspected
 *
 * Says the answer, the path and every step with its outcome.
 *
 * Returns: (transfer full): plain text
 */
char *
wlk_report_text_new (WlkInspection *inspection,
                     const char    *title)
{
  GString *text = g_string_new (NULL);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  WlkFinding *decisive = wlk_report_get_decisive (report);
  g_autofree char *headline = wlk_inspection_dup_headline (inspection);
  g_autofree char *step = wlk_answer_dup_step (inspection);
  g_autofree char *advice = decisive != NULL ? wlk_finding_dup_advice (decisive) : NULL;

  g_string_append_printf (text, "%s: %s\n%s\n", title,
                          wlk_verdict_get_title (wlk_inspection_get_verdict (inspection)),
                          headline);
  if (step != NULL)
    g_string_append_printf (text, "%s\n", step);
  if (decisive != NULL)
    append_evidence (text, decisive);
  if (advice != NULL)
    g_string_append_printf (text, "%s\n", advice);
  append_path (text, report);
  append_steps (text, report);

  return g_string_free (text, FALSE);
}
