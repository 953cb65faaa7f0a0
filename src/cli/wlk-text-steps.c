/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-steps.h"

#include "checks/wlk-checks.h"
#include "wlk-text-style.h"

#include <glib/gi18n-lib.h>

/*
 * The steps of one path. Without --all those that need a person's attention: failed, warning,
 * unknown. With it every step, and its evidence, by phase and certificate.
 */

#define MARGIN 2 /* columns before a mark */

static gboolean
is_shown (WlkFinding *finding,
          gboolean    all)
{
  switch (wlk_finding_get_outcome (finding))
    {
    case WLK_OUTCOME_FAILED:
    case WLK_OUTCOME_WARNING:
    case WLK_OUTCOME_UNKNOWN:
      return TRUE;

    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return all;
    }
}

/* The width of the longest outcome word, so that titles stand below each other. */
static guint
measure_words (void)
{
  guint width = 0;

  for (int i = WLK_OUTCOME_PASSED; i <= WLK_OUTCOME_FAILED; i++)
    width = MAX (width, wlk_terminal_measure (wlk_text_style_get_word (i)));

  return width;
}

/* A piece that only repeats the summary is left out. */
static void
write_evidence (WlkTerminal       *terminal,
                const WlkEvidence *evidence,
                const char        *summary,
                guint              column,
                const char        *margin)
{
  const char *label = wlk_evidence_get_label (evidence);
  g_autofree char *value = wlk_evidence_dup_value (evidence);
  g_autofree char *expected = wlk_evidence_dup_expected (evidence);
  g_autofree char *text = NULL;

  if (g_strcmp0 (value, summary) == 0)
    return;
  if (expected != NULL)
    text = g_strdup_printf (_("%s: %s (expected: %s)"), label, value != NULL ? value : "",
                            expected);
  else
    text = g_strdup_printf (_("%s: %s"), label, value != NULL ? value : "");

  wlk_terminal_add (terminal, WLK_STYLE_DIM, margin);
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, text, column, margin);
}

static void
write_finding (WlkTerminal *terminal,
               WlkFinding  *finding,
               guint        word_width)
{
  const WlkStep *step = wlk_finding_get_step (finding);
  WlkCertificate *certificate = wlk_finding_get_certificate (finding);
  WlkOutcome outcome = wlk_finding_get_outcome (finding);
  guint column = MARGIN + 2 + word_width + 2;
  g_autofree char *margin = g_strnfill (column, ' ');
  g_autofree char *summary = wlk_finding_dup_summary (finding);
  g_autofree char *place = NULL;
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_padded (terminal, wlk_text_style_of (outcome),
                           wlk_text_style_get_mark (terminal, outcome), 2);
  wlk_terminal_add_padded (terminal, wlk_text_style_of (outcome),
                           wlk_text_style_get_word (outcome), word_width + 2);
  wlk_terminal_add (terminal, WLK_STYLE_STRONG, _(step->title));
  place = certificate != NULL
          ? g_strdup_printf (" · %s · %s", wlk_certificate_get_title (certificate),
                             step->reference)
          : g_strdup_printf (" · %s", step->reference);
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, place,
                            column + wlk_terminal_measure (_(step->title)), margin);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, margin);
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN, summary, column, margin);
  for (guint i = 0; i < n_evidence; i++)
    write_evidence (terminal, &evidence[i], summary, column, margin);
}

static char *
describe_count (WlkOutcome outcome,
                guint      count)
{
  switch (outcome)
    {
    case WLK_OUTCOME_PASSED:
      return g_strdup_printf (ngettext ("%u passed", "%u passed", count), count);

    case WLK_OUTCOME_NOTE:
      return g_strdup_printf (ngettext ("%u note", "%u notes", count), count);

    case WLK_OUTCOME_SKIPPED:
      return g_strdup_printf (ngettext ("%u skipped", "%u skipped", count), count);

    case WLK_OUTCOME_UNKNOWN:
      return g_strdup_printf (ngettext ("%u unknown", "%u unknown", count), count);

    case WLK_OUTCOME_WARNING:
      return g_strdup_printf (ngettext ("%u warning", "%u warnings", count), count);

    case WLK_OUTCOME_FAILED:
    default:
      return g_strdup_printf (ngettext ("%u failed", "%u failed", count), count);
    }
}

/* “Steps  1 failed, 2 warnings, 31 passed”, the gravest first. */
static void
write_heading (WlkTerminal *terminal,
               WlkReport   *report)
{
  guint counts[WLK_OUTCOME_FAILED + 1] = { 0 };
  gboolean is_first = TRUE;

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    counts[wlk_finding_get_outcome (wlk_report_get_finding (report, i))]++;

  wlk_terminal_end_line (terminal);
  wlk_terminal_add (terminal, WLK_STYLE_STRONG, _("Steps"));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ": ");
  for (int i = WLK_OUTCOME_FAILED; i >= WLK_OUTCOME_PASSED; i--)
    {
      g_autofree char *text = describe_count (i, counts[i]);

      if (counts[i] == 0)
        continue;
      if (!is_first)
        wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ", ");
      wlk_terminal_add (terminal, wlk_text_style_of (i), text);
      is_first = FALSE;
    }
  wlk_terminal_end_line (terminal);
}

/**
 * wlk_text_steps_write:
 * @terminal: where to write
 * @report: a report
 * @all: whether to show what passed, what is worth a note and what was skipped, too
 *
 * Writes the steps in the order in which a verifier takes them.
 */
void
wlk_text_steps_write (WlkTerminal *terminal,
                      WlkReport   *report,
                      gboolean     all)
{
  guint word_width = measure_words ();
  guint n_hidden = 0;

  write_heading (terminal, report);
  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      if (is_shown (finding, all))
        write_finding (terminal, finding, word_width);
      else
        n_hidden++;
    }
  if (n_hidden > 0)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("%u step is not shown; --all shows it.",
                                        "%u steps are not shown; --all shows them.", n_hidden),
                              n_hidden);
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, text, MARGIN, "  ");
    }
}

/**
 * wlk_text_steps_write_list:
 * @terminal: where to write
 *
 * Writes the table of steps, by phase: what --list-steps shows.
 */
void
wlk_text_steps_write_list (WlkTerminal *terminal)
{
  guint n_checks = 0;
  const WlkCheck *checks = wlk_checks_get_table (&n_checks);
  guint id_width = 0;
  guint title_width = 0;

  for (guint i = 0; i < n_checks; i++)
    {
      id_width = MAX (id_width, wlk_terminal_measure (checks[i].step.id));
      title_width = MAX (title_width, wlk_terminal_measure (_(checks[i].step.title)));
    }
  for (guint i = 0; i < n_checks; i++)
    {
      const WlkStep *step = &checks[i].step;

      if (i > 0 && step->phase != checks[i - 1].step.phase)
        wlk_terminal_end_line (terminal);
      if (i == 0 || step->phase != checks[i - 1].step.phase)
        {
          wlk_terminal_add (terminal, WLK_STYLE_STRONG, wlk_phase_get_title (step->phase));
          wlk_terminal_end_line (terminal);
        }
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, step->id, id_width + 2);
      wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, _(step->title), title_width + 2);
      wlk_terminal_add (terminal, WLK_STYLE_DIM, step->reference);
      wlk_terminal_end_line (terminal);
    }
}
